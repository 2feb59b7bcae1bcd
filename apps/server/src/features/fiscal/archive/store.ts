import { type Insertable, type Selectable, sql } from 'kysely';
import type { Tx } from '../../../platform/db/client-dialect.ts';
import { inOrder } from '../../../platform/db/paging.ts';
import type { ArchiveCopiesTable, ArchiveObjectsTable } from '../../../platform/db/schema.ts';
import type { Page } from '../../../platform/http/lists.ts';
import { ARCHIVE_COPY, ARCHIVE_VERIFY } from './timers.ts';

const DAY_MS = 86_400_000;

export interface DocumentToArchive {
  archive_enabled: boolean;
  issue_date: string;
  recorded_at: Date;
  kind: 'invoice' | 'credit_note';
  sub_tenant_id: string | null;
  fiscal_year_end: string;
  files: { kind: string; sha256: Buffer; media_type: string | null }[];
}

/** An issued document with those of its files that are not entered for the archive. */
export async function findDocumentToArchive(
  tx: Tx,
  tenantId: string,
  subjectId: string,
): Promise<DocumentToArchive | undefined> {
  const document = await tx
    .selectFrom('issued_documents as d')
    .innerJoin('invoices as i', (join) =>
      join.onRef('i.tenant_id', '=', 'd.tenant_id').onRef('i.id', '=', 'd.id'),
    )
    .innerJoin('companies as c', (join) =>
      join.onRef('c.tenant_id', '=', 'i.tenant_id').onRef('c.id', '=', 'i.company_id'),
    )
    .where('d.tenant_id', '=', tenantId)
    .where('d.id', '=', subjectId)
    .select([
      'i.archive_enabled',
      'i.issue_date',
      'i.sub_tenant_id',
      'd.recorded_at',
      'd.kind',
      'c.fiscal_year_end',
    ])
    .executeTakeFirst();
  if (document === undefined) return undefined;
  const files = await tx
    .selectFrom('files as f')
    .where('f.tenant_id', '=', tenantId)
    .where('f.subject_id', '=', subjectId)
    .where('f.erased_at', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('archive_objects as o')
            .whereRef('o.tenant_id', '=', 'f.tenant_id')
            .whereRef('o.subject_id', '=', 'f.subject_id')
            .whereRef('o.kind', '=', 'f.kind')
            .whereRef('o.sha256', '=', 'f.sha256')
            .select('o.id'),
        ),
      ),
    )
    .select(['f.kind', 'f.sha256', 'f.media_type'])
    .orderBy('f.kind')
    .execute();
  return { ...document, files };
}

/** The last day of the accounting year a closing is of. */
export async function findAccountingYear(
  tx: Tx,
  tenantId: string,
  closingId: string,
): Promise<string | undefined> {
  const closing = await tx
    .selectFrom('ledger.closings')
    .select('fiscal_year')
    .where('tenant_id', '=', tenantId)
    .where('id', '=', closingId)
    .executeTakeFirst();
  return closing?.fiscal_year;
}

/** Enters objects of one subject, sets the timers that see to them, and marks an invoice as waiting for its archive. */
export async function insertObjects(
  tx: Tx,
  tenantId: string,
  subjectId: string,
  objects: Insertable<ArchiveObjectsTable>[],
  now: Date,
): Promise<void> {
  const timer = (kind: string, subject: string, due: Date) => ({
    tenant_id: tenantId,
    kind,
    subject_id: subject,
    due_at: due,
    last_error: null,
  });
  await tx
    .with('entered', (db) =>
      db
        .insertInto('archive_objects')
        .values(objects)
        .onConflict((conflict) => conflict.columns(['tenant_id', 'subject_id', 'kind', 'sha256']).doNothing())
        .returning('id'),
    )
    .with('marked', (db) =>
      db
        .updateTable('invoices')
        .set({
          archive_status: 'pending',
          archive_until: sql`greatest(archive_until, ${objects
            .map(({ retain_through: day }) => day)
            .sort()
            .at(-1)}::date)`,
        })
        .where('tenant_id', '=', tenantId)
        .where('id', '=', subjectId)
        .returning('id'),
    )
    .with('daily', (db) =>
      db
        .insertInto('timers')
        .values(timer(ARCHIVE_VERIFY, tenantId, new Date(now.getTime() + DAY_MS)))
        .onConflict((conflict) => conflict.columns(['tenant_id', 'kind', 'subject_id']).doNothing())
        .returning('kind'),
    )
    .insertInto('timers')
    .values(timer(ARCHIVE_COPY, subjectId, now))
    .onConflict((conflict) =>
      conflict.columns(['tenant_id', 'kind', 'subject_id']).doUpdateSet({ due_at: now }),
    )
    .execute();
}

export interface ObjectToCopy extends Selectable<ArchiveObjectsTable> {
  /** How often it was tried in vain. */
  attempts: number;
}

/**
 * What of a subject the archive at `place` does not have as it should: never copied, failed, found damaged, or kept in another
 * place. With it the hour of the timer that looks after it, by which a later change of it is known.
 */
export async function selectObjectsToCopy(
  tx: Tx,
  tenantId: string,
  subjectId: string,
  place: string,
): Promise<{ objects: ObjectToCopy[]; timer: Date | null }> {
  const { rows } = await sql<ObjectToCopy>`
    select o.*, case when c.status = 'failed' then c.attempts else 0 end as attempts
    from archive_objects o left join archive_copies c on c.tenant_id = o.tenant_id and c.object_id = o.id
    where o.tenant_id = ${tenantId} and o.subject_id = ${subjectId} and not ${isKept(place)}
    order by o.created_at, o.id`.execute(tx);
  const timer = await tx
    .selectFrom('timers')
    .select('due_at')
    .where('tenant_id', '=', tenantId)
    .where('kind', '=', ARCHIVE_COPY)
    .where('subject_id', '=', subjectId)
    .executeTakeFirst();
  return { objects: rows, timer: timer?.due_at ?? null };
}

/** Whether the archive has an object (`c` is its state) as far as we know. */
export function isKept(place: string) {
  return sql<boolean>`coalesce(c.status = 'archived' and c.place = ${place} and coalesce(c.verdict, 'intact') = 'intact', false)`;
}

export type CopyOutcome = {
  object_id: string;
  sub_tenant_id: string | null;
  attempts: number;
} & (
  | { status: 'failed'; last_error: string }
  | (Pick<ArchiveCopiesTable, 'version' | 'key_id'> & {
      status: 'archived';
      last_error: null;
      place: string;
      key: string;
      path: string;
      archived_at: Date;
      locked_until: Date;
    })
);

export interface Settlement {
  place: string;
  /** The timer's hour when the work began: one set anew meanwhile is left as it is. */
  timer: Date | null;
  /** When to try again, should anything be left. */
  next: Date;
}

/** Writes what came of copying a subject's objects, its invoice's state, and when to look again, if ever. */
export async function settleCopies(
  tx: Tx,
  tenantId: string,
  subjectId: string,
  outcomes: readonly CopyOutcome[],
  { place, timer, next }: Settlement,
): Promise<void> {
  for (const outcome of outcomes) {
    // What failed says nothing about a copy that may be elsewhere: its address stays.
    const state = outcome.status === 'archived' ? { ...outcome, verified_at: null, verdict: null } : outcome;
    const { object_id: _id, sub_tenant_id: _sub, ...changes } = state;
    await tx
      .insertInto('archive_copies')
      .values({
        place: null,
        key: null,
        version: null,
        path: null,
        key_id: null,
        archived_at: null,
        locked_until: null,
        tenant_id: tenantId,
        ...state,
      })
      .onConflict((conflict) => conflict.columns(['tenant_id', 'object_id']).doUpdateSet(changes))
      .execute();
  }
  await refreshInvoice(tx, tenantId, subjectId);
  if (timer === null) return;
  const { rows } = await sql`
    select 1 from archive_objects o left join archive_copies c on c.tenant_id = o.tenant_id and c.object_id = o.id
    where o.tenant_id = ${tenantId} and o.subject_id = ${subjectId} and not ${isKept(place)} limit 1`.execute(
    tx,
  );
  const reason = outcomes.find(({ status }) => status === 'failed')?.last_error ?? null;
  if (rows.length === 0)
    await tx
      .deleteFrom('timers')
      .where('tenant_id', '=', tenantId)
      .where('kind', '=', ARCHIVE_COPY)
      .where('subject_id', '=', subjectId)
      .where('due_at', '=', timer)
      .execute();
  else
    await tx
      .updateTable('timers')
      .set({ due_at: next, last_error: reason })
      .where('tenant_id', '=', tenantId)
      .where('kind', '=', ARCHIVE_COPY)
      .where('subject_id', '=', subjectId)
      .where('due_at', '=', timer)
      .execute();
}

/** What an invoice says of its archive: the state of its files together, and where the file in its own format is. */
export async function refreshInvoice(tx: Tx, tenantId: string, subjectId: string): Promise<void> {
  await sql`
    update invoices i set archive_status = s.status, archive_path = s.path, archive_until = s.through
    from (
      select case
               when bool_or(c.status = 'failed' or c.verdict <> 'intact') then 'error'
               when bool_and(coalesce(c.status = 'archived', false)) then 'archived'
               else 'pending' end as status,
             max(c.path) filter (where o.kind = (select output_format from invoices f where f.tenant_id = ${tenantId} and f.id = ${subjectId})) as path,
             max(o.retain_through) as through
      from archive_objects o left join archive_copies c on c.tenant_id = o.tenant_id and c.object_id = o.id
      where o.tenant_id = ${tenantId} and o.subject_id = ${subjectId}
    ) s
    where i.tenant_id = ${tenantId} and i.id = ${subjectId} and s.through is not null`.execute(tx);
}

/** Sets the next hour of a timer. */
export async function moveTimer(
  tx: Tx,
  tenantId: string,
  kind: string,
  subjectId: string,
  due: Date,
): Promise<void> {
  await tx
    .updateTable('timers')
    .set({ due_at: due })
    .where('tenant_id', '=', tenantId)
    .where('kind', '=', kind)
    .where('subject_id', '=', subjectId)
    .execute();
}

export interface ArchiveFilter {
  status?: readonly ('pending' | 'archived' | 'error')[] | undefined;
  subject_type?: string | undefined;
  subject_id?: string | undefined;
  kind?: string | undefined;
  sub_tenant_id?: string | undefined;
  /** First and last day of keeping, both included. */
  until_from?: string | undefined;
  until_to?: string | undefined;
  order: 'asc' | 'desc';
}

export type ArchiveVerdict = Selectable<ArchiveCopiesTable>['verdict'];

/** An object with its state, as lists show it. */
export interface ArchivedObject extends Selectable<ArchiveObjectsTable> {
  status: 'pending' | 'archived' | 'error';
  attempts: number;
  last_error: string | null;
  place: string | null;
  key: string | null;
  version: string | null;
  path: string | null;
  key_id: string | null;
  archived_at: Date | null;
  locked_until: Date | null;
  verified_at: Date | null;
  verdict: ArchiveVerdict;
  /** Number of the document, where the subject is one. */
  number: string | null;
}

function objects(tx: Tx, tenantId: string) {
  return tx
    .selectFrom('archive_objects as o')
    .leftJoin('archive_copies as c', (join) =>
      join.onRef('c.tenant_id', '=', 'o.tenant_id').onRef('c.object_id', '=', 'o.id'),
    )
    .leftJoin('issued_documents as d', (join) =>
      join.onRef('d.tenant_id', '=', 'o.tenant_id').onRef('d.id', '=', 'o.subject_id'),
    )
    .where('o.tenant_id', '=', tenantId)
    .selectAll('o')
    .select([
      'c.last_error',
      'c.place',
      'c.key',
      'c.version',
      'c.path',
      'c.key_id',
      'c.archived_at',
      'c.locked_until',
      'c.verified_at',
      'c.verdict',
      'd.number',
      sql<number>`coalesce(c.attempts, 0)`.as('attempts'),
      sql<ArchivedObject['status']>`case
        when c.status = 'failed' or c.verdict <> 'intact' then 'error'
        when c.status = 'archived' then 'archived'
        else 'pending' end`.as('status'),
    ]);
}

export async function selectObjects(
  tx: Tx,
  tenantId: string,
  filter: ArchiveFilter,
  page: Page,
): Promise<{ rows: ArchivedObject[]; total: number }> {
  let query = tx.selectFrom(objects(tx, tenantId).as('a')).selectAll();
  for (const column of ['subject_type', 'subject_id', 'kind', 'sub_tenant_id'] as const) {
    const value = filter[column];
    if (value !== undefined) query = query.where(sql.ref(column), '=', value);
  }
  if (filter.status !== undefined) query = query.where('status', 'in', [...filter.status]);
  if (filter.until_from !== undefined) query = query.where('retain_through', '>=', filter.until_from);
  if (filter.until_to !== undefined) query = query.where('retain_through', '<=', filter.until_to);
  const { total } = await query
    .clearSelect()
    .select((eb) => eb.fn.countAll<string>().as('total'))
    .executeTakeFirstOrThrow();
  const rows = await inOrder(query, { sort: 'created_at', order: filter.order }, page).execute();
  return { rows, total: Number(total) };
}

export function findObject(tx: Tx, tenantId: string, id: string): Promise<ArchivedObject | undefined> {
  return objects(tx, tenantId).where('o.id', '=', id).executeTakeFirst();
}

/** Where the archive has a file of a document. */
export function findArchivedFile(
  tx: Tx,
  tenantId: string,
  subjectId: string,
  kind: string,
): Promise<ArchivedObject | undefined> {
  return objects(tx, tenantId)
    .where('o.subject_id', '=', subjectId)
    .where('o.kind', '=', kind)
    .executeTakeFirst();
}

/** What of all tenants the archive does not have as it should. */
export interface ArchiveBacklog {
  /** Entered before a moment and never tried. */
  late: number;
  failed: number;
  /** Archived, and found damaged since. */
  damaged: number;
  /** Why one of the failed could not be archived. */
  lastError: string | null;
}

export async function countBacklog(tx: Tx, since: Date): Promise<ArchiveBacklog> {
  const { rows } = await sql<{ late: string; failed: string; damaged: string; last_error: string | null }>`
    select * from gate.archive_backlog(${since})`.execute(tx);
  const [row] = rows;
  return {
    late: Number(row?.late ?? 0),
    failed: Number(row?.failed ?? 0),
    damaged: Number(row?.damaged ?? 0),
    lastError: row?.last_error ?? null,
  };
}

export async function selectTenants(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from gate.archive_tenants() as id`.execute(tx);
  return rows.map(({ id }) => id);
}
