import type { Entry } from './entry.ts';
import { absolute, type Cents } from './money.ts';

/** What a file of entries holds. */
export interface FecTotals {
  entries: number;
  lines: number;
  /** Equal to the credits, to the cent. */
  debit: Cents;
  credit: Cents;
  journals: { code: string; label: string; entries: number; debit: Cents; credit: Cents }[];
  accounts: { account: string; label: string; debit: Cents; credit: Cents }[];
}

export function totalsOf(entries: readonly Entry[]): FecTotals {
  const journals = new Map<string, FecTotals['journals'][number]>();
  const accounts = new Map<string, FecTotals['accounts'][number]>();
  let lines = 0;
  let debit = 0n;
  let credit = 0n;
  for (const { journal, lines: ofEntry } of entries) {
    const book = journals.get(journal.code) ?? { ...journal, entries: 0, debit: 0n, credit: 0n };
    journals.set(journal.code, book);
    book.entries += 1;
    for (const { account, accountLabel, amount } of ofEntry) {
      const place = accounts.get(account) ?? { account, label: accountLabel, debit: 0n, credit: 0n };
      accounts.set(account, place);
      const side = amount > 0n ? 'debit' : 'credit';
      book[side] += absolute(amount);
      place[side] += absolute(amount);
      lines += 1;
      if (amount > 0n) debit += amount;
      else credit -= amount;
    }
  }
  return {
    entries: entries.length,
    lines,
    debit,
    credit,
    journals: [...journals.values()].toSorted((a, b) => (a.code < b.code ? -1 : 1)),
    accounts: [...accounts.values()].toSorted((a, b) => (a.account < b.account ? -1 : 1)),
  };
}
