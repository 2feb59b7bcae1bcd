import {
  ApiError,
  type BodyOf,
  fieldError,
  type markInvoicePaid,
  RESOURCES,
  validationError,
} from '@scell/contract';
import { paymentMeansOf } from '@scell/en16931';
import type { Tx } from '../../platform/db/client-dialect.ts';
import { recordEvent } from '../../platform/events/record-event.ts';
import type { Actor } from '../../platform/http/call.ts';
import { notFound } from '../../platform/http/lists.ts';
import { moment } from '../../platform/http/present.ts';
import { fiscalDay } from './number.ts';
import { type InvoiceRow, insertPayment, lockInvoice, updateInvoice } from './store.ts';

/** Statuses from which an issued invoice is marked as paid (REST reference §5.4). */
const PAYABLE = new Set(['validated', 'transmitted', 'accepted']);

/** Records the payment of an issued invoice in full. The payment is a row of its own that never changes. */
export async function markPaid(
  tx: Tx,
  actor: Actor,
  id: string,
  body: BodyOf<typeof markInvoicePaid>,
  spell: (path: string) => string,
): Promise<InvoiceRow> {
  const { tenantId } = actor.scope;
  const before = await lockInvoice(tx, tenantId, id);
  if (before === undefined) throw notFound(RESOURCES.invoice);
  if (before.status === 'paid')
    throw new ApiError('ALREADY_PAID', { params: { paid_at: moment(before.paid_at ?? before.updated_at) } });
  if (!PAYABLE.has(before.status))
    throw new ApiError('INVOICE_NOT_PAYABLE', { params: { status: before.status } });

  const paidAt = body.paid_at === undefined ? actor.now : new Date(body.paid_at);
  const today = fiscalDay(actor.now);
  if ((body.paid_at?.length === 'YYYY-MM-DD'.length ? body.paid_at : fiscalDay(paidAt)) > today) {
    throw validationError([
      fieldError(spell('paid_at'), {
        fr: `un paiement ne s’enregistre pas avant d’être fait : nous sommes le ${today} à Paris.`,
        en: `a payment is not recorded before it is made: it is ${today} in Paris.`,
      }),
    ]);
  }
  const { content } = before;
  await insertPayment(tx, {
    tenant_id: tenantId,
    id: actor.newId(),
    sub_tenant_id: before.sub_tenant_id,
    invoice_id: id,
    amount: content.totals.total_ttc,
    currency: content.currency,
    means_code:
      body.payment_method === undefined
        ? (content.payment_means_code ?? '1')
        : paymentMeansOf(body.payment_method, content.currency),
    reference: body.payment_reference ?? null,
    paid_at: paidAt,
    recorded_at: actor.now,
  });
  const invoice = await updateInvoice(tx, tenantId, id, {
    status: 'paid',
    paid_at: paidAt,
    payment_reference: body.payment_reference ?? null,
    payment_method: body.payment_method ?? 'manual',
    payment_note: body.note ?? null,
    updated_at: actor.now,
  });
  await recordEvent(
    tx,
    actor,
    {
      subjectType: 'invoice',
      subjectId: id,
      type: 'invoice.paid',
      details: 'Facture marquée payée',
      data: { amount: content.totals.total_ttc, currency: content.currency, paid_at: moment(paidAt) },
    },
    before.sub_tenant_id,
  );
  return invoice;
}
