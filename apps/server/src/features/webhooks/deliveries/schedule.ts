/** Waits after the first attempt, the second, … in seconds (REST reference §7.5): seven attempts in all. */
const WAITS = [30, 120, 600, 3_600, 21_600, 86_400] as const;

/** A wait is up to a tenth longer, so that what failed together does not come back together. */
const JITTER = 0.1;

const MOST_RETRY_AFTER_S = 3_600;
/** How long an endpoint rests that says it has too much to do and not for how long. */
const REST_S = 5;

/**
 * When to try again after attempt `n` (from 1) has failed; `null` when that was the last one. `retryAfterMs` is what the
 * endpoint asked for. `random` is a number from 0 to 1.
 */
export function nextAttempt(
  n: number,
  retries: number,
  now: number,
  retryAfterMs: number | null,
  random: number,
): Date | null {
  const wait = n > retries ? undefined : WAITS[n - 1];
  if (wait === undefined) return null;
  const ours = wait * 1_000 * (1 + JITTER * random);
  return new Date(now + Math.round(Math.max(ours, retryAfterMs ?? 0)));
}

/** `Retry-After` (RFC 9110 §10.2.3) in milliseconds from now: seconds or a date, an hour at most. `null`: none that can be read. */
export function readRetryAfter(header: string | null, now: number): number | null {
  if (header === null) return null;
  const text = header.trim();
  const ms = /^\d{1,9}$/.test(text)
    ? Number(text) * 1_000
    : /^[A-Z][a-z]{2}, /.test(text)
      ? Date.parse(text) - now
      : Number.NaN;
  if (Number.isNaN(ms)) return null;
  return Math.min(Math.max(ms, 0), MOST_RETRY_AFTER_S * 1_000);
}

/** Until when nothing is sent to an endpoint that answered `status`; `null`: it need not rest. */
export function restUntil(status: number | null, retryAfterMs: number | null, now: number): Date | null {
  if (status !== 429 && status !== 503) return null;
  return new Date(now + (retryAfterMs ?? REST_S * 1_000));
}
