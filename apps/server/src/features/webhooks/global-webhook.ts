import type { Tx } from '../../platform/db/client-dialect.ts';
import type { Actor } from '../../platform/http/call.ts';
import type { Services } from '../../platform/services.ts';
import { checkUrl } from './check-url.ts';
import { newSecret, sealSecret } from './secrets.ts';
import { changeWebhook, findGlobalWebhook, insertWebhook, lockGlobal } from './store.ts';

/**
 * Follows the account's `webhook_url` of an environment, in the transaction that changes it: the address is an endpoint like
 * any other, for every event, whose secret is had by `regenerate-secret`. `null` takes it off.
 */
export async function followGlobalUrl(
  tx: Tx,
  actor: Actor,
  services: Services,
  url: string | null,
  spell: (path: string) => string,
): Promise<void> {
  if (url !== null) checkUrl(services, url, () => spell('webhook_url'));
  const { tenantId } = actor.scope;
  const { now } = actor;
  await lockGlobal(tx, tenantId);
  const before = await findGlobalWebhook(tx, tenantId);
  if (before !== undefined) {
    const changes =
      url === null ? { deleted_at: now, is_active: false } : { url, is_active: true, disabled_reason: null };
    await changeWebhook(tx, tenantId, before.id, { ...changes, updated_at: now });
    return;
  }
  if (url === null) return;
  const id = actor.newId();
  const secret = newSecret();
  await insertWebhook(tx, {
    tenant_id: tenantId,
    id,
    sub_tenant_id: null,
    kind: 'http',
    url,
    description: null,
    events: ['*'],
    subscriptions: JSON.stringify({ '*': '*' }),
    is_active: true,
    disabled_reason: null,
    is_global: true,
    secret_sealed: sealSecret(services.secret, id, secret),
    secret_last4: secret.slice(-4),
    previous_secret_sealed: null,
    previous_secret_until: null,
    headers_sealed: null,
    signature_format: 'sha256',
    retry_count: 6,
    timeout_seconds: 30,
    ordered: false,
    max_concurrency: 20,
    created_at: now,
    updated_at: now,
    deleted_at: null,
  });
}
