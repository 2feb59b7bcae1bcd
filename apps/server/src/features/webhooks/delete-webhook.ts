import type { Tx } from '../../platform/db/client-dialect.ts';
import type { Actor } from '../../platform/http/call.ts';
import { requireWebhookToChange } from './find-webhook.ts';
import { changeWebhook } from './store.ts';

/** Takes an endpoint off: nothing leaves for it any more. Its log goes with the log of its day. */
export async function deleteWebhook(tx: Tx, actor: Actor, id: string): Promise<void> {
  await requireWebhookToChange(tx, actor, id);
  await changeWebhook(tx, actor.scope.tenantId, id, {
    is_active: false,
    deleted_at: actor.now,
    updated_at: actor.now,
    headers_sealed: null,
    previous_secret_sealed: null,
  });
}
