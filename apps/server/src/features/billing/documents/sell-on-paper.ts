import { createInvoice as operation, parse } from '@scell/contract';
import { add, type Decimal, divide, multiply } from '@scell/core';
import type { Services } from '../../../platform/services.ts';
import { createInvoice } from '../../invoices/create-invoice.ts';
import { markPaid } from '../../invoices/mark-paid.ts';
import { queueInvoiceMail } from '../../invoices/send-by-email.ts';
import { submitInvoice } from '../../invoices/submit-invoice.ts';
import type { BillingParty } from '../purchases/buyer.ts';
import { ownerActor } from './owner.ts';

/** What the platform's owner invoices. */
export interface SaleOnPaper {
  /** The same reference gives the same invoice, however often it is asked for. */
  reference: string;
  party: BillingParty;
  day: string;
  dueDay: string;
  lines: readonly { description: string; quantity: string; unitPrice: Decimal; net: Decimal }[];
  rate: Decimal;
  net: Decimal;
  tax: Decimal;
  /** Where it was paid by card: the payment's reference. */
  paidBy: string | null;
}

/**
 * Issues an invoice of the platform's owner through our own engine, in its books: draft, number, ledger, files, mail. All in
 * one transaction and known by its reference, so that a repeat finds what was made. Answers its id and number.
 */
export async function sellOnPaper(
  services: Services,
  sale: SaleOnPaper,
): Promise<{ id: string; number: string }> {
  const { actor, companyId } = await ownerActor(services);
  const { party } = sale;
  const { value: body } = parse(
    operation.body,
    {
      external_id: sale.reference,
      company_id: companyId,
      issue_date: sale.day,
      due_date: sale.dueDay,
      currency: 'EUR',
      buyer_name: party.name,
      buyer_country: party.country,
      buyer_siret: party.siret ?? undefined,
      buyer_vat_number: party.vat_number ?? undefined,
      buyer_legal_id: party.legal_id ?? undefined,
      buyer_legal_id_scheme: party.legal_id_scheme ?? undefined,
      buyer_address: party.address,
      buyer_email: party.email ?? undefined,
      operation_category: 'services',
      ...(sale.paidBy === null ? {} : { payment_method: 'carte' }),
      total_ht: sale.net,
      total_tax: sale.tax,
      total_ttc: add(sale.net, sale.tax),
      lines: sale.lines.map(({ description, quantity, unitPrice, net }) => ({
        description,
        quantity,
        unit: 'C62',
        unit_price: unitPrice,
        vat_rate: sale.rate,
        supply_type: 'services',
        total_ht: net,
        total_ttc: add(net, divide(multiply(net, sale.rate), '100', 2)),
      })),
    },
    { strict: true },
  );
  return services.databases.production.withTenant(actor.scope, async (tx) => {
    const { invoice, isNew } = await createInvoice(tx, actor, services, body, (path) => path, null);
    if (!isNew) return { id: invoice.id, number: invoice.invoice_number ?? invoice.draft_number };
    const issued = await submitInvoice(tx, actor, services, invoice.id);
    if ('rejected' in issued) throw issued.rejected;
    if (sale.paidBy !== null)
      await markPaid(
        tx,
        actor,
        invoice.id,
        { payment_method: 'carte', payment_reference: sale.paidBy },
        (path) => path,
      );
    if (party.email !== null) await queueInvoiceMail(tx, actor, invoice.id, party.email);
    return { id: invoice.id, number: issued.invoice.invoice_number ?? invoice.draft_number };
  });
}

/** Notes in the owner's books that an invoice was paid since; done before, it stays. */
export async function notePaidOnPaper(services: Services, invoiceId: string, paidBy: string): Promise<void> {
  const { actor } = await ownerActor(services);
  await services.databases.production.withTenant(actor.scope, (tx) =>
    markPaid(tx, actor, invoiceId, { payment_method: 'carte', payment_reference: paidBy }, (path) => path),
  );
}
