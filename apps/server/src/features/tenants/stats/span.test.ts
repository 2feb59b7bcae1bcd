import { expect, test } from 'vitest';
import { monthsOf, spanOf } from './span.ts';

const at = (text: string) => new Date(text);
// Half past midnight in Paris on the first of March of a leap year: February still in UTC.
const NIGHT = at('2028-02-29T23:30:00Z');

test.each([
  [undefined, '2028-03-01', '2028-03-31', '2028-02-01', '2028-02-29'],
  [{ word: 'day' }, '2028-03-01', '2028-03-01', '2028-02-29', '2028-02-29'],
  [{ word: 'week' }, '2028-02-28', '2028-03-05', '2028-02-21', '2028-02-27'],
  [{ word: 'quarter' }, '2028-01-01', '2028-03-31', '2027-10-01', '2027-12-31'],
  [{ word: 'year' }, '2028-01-01', '2028-12-31', '2027-01-01', '2027-12-31'],
  [{ month: '2026-01' }, '2026-01-01', '2026-01-31', '2025-12-01', '2025-12-31'],
  [{ year: '2026' }, '2026-01-01', '2026-12-31', '2025-01-01', '2025-12-31'],
] as const)('%j goes from %s to %s', (period, from, to, before, until) => {
  expect(spanOf(period, NIGHT)).toEqual({ from, to, previous: { from: before, to: until } });
});

test('the months of a year, or one of them; the year is that of Paris', () => {
  expect(monthsOf(undefined, undefined, at('2026-12-31T23:30:00Z'))).toMatchObject({
    from: '2027-01-01',
    to: '2027-12-31',
  });
  expect(monthsOf(2024, 2, NIGHT)).toMatchObject({ from: '2024-02-01', to: '2024-02-29' });
});
