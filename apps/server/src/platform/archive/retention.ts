/** How long documents are kept. */
export interface RetentionRule {
  /** Whole years after the end of the accounting year (L.123-22 of the Code de commerce: ten). */
  years: number;
  /** Days added to that. */
  marginDays: number;
}

export interface Term {
  /** The last day of keeping, in Paris: `YYYY-MM-DD`. */
  day: string;
  /** The moment that day ends: what the archive locks until. */
  until: Date;
}

const ZONE = 'Europe/Paris';

/**
 * Until when a document is kept: so many years after the end of the accounting year its day falls in. `yearEnd` is the last
 * day of that year, `MM-DD`; the 28th and 29th of February both mean the last day of that month.
 */
export function termOf(day: string, yearEnd: string, { years, marginDays }: RetentionRule): Term {
  const from = Temporal.PlainDate.from(day);
  const month = Number(yearEnd.slice(0, 2));
  const dayOfMonth = Number(yearEnd.slice(3));
  const endIn = (year: number) =>
    Temporal.PlainDate.from({ year, month, day: month === 2 && dayOfMonth >= 28 ? 31 : dayOfMonth });
  const sameYear = endIn(from.year);
  const closing = Temporal.PlainDate.compare(from, sameYear) <= 0 ? from.year : from.year + 1;
  const last = endIn(closing + years).add({ days: marginDays });
  const end = last.add({ days: 1 }).toZonedDateTime(ZONE);
  return { day: last.toString(), until: new Date(end.epochMilliseconds) };
}
