import { RESOURCES } from '@scell/contract';
import type { Tx } from '../../platform/db/client-dialect.ts';
import type { Actor } from '../../platform/http/call.ts';
import { notFound } from '../../platform/http/lists.ts';
import { findWebhook, lockWebhook, type Webhook } from './store.ts';

/** An endpoint the caller may see, or 404. */
export async function requireWebhook(tx: Tx, actor: Pick<Actor, 'scope'>, id: string): Promise<Webhook> {
  const webhook = await findWebhook(tx, actor.scope.tenantId, id);
  if (webhook === undefined) throw notFound(RESOURCES.webhook);
  return webhook;
}

/** An endpoint the caller may change, held until the transaction ends, or 404. */
export async function requireWebhookToChange(
  tx: Tx,
  actor: Pick<Actor, 'scope'>,
  id: string,
): Promise<Webhook> {
  const webhook = await lockWebhook(tx, actor.scope.tenantId, id);
  if (webhook === undefined) throw notFound(RESOURCES.webhook);
  return webhook;
}
