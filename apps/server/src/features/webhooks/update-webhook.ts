import { subscriptionsOf, type WebhookUpdate } from '@scell/contract';
import type { Tx } from '../../platform/db/client-dialect.ts';
import type { Actor } from '../../platform/http/call.ts';
import type { Services } from '../../platform/services.ts';
import { checkUrl } from './check-url.ts';
import { requireWebhook, requireWebhookToChange } from './find-webhook.ts';
import { sealHeaders } from './secrets.ts';
import { changeState, changeWebhook, type Webhook } from './store.ts';

/** Changes an endpoint. Switched on again, it is tried at once, whatever pause it had asked for. */
export async function updateWebhook(
  tx: Tx,
  actor: Actor,
  services: Services,
  id: string,
  input: WebhookUpdate,
  spell: (path: string) => string,
): Promise<Webhook> {
  const { tenantId } = actor.scope;
  const before = await requireWebhookToChange(tx, actor, id);
  const url = before.kind === 'inbox' ? undefined : (input.url ?? undefined);
  if (url !== undefined) checkUrl(services, url, spell);
  const active = input.is_active ?? before.is_active;
  await changeWebhook(tx, tenantId, id, {
    url: url ?? before.url,
    events: input.events ?? before.events,
    ...(input.events === undefined ? {} : { subscriptions: JSON.stringify(subscriptionsOf(input.events)) }),
    description: input.description === undefined ? before.description : input.description,
    is_active: active,
    disabled_reason: active ? null : before.disabled_reason,
    ...(input.headers === undefined
      ? {}
      : { headers_sealed: sealHeaders(services.secret, id, input.headers ?? {}) }),
    signature_format: input.signature_format ?? before.signature_format,
    retry_count: input.retry_count ?? before.retry_count,
    timeout_seconds: input.timeout_seconds ?? before.timeout_seconds,
    ordered: input.ordered ?? before.ordered,
    max_concurrency: input.max_concurrency ?? before.max_concurrency,
    updated_at: actor.now,
  });
  if (active && !before.is_active) await changeState(tx, tenantId, id, { rest_until: null });
  return requireWebhook(tx, actor, id);
}
