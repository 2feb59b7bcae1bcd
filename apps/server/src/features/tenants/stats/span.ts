import type { StatsPeriod } from '@scell/contract';

/** Days in Paris, both included, and the span of the same kind before it. */
export interface Span {
  from: string;
  to: string;
  previous: { from: string; to: string };
}

/** The days of a period that is named by where `now` is, or by the calendar; the month of `now` unless said. */
export function spanOf(period: StatsPeriod | undefined, now: Date): Span {
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime())
    .toZonedDateTimeISO('Europe/Paris')
    .toPlainDate();
  const { start, length } = startOf(period ?? { word: 'month' }, today);
  const days = (first: Temporal.PlainDate) => ({
    from: first.toString(),
    to: first.add(length).subtract({ days: 1 }).toString(),
  });
  return { ...days(start), previous: days(start.subtract(length)) };
}

/** The days of one month of a year, or of the whole year. */
export function monthsOf(
  year: number | undefined,
  month: number | undefined,
  now: Date,
): { from: string; to: string } {
  const current = Number(spanOf({ word: 'year' }, now).from.slice(0, 4));
  const whole = String(year ?? current);
  return spanOf(
    month === undefined ? { year: whole } : { month: `${whole}-${String(month).padStart(2, '0')}` },
    now,
  );
}

function startOf(
  period: StatsPeriod,
  today: Temporal.PlainDate,
): { start: Temporal.PlainDate; length: Temporal.DurationLike } {
  if ('month' in period)
    return { start: Temporal.PlainDate.from(`${period.month}-01`), length: { months: 1 } };
  if ('year' in period)
    return { start: Temporal.PlainDate.from(`${period.year}-01-01`), length: { years: 1 } };
  switch (period.word) {
    case 'day':
      return { start: today, length: { days: 1 } };
    case 'week':
      return { start: today.subtract({ days: today.dayOfWeek - 1 }), length: { weeks: 1 } };
    case 'month':
      return { start: today.with({ day: 1 }), length: { months: 1 } };
    case 'quarter':
      return {
        start: today.with({ day: 1, month: Math.floor((today.month - 1) / 3) * 3 + 1 }),
        length: { months: 3 },
      };
    case 'year':
      return { start: today.with({ day: 1, month: 1 }), length: { years: 1 } };
  }
}
