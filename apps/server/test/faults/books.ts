import { createHash } from 'node:crypto';
import { verifyChain } from '@scell/ledger';
import { expect } from 'vitest';
import { query } from '../data/sql.ts';
import type { Journal } from './customers.ts';

/** One tenant's rows of one database, read past the program: by the owner, for that tenant. */
export interface Books {
  ownerUrl: string;
  tenantId: string;
}

const read = <T extends Record<string, unknown>>({ ownerUrl, tenantId }: Books, sql: string) =>
  query<T>(ownerUrl, sql, [], { tenantId });

/**
 * Proves that the database and what callers were told agree, and that nothing is half done: every acknowledged invoice
 * is there under its number, every wish was fulfilled once, numbers have no gap, each issued invoice has its document,
 * its entry and its two events, and the chain holds.
 */
export async function expectBooksToAgree(books: Books, journal: Journal): Promise<void> {
  const invoices = await read<{ id: string; status: string; invoice_number: string | null }>(
    books,
    'select id, status, invoice_number from invoices',
  );
  const issued = new Map(invoices.map(({ id, invoice_number }) => [id, invoice_number]));
  expect(Object.fromEntries([...journal.numbers].map(([id]) => [id, issued.get(id)]))).toEqual(
    Object.fromEntries(journal.numbers),
  );
  expect(invoices).toHaveLength(journal.asked);
  expect(invoices.filter(({ status }) => status !== 'validated')).toEqual([]);

  const byMonth = Map.groupBy([...issued.values()], (number) => number?.replace(/-\d+$/, ''));
  for (const [start, numbers] of byMonth) {
    expect(numbers.map((number) => Number(number?.split('-').at(-1))).sort((a, b) => a - b)).toEqual(
      Array.from(numbers, (_, i) => i + 1),
    );
    expect(start).toMatch(/^ACMES-\d{6}$/);
  }

  const [halves] = await read(
    books,
    `select
       (select count(*)::int from invoices i where not exists (select from issued_documents d where d.id = i.id and d.number = i.invoice_number)) as without_document,
       (select count(*)::int from issued_documents d where not exists (select from ledger.entries e where e.subject_id = d.id)) as without_entry,
       (select count(*)::int from ledger.entries e where e.entry_type not in ('seal_key', 'technical_event') and not exists (select from issued_documents d where d.id = e.subject_id)) as entries_of_nothing,
       (select count(*)::int from ledger.entries e where not exists (select from ledger.seals s where s.chain_id = e.chain_id and s.position = e.position)) as unsealed,
       (select count(*)::int from files f where (select count(*) from ledger.entries e where e.subject_id = f.subject_id and e.entry_type = 'file_recorded'
          and position('"' || encode(f.sha256, 'hex') || '"' in e.preimage) > 0) <> 1) as files_not_entered_once,
       (select count(*)::int from invoices i where array(select type from events e where e.subject_id = i.id order by sequence limit 2)
          <> array['invoice.created', 'invoice.validated']) as without_events,
       (select count(*)::int from mails m where (select count(*) from mails o where o.subject_id = m.subject_id) <> 1
          or (select count(*) from events e where e.subject_id = m.subject_id and e.type = 'invoice.sent_by_email') <> 1) as mailed_twice`,
  );
  expect(halves).toEqual({
    without_document: 0,
    without_entry: 0,
    entries_of_nothing: 0,
    unsealed: 0,
    files_not_entered_once: 0,
    without_events: 0,
    mailed_twice: 0,
  });

  const entries = await read<{
    chain_id: string;
    preimage: string;
    data_hash: Buffer;
    previous_hash: Buffer;
    chain_hash: Buffer;
  }>(books, 'select * from ledger.entries order by chain_id, position');
  const chains = [...Map.groupBy(entries, ({ chain_id }) => chain_id).values()];
  expect(chains.length).toBeGreaterThan(0);
  const findings = chains.flatMap((chain) =>
    verifyChain(
      chain.map(({ preimage, data_hash, previous_hash, chain_hash }) => ({
        preimage,
        dataHash: data_hash,
        previousHash: previous_hash,
        chainHash: chain_hash,
      })),
      (bytes) => createHash('sha256').update(bytes).digest(),
    ),
  );
  expect(findings).toEqual([]);
}

/** What is left to do: files not made yet, copies, and mails not sent. What waits for the night is not due. */
export async function workLeft(books: Books): Promise<{ timers: number; mails: number }> {
  const [left] = await read<{ timers: number; mails: number }>(
    books,
    "select (select count(*)::int from timers where due_at < now() + interval '5 minutes') as timers, (select count(*)::int from mails where status <> 'sent') as mails",
  );
  if (left === undefined) throw new Error('a count is a row');
  return left;
}

export const isDone = ({ timers, mails }: { timers: number; mails: number }) => timers + mails === 0;

/** Every file that a row names, by its SHA-256 in hex, and how many invoices lack one of theirs. */
export async function filesNamed(books: Books): Promise<{ names: string[]; lacking: number }> {
  const rows = await read<{ name: string }>(books, "select encode(sha256, 'hex') as name from files");
  const [count] = await read<{ lacking: number }>(
    books,
    `select count(*)::int as lacking from issued_documents d
     where array(select kind from files f where f.subject_id = d.id order by kind) <> array['cii', 'facturx']`,
  );
  return { names: rows.map(({ name }) => name), lacking: count?.lacking ?? 0 };
}
