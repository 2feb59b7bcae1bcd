import { ApiError } from '@scell/contract';
import { trimZeros } from '@scell/core';
import type { Services } from '../../../platform/services.ts';
import { fiscalDay } from '../../invoices/number.ts';
import { bookkeeper } from '../balance/bookkeeper.ts';
import type { BillingParty } from '../purchases/buyer.ts';
import { lockPurchase, updatePurchase } from '../purchases/store.ts';
import { notePaidOnPaper, sellOnPaper } from './sell-on-paper.ts';
import { findDocument, insertDocument } from './store.ts';

/**
 * Invoices what was bought and paid, in the books of the platform's owner, and puts the invoice among the buyer's bills. Two
 * transactions of two tenants: whoever dies between them finds the invoice by the purchase's reference.
 */
export async function invoicePurchase(
  services: Services,
  tenantId: string,
  purchaseId: string,
): Promise<void> {
  const db = services.databases.production;
  const purchase = await db.withTenant({ tenantId }, (tx) => lockPurchase(tx, tenantId, purchaseId));
  if (purchase === undefined || purchase.paid_at === null || purchase.payment_intent === null) return;
  if (purchase.invoice_id !== null) return;
  if (purchase.kind === 'statement') {
    const { document_id: documentId, payment_intent: paidBy } = purchase;
    const document =
      documentId === null
        ? undefined
        : await db.withTenant({ tenantId }, (tx) => findDocument(tx, tenantId, documentId));
    if (document?.invoice_id == null) throw new Error('the statement has no invoice yet');
    await notePaidOnPaper(services, document.invoice_id, paidBy).catch((error: unknown) => {
      if (!(error instanceof ApiError) || error.errorCode !== 'ALREADY_PAID') throw error;
    });
    return;
  }
  const day = fiscalDay(purchase.paid_at);
  const bonus = trimZeros(purchase.bonus);
  const description = `${purchase.label}${bonus === '0' ? '' : ` (dont ${bonus} € de crédits offerts en plus)`}`;
  const invoice = await sellOnPaper(services, {
    reference: `scell-purchase-${purchase.id}`,
    party: purchase.buyer as unknown as BillingParty,
    day,
    dueDay: day,
    lines: [{ description, quantity: '1', unitPrice: purchase.net, net: purchase.net }],
    rate: purchase.vat_rate ?? '0',
    net: purchase.net,
    tax: purchase.tax,
    paidBy: purchase.payment_intent,
  });
  const clerk = bookkeeper(services, tenantId);
  await db.withTenant({ tenantId }, async (tx) => {
    await updatePurchase(tx, tenantId, purchase.id, {
      invoice_id: invoice.id,
      invoice_number: invoice.number,
      updated_at: clerk.now,
    });
    await insertDocument(tx, {
      tenant_id: tenantId,
      id: clerk.newId(),
      kind: 'purchase',
      number: invoice.number,
      period: day.slice(0, 7),
      purchase_id: purchase.id,
      lines: JSON.stringify([{ description, quantity: 1, unit_price: purchase.net, total: purchase.net }]),
      usage: '{}',
      total_ht: purchase.net,
      total_tax: purchase.tax,
      total_ttc: purchase.total,
      status: 'paid',
      issued_at: clerk.now,
      due_date: day,
      paid_at: purchase.paid_at,
      invoice_id: invoice.id,
      created_at: clerk.now,
    });
  });
}
