import fc from 'fast-check';
import { expect, test } from 'vitest';
import { termOf } from './retention.ts';

const TEN = { years: 10, marginDays: 0 };

test('ten years after the end of the calendar year, to the end of that day in Paris', () => {
  const term = { day: '2036-12-31', until: new Date('2036-12-31T23:00:00Z') };
  for (const day of ['2026-01-01', '2026-05-06', '2026-12-31'])
    expect(termOf(day, '12-31', TEN)).toEqual(term);
  expect(termOf('2027-01-01', '12-31', TEN).day).toBe('2037-12-31');
});

test('the accounting year of the company decides, summer time included', () => {
  expect(termOf('2026-06-30', '06-30', TEN)).toEqual({
    day: '2036-06-30',
    until: new Date('2036-06-30T22:00:00Z'),
  });
  expect(termOf('2026-07-01', '06-30', TEN).day).toBe('2037-06-30');
});

test('a year that ends with February ends on its last day', () => {
  for (const end of ['02-28', '02-29']) {
    expect(termOf('2026-02-28', end, TEN).day).toBe('2036-02-29');
    expect(termOf('2026-03-01', end, TEN).day).toBe('2037-02-28');
    expect(termOf('2028-02-29', end, TEN).day).toBe('2038-02-28');
  }
});

test('years and a margin are settings', () => {
  expect(termOf('2026-05-06', '12-31', { years: 6, marginDays: 0 }).day).toBe('2032-12-31');
  expect(termOf('2026-05-06', '12-31', { years: 10, marginDays: 31 })).toEqual({
    day: '2037-01-31',
    until: new Date('2037-01-31T23:00:00Z'),
  });
});

test('no term is shorter than its years from the day itself, nor longer by more than a year and a day', () => {
  const days = fc.date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true });
  const ends = fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 31 }));
  fc.assert(
    fc.property(days, ends, fc.integer({ min: 6, max: 100 }), (date, [month, dayOfMonth], years) => {
      const day = date.toISOString().slice(0, 10);
      const end = `${String(month).padStart(2, '0')}-${String(dayOfMonth).padStart(2, '0')}`;
      const term = termOf(day, end, { years, marginDays: 0 });
      const last = Temporal.PlainDate.from(term.day);
      const least = Temporal.PlainDate.from(day).add({ years });
      const past = least.until(last, { largestUnit: 'days' }).days;
      expect(past).toBeGreaterThanOrEqual(0);
      expect(past).toBeLessThanOrEqual(366);
      // The moment is the first one that is another day in Paris.
      const moment = Temporal.Instant.fromEpochMilliseconds(term.until.getTime()).toZonedDateTimeISO(
        'Europe/Paris',
      );
      expect(moment.toPlainDate().equals(last.add({ days: 1 }))).toBe(true);
      expect(moment.subtract({ milliseconds: 1 }).toPlainDate().equals(last)).toBe(true);
    }),
  );
});
