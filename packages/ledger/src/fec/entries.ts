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
 */
export class EntryBook {
  readonly #planOf: (sale: Sale) => AccountPlan;
  readonly #period: FecPeriod;
  readonly #sales = new Map<string, BookedSale>();
  readonly #idOfNumber = new Map<string, string>();
  readonly #ranks = new Map<string, number>();
  readonly #entries: Entry[] = [];
  readonly #open: OpenLine[] = [];

  /** @param planOf how the company of a document books it, and what pays it. */
  constructor(planOf: (sale: Sale) => AccountPlan, period: FecPeriod) {
    this.#planOf = planOf;
    this.#period = period;
  }

  /** Books a fact: in the order of recording, all of the months that the period touches, and what those refer to. */
  add(fact: Fact): void {
    if (fact.type === 'sale') this.#addSale(fact);
    else this.#addPayment(fact);
  }

  /** The entries, with what settles each other matched. */
  close(): Entry[] {
    matchLines(this.#open);
    return this.#entries;
  }

  #addSale(sale: Sale): void {
    const deposits = sale.precedingInvoices.flatMap((number) => {
      const booked = this.#sales.get(this.#idOfNumber.get(number) ?? '');
      return booked !== undefined && isDeposit(booked.sale.typeCode) ? [booked] : [];
    });
    const plan = this.#planOf(sale);
    const { booked, lines } = bookSale(sale, plan, deposits);
    this.#sales.set(sale.id, booked);
    this.#idOfNumber.set(sale.number, sale.id);
    this.#keep(entryOfSale(sale, plan, lines), aboutOf(sale));
  }

  #addPayment(payment: Payment): void {
    const booked = this.#sales.get(payment.saleId);
    // A payment is recorded after its document, in the same chain.
    if (booked === undefined) throw new Error(`payment ${payment.id} is of no document before it`);
    const plan = this.#planOf(booked.sale);
    const lines = bookPayment(payment, booked, plan);
    this.#keep(entryOfPayment(payment, booked.sale, plan, lines), [booked.sale.number]);
  }

  /** Numbers an entry that is of something, and keeps it when it is of the period. */
  #keep(entry: Entry, about: string[]): void {
    if (entry.lines.length === 0) return;
    const place = `${entry.journal.code}-${entry.date.slice(0, 7).replace('-', '')}`;
    const rank = (this.#ranks.get(place) ?? 0) + 1;
    this.#ranks.set(place, rank);
    entry.number = `${place}-${String(rank).padStart(5, '0')}`;
    if (entry.date < this.#period.start || entry.date > this.#period.end) return;
    this.#entries.push(entry);
    const line = clientLineOf(entry.lines);
    if (line !== undefined) this.#open.push({ line, date: entry.date, about });
  }
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
