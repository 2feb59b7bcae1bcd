import { expect, test } from 'vitest';
import { passwordsWith } from './passwords.ts';

const cheap = passwordsWith({ memory: 64, passes: 1, parallelism: 1 });

test('hashes under the parameters OWASP advises, each with its own salt', async () => {
  const passwords = passwordsWith();
  const [one, two] = await Promise.all([passwords.hash('secret phrase'), passwords.hash('secret phrase')]);
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
  expect(one).not.toBe(two);
  expect(await passwords.verify('secret phrase', one)).toEqual({ right: true, stale: false });
  expect(await passwords.verify('secret phrase ', one)).toEqual({ right: false, stale: false });
  expect(await cheap.verify('secret phrase', one)).toEqual({ right: true, stale: true });
  expect(await cheap.verify('other', one)).toEqual({ right: false, stale: false });
});

test('a hash says its parameters, and one letter typed two ways is one letter', async () => {
  const stored = await passwordsWith({ memory: 256, passes: 3, parallelism: 2 }).hash('\u00e9\u{1F600}');
  expect(stored).toContain('$m=256,t=3,p=2$');
  expect(await cheap.verify('e\u0301\u{1F600}', stored)).toEqual({ right: true, stale: true });
});

test.each([null, '', 'x', '$argon2i$v=19$m=64,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAA'])(
  '%s is nobody’s password',
  async (stored) => {
    expect(await cheap.verify('secret', stored)).toEqual({ right: false, stale: false });
  },
);

test('an account that is not there takes the work of one that is', async () => {
  const passwords = passwordsWith({ memory: 8_192, passes: 2, parallelism: 1 });
  const stored = await passwords.hash('secret');
  const times: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] };
  // In turns, so that whatever else the machine does falls on both.
  for (let i = 0; i < 9; i++) {
    for (const [whose, hash] of [
      ['known', stored],
      ['unknown', null],
    ] as const) {
      const start = performance.now();
      await passwords.verify('wrong', hash);
      times[whose].push(performance.now() - start);
    }
  }
  const median = (of: number[]) => of.sort((one, two) => one - two)[4] ?? 0;
  expect(median(times.unknown)).toBeGreaterThan(median(times.known) / 3);
});

test('few are made at once, and a crowd is sent away instead of piling up', async () => {
  const outcomes = await Promise.allSettled(Array.from({ length: 210 }, () => cheap.verify('x', null)));
  const refused = outcomes.filter(({ status }) => status === 'rejected');
  expect(refused).toHaveLength(8);
  expect(refused[0]).toMatchObject({
    reason: { errorCode: 'SERVICE_UNAVAILABLE', headers: { 'Retry-After': '2' } },
  });
  // Those turns are free again.
  await expect(cheap.verify('x', null)).resolves.toEqual({ right: false, stale: false });
});
