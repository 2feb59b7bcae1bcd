import { add, cents, type Decimal, multiply } from '@scell/core';
import type { Tx } from '../../../platform/db/client-dialect.ts';
import type { Actor } from '../../../platform/http/call.ts';
import { enqueue } from '../../../platform/jobs/enqueue.ts';
import type { Intent } from '../../../platform/payments/payments.ts';
import { tell } from '../balance/alerts.ts';
import { type Credit, credit } from '../balance/credit.ts';
import { openBalance } from '../balance/open-balance.ts';
import { updateBalance } from '../balance/store.ts';
import { settleStatement } from '../documents/settle-statement.ts';
import { type PurchaseRow, updatePurchase } from './store.ts';

/** The job that invoices what was bought. */
export const INVOICE_PURCHASE = 'billing.invoice_purchase';

type Clerk = Pick<Actor, 'by' | 'environment' | 'scope' | 'now' | 'newId'>;

const SERVICES: Record<PurchaseRow['kind'], Credit['service']> = {
  top_up: 'manual',
  pack: 'pack',
  auto_reload: 'auto_reload',
  statement: 'statement',
};

/**
 * Credits a locked purchase, once: whoever comes second finds it paid. With `intent`, the provider's word is held against our
 * own row first: another amount or currency credits nothing, and stays on the row for the operator.
 */
export async function settle(
  tx: Tx,
  clerk: Clerk,
  purchase: PurchaseRow,
  intent: Intent | null,
): Promise<PurchaseRow> {
  const { tenantId } = clerk.scope;
  const { now } = clerk;
  if (purchase.status === 'paid') return purchase;
  if (intent !== null) {
    const due = toCents(purchase.total);
    // The provider may tell of a reload before we have noted which intent it is.
    const known = purchase.payment_intent ?? intent.id;
    if (intent.id !== known || intent.received !== due || intent.currency !== purchase.currency)
      return updatePurchase(tx, tenantId, purchase.id, {
        failure: `paid ${intent.received} ${intent.currency} by ${intent.id}, due ${due} ${purchase.currency}`,
        updated_at: now,
      });
  }
  await openBalance(tx, clerk);
  if (purchase.kind === 'statement') await settleStatement(tx, clerk, purchase);
  else
    await credit(tx, clerk, {
      service: SERVICES[purchase.kind],
      description: purchase.label,
      lots: [
        { kind: intent === null ? 'play' : 'paid', amount: purchase.net },
        ...(Number(purchase.bonus) === 0 ? [] : [{ kind: 'bonus' as const, amount: purchase.bonus }]),
      ],
      debit: [
        { account: intent === null ? 'granted' : 'cash', amount: purchase.total },
        ...(Number(purchase.bonus) === 0 ? [] : [{ account: 'bonus' as const, amount: purchase.bonus }]),
      ],
      vat: Number(purchase.tax) === 0 ? '0' : purchase.tax,
      reference: { type: 'purchase', id: purchase.id },
    });
  if (purchase.save_payment_method && intent?.paymentMethod != null)
    await updateBalance(tx, tenantId, { payment_method: intent.paymentMethod, updated_at: now });
  const paid = await updatePurchase(tx, tenantId, purchase.id, {
    status: 'paid',
    ...(intent === null ? {} : { payment_intent: intent.id }),
    failure: null,
    paid_at: now,
    updated_at: now,
  });
  // What is played with is not sold.
  if (intent !== null) await enqueue(tx, INVOICE_PURCHASE, { tenant_id: tenantId, purchase_id: purchase.id });
  return paid;
}

/** A payment that did not go through. One by hand can be tried again with the same intent; an automatic one is given up, and told of. */
export async function noteFailure(
  tx: Tx,
  clerk: Clerk,
  purchase: PurchaseRow,
  reason: string,
): Promise<PurchaseRow> {
  const { tenantId } = clerk.scope;
  // Told late: it was paid since.
  if (purchase.status !== 'pending') return purchase;
  const automatic = purchase.kind === 'auto_reload';
  if (automatic) {
    await updateBalance(tx, tenantId, { auto_reload_enabled: false, updated_at: clerk.now });
    await tell(tx, clerk, [
      { type: 'balance.reload_failed', data: { amount: purchase.total, currency: 'EUR', reason } },
    ]);
  }
  return updatePurchase(tx, tenantId, purchase.id, {
    ...(automatic ? { status: 'failed' as const } : {}),
    failure: reason,
    updated_at: clerk.now,
  });
}

/** Euros as the provider counts them. */
export function toCents(amount: Decimal): number {
  return Number(multiply(cents(add(amount, '0')), '100'));
}
