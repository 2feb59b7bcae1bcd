import type { BillingUsage } from '@scell/contract';
import { type Decimal, divide, sum } from '@scell/core';
import type { Tx } from '../../../platform/db/client-dialect.ts';
import type { ChargedService } from '../price-list.ts';
import { usageBetween } from './store.ts';

/** A month in Paris: its first moment, that of the next, its first and last day. */
export function monthOf(period: string): { from: Date; until: Date; first: string; last: string } {
  const month = Temporal.PlainYearMonth.from(period);
  const first = month.toPlainDate({ day: 1 });
  const next = month.add({ months: 1 }).toPlainDate({ day: 1 });
  const midnight = (day: Temporal.PlainDate) =>
    new Date(day.toZonedDateTime('Europe/Paris').epochMilliseconds);
  return {
    from: midnight(first),
    until: midnight(next),
    first: first.toString(),
    last: next.subtract({ days: 1 }).toString(),
  };
}

/** The month of a moment, in Paris. */
export function periodAt(now: Date): string {
  return Temporal.Instant.fromEpochMilliseconds(now.getTime())
    .toZonedDateTimeISO('Europe/Paris')
    .toPlainDate()
    .toString()
    .slice(0, 7);
}

const SERVICES: readonly ChargedService[] = ['invoice', 'credit_note', 'signature'];

/** What a tenant was charged in a month. */
export async function readUsage(tx: Tx, tenantId: string, period: string): Promise<BillingUsage> {
  const { from, until, first, last } = monthOf(period);
  const rows = await usageBetween(tx, tenantId, from, until);
  const of = (service: ChargedService): { count: number; cost: Decimal } => {
    const row = rows.find((candidate) => candidate.service === service);
    return { count: Number(row?.count ?? 0), cost: row?.cost ?? '0' };
  };
  const [invoices, creditNotes, signatures] = [of('invoice'), of('credit_note'), of('signature')];
  return {
    period,
    period_start: first,
    period_end: last,
    invoices_count: invoices.count,
    invoices_amount: Number(invoices.cost),
    credit_notes_count: creditNotes.count,
    credit_notes_amount: Number(creditNotes.cost),
    signatures_count: signatures.count,
    signatures_amount: Number(signatures.cost),
    total_cost: Number(sum(rows.map(({ cost }) => cost))),
    currency: 'EUR',
    breakdown: SERVICES.map((service) => ({ service, ...of(service) }))
      .filter(({ count }) => count > 0)
      .map(({ service, count, cost }) => ({
        service,
        quantity: count,
        // An average, where a price changed within the month.
        unit_price: Number(divide(cost, String(count), 6)),
        total: Number(cost),
      })),
  };
}
