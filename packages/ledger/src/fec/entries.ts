import type { IsoDate } from '@scell/en16931';
import { isCreditNoteType } from '@scell/en16931';
import type { AccountPlan } from './accounts.ts';
import { clientLineOf, type Entry } from './entry.ts';
import type { Fact, Payment, Sale } from './facts.ts';
import { matchLines, type OpenLine } from './matching.ts';
import { bookPayment, journalOfMeans } from './payment-entry.ts';
import { type BookedSale, bookSale, isDeposit } from './sale-entry.ts';

/** First and last day, both included. */
export interface FecPeriod {
  start: IsoDate;
  end: IsoDate;
}

/**
 * The entries of a period, in the order in which the facts were recorded.
 *
 * An entry is of the day of its document (BT-2) or of its payment. Its number is `JOURNAL-YYYYMM-NNNNN`: its rank in the
 * journal and month of that day, in the order of recording. So the numbers of a month have no gap, and an entry that is
 * recorded late gets the next one: none ever changes.
 * @param facts in the order of recording: all of the months that the period touches, and what those refer to.
 * @param planOf how the company of a document books it, and what pays it.
 */
export function buildEntries(
  facts: Iterable<Fact>,
  planOf: (sale: Sale) => AccountPlan,
  period: FecPeriod,
): Entry[] {
  const sales = new Map<string, BookedSale>();
  const idOfNumber = new Map<string, string>();
  const counters = new Map<string, number>();
  const entries: Entry[] = [];
  const open: OpenLine[] = [];

  const keep = (entry: Entry): boolean => {
    if (entry.lines.length === 0) return false;
    const place = `${entry.journal.code}-${entry.date.slice(0, 7).replace('-', '')}`;
    const rank = (counters.get(place) ?? 0) + 1;
    counters.set(place, rank);
    entry.number = `${place}-${String(rank).padStart(5, '0')}`;
    if (entry.date < period.start || entry.date > period.end) return false;
    entries.push(entry);
    return true;
  };

  const owe = (lines: Entry['lines'], date: IsoDate, about: string[]): void => {
    const line = clientLineOf(lines);
    if (line !== undefined) open.push({ line, date, about });
  };

  for (const fact of facts) {
    if (fact.type === 'sale') {
      const deposits = fact.precedingInvoices.flatMap((number) => {
        const booked = sales.get(idOfNumber.get(number) ?? '');
        return booked !== undefined && isDeposit(booked.sale.typeCode) ? [booked] : [];
      });
      const plan = planOf(fact);
      const { booked, lines } = bookSale(fact, plan, deposits);
      sales.set(fact.id, booked);
      idOfNumber.set(fact.number, fact.id);
      if (keep(entryOfSale(fact, plan, lines))) owe(lines, fact.issueDate, aboutOf(fact));
    } else {
      const booked = sales.get(fact.saleId);
      // A payment is recorded after its document, in the same chain.
      if (booked === undefined) throw new Error(`payment ${fact.id} is of no document before it`);
      const plan = planOf(booked.sale);
      const lines = bookPayment(fact, booked, plan);
      if (keep(entryOfPayment(fact, booked.sale, plan, lines))) owe(lines, fact.paidOn, [booked.sale.number]);
    }
  }
  matchLines(open);
  return entries;
}

/** A credit note settles what it credits; an invoice stands for itself. */
function aboutOf({ number, typeCode, precedingInvoices }: Sale): string[] {
  return isCreditNoteType(typeCode) ? [number, ...precedingInvoices] : [number];
}

function entryOfSale(sale: Sale, plan: AccountPlan, lines: Entry['lines']): Entry {
  return {
    journal: plan.journals.sales,
    number: '',
    date: sale.issueDate,
    pieceRef: sale.number,
    pieceDate: sale.issueDate,
    validDate: sale.recordedOn,
    lines,
  };
}

function entryOfPayment(payment: Payment, sale: Sale, plan: AccountPlan, lines: Entry['lines']): Entry {
  return {
    journal: plan.journals[journalOfMeans(payment.meansCode)],
    number: '',
    date: payment.paidOn,
    pieceRef: sale.number,
    pieceDate: payment.paidOn,
    validDate: payment.recordedOn,
    lines,
  };
}
