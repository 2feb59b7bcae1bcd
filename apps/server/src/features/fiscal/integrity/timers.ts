import { nextClosing } from '../closings/timers.ts';

/** Checks the whole ledger of a tenant, half past midnight in Paris. Its subject is the tenant. */
export const INTEGRITY_TIMER = 'fiscal-integrity';

/** The next time, well after the closings of the night. */
export function nextCheck(now: Date): Date {
  return new Date(nextClosing(now).getTime() + 25 * 60_000);
}
