/** Closes the days of a tenant, or of a sub-tenant, at five past midnight in Paris. Its subject is the one or the other. */
export const CLOSING_TIMER = 'fiscal-closing';

/** Five past midnight in Paris, the next one after a moment. */
export function nextClosing(now: Date): Date {
  const paris = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO('Europe/Paris');
  const today = paris.toPlainDate().toZonedDateTime({ timeZone: 'Europe/Paris', plainTime: '00:05' });
  const next =
    Temporal.ZonedDateTime.compare(paris, today) < 0
      ? today
      : paris
          .toPlainDate()
          .add({ days: 1 })
          .toZonedDateTime({ timeZone: 'Europe/Paris', plainTime: '00:05' });
  return new Date(next.epochMilliseconds);
}
