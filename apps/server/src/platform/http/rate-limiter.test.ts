import { expect, test } from 'vitest';
import { type CountTogether, RateLimiter } from './rate-limiter.ts';

/** One place for all, as the database is. */
function onePlace(): CountTogether {
  const kept = new Map<string, number>();
  return async (minute, counts) => {
    const known = new Map<string, number>();
    for (const [who, count] of counts) {
      const name = `${minute} ${who}`;
      kept.set(name, (kept.get(name) ?? 0) + count);
      known.set(who, kept.get(name) ?? 0);
    }
    return known;
  };
}

const START = 1_000_000_030_000; // 10 s into a minute

test('allows the limit, refuses the next, and starts anew with the minute', () => {
  let now = START;
  const limiter = new RateLimiter(() => now, onePlace());
  const first = limiter.take('key', 2);
  expect(first).toMatchObject({ allowed: true, limit: 2, remaining: 1 });
  expect(limiter.take('key', 2)).toMatchObject({ allowed: true, remaining: 0 });
  const refused = limiter.take('key', 2);
  expect(refused).toMatchObject({ allowed: false, remaining: 0 });
  expect(refused.reset * 1000 - now).toBe(refused.retryAfter * 1000);
  expect(limiter.take('other', 2).allowed).toBe(true);
  now = refused.reset * 1000;
  expect(limiter.take('key', 2).allowed).toBe(true);
});

test('processes that told each other allow together what one would', async () => {
  const together = onePlace();
  const [one, other] = [0, 1].map(() => new RateLimiter(() => START, together)) as [RateLimiter, RateLimiter];
  for (let n = 0; n < 3; n++) one.take('key', 6);
  for (let n = 0; n < 2; n++) other.take('key', 6);
  await one.share();
  await other.share();
  expect(other.take('key', 6)).toMatchObject({ allowed: true, remaining: 0 });
  expect(other.take('key', 6)).toMatchObject({ allowed: false });
  // What was told is not told again.
  await other.share();
  await one.share();
  one.take('key', 100);
  await one.share();
  expect(one.take('key', 100)).toMatchObject({ remaining: 100 - 3 - 4 - 1 - 1 });
});

test('what comes in while it is being told is counted once', async () => {
  let tell = () => {};
  const together = onePlace();
  const limiter = new RateLimiter(
    () => START,
    async (minute, counts) => {
      const known = await together(minute, counts);
      await new Promise<void>((resolve) => {
        tell = resolve;
      });
      return known;
    },
  );
  limiter.take('key', 10);
  const sharing = limiter.share();
  limiter.take('key', 10);
  await expect.poll(() => tell.name).not.toBe('tell');
  tell();
  await sharing;
  expect(limiter.take('key', 10)).toMatchObject({ remaining: 7 });
});

test('what cannot be told is kept for the next time', async () => {
  let broken = true;
  const together = onePlace();
  const [one, other] = [0, 1].map(
    () =>
      new RateLimiter(
        () => START,
        async (minute, counts) => {
          if (broken) throw new Error('no database');
          return together(minute, counts);
        },
      ),
  ) as [RateLimiter, RateLimiter];
  one.take('key', 10);
  await expect(one.share()).rejects.toThrow('no database');
  broken = false;
  await one.share();
  other.take('key', 10);
  await other.share();
  expect(other.take('key', 10)).toMatchObject({ remaining: 7 });
});

test('counted exactly, the limit holds over all processes', async () => {
  const together = onePlace();
  const limiters = [0, 1, 2].map(() => new RateLimiter(() => START, together));
  const allowances = await Promise.all(
    Array.from({ length: 20 }, (_, n) => limiters[n % 3]?.takeExactly('192.0.2.1', 5)),
  );
  expect(allowances.filter((allowance) => allowance?.allowed)).toHaveLength(5);
});
