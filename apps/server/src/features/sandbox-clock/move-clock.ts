import { ApiError, type BodyOf, fieldError, type moveSandboxClock, validationError } from '@scell/contract';
import type { Text } from '@scell/core';
import type { Tx } from '../../platform/db/client-dialect.ts';
import type { Actor } from '../../platform/http/call.ts';
import { recordTechnicalEvent } from '../../platform/ledger/technical-events.ts';
import { lockAhead, setAhead } from './store.ts';

/** Ten years of 365.25 days: the database allows no more. */
const FARTHEST_MS = 315_576_000_000;

/**
 * Moves the clock of the caller's sandbox forward, and enters that in the journal of technical events.
 * @param world the moment it is without any clock
 * @throws {ApiError} `SANDBOX_ONLY` in production; a validation error for a moment that is past, or too far
 */
export async function moveClock(
  tx: Tx,
  actor: Actor,
  body: BodyOf<typeof moveSandboxClock>,
  world: Date,
  spell: (path: string) => string,
): Promise<void> {
  // The clock is the account's: a part of it does not move the rest.
  if (actor.environment !== 'sandbox') throw new ApiError('SANDBOX_ONLY');
  if (actor.scope.subTenantId != null) throw new ApiError('FORBIDDEN');
  const { tenantId } = actor.scope;
  const refusal = (text: Text) => validationError([fieldError(spell('advance'), text)]);
  const ahead = await lockAhead(tx, tenantId);
  const now = world.getTime() + ahead;
  const moment = momentOf(body.advance, now);
  if (moment === null)
    throw refusal({
      fr: 'une durée (P1D, P1M, PT2H), un jour (2027-01-01) ou un instant avec son décalage est attendu.',
      en: 'a duration (P1D, P1M, PT2H), a day (2027-01-01) or a moment with its offset is expected.',
    });
  if (moment < now)
    throw refusal({
      fr: 'l’heure du bac à sable n’avance que vers le futur.',
      en: 'the time of the sandbox moves forward only.',
    });
  if (moment - world.getTime() > FARTHEST_MS)
    throw refusal({
      fr: 'l’heure du bac à sable a dix ans d’avance au plus.',
      en: 'the time of the sandbox is ten years ahead at most.',
    });
  await recordTechnicalEvent(tx, actor, 'sandbox_clock_moved', {
    from: new Date(now).toISOString(),
    to: new Date(moment).toISOString(),
  });
  await setAhead(tx, tenantId, moment - world.getTime(), world);
}

/** The moment that a duration from now, a day in Paris or a moment says; `null` for anything else. */
function momentOf(text: string, now: number): number | null {
  try {
    if (/^[-+]?P/i.test(text))
      // Days and months are those of the calendar in Paris, where fiscal days are.
      return Temporal.Instant.fromEpochMilliseconds(now)
        .toZonedDateTimeISO('Europe/Paris')
        .add(Temporal.Duration.from(text)).epochMilliseconds;
    return /^\d{4}-\d{2}-\d{2}$/.test(text)
      ? Temporal.PlainDate.from(text).toZonedDateTime('Europe/Paris').epochMilliseconds
      : Temporal.Instant.from(text).epochMilliseconds;
  } catch {
    return null;
  }
}
