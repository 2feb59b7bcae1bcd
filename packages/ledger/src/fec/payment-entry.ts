import { type AccountPlan, accountFor } from './accounts.ts';
import { type EntryLine, EntryLines } from './entry.ts';
import type { Payment } from './facts.ts';
import { absolute, type Cents, centsOf, scaled } from './money.ts';
import { type BookedSale, eurosOf } from './sale-entry.ts';

/** UNTDID 4461: cash. */
const CASH = '10';

/** The book a payment is written in. */
export function journalOfMeans(meansCode: string): 'bank' | 'cash' {
  return meansCode === CASH ? 'cash' : 'bank';
}

/**
 * Books a payment: the money comes in, the client owes less, and the VAT that waited for it becomes due in proportion. In a
 * foreign currency the euros are those of the document, so that a document paid in full leaves nothing open; what the
 * rate of the day makes of it is the bank statement's to say.
 */
export function bookPayment(payment: Payment, booked: BookedSale, plan: AccountPlan): EntryLine[] {
  const { sale } = booked;
  const entry = new EntryLines(sale.currency === 'EUR' ? null : sale.currency);
  const refund = booked.receivableForeign < 0n;
  const foreign = refund ? -centsOf(payment.amount) : centsOf(payment.amount);
  booked.paidForeign += foreign;
  const reached =
    sale.currency === 'EUR' || booked.receivableForeign === 0n
      ? eurosOf(sale)(booked.paidForeign)
      : scaled(booked.receivable, booked.paidForeign, booked.receivableForeign);
  const amount = reached - booked.paid;
  booked.paid = reached;

  const reference = payment.reference === null ? '' : ` (${payment.reference})`;
  const text = `${refund ? 'Remboursement' : 'Règlement'} ${sale.number}${reference}`;
  const money = accountFor(plan, journalOfMeans(payment.meansCode), { paymentMeans: payment.meansCode });
  entry.add(money, amount, foreign, text);
  const client = accountFor(plan, 'client', {});
  entry.add(client, -amount, -foreign, `${text} - ${sale.client.name}`, sale.client);
  for (const vat of booked.pendingVat) {
    const due = portionOf(vat.amount, booked) - vat.moved;
    const dueForeign = portionOf(vat.foreign, booked) - vat.movedForeign;
    vat.moved += due;
    vat.movedForeign += dueForeign;
    const words = `TVA exigible, ${text}${vat.rate}`;
    entry.add(vat.pending, due, dueForeign, words);
    entry.add(vat.due, -due, -dueForeign, words);
  }
  return entry.lines();
}

/** What of an amount the payments so far have reached: nothing below none, all at most. */
function portionOf(amount: Cents, { paidForeign, receivableForeign }: BookedSale): Cents {
  if (receivableForeign === 0n || paidForeign < 0n !== receivableForeign < 0n) return 0n;
  if (absolute(paidForeign) >= absolute(receivableForeign)) return amount;
  return scaled(amount, paidForeign, receivableForeign);
}
