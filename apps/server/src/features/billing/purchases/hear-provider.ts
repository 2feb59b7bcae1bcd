import { isUuid } from '@scell/core';
import type { PaymentEvent } from '../../../platform/payments/payments.ts';
import type { Services } from '../../../platform/services.ts';
import { bookkeeper } from '../balance/bookkeeper.ts';
import { noteFailure, settle } from './settle.ts';
import { lockPurchase, noteEvent } from './store.ts';

/**
 * Does what an event of the payment provider says, once, in one transaction with the note that it was heard: told again, or by several
 * at once, nothing is done twice, and a process that dies in between is told again. Events come in any order: a failure that is
 * told after the payment changes nothing, and a payment counts whatever was told before.
 */
export async function hearProvider(services: Services, event: PaymentEvent): Promise<void> {
  const { intent } = event;
  const { tenant_id: tenantId = '', purchase_id: purchaseId = '' } = intent?.metadata ?? {};
  // Of another program at the same account, or of something we do not sell.
  if (intent === null || !isUuid(tenantId) || !isUuid(purchaseId)) return;
  const clerk = { ...bookkeeper(services, tenantId), environment: 'production' as const };
  await services.databases.production.withTenant({ tenantId }, async (tx) => {
    const isNew = await noteEvent(tx, {
      tenant_id: tenantId,
      id: event.id,
      type: event.type,
      occurred_at: event.occurredAt,
      received_at: clerk.now,
    });
    const purchase = isNew ? await lockPurchase(tx, tenantId, purchaseId) : undefined;
    if (purchase === undefined) return;
    if (event.type === 'payment_intent.succeeded') {
      const { status, failure } = await settle(tx, clerk, purchase, intent);
      if (status !== 'paid')
        services.logger.error({ purchase_id: purchaseId, failure }, 'a payment is not what was due');
    } else if (event.type === 'payment_intent.payment_failed') {
      if (intent.id === purchase.payment_intent || purchase.payment_intent === null)
        await noteFailure(tx, clerk, purchase, intent.failure ?? 'declined');
    }
  });
}
