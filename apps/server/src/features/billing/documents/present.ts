import type { BillingDocument as Resource } from '@scell/contract';
import { moment } from '../../../platform/http/present.ts';
import { monthOf } from '../balance/usage.ts';
import type { BillingDocument } from './store.ts';

export function presentDocument(row: BillingDocument): Resource {
  const { first, last } = monthOf(row.period);
  const used = (name: string) => Number(row.usage[name] ?? 0);
  return {
    id: row.id,
    kind: row.kind,
    invoice_number: row.number,
    period: row.period,
    period_start: first,
    period_end: last,
    invoices_count: used('invoices_count'),
    invoices_amount: used('invoices_amount'),
    credit_notes_count: used('credit_notes_count'),
    credit_notes_amount: used('credit_notes_amount'),
    signatures_count: used('signatures_count'),
    signatures_amount: used('signatures_amount'),
    prepaid_amount: used('total_cost'),
    total_ht: Number(row.total_ht),
    total_tax: Number(row.total_tax),
    total_ttc: Number(row.total_ttc),
    currency: 'EUR',
    status: row.status,
    issued_at: moment(row.issued_at),
    due_date: row.due_date,
    paid_at: moment(row.paid_at),
    lines: row.lines.map(({ description, quantity, unit_price, total }) => ({
      description,
      quantity,
      unit_price: Number(unit_price),
      total: Number(total),
    })),
  };
}
