import type { AccountPlan } from '../src/fec/accounts.ts';
import { EntryBook, type FecPeriod } from '../src/fec/entries.ts';
import type { Entry } from '../src/fec/entry.ts';
import type { Fact } from '../src/fec/facts.ts';
import { type FecForm, writeFec } from '../src/fec/write.ts';

/** The entries of facts that one company books. */
export function build(facts: Iterable<Fact>, plan: AccountPlan, period: FecPeriod): Entry[] {
  const book = new EntryBook(() => plan, period);
  for (const fact of facts) book.add(fact);
  return book.close();
}

/** The whole file. */
export function fileOf(entries: Iterable<Entry>, form: FecForm): Buffer {
  return Buffer.concat([...writeFec(entries, form)]);
}
