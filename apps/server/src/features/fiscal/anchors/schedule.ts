import type { AnchorState } from './store.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

interface Plan {
  /** Waits after the first, second, … try; the last one is repeated. */
  waits: readonly number[];
  /** Tries before it is given up; `null`: never. */
  most: number | null;
}

/** A job that died is looked after this much later. */
export const SAFETY_NET_MS = 15 * MINUTE;

const PLANS: Readonly<Record<'submitted' | 'pending' | 'attested', Plan>> = {
  // Nobody has taken the hash yet. Three weeks.
  submitted: {
    waits: [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY],
    most: 28,
  },
  // A calendar gathers hashes for some hours, then waits for six blocks. Four months: it may have been away.
  pending: { waits: [2 * HOUR, HOUR, HOUR, 2 * HOUR, 4 * HOUR, 6 * HOUR, 12 * HOUR, DAY], most: 120 },
  // There is a proof; only the block header is missing, or nobody is there to be asked for it.
  attested: { waits: [10 * MINUTE, HOUR, 6 * HOUR, DAY, 7 * DAY], most: null },
};

/** When a state is worked on next, after so many tries in it; `null` when it is given up or at its end. */
export function nextTry(
  { status, attempts }: Pick<AnchorState, 'status' | 'attempts'>,
  now: Date,
): Date | null {
  if (status === 'confirmed' || status === 'failed') return null;
  const { waits, most } = PLANS[status];
  if (most !== null && attempts >= most) return null;
  const wait = waits[Math.min(attempts, waits.length - 1)] ?? DAY;
  return new Date(now.getTime() + wait);
}
