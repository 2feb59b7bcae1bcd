import { expect, test } from 'vitest';
import { nextTry } from './schedule.ts';

const NOW = new Date('2026-05-06T22:05:00Z');
const HOUR = 3_600_000;

type Status = Parameters<typeof nextTry>[0]['status'];

/** Hours until the next try after so many in a status; `null` for none. */
const wait = (status: Status, attempts: number) => {
  const next = nextTry({ status, attempts }, NOW);
  return next === null ? null : (next.getTime() - NOW.getTime()) / HOUR;
};
/** Days from the first try to the last one. */
const patience = (status: Status) => {
  let hours = 0;
  for (let attempts = 0; attempts < 1_000; attempts++) {
    const next = wait(status, attempts);
    if (next === null) return hours / 24;
    hours += next;
  }
  return Number.POSITIVE_INFINITY;
};

test('waits grow to a day', () => {
  expect([0, 1, 2, 3, 7, 20].map((attempts) => wait('submitted', attempts))).toEqual([
    1 / 60,
    1 / 12,
    1 / 4,
    1,
    24,
    24,
  ]);
  expect([0, 1, 7, 100].map((attempts) => wait('pending', attempts))).toEqual([2, 1, 24, 24]);
  expect([0, 4, 500].map((attempts) => wait('attested', attempts))).toEqual([1 / 6, 168, 168]);
});

test('it is given up after weeks without a promise, after months without a block, and never when there is a proof', () => {
  expect(patience('submitted')).toBeGreaterThan(20);
  expect(patience('submitted')).toBeLessThan(23);
  expect(patience('pending')).toBeGreaterThan(110);
  expect(patience('pending')).toBeLessThan(125);
  expect(patience('attested')).toBe(Number.POSITIVE_INFINITY);
});

test.each(['confirmed', 'failed'] as const)('what is %s is not tried again', (status) => {
  expect(wait(status, 0)).toBeNull();
});
