import type { Tx } from '../../platform/db/client-dialect.ts';
import type { Actor } from '../../platform/http/call.ts';
import type { Services } from '../../platform/services.ts';
import { requireWebhook, requireWebhookToChange } from './find-webhook.ts';
import { newSecret, sealSecret } from './secrets.ts';
import { changeWebhook, type Webhook } from './store.ts';

/** Gives an endpoint a new secret. The one it had signs too for the hours given; one from before that no more. */
export async function regenerateSecret(
  tx: Tx,
  actor: Actor,
  services: Services,
  id: string,
  overlapHours: number,
): Promise<Webhook> {
  const before = await requireWebhookToChange(tx, actor, id);
  const secret = newSecret();
  await changeWebhook(tx, actor.scope.tenantId, id, {
    secret_sealed: sealSecret(services.secret, id, secret),
    secret_last4: secret.slice(-4),
    previous_secret_sealed: overlapHours === 0 ? null : before.secret_sealed,
    previous_secret_until:
      overlapHours === 0 ? null : new Date(actor.now.getTime() + overlapHours * 3_600_000),
    updated_at: actor.now,
  });
  return requireWebhook(tx, actor, id);
}
