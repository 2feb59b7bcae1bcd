import { describe, expect, it } from 'vitest';
import { date } from './xs-date.ts';

describe('a date', () => {
  it('orders by day', () => {
    const days = [
      '-0001-12-31',
      '0001-01-01',
      '1999-12-31',
      '2024-02-28',
      '2024-02-29',
      '2024-03-01',
      '12026-01-01',
    ];
    const minutes = days.map((day) => date(day) ?? Number.NaN);
    expect(minutes).toEqual([...minutes].sort((a, b) => a - b));
    expect(new Set(minutes).size).toBe(days.length);
    expect((date('2024-03-01') ?? 0) - (date('2024-02-29') ?? 0)).toBe(1440);
    expect((date('0001-01-01') ?? 0) - (date('-0001-12-31') ?? 0)).toBe(1440);
  });

  it('starts earlier in the east', () => {
    expect((date('2026-01-01Z') ?? 0) - (date('2026-01-01+14:00') ?? 0)).toBe(840);
    expect((date('2026-01-01-05:30') ?? 0) - (date('2026-01-01') ?? 0)).toBe(330);
    expect(date('2026-01-02+14:00')).toBe(date('2026-01-01-10:00'));
  });

  it('may stand between blanks', () => expect(date('\n 2026-01-01\t')).toBe(date('2026-01-01')));

  it.each([
    '',
    '2026-1-1',
    '20260101',
    '2026-02-29',
    '2026-13-01',
    '2026-00-01',
    '2026-01-00',
    '0000-01-01',
    '02026-01-01',
    '2026-01-01T00:00:00',
    '2026-01-01+14:01',
    '2026-01-01+01:60',
    '+2026-01-01',
    '2026-01-01z',
  ])('%j is none', (text) => expect(date(text)).toBeUndefined());
});
