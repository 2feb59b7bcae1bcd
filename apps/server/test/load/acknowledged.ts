import { expect } from 'vitest';
import { type LedgerBooks, readBooks, type Verified, verifyBooks } from '../support/ledger-books.ts';

/** What a tenant's callers were told was done. */
export interface Acknowledged {
  /** Invoice id → number. */
  invoices: Map<string, string>;
  /** Ids of invoices whose payment was recorded. */
  paid: Set<string>;
  /** Closing id → `closing_hash`, `sha256:…`. */
  closings: Map<string, string>;
  /** `data.name` of technical events. */
  events: Set<string>;
  /** Ids of invoices whose files were handed out. */
  filed: Set<string>;
}

export const nothingYet = (): Acknowledged => ({
  invoices: new Map(),
  paid: new Set(),
  closings: new Map(),
  events: new Set(),
  filed: new Set(),
});

/**
 * Proves that the ledger of a tenant is whole, and that it and what callers were told are the same: nothing acknowledged is
 * missing, nothing was written that nobody was told of (closings apart: the scheduler makes them too), nothing twice.
 */
export async function expectLedgerToAgree(books: LedgerBooks, told: Acknowledged): Promise<Verified> {
  const verified = await verifyBooks(books);
  expect(verified.findings).toEqual([]);
  for (const { entries, sealed, lastPosition } of verified.chains)
    expect({ sealed, lastPosition }).toEqual({ sealed: entries, lastPosition: entries });

  const entries = await readBooks<{
    type: string;
    subject: string;
    seller: string;
    number: string;
    name: string | null;
  }>(
    books,
    `select entry_type as type, subject_id as subject, preimage::json ->> 'seller' as seller, preimage::json ->> 'number' as number,
            coalesce(preimage::json ->> 'invoice_id', preimage::json -> 'data' ->> 'name') as name
     from ledger.entries order by chain_id, position`,
  );
  const of = (type: string) => entries.filter((entry) => entry.type === type);
  const issued = of('invoice_created').map(({ subject, number }) => [subject, number]);
  expect(issued.sort()).toEqual([...told.invoices].sort());
  expect(
    of('payment')
      .map(({ name }) => name)
      .sort(),
  ).toEqual([...told.paid].sort());
  expect(
    // The program enters events of its own beside those that a test names.
    of('technical_event')
      .flatMap(({ name }) => name ?? [])
      .sort(),
  ).toEqual([...told.events].sort());
  expectNoNumberMissing(of('invoice_created').map(({ seller, number }) => `${seller} ${number}`));

  const closings = await readBooks<{ id: string; hash: string }>(
    books,
    "select id, 'sha256:' || encode(closing_hash, 'hex') as hash from ledger.closings",
  );
  expect(closings.map(({ id }) => id).sort()).toEqual(
    of('closing')
      .map(({ subject }) => subject)
      .sort(),
  );
  const hashes = new Map(closings.map(({ id, hash }) => [id, hash]));
  for (const [id, hash] of told.closings) expect(hashes.get(id)).toBe(hash);

  const files = await readBooks<{ subject: string }>(books, 'select subject_id as subject from files');
  expect(
    of('file_recorded')
      .map(({ subject }) => subject)
      .sort(),
  ).toEqual(files.map(({ subject }) => subject).sort());
  const filed = new Set(files.map(({ subject }) => subject));
  expect([...told.filed].filter((id) => !filed.has(id))).toEqual([]);
  return verified;
}

/** Numbers count from one in each series, with none left out. */
function expectNoNumberMissing(numbers: string[]): void {
  const series = Map.groupBy(numbers, (number) => number.replace(/-\d+$/, ''));
  for (const [, ofSeries] of series) {
    const counts = ofSeries.map((number) => Number(number.split('-').at(-1))).sort((a, b) => a - b);
    expect(counts).toEqual(counts.map((_, i) => i + 1));
  }
}
