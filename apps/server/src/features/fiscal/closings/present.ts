import type { FiscalClosing } from '@scell/contract';
import { sum } from '@scell/core';
import type { ClosingTotals } from '../../../platform/db/schema.ts';
import { moment } from '../../../platform/http/present.ts';
import type { Closing } from './store.ts';

/** A closing as the API shows it. Sums without a currency are those of its first currency. */
export function presentClosing(closing: Closing, apiBase: string): FiscalClosing {
  const [main] = closing.totals;
  const address = `${apiBase}/tenant/fiscal/closings/${closing.id}`;
  return {
    id: closing.id,
    tenant_id: closing.tenant_id,
    sub_tenant_id: closing.sub_tenant_id,
    chain_id: closing.chain_id,
    seller: closing.seller,
    environment: closing.environment,
    type: closing.closing_type,
    closing_type: closing.closing_type,
    date: closing.day,
    closing_date: closing.day,
    status: 'closed',
    is_manual: closing.manual,
    period_start: closing.period_start.toISOString(),
    period_end: closing.period_end.toISOString(),
    fiscal_year_end: closing.fiscal_year,
    sequence_number: Number(closing.position),
    first_sequence: closing.first_position === null ? null : Number(closing.first_position),
    last_sequence: closing.last_position === null ? null : Number(closing.last_position),
    entries_count: closing.invoices + closing.credit_notes + closing.payments,
    counts: { invoices: closing.invoices, credit_notes: closing.credit_notes, payments: closing.payments },
    totals: presentTotals(closing.totals),
    total_debit: Number(main?.invoices_incl_tax ?? 0),
    total_credit: Number(main?.credit_notes_incl_tax ?? 0),
    totals_by_currency: closing.totals.map(presentCurrency),
    fiscal_year_totals: closing.fiscal_year_total.map(presentCurrency),
    perpetual_totals: closing.perpetual_total.map(presentCurrency),
    head_sequence: Number(closing.head_position),
    head_hash: `sha256:${closing.head_hash.toString('hex')}`,
    chain_hash: `sha256:${closing.head_hash.toString('hex')}`,
    closing_hash: `sha256:${closing.closing_hash.toString('hex')}`,
    previous_closing_hash:
      closing.previous_closing === null ? null : `sha256:${closing.previous_closing.toString('hex')}`,
    csv_url: `${address}/csv`,
    download_url: `${address}/download`,
    csv_hash: closing.csv_sha256 === null ? null : `sha256:${closing.csv_sha256.toString('hex')}`,
    created_at: moment(closing.closed_at),
  };
}

/** Totals without VAT over several closings, in the first currency they have. */
export function presentTotals(totals: readonly ClosingTotals[]) {
  const currency = totals[0]?.currency ?? null;
  const of = (name: 'invoices_excl_tax' | 'credit_notes_excl_tax' | 'total_excl_tax') =>
    Number(sum(totals.filter((total) => total.currency === currency).map((total) => total[name])));
  return {
    currency,
    invoices_ht: of('invoices_excl_tax'),
    credit_notes_ht: of('credit_notes_excl_tax'),
    net_ht: of('total_excl_tax'),
  };
}

function presentCurrency(totals: ClosingTotals): FiscalClosing['totals_by_currency'][number] {
  const { vat, currency, ...amounts } = totals;
  const numbers = Object.fromEntries(Object.entries(amounts).map(([name, text]) => [name, Number(text)]));
  return {
    currency,
    ...(numbers as Record<keyof typeof amounts, number>),
    vat: vat.map(({ category, rate, taxable, tax }) => ({
      category,
      rate: rate === null ? null : Number(rate),
      taxable: Number(taxable),
      tax: Number(tax),
    })),
  };
}
