import { ApiError, RESOURCES } from '@scell/contract';
import type { Tx } from '../../../platform/db/client-dialect.ts';
import type { Actor } from '../../../platform/http/call.ts';
import { notFound } from '../../../platform/http/lists.ts';
import type { Intent } from '../../../platform/payments/payments.ts';
import type { Services } from '../../../platform/services.ts';
import { onProviderErrors } from './provider-errors.ts';
import { settle } from './settle.ts';
import { findByIntent, lockPurchase, type PurchaseRow } from './store.ts';

type Confirmer = Pick<Actor, 'by' | 'environment' | 'scope' | 'now' | 'newId'>;

/**
 * Asks the provider about a payment of the tenant; nothing is believed of who asks. Before any transaction: nobody waits for the
 * provider with the balance held.
 */
export async function askAboutPayment(
  services: Services,
  actor: Pick<Actor, 'environment' | 'scope'>,
  intentId: string,
): Promise<{ purchaseId: string; intent: Intent | null }> {
  const { tenantId } = actor.scope;
  const db = services.databases[actor.environment];
  const purchase = await db.withTenant({ tenantId }, (tx) => findByIntent(tx, tenantId, intentId));
  if (purchase === undefined) throw notFound(RESOURCES.payment);
  if (purchase.status === 'paid') return { purchaseId: purchase.id, intent: null };
  const { payments } = services;
  if (payments === null) throw new ApiError('PAYMENTS_NOT_CONFIGURED');
  const intent = await onProviderErrors(services.logger, () => payments.readIntent(intentId));
  if (intent.status !== 'succeeded')
    throw new ApiError('PAYMENT_NOT_COMPLETED', { params: { status: intent.status } });
  return { purchaseId: purchase.id, intent };
}

/** Credits a payment by what the provider said of it. */
export async function confirmPayment(
  tx: Tx,
  actor: Confirmer,
  services: Services,
  { purchaseId, intent }: { purchaseId: string; intent: Intent | null },
): Promise<PurchaseRow> {
  const purchase = await lockPurchase(tx, actor.scope.tenantId, purchaseId);
  if (purchase === undefined) throw notFound(RESOURCES.payment);
  if (intent === null) return purchase;
  const settled = await settle(tx, actor, purchase, intent);
  if (settled.status === 'paid') return settled;
  services.logger.error(
    { purchase_id: purchase.id, failure: settled.failure },
    'a payment is not what was due',
  );
  throw new ApiError('PAYMENT_NOT_COMPLETED', { params: { status: 'amount_mismatch' } });
}
