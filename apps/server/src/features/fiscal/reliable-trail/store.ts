import { type Selectable, sql } from 'kysely';
import type { Tx } from '../../../platform/db/client-dialect.ts';
import type { FilesTable, PaymentsTable } from '../../../platform/db/schema.ts';
import { factsOf } from '../../../platform/ledger/facts-of.ts';

/** Rows of one kind that a trail tells at most; more are a fault of their own. */
const MOST = 1000;

export interface IssuedRow {
  status: string;
  number: string;
  seller: string;
  /** Empty once it was lawfully erased. */
  document: string;
  seller_name: string;
  recorded_at: Date;
}

/** An invoice of ours and, once it is issued, its document. */
export async function findInvoiceAndDocument(
  tx: Tx,
  tenantId: string,
  id: string,
): Promise<{ status: string; issued: IssuedRow | null } | undefined> {
  const row = await tx
    .selectFrom('invoices as i')
    .leftJoin('issued_documents as d', (join) =>
      join.onRef('d.tenant_id', '=', 'i.tenant_id').onRef('d.id', '=', 'i.id'),
    )
    .select(['i.status', 'd.number', 'd.seller', 'd.document', 'd.recorded_at'])
    .select(sql<string>`i.content -> 'seller' ->> 'name'`.as('seller_name'))
    .where('i.tenant_id', '=', tenantId)
    .where('i.id', '=', id)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { status, number, seller, document, seller_name, recorded_at } = row;
  const issued = number !== null && seller !== null && document !== null && recorded_at !== null;
  return { status, issued: issued ? { status, number, seller, document, seller_name, recorded_at } : null };
}

export interface RelatedRow {
  id: string;
  number: string;
  issue_date: string | null;
  type_code: string | null;
}

/** Documents of the same seller by their numbers. */
export async function findByNumbers(
  tx: Tx,
  tenantId: string,
  seller: string,
  numbers: readonly string[],
): Promise<RelatedRow[]> {
  if (numbers.length === 0) return [];
  const { rows } = await sql<DocumentRow>`
    select id, number, document from issued_documents
    where seller = ${seller} and number = any(${numbers}::text[]) and tenant_id = ${tenantId}
    order by recorded_at, id`.execute(tx);
  return rows.map(relatedOf);
}

/** Documents of the same seller that name this one as preceding: credit notes, corrections, final invoices. */
export async function findFollowing(
  tx: Tx,
  tenantId: string,
  seller: string,
  number: string,
): Promise<RelatedRow[]> {
  const { rows } = await sql<DocumentRow>`
    select d.id, d.number, d.document
    from preceding_documents p join issued_documents d on d.tenant_id = p.tenant_id and d.id = p.document_id
    where p.tenant_id = ${tenantId} and p.seller = ${seller} and p.number = ${number}
    order by d.recorded_at, d.id limit ${MOST}`.execute(tx);
  return rows.map(relatedOf);
}

interface DocumentRow {
  id: string;
  number: string;
  document: string;
}

/** What a document says of itself; nothing where it was erased, or altered so that it is no document any more. */
function relatedOf({ id, number, document }: DocumentRow): RelatedRow {
  const { issueDate, typeCode } = factsOf(document);
  return {
    id,
    number,
    issue_date: typeof issueDate === 'string' ? issueDate : null,
    type_code: typeof typeCode === 'string' ? typeCode : null,
  };
}

export function listPayments(
  tx: Tx,
  tenantId: string,
  invoiceId: string,
): Promise<Selectable<PaymentsTable>[]> {
  return tx
    .selectFrom('payments')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('invoice_id', '=', invoiceId)
    .orderBy('recorded_at')
    .orderBy('id')
    .limit(MOST)
    .execute();
}

export function listFiles(tx: Tx, tenantId: string, invoiceId: string): Promise<Selectable<FilesTable>[]> {
  return tx
    .selectFrom('files')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('subject_id', '=', invoiceId)
    .orderBy('created_at')
    .orderBy('kind')
    .execute();
}

export interface MailRow {
  recipient: string;
  status: 'queued' | 'sent' | 'failed' | 'erased';
  created_at: Date;
  sent_at: Date | null;
}

export function listMails(tx: Tx, tenantId: string, invoiceId: string): Promise<MailRow[]> {
  return tx
    .selectFrom('mails')
    .select(['recipient', 'status', 'created_at', 'sent_at'])
    .where('tenant_id', '=', tenantId)
    .where('subject_id', '=', invoiceId)
    .orderBy('created_at')
    .orderBy('id')
    .limit(MOST)
    .execute();
}

export interface EntryRow {
  chain_id: string;
  chain_kind: string;
  position: string;
  entry_type: string;
  recorded_at: Date;
  preimage: string;
  data_hash: Buffer;
  previous_hash: Buffer;
  chain_hash: Buffer;
  /** The seal: key, signature and the key's public half. */
  key_id: string | null;
  signature: Buffer | null;
  public_key: Buffer | null;
}

/** The entries of a document and of its payments, in the order they were recorded, each with its seal. */
export async function listEntries(
  tx: Tx,
  tenantId: string,
  subjects: readonly string[],
): Promise<EntryRow[]> {
  const { rows } = await sql<EntryRow>`
    select e.chain_id, e.chain_kind, e.position, e.entry_type, e.recorded_at, e.preimage, e.data_hash, e.previous_hash, e.chain_hash,
           s.key_id, s.signature, k.public_key
    from ledger.entries e
    left join ledger.seals s on s.tenant_id = e.tenant_id and s.chain_id = e.chain_id and s.position = e.position
    left join ledger.keys k on k.id = s.key_id
    where e.tenant_id = ${tenantId} and e.subject_id = any(${subjects}::uuid[])
    order by e.recorded_at, array_position(array['fiscal', 'archive', 'reprint', 'technical'], e.chain_kind), e.position
    limit ${MOST}`.execute(tx);
  return rows;
}
