import type { IsoDate } from '@scell/en16931';
import type { Account, Journal } from './accounts.ts';
import type { Client } from './facts.ts';
import type { Cents } from './money.ts';

/** A line of an entry. */
export interface EntryLine {
  account: string;
  accountLabel: string;
  client: Client | null;
  text: string;
  /** In euros: positive is a debit, negative a credit. Never zero. */
  amount: Cents;
  /** The same in the foreign currency of the document, on the same side. */
  foreign: { amount: Cents; currency: string } | null;
  /** Code and day of the matching; null while it waits for its counterpart. */
  matching: { code: string; day: IsoDate } | null;
}

/** An accounting entry. Its lines add up to zero. */
export interface Entry {
  journal: Journal;
  /** Empty until the entry is numbered. */
  number: string;
  date: IsoDate;
  pieceRef: string;
  pieceDate: IsoDate;
  validDate: IsoDate;
  lines: EntryLine[];
}

/** Collects the lines of one entry; what is left over closes it on the account of the counterpart. */
export class EntryLines {
  readonly #lines: EntryLine[] = [];
  readonly #currency: string | null;
  #sum: Cents = 0n;
  #foreignSum: Cents = 0n;

  /** @param currency the foreign currency of the document; null for the euro. */
  constructor(currency: string | null) {
    this.#currency = currency;
  }

  /** Adds an amount, and the same in the currency of the document; to the line that says so already, where there is one. */
  add(
    { account, label }: Account,
    amount: Cents,
    foreign: Cents,
    text: string,
    client: Client | null = null,
  ): void {
    this.#sum += amount;
    this.#foreignSum += foreign;
    const twin = this.#lines.find((line) => line.account === account && line.text === text);
    if (twin !== undefined) {
      twin.amount += amount;
      if (twin.foreign !== null) twin.foreign.amount += foreign;
      return;
    }
    this.#lines.push({
      account,
      accountLabel: label,
      client,
      text,
      amount,
      foreign: this.#currency === null ? null : { amount: foreign, currency: this.#currency },
      matching: null,
    });
  }

  /** Adds the line that makes the entry balance, to the cent, before the others, and answers its amounts. */
  close(rule: Account, text: string, client: Client): { amount: Cents; foreign: Cents } {
    const amount = -this.#sum;
    const foreign = -this.#foreignSum;
    const others = this.#lines.splice(0);
    this.add(rule, amount, foreign, text, client);
    this.#lines.push(...others);
    return { amount, foreign };
  }

  /** The lines that are of something. */
  lines(): EntryLine[] {
    return this.#lines.filter(({ amount }) => amount !== 0n);
  }
}

/** The line on the client's account. */
export function clientLineOf(lines: readonly EntryLine[]): EntryLine | undefined {
  return lines.find(({ client }) => client !== null);
}
