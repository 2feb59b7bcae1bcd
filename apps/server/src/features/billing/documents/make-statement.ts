import type { BillingUsage } from '@scell/contract';
import { add, isZero, negate } from '@scell/core';
import { moveTimer } from '../../../platform/jobs/move-timer.ts';
import type { Services } from '../../../platform/services.ts';
import { fiscalDay } from '../../invoices/number.ts';
import { bookkeeper } from '../balance/bookkeeper.ts';
import { insertPostings, insertTransaction, lockBalance } from '../balance/store.ts';
import { monthOf, periodAt, readUsage } from '../balance/usage.ts';
import { taxOn } from '../purchases/buy.ts';
import { billingParty } from '../purchases/buyer.ts';
import { vatOfSale } from '../vat.ts';
import { sellOnPaper } from './sell-on-paper.ts';
import { findStatement, insertDocument, noteInvoice, notPrepaid } from './store.ts';
import { STATEMENT_TIMER } from './timers.ts';

/** Days to pay what a statement asks for. */
const DUE_DAYS = 30;

/** The month before a moment's, in Paris. */
function monthBefore(now: Date): string {
  return Temporal.PlainYearMonth.from(periodAt(now)).subtract({ months: 1 }).toString();
}

/** When the month of a moment is over. */
function endOfMonth(now: Date): Date {
  return monthOf(periodAt(now)).until;
}

/**
 * Makes the statement of the month that is over: what was used, what of it the balance had paid, and what is to be paid still, which is
 * invoiced. A month without any of it has none. Repeated, it finds what was made.
 */
export async function makeStatement(services: Services, tenantId: string): Promise<void> {
  const db = services.databases.production;
  const clerk = bookkeeper(services, tenantId);
  const { now } = clerk;
  const period = monthBefore(now);
  const { from, until } = monthOf(period);
  const [usage, open] = await db.withTenant({ tenantId }, async (tx) => [
    await readUsage(tx, tenantId, period),
    await notPrepaid(tx, tenantId, from, until),
  ]);
  const net = open.reduce((total, { amount }) => add(total, amount), '0');
  const party = isZero(net) ? null : await billingParty(services, tenantId);
  const rate = party === null ? '0' : vatOfSale(party).rate;
  const tax = taxOn(net, rate);
  const day = fiscalDay(now);
  const dueDay = Temporal.PlainDate.from(day).add({ days: DUE_DAYS }).toString();
  if (usage.breakdown.length > 0 || !isZero(net))
    await db.withTenant({ tenantId }, async (tx) => {
      await lockBalance(tx, tenantId);
      if ((await findStatement(tx, tenantId, period)) !== undefined) return;
      const id = clerk.newId();
      await insertDocument(tx, {
        tenant_id: tenantId,
        id,
        kind: 'statement',
        number: `SCELL-${period}`,
        period,
        purchase_id: null,
        lines: JSON.stringify(linesOf(usage, open)),
        usage: JSON.stringify(usage),
        total_ht: net,
        total_tax: tax,
        total_ttc: add(net, tax),
        status: isZero(net) ? 'paid' : 'open',
        issued_at: now,
        due_date: isZero(net) ? null : dueDay,
        paid_at: isZero(net) ? now : null,
        invoice_id: null,
        created_at: now,
      });
      if (isZero(tax)) return;
      const { id: transactionId } = await insertTransaction(tx, {
        tenant_id: tenantId,
        id: clerk.newId(),
        type: 'debit',
        service: 'statement',
        amount: '0',
        description: `TVA du relevé ${period}`,
        reference_type: 'statement',
        reference_id: id,
        unit_price: null,
        sub_tenant_id: null,
        actor: clerk.by,
        created_at: now,
      });
      const line = { tenant_id: tenantId, transaction_id: transactionId, lot_id: null };
      await insertPostings(tx, [
        { ...line, line: 1, account: 'receivable', amount: tax },
        { ...line, line: 2, account: 'vat', amount: negate(tax) },
      ]);
    });
  const statement = await db.withTenant({ tenantId }, (tx) => findStatement(tx, tenantId, period));
  if (statement?.status === 'open' && statement.invoice_id === null && party !== null) {
    const invoice = await sellOnPaper(services, {
      reference: `scell-statement-${statement.id}`,
      party,
      day: fiscalDay(statement.issued_at),
      dueDay: statement.due_date ?? dueDay,
      lines: open.map(({ description, amount }) => ({
        description,
        quantity: '1',
        unitPrice: amount,
        net: amount,
      })),
      rate,
      net,
      tax,
      paidBy: null,
    });
    await db.withTenant({ tenantId }, (tx) => noteInvoice(tx, tenantId, statement.id, invoice));
  }
  await db.withTenant({ tenantId }, (tx) =>
    moveTimer(tx, { tenantId, kind: STATEMENT_TIMER, subjectId: tenantId }, endOfMonth(now)),
  );
}

const NAMES: Record<string, string> = {
  invoice: 'Factures émises (prépayées)',
  credit_note: 'Avoirs émis (prépayés)',
  signature: 'Signataires (prépayés)',
};

function linesOf(usage: BillingUsage, open: readonly { description: string; amount: string }[]) {
  return [
    ...usage.breakdown.map(({ service, quantity, unit_price, total }) => ({
      description: NAMES[service] ?? service,
      quantity,
      unit_price: String(unit_price),
      total: String(total),
    })),
    ...open.map(({ description, amount }) => ({
      description,
      quantity: 1,
      unit_price: amount,
      total: amount,
    })),
  ];
}
