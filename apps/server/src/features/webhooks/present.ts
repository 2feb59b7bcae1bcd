import type {
  WebhookDelivery as DeliveryResource,
  WebhookLog,
  Webhook as WebhookResource,
} from '@scell/contract';
import type { Environment } from '../../platform/environments.ts';
import { moment } from '../../platform/http/present.ts';
import type { Delivery } from './deliveries/store.ts';
import type { Attempt } from './log/store.ts';
import { bodyFor, eventName } from './message.ts';
import { ownHeaders } from './request.ts';
import { openHeaders, SECRET_PREFIX } from './secrets.ts';
import type { Webhook } from './store.ts';

export function presentWebhook(
  webhook: Webhook,
  environment: Environment,
  { secret, now }: { secret: string; now: Date },
): WebhookResource {
  const overlap = webhook.previous_secret_until;
  return {
    id: webhook.id,
    tenant_id: webhook.tenant_id,
    sub_tenant_id: webhook.sub_tenant_id,
    company_id: null,
    type: webhook.kind,
    url: webhook.url,
    description: webhook.description,
    events: webhook.events,
    is_active: webhook.is_active,
    disabled_reason: webhook.disabled_reason,
    is_global: webhook.is_global,
    environment,
    headers: openHeaders(secret, webhook.id, webhook.headers_sealed),
    retry_count: webhook.retry_count,
    timeout_seconds: webhook.timeout_seconds,
    signature_format: webhook.signature_format,
    ordered: webhook.ordered,
    max_concurrency: webhook.max_concurrency,
    secret_prefix: SECRET_PREFIX,
    secret_last4: webhook.secret_last4,
    previous_secret_until: overlap !== null && overlap > now ? moment(overlap) : null,
    failure_count: webhook.failure_count,
    failing_since: moment(webhook.failing_since),
    last_triggered_at: moment(webhook.last_triggered_at),
    last_success_at: moment(webhook.last_success_at),
    last_failure_at: moment(webhook.last_failure_at),
    created_at: moment(webhook.created_at),
    updated_at: moment(webhook.updated_at),
  };
}

/** An attempt with its request and its answer. The endpoint's own headers are left out: they may bear passwords. */
export function presentAttempt(
  attempt: Attempt,
  environment: Environment,
  messages: ReadonlyMap<string, string>,
): WebhookLog {
  const { delivery_id: deliveryId, event_id: eventId, event_name: name, sequence, signature } = attempt;
  const seconds = Math.floor(attempt.sent_at.getTime() / 1_000);
  return {
    id: attempt.id,
    webhook_id: attempt.webhook_id,
    delivery_id: deliveryId,
    event: name,
    event_id: eventId === null ? null : eventName(eventId),
    sequence,
    attempt: attempt.attempt,
    success: attempt.success,
    url: attempt.url,
    request_headers: {
      ...ownHeaders({ id: deliveryId ?? attempt.id, eventName: name, sequence }, environment, seconds),
      ...(signature === '' ? {} : { 'x-scell-signature': signature }),
    },
    payload: payloadOf(attempt, messages),
    response_status: attempt.response_status,
    status_code: attempt.response_status,
    response_body: attempt.response_body,
    response_time_ms: attempt.response_time_ms,
    error_message: attempt.error,
    next_retry_at: moment(attempt.next_attempt_at),
    created_at: moment(attempt.created_at),
  };
}

function payloadOf(attempt: Attempt, messages: ReadonlyMap<string, string>): Record<string, unknown> | null {
  if (attempt.body !== null) return JSON.parse(attempt.body);
  const { delivery_id: id, event_id: eventId } = attempt;
  const stored = eventId === null ? undefined : messages.get(eventId);
  if (id === null || eventId === null || stored === undefined) return null;
  const delivery = { id, event_id: eventId, event_name: attempt.event_name, sequence: attempt.sequence };
  return JSON.parse(bodyFor(delivery, stored));
}

export function presentDelivery(delivery: Delivery): DeliveryResource {
  return {
    id: delivery.id,
    webhook_id: delivery.webhook_id,
    event: delivery.event_name,
    event_id: eventName(delivery.event_id),
    subject_id: delivery.subject_id,
    sequence: delivery.sequence,
    status: delivery.status,
    attempts: delivery.attempts,
    next_attempt_at: delivery.status === 'pending' ? moment(delivery.next_attempt_at) : null,
    finished_at: moment(delivery.finished_at),
    created_at: moment(delivery.created_at),
  };
}
