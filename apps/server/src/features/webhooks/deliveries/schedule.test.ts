import { expect, test } from 'vitest';
import { nextAttempt, readRetryAfter, restUntil } from './schedule.ts';

const NOW = Date.parse('2026-05-06T08:00:00Z');
const wait = (n: number, retries = 6, retryAfter: number | null = null, random = 0) => {
  const next = nextAttempt(n, retries, NOW, retryAfter, random);
  return next === null ? null : (next.getTime() - NOW) / 1_000;
};

test('seven attempts with the waits of the reference, each up to a tenth longer', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 8].map((n) => wait(n))).toEqual([
    30,
    120,
    600,
    3600,
    21_600,
    86_400,
    null,
    null,
  ]);
  expect(wait(1, 6, null, 1)).toBe(33);
  expect(wait(6, 6, null, 1)).toBe(95_040);
});

test('retry_count shortens it', () => {
  expect(wait(1, 0)).toBeNull();
  expect([1, 2, 3].map((n) => wait(n, 2))).toEqual([30, 120, null]);
});

test('what the endpoint asks for counts where it is longer', () => {
  expect(wait(1, 6, 90_000)).toBe(90);
  expect(wait(3, 6, 90_000)).toBe(600);
});

test.each([
  ['7', 7_000],
  [' 7 ', 7_000],
  ['0', 0],
  ['86400', 3_600_000],
  ['999999999', 3_600_000],
  ['9999999999', null],
  ['-1', null],
  ['1.5', null],
  ['soon', null],
  ['Wed, 06 May 2026 08:01:00 GMT', 60_000],
  ['Wed, 06 May 2020 08:01:00 GMT', 0],
  ['Wed, 06 May 2036 08:01:00 GMT', 3_600_000],
  ['Wed, 99 May 2026', null],
  ['', null],
])('Retry-After: %s is %s ms', (header, ms) => {
  expect(readRetryAfter(header, NOW)).toBe(ms);
});

test('only 429 and 503 ask for a pause', () => {
  expect(restUntil(429, null, NOW)).toEqual(new Date(NOW + 5_000));
  expect(restUntil(503, 60_000, NOW)).toEqual(new Date(NOW + 60_000));
  for (const status of [200, 410, 500, 502, null]) expect(restUntil(status, 60_000, NOW)).toBeNull();
});
