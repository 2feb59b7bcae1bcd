import { expect, test } from 'vitest';
import { RateLimiter } from './rate-limiter.ts';

test('allows the limit, refuses the next, and starts anew with the minute', () => {
  let now = 1_000_000_030_000; // 10 s into a minute
  const limiter = new RateLimiter(() => now);
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
