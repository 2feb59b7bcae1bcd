import { RESOURCES } from '@scell/contract';
import type { Tx } from '../../../platform/db/client-dialect.ts';
import type { Actor } from '../../../platform/http/call.ts';
import { notFound } from '../../../platform/http/lists.ts';
import type { Delivery } from '../deliveries/store.ts';
import { requireWebhookToChange } from '../find-webhook.ts';
import { beginAnew } from './store.ts';

const MOST = 100_000;

const STATUSES = {
  failed: ['failed'],
  delivered: ['delivered'],
  all: ['failed', 'delivered'],
} as const;

/** Has one delivery leave at once: one that ended begins its schedule anew. */
export async function retryDelivery(tx: Tx, actor: Actor, webhookId: string, id: string): Promise<Delivery> {
  await requireWebhookToChange(tx, actor, webhookId);
  const [delivery] = await beginAnew(tx, actor.scope.tenantId, webhookId, actor.now, { id });
  if (delivery === undefined) throw notFound(RESOURCES.webhookDelivery);
  return delivery;
}

/** Has what was recorded in a period begin its schedule anew. Answers how many deliveries that is. */
export async function replayPeriod(
  tx: Tx,
  actor: Actor,
  webhookId: string,
  period: { since: string; until?: string | undefined; status: keyof typeof STATUSES },
): Promise<number> {
  await requireWebhookToChange(tx, actor, webhookId);
  const rows = await beginAnew(tx, actor.scope.tenantId, webhookId, actor.now, {
    since: new Date(period.since),
    until: period.until === undefined ? actor.now : new Date(period.until),
    statuses: STATUSES[period.status],
    most: MOST,
  });
  return rows.length;
}
