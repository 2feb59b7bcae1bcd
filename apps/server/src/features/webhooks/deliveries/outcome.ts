import type { Sent } from '../send.ts';
import type { Webhook } from '../store.ts';
import { nextAttempt, readRetryAfter, restUntil } from './schedule.ts';
import type { DueDelivery, NewAttempt, Outcome, Standing } from './store.ts';

/** An attempt that ended, and what follows from it. */
export interface Ended {
  outcome: Outcome;
  attempt: NewAttempt;
  /** The endpoint asked for a pause. */
  restUntil: Date | null;
  /** It said that it is gone for good (410). */
  gone: boolean;
}

/** What follows from an attempt: delivered, tried again at a time, or given up. */
export function outcomeOf(
  webhook: Webhook,
  delivery: DueDelivery,
  sent: Sent,
  { startedAt, now, random, id }: { startedAt: number; now: number; random: number; id: string },
): Ended {
  const n = delivery.attempts + 1;
  const gone = sent.status === 410;
  const retryAfter = sent.success ? null : readRetryAfter(sent.retryAfter, now);
  const next =
    sent.success || gone
      ? null
      : nextAttempt(n - delivery.attempts_before, webhook.retry_count, now, retryAfter, random);
  const finishedAt = new Date(now);
  return {
    outcome: {
      delivery_id: delivery.id,
      status: sent.success ? 'delivered' : next === null ? 'failed' : 'pending',
      attempt: n,
      next_attempt_at: next,
      started_at: new Date(startedAt),
      finished_at: finishedAt,
    },
    attempt: {
      tenant_id: webhook.tenant_id,
      id,
      webhook_id: webhook.id,
      sub_tenant_id: webhook.sub_tenant_id,
      delivery_id: delivery.id,
      event_id: delivery.event_id,
      event_name: delivery.event_name,
      sequence: delivery.sequence,
      attempt: n,
      url: webhook.url,
      signature: sent.signature,
      body: null,
      success: sent.success,
      response_status: sent.status,
      response_body: sent.body,
      response_time_ms: sent.ms,
      error: sent.error,
      next_attempt_at: next,
      sent_at: sent.sentAt,
      created_at: finishedAt,
    },
    restUntil: restUntil(sent.status, retryAfter, now),
    gone,
  };
}

/** How an endpoint fares after these attempts, in the order in which they ended. */
export function standingAfter(ended: readonly Ended[]): Standing {
  const standing: Standing = {
    succeeded: false,
    failures: 0,
    failingSince: null,
    lastSuccessAt: null,
    lastFailureAt: null,
    restUntil: null,
  };
  for (const { outcome, attempt, restUntil: rest } of ended) {
    if (attempt.success) {
      standing.succeeded = true;
      standing.failures = 0;
      standing.failingSince = null;
      standing.lastSuccessAt = outcome.finished_at;
    } else {
      standing.failures += 1;
      standing.failingSince ??= outcome.finished_at;
      standing.lastFailureAt = outcome.finished_at;
    }
    if (rest !== null && (standing.restUntil === null || rest > standing.restUntil))
      standing.restUntil = rest;
  }
  return standing;
}
