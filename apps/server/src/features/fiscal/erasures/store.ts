import { type Insertable, type Selectable, sql } from 'kysely';
import type { Tx } from '../../../platform/db/client-dialect.ts';
import { inOrder } from '../../../platform/db/paging.ts';
import type { ErasureDocumentsTable, ErasuresTable } from '../../../platform/db/schema.ts';
import type { Page } from '../../../platform/http/lists.ts';
import type { Marks, Subject } from './person.ts';
import { DOCUMENT_ERASURE_TIMER, ERASED_COPIES_TIMER } from './timers.ts';

export type ErasureRow = Selectable<ErasuresTable>;

export interface KnownBuyer {
  id: string;
  name: string;
  is_individual: boolean;
  email: string | null;
  billing_email: string | null;
  phone: string | null;
}

/** The registered buyers a request means, those off the lists too, held until the transaction ends. */
export async function lockBuyers(tx: Tx, tenantId: string, subject: Subject): Promise<KnownBuyer[]> {
  const meant = {
    buyer: (id: string) => sql`b.id = ${id}::uuid`,
    email: (email: string) => sql`(lower(b.email) = ${email} or lower(b.billing_email) = ${email})`,
    person: (name: string, postalCode: string) =>
      sql`b.is_individual and folded(b.name) = any (array[${name}, ${reversed(name)}]::text[])
          and replace(b.billing_address ->> 'postal_code', ' ', '') = ${postalCode}`,
  };
  const { rows } = await sql<KnownBuyer>`
    select b.id, b.name, b.is_individual, b.email, b.billing_email, b.phone from buyers b
    where b.tenant_id = ${tenantId} and ${await condition(tx, subject, meant)} for update`.execute(tx);
  return rows;
}

export interface KnownDocument {
  id: string;
  individual: boolean;
  buyer_name: string;
  buyer_email: string | null;
  buyer_phone: string | null;
}

/**
 * The invoices and drafts about the person, held until the transaction ends: made for one of the buyers, bearing the
 * address or the name, or known from a request before.
 */
export async function lockDocuments(
  tx: Tx,
  tenantId: string,
  subject: Subject,
  buyers: readonly string[],
  known: readonly string[],
): Promise<KnownDocument[]> {
  const meant = {
    buyer: (id: string) => sql`i.buyer_id = ${id}::uuid`,
    email: (email: string) => sql`lower(i.buyer_email) = ${email}`,
    person: (name: string, postalCode: string) =>
      sql`folded(i.buyer_name) = any (array[${name}, ${reversed(name)}]::text[])
          and (i.content -> 'buyer' ->> 'is_individual')::boolean
          and replace(i.content -> 'buyer' -> 'address' ->> 'postal_code', ' ', '') = ${postalCode}`,
  };
  const { rows } = await sql<KnownDocument>`
    select i.id, coalesce((i.content -> 'buyer' ->> 'is_individual')::boolean, false) as individual, i.buyer_name, i.buyer_email, i.buyer_phone
    from invoices i
    where i.tenant_id = ${tenantId} and (i.buyer_id = any (${buyers}::uuid[]) or i.id = any (${known}::uuid[])
      or (${await condition(tx, subject, meant)})) for update`.execute(tx);
  return rows;
}

async function condition(
  tx: Tx,
  subject: Subject,
  meant: {
    buyer: (id: string) => ReturnType<typeof sql>;
    email: (email: string) => ReturnType<typeof sql>;
    person: (name: string, postalCode: string) => ReturnType<typeof sql>;
  },
) {
  switch (subject.kind) {
    case 'buyer':
      return meant.buyer(subject.buyerId);
    case 'email':
      return meant.email(subject.email.toLowerCase());
    case 'person': {
      const { rows } = await sql<{ name: string }>`select folded(${subject.name}) as name`.execute(tx);
      return meant.person(rows[0]?.name ?? '', subject.postalCode.replaceAll(' ', ''));
    }
  }
}

/** A folded name with its last word first. */
function reversed(folded: string): string {
  const words = folded.trim().split(' ');
  return ` ${[words.at(-1), ...words.slice(0, -1)].join(' ')} `;
}

/** The issued documents named by earlier erasures of the same subject, and the latest of those. */
export async function findEarlier(tx: Tx, tenantId: string, hash: Buffer) {
  const latest = await tx
    .selectFrom('erasures')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('subject_hash', '=', hash)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (latest === undefined) return { latest, documents: [] };
  const documents = await tx
    .selectFrom('erasure_documents as d')
    .innerJoin('erasures as e', (join) =>
      join.onRef('e.tenant_id', '=', 'd.tenant_id').onRef('e.id', '=', 'd.erasure_id'),
    )
    .select('d.document_id')
    .distinct()
    .where('e.tenant_id', '=', tenantId)
    .where('e.subject_hash', '=', hash)
    .execute();
  return { latest, documents: documents.map(({ document_id }) => document_id) };
}

/** Whether a text bears one of the marks. */
export async function namesPerson(tx: Tx, text: string, { emails, phones, names }: Marks): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select names_person(${text}, ${emails}, ${phones}, ${names}) as found`.execute(tx);
  return rows[0]?.found === true;
}

export interface Erasing {
  tenantId: string;
  erasureId: string;
  by: string;
  environment: string;
  now: Date;
}

/** Erases what may be erased; the rows emptied, by place. */
export async function erasePersonRows(
  tx: Tx,
  { tenantId, erasureId, by, environment, now }: Erasing,
  buyers: readonly string[],
  documents: readonly string[],
  { emails, phones, names }: Marks,
): Promise<Record<string, number>> {
  const { rows } = await sql<{ place: string; erased: string }>`
    select * from gate.erase_person(${tenantId}, ${erasureId}, ${buyers}::uuid[], ${documents}::uuid[], ${emails}, ${phones}, ${names},
                                    ${by}, ${environment}, ${now})`.execute(tx);
  return Object.fromEntries(rows.map(({ place, erased }) => [place, Number(erased)]));
}

/** Erases what an issued document said. Answers whether it was there; the database refuses while the law keeps it. */
export async function eraseDocumentRow(
  tx: Tx,
  { tenantId, erasureId, by, now }: Omit<Erasing, 'environment'>,
  documentId: string,
): Promise<boolean> {
  const { rows } = await sql<{ erased: boolean }>`
    select gate.erase_document(${tenantId}, ${documentId}, ${erasureId}, ${by}, ${now}) as erased`.execute(
    tx,
  );
  return rows[0]?.erased === true;
}

/** The tables that hold the person still, with how many rows of each. */
export async function findTraces(tx: Tx, { emails, phones, names }: Marks): Promise<Record<string, number>> {
  const tables = await sql<{ place: string }>`select readable_tables()::text as place`.execute(tx);
  const found: Record<string, number> = {};
  for (const { place } of tables.rows) {
    const { rows } = await sql<{ held: string }>`
      select count_traces(${place}::regclass, ${emails}, ${phones}, ${names}) as held`.execute(tx);
    const held = Number(rows[0]?.held ?? 0);
    // The tables of `scell` are named without it where that is the search path.
    if (held > 0) found[place.replace(/^scell\./, '')] = held;
  }
  return found;
}

/** Those of the documents that are issued, each with the last day that the law or the archive keeps it. */
export async function retentionOf(tx: Tx, tenantId: string, documents: readonly string[]) {
  const { rows } = await sql<{
    document_id: string;
    sub_tenant_id: string | null;
    kept_until: string;
    kept_by: ErasureDocumentsTable['kept_by'];
    counted_from: string;
    year_end: string;
    erased_at: Date | null;
  }>`
    select d.id as document_id, d.sub_tenant_id, r.kept_until, r.kept_by, r.counted_from, r.year_end, d.erased_at
    from issued_documents d, retention_of(d.tenant_id, d.id) r
    where d.tenant_id = ${tenantId} and d.id = any (${documents}::uuid[]) order by d.number`.execute(tx);
  return rows;
}

/** Writes what was done, and sets the timers of what is still to do. */
export async function insertErasure(
  tx: Tx,
  row: Insertable<ErasuresTable>,
  documents: readonly Insertable<ErasureDocumentsTable>[],
  kept: readonly { documentId: string; due: Date }[],
): Promise<void> {
  await tx.insertInto('erasures').values(row).execute();
  if (documents.length > 0) await tx.insertInto('erasure_documents').values(documents).execute();
  await tx
    .insertInto('timers')
    .values([
      {
        tenant_id: row.tenant_id,
        kind: ERASED_COPIES_TIMER,
        subject_id: row.id,
        due_at: row.created_at,
      },
      ...kept.map(({ documentId, due }) => ({
        tenant_id: row.tenant_id,
        kind: DOCUMENT_ERASURE_TIMER,
        subject_id: documentId,
        due_at: due,
      })),
    ])
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export function findErasure(tx: Tx, tenantId: string, id: string): Promise<ErasureRow | undefined> {
  return tx
    .selectFrom('erasures')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .executeTakeFirst();
}

export async function selectErasures(
  tx: Tx,
  tenantId: string,
  order: 'asc' | 'desc',
  page: Page,
): Promise<{ rows: ErasureRow[]; total: number }> {
  const query = tx.selectFrom('erasures').where('tenant_id', '=', tenantId);
  const { total } = await query
    .select((eb) => eb.fn.countAll<string>().as('total'))
    .executeTakeFirstOrThrow();
  const rows = await inOrder(query.selectAll(), { sort: 'created_at', order }, page).execute();
  return { rows, total: Number(total) };
}

/** The issued documents of erasures as they are now, and whose copies are still to be taken off. */
export async function stateOf(tx: Tx, tenantId: string, erasures: readonly string[]) {
  const documents = await tx
    .selectFrom('erasure_documents as e')
    .innerJoin('issued_documents as d', (join) =>
      join.onRef('d.tenant_id', '=', 'e.tenant_id').onRef('d.id', '=', 'e.document_id'),
    )
    .innerJoin('invoices as i', (join) =>
      join.onRef('i.tenant_id', '=', 'd.tenant_id').onRef('i.id', '=', 'd.id'),
    )
    .select([
      'e.erasure_id',
      'e.document_id',
      'e.kept_until',
      'e.kept_by',
      'd.number',
      'd.erased_at',
      'i.issue_date',
    ])
    .where('e.tenant_id', '=', tenantId)
    .where('e.erasure_id', 'in', [...erasures])
    .orderBy('d.number')
    .execute();
  const pending = await tx
    .selectFrom('timers')
    .select('subject_id')
    .where('tenant_id', '=', tenantId)
    .where('kind', '=', ERASED_COPIES_TIMER)
    .where('subject_id', 'in', [...erasures])
    .execute();
  return { documents, pending: new Set(pending.map(({ subject_id }) => subject_id)) };
}

export type DocumentState = Awaited<ReturnType<typeof stateOf>>['documents'][number];

/** The erasure that a document waits for since longest. */
export async function findErasureOf(tx: Tx, tenantId: string, documentId: string) {
  return tx
    .selectFrom('erasure_documents as d')
    .innerJoin('erasures as e', (join) =>
      join.onRef('e.tenant_id', '=', 'd.tenant_id').onRef('e.id', '=', 'd.erasure_id'),
    )
    .select(['e.id', 'd.kept_until'])
    .where('d.tenant_id', '=', tenantId)
    .where('d.document_id', '=', documentId)
    .orderBy('e.created_at')
    .limit(1)
    .executeTakeFirst();
}

/** The names of stored files that were erased, those of one document or those of one moment. */
export async function erasedFiles(
  tx: Tx,
  tenantId: string,
  of: { documentId: string } | { at: Date },
): Promise<Buffer[]> {
  const query = tx
    .selectFrom('files')
    .select('sha256')
    .where('tenant_id', '=', tenantId)
    .where('erased_at', 'is not', null);
  const rows = await ('at' in of
    ? query.where('erased_at', '=', of.at)
    : query.where('subject_id', '=', of.documentId)
  ).execute();
  return rows.map(({ sha256 }) => sha256);
}

/** The mails of which a copy may be kept that an erasure emptied. */
export async function erasedMails(
  tx: Tx,
  tenantId: string,
  of: { documentId: string } | { at: Date },
): Promise<string[]> {
  const query = tx
    .selectFrom('mails')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('erased_at', 'is not', null);
  const rows = await ('at' in of
    ? query.where('erased_at', '=', of.at)
    : query.where('subject_id', '=', of.documentId)
  ).execute();
  return rows.map(({ id }) => id);
}

/** Whether stored bytes are still the file of somebody, in whatever tenant. */
export async function isNamed(tx: Tx, sha256: Buffer): Promise<boolean> {
  const { rows } = await sql<{ named: boolean }>`select gate.content_is_named(${sha256}) as named`.execute(
    tx,
  );
  return rows[0]?.named === true;
}

/** Takes a timer off, or sets it to a later moment. */
export async function settleTimer(
  tx: Tx,
  tenantId: string,
  kind: string,
  subjectId: string,
  later: Date | null,
): Promise<void> {
  if (later === null)
    await tx
      .deleteFrom('timers')
      .where('tenant_id', '=', tenantId)
      .where('kind', '=', kind)
      .where('subject_id', '=', subjectId)
      .execute();
  else
    await tx
      .updateTable('timers')
      .set({ due_at: later, attempts: 0, last_error: null })
      .where('tenant_id', '=', tenantId)
      .where('kind', '=', kind)
      .where('subject_id', '=', subjectId)
      .execute();
}
