import { type Insertable, type Selectable, sql } from 'kysely';
import type { Tx } from '../../platform/db/client-dialect.ts';
import { containing, inOrder } from '../../platform/db/paging.ts';
import type {
  FilesTable,
  InvoicesTable,
  IssuedDocumentsTable,
  PaymentsTable,
} from '../../platform/db/schema.ts';
import type { eventRow } from '../../platform/events/record-event.ts';
import type { Page } from '../../platform/http/lists.ts';
import { tellsOfErasure } from '../../platform/ledger/technical-events.ts';
import type { InvoiceContent } from './content.ts';
import { DELETED_DRAFT_TIMER, DOCUMENT_TIMER } from './timers.ts';

/** A row of `invoices` with its content typed, and its fiscal entry once it is issued. */
export type InvoiceRow = Omit<Selectable<InvoicesTable>, 'content'> & { content: InvoiceContent };
export type IssuedDocument = Selectable<IssuedDocumentsTable>;
export type StoredFile = Selectable<FilesTable>;
/** The files we make of an issued invoice. */
export type FileKind = Exclude<FilesTable['kind'], 'original'>;
type EventRow = ReturnType<typeof eventRow>;

/** The columns that say what a draft says: its content, and what lists and searches read of it. */
export function contentColumns(content: InvoiceContent) {
  return {
    content: JSON.stringify(content),
    issue_date: content.issue_date,
    due_date: content.due_date,
    currency: content.currency,
    total_ht: content.totals.total_ht,
    total_tax: content.totals.total_tax,
    total_ttc: content.totals.total_ttc,
    buyer_id: content.buyer.id,
    buyer_name: content.buyer.name,
    buyer_siret: content.buyer.siret,
    seller_siret: content.seller.siret,
  };
}

const typed = (row: Selectable<InvoicesTable>): InvoiceRow => row as InvoiceRow;

/** Inserts a draft under the next draft number of its tenant, with its event. */
export async function insertDraft(
  tx: Tx,
  row: Omit<Insertable<InvoicesTable>, 'draft_number' | 'invoice_number' | 'status'>,
  numberPrefix: string,
  event: EventRow,
): Promise<InvoiceRow> {
  const inserted = await tx
    .with('counter', (db) =>
      db
        .insertInto('counters')
        .values({ tenant_id: row.tenant_id, seller: '', kind: 'draft', period: '', value: 1 })
        .onConflict((conflict) =>
          conflict
            .columns(['tenant_id', 'seller', 'kind', 'period'])
            .doUpdateSet({ value: sql`counters.value + 1` }),
        )
        .returning(sql<string>`value::text`.as('value')),
    )
    .with('event', (db) => db.insertInto('events').values(event).returning('id'))
    .insertInto('invoices')
    .values((eb) => ({
      ...row,
      status: 'draft',
      draft_number: sql<string>`'DRAFT-' || ${numberPrefix}::text || '-' || ${padded(eb.selectFrom('counter').select('value'))}`,
    }))
    .returningAll()
    .executeTakeFirstOrThrow();
  return typed(inserted);
}

/** At least five digits, more when the count has more. */
function padded(value: unknown) {
  return sql`(select case when length(n) < 5 then lpad(n, 5, '0') else n end from (select (${value})::text as n) as counted)`;
}

export async function findInvoice(tx: Tx, tenantId: string, id: string): Promise<InvoiceRow | undefined> {
  const row = await tx
    .selectFrom('invoices')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && typed(row);
}

/** What webhooks tell of invoices. */
export function summariesOf(tx: Tx, tenantId: string, ids: readonly string[]) {
  return tx
    .selectFrom('invoices')
    .select([
      'id',
      'external_id',
      'company_id',
      'sub_tenant_id',
      'invoice_number',
      'draft_number',
      'direction',
      'status',
      'issue_date',
      'due_date',
      'currency',
      'total_ht',
      'total_tax',
      'total_ttc',
      'validated_at',
      'paid_at',
    ])
    .where('tenant_id', '=', tenantId)
    .where('id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .execute();
}

export async function lockInvoice(tx: Tx, tenantId: string, id: string): Promise<InvoiceRow | undefined> {
  const row = await tx
    .selectFrom('invoices')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row && typed(row);
}

/** Those of some ids that there are, held until the transaction ends. In one order, whoever asks. */
export async function lockInvoices(tx: Tx, tenantId: string, ids: readonly string[]): Promise<string[]> {
  const rows = await tx
    .selectFrom('invoices')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('id', 'in', [...ids])
    .orderBy('id')
    .forUpdate()
    .execute();
  return rows.map(({ id }) => id);
}

export async function findInvoices(tx: Tx, tenantId: string, ids: readonly string[]): Promise<InvoiceRow[]> {
  const rows = await tx
    .selectFrom('invoices')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', 'in', [...ids])
    .execute();
  return rows.map(typed);
}

/**
 * The document an `external_id` names. Creations under the same one wait for each other until their transactions end, so
 * that the later ones find what the first one made.
 */
export async function claimExternalId(
  tx: Tx,
  tenantId: string,
  externalId: string,
): Promise<InvoiceRow | undefined> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`external_id ${tenantId} ${externalId}`}, 0))`.execute(
    tx,
  );
  const row = await tx
    .selectFrom('invoices')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('external_id', '=', externalId)
    .executeTakeFirst();
  return row && typed(row);
}

export async function updateInvoice(
  tx: Tx,
  tenantId: string,
  id: string,
  changes: Partial<Insertable<InvoicesTable>>,
): Promise<InvoiceRow> {
  const row = await tx
    .updateTable('invoices')
    .set(changes)
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  return typed(row);
}

export interface Issuance {
  tenantId: string;
  subTenantId: string | null;
  invoiceId: string;
  environment: 'production' | 'sandbox';
  seller: string;
  /** How the tenant's numbers start, unless another tenant has that start for this seller. */
  wishedPrefix: string;
  /** YYYYMM in Paris. */
  period: string;
  issueYear: number;
  document: string;
  rendering: string;
  /** Euros that this issuance costs. */
  charged: string;
  now: Date;
  /** When the files are looked after if the process that issues dies before it made them. */
  filesDueAt: Date;
  /** Its `data` gets the number. */
  event: EventRow;
}

/**
 * Issues a locked draft in one statement: takes the next number, writes what the document says (the trigger chains it),
 * marks the invoice, records the event and sets the timer that looks after its files. Answers the number.
 */
export async function issueInvoice(tx: Tx, issue: Issuance): Promise<{ number: string; recordedAt: Date }> {
  const { event } = issue;
  const { rows } = await sql<{ number: string; recorded_at: Date }>`
    with prefixes as (
      select coalesce(
        (select p.prefix from number_prefixes p where p.tenant_id = ${issue.tenantId} and p.seller = ${issue.seller}),
        gate.claim_number_prefix(${issue.tenantId}, ${issue.seller}, ${issue.wishedPrefix})) as prefix
    ), counter as (
      insert into counters as c (tenant_id, seller, kind, period, value)
      values (${issue.tenantId}, ${issue.seller}, 'invoice', ${issue.period}, 1)
      on conflict (tenant_id, seller, kind, period) do update set value = c.value + 1
      returning c.value::text as value
    ), issued as (
      insert into issued_documents (tenant_id, id, sub_tenant_id, environment, kind, seller, number, issue_year, document, rendering, recorded_at)
      select ${issue.tenantId}, ${issue.invoiceId}, ${issue.subTenantId}::uuid, ${issue.environment}, 'invoice', ${issue.seller},
             prefix || '-' || ${issue.period}::text || '-' || case when length(value) < 5 then lpad(value, 5, '0') else value end,
             ${issue.issueYear}, ${issue.document}, ${issue.rendering}::jsonb, ${issue.now}
      from counter, prefixes
      returning number, recorded_at
    ), marked as (
      update invoices i set status = 'validated', invoice_number = issued.number, validated_at = issued.recorded_at, updated_at = ${issue.now},
        rejected_at = null, rejection_reason = null, amount_charged = ${issue.charged}
      from issued where i.tenant_id = ${issue.tenantId} and i.id = ${issue.invoiceId}
    ), noted as (
      insert into events (tenant_id, id, sub_tenant_id, subject_type, subject_id, type, details, data, actor, actor_ip, request_id, created_at)
      select ${event.tenant_id}, ${event.id}, ${event.sub_tenant_id}::uuid, ${event.subject_type}, ${event.subject_id}, ${event.type},
             ${event.details}::text || issued.number, ${event.data}::jsonb || jsonb_build_object('invoice_number', issued.number),
             ${event.actor}, ${event.actor_ip}::inet, ${event.request_id}, ${event.created_at}
      from issued
    ), timed as (
      insert into timers (tenant_id, kind, subject_id, due_at)
      values (${issue.tenantId}, ${DOCUMENT_TIMER}, ${issue.invoiceId}, ${issue.filesDueAt})
    )
    select number, recorded_at from issued`.execute(tx);
  const [row] = rows;
  if (row === undefined) throw new Error('the invoice was not issued');
  return { number: row.number, recordedAt: row.recorded_at };
}

export function findIssuedDocument(
  tx: Tx,
  tenantId: string,
  invoiceId: string,
): Promise<IssuedDocument | undefined> {
  return tx
    .selectFrom('issued_documents')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', invoiceId)
    .executeTakeFirst();
}

export function findFile(
  tx: Tx,
  tenantId: string,
  invoiceId: string,
  kind: FilesTable['kind'],
): Promise<StoredFile | undefined> {
  return tx
    .selectFrom('files')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('subject_id', '=', invoiceId)
    .where('kind', '=', kind)
    .executeTakeFirst();
}

/** Names the files of an invoice. Whoever made them first is right: the bytes are the same. */
export async function insertFiles(tx: Tx, files: Insertable<FilesTable>[]): Promise<void> {
  await tx
    .insertInto('files')
    .values(files)
    .onConflict((conflict) => conflict.columns(['tenant_id', 'subject_id', 'kind']).doNothing())
    .execute();
}

/** Names the files of an issued invoice and takes off the timer that looks after them, in one statement. */
export async function insertFilesAndTakeTimer(
  tx: Tx,
  tenantId: string,
  invoiceId: string,
  files: Insertable<FilesTable>[],
): Promise<void> {
  await tx
    .with('named', (db) =>
      db
        .insertInto('files')
        .values(files)
        .onConflict((conflict) => conflict.columns(['tenant_id', 'subject_id', 'kind']).doNothing())
        .returning('kind'),
    )
    .deleteFrom('timers')
    .where('tenant_id', '=', tenantId)
    .where('kind', '=', DOCUMENT_TIMER)
    .where('subject_id', '=', invoiceId)
    .execute();
}

export async function insertPayment(tx: Tx, payment: Insertable<PaymentsTable>): Promise<void> {
  await tx.insertInto('payments').values(payment).execute();
}

export interface TrailEvent {
  sequence: number;
  type: string;
  details: string;
  data: Record<string, unknown>;
  actor: string;
  actor_ip: string | null;
  created_at: Date;
  /** The stored hash is that of the content, and continues the one before. */
  intact: boolean;
}

/** The events of an invoice in order, each with whether its hash holds. */
export async function listTrail(tx: Tx, tenantId: string, invoiceId: string): Promise<TrailEvent[]> {
  const { rows } = await sql<TrailEvent>`
    select e.sequence, e.type, e.details, e.data, e.actor, host(e.actor_ip) as actor_ip, e.created_at,
           e.sequence = row_number() over in_order
           and e.previous_hash = coalesce(lag(e.hash) over in_order, '\\x0000000000000000000000000000000000000000000000000000000000000000'::bytea)
           and e.hash = event_hash(e.previous_hash, e) as intact
    from events e where e.tenant_id = ${tenantId} and e.subject_id = ${invoiceId}
    window in_order as (order by e.sequence)
    order by e.sequence`.execute(tx);
  return rows;
}

export interface ChainedEntry {
  preimage: string;
  data_hash: Buffer;
  previous_hash: Buffer;
  chain_hash: Buffer;
  position: string;
  recorded_at: Date;
}

/** The fiscal entry of an issued invoice. */
export async function findFiscalEntry(
  tx: Tx,
  tenantId: string,
  invoiceId: string,
): Promise<ChainedEntry | undefined> {
  const { rows } = await sql<ChainedEntry>`
    select preimage, data_hash, previous_hash, chain_hash, position, recorded_at from ledger.entries
    where tenant_id = ${tenantId} and subject_id = ${invoiceId} and entry_type = 'invoice_created'`.execute(
    tx,
  );
  return rows[0];
}

/** Whether the journal of technical events says that the text of a document was lawfully erased. */
export async function hasErasureEntry(tx: Tx, tenantId: string, documentId: string): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (
      select from ledger.entries where tenant_id = ${tenantId} and chain_kind = 'technical'
        and ${tellsOfErasure(sql`preimage`, sql`${documentId}`)}
    ) as found`.execute(tx);
  return rows[0]?.found === true;
}

/** Deletes a draft, and sets the timer that takes off the bytes of the file that came with it. */
export async function callDeleteDraft(tx: Tx, tenantId: string, id: string, now: Date): Promise<void> {
  const { rows } = await sql<{ deleted: boolean; with_file: boolean }>`
    select * from gate.delete_draft(${tenantId}, ${id}, ${now})`.execute(tx);
  if (rows[0]?.deleted !== true) throw new Error('the draft was not deleted');
  if (!rows[0].with_file) return;
  await tx
    .insertInto('timers')
    .values({ tenant_id: tenantId, kind: DELETED_DRAFT_TIMER, subject_id: id, due_at: now })
    .execute();
}

export interface InvoiceFilter {
  direction: 'outgoing' | 'incoming';
  status?: readonly string[] | undefined;
  company_id?: string | undefined;
  sub_tenant_id?: string | undefined;
  buyer_id?: string | undefined;
  external_id?: string | undefined;
  buyer_siret?: string | undefined;
  seller_siret?: string | undefined;
  /** First and last invoice date. */
  from?: string | undefined;
  to?: string | undefined;
  /** Bounds of the total with VAT. */
  min_amount?: string | undefined;
  max_amount?: string | undefined;
  /** Part of a number or of the buyer's name. */
  q?: string | undefined;
  sort: 'created_at' | 'issue_date' | 'due_date' | 'invoice_number' | 'total_ttc';
  order: 'asc' | 'desc';
}

export async function selectInvoices(
  tx: Tx,
  tenantId: string,
  filter: InvoiceFilter,
  page: Page,
): Promise<{ rows: InvoiceRow[]; total: number }> {
  let query = tx
    .selectFrom('invoices')
    .where('tenant_id', '=', tenantId)
    .where('direction', '=', filter.direction);
  const { status, from, to, min_amount: min, max_amount: max, q } = filter;
  if (status !== undefined) query = query.where('status', 'in', [...status]);
  for (const column of [
    'company_id',
    'sub_tenant_id',
    'buyer_id',
    'external_id',
    'buyer_siret',
    'seller_siret',
  ] as const) {
    const value = filter[column];
    if (value !== undefined) query = query.where(column, '=', value);
  }
  if (from !== undefined) query = query.where('issue_date', '>=', from);
  if (to !== undefined) query = query.where('issue_date', '<=', to);
  if (min !== undefined) query = query.where('total_ttc', '>=', min);
  if (max !== undefined) query = query.where('total_ttc', '<=', max);
  if (q !== undefined) {
    const part = containing(q);
    query = query.where((eb) =>
      eb.or([
        eb('invoice_number', 'ilike', part),
        eb('draft_number', 'ilike', part),
        eb('buyer_name', 'ilike', part),
      ]),
    );
  }
  const { total } = await query
    .select((eb) => eb.fn.countAll<string>().as('total'))
    .executeTakeFirstOrThrow();
  const rows = await inOrder(query.selectAll(), filter, page).execute();
  return { rows: rows.map(typed), total: Number(total) };
}
