import { ApiError, RESOURCES, type RemainingCreditable } from '@scell/contract';
import type { Tx } from '../../platform/db/client-dialect.ts';
import type { Actor } from '../../platform/http/call.ts';
import { notFound } from '../../platform/http/lists.ts';
import { isIssued } from './issued.ts';
import { findInvoice } from './store.ts';

/** What can still be credited of an issued invoice: as yet, nothing can have been credited. */
export async function remainingCreditable(tx: Tx, actor: Actor, id: string): Promise<RemainingCreditable> {
  const invoice = await findInvoice(tx, actor.scope.tenantId, id);
  if (invoice === undefined) throw notFound(RESOURCES.invoice);
  if (!isIssued(invoice) || invoice.status === 'rejected') {
    throw new ApiError('INVOICE_NOT_CREDITABLE', { params: { status: invoice.status } });
  }
  const { totals, currency, lines } = invoice.content;
  const remaining = {
    invoice_id: invoice.id,
    currency,
    invoice_total: Number(totals.total_ttc),
    credited_total: 0,
    remaining_total: Number(totals.total_ttc),
    total_ht: Number(totals.total_ht),
    total_tax: Number(totals.total_tax),
    total_ttc: Number(totals.total_ttc),
    lines: lines.map((line) => ({
      invoice_line_id: line.id,
      description: line.description,
      original_quantity: Number(line.quantity),
      credited_quantity: 0,
      remaining_quantity: Number(line.quantity),
      unit_price: Number(line.unit_price),
      vat_rate: Number(line.vat_rate),
    })),
  };
  return { ...remaining, data: remaining };
}
