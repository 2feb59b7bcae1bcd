import { type Insertable, type Selectable, sql } from 'kysely';
import type { Tx } from '../../../../platform/db/client-dialect.ts';
import { inOrder } from '../../../../platform/db/paging.ts';
import type { ArchiveVerificationsTable } from '../../../../platform/db/schema.ts';
import type { Page } from '../../../../platform/http/lists.ts';
import { type ArchiveVerdict, isKept } from '../store.ts';
import { ARCHIVE_COPY } from '../timers.ts';

/** An archived object, with all that verifying and reading it needs. */
export interface CopyToVerify {
  id: string;
  subject_id: string;
  kind: string;
  sha256: Buffer;
  key: string;
  version: string | null;
  path: string;
  retain_until: Date;
  verified_at: Date | null;
}

/**
 * Archived objects in the order in which they were last verified, those never verified first: at most `limit` that were not
 * since `before`.
 */
export async function selectDueForVerification(
  tx: Tx,
  tenantId: string,
  place: string,
  before: Date,
  limit: number,
): Promise<CopyToVerify[]> {
  const { rows } = await sql<CopyToVerify>`
    select ${VERIFIED_COLUMNS} from archive_copies c
    join archive_objects o on o.tenant_id = c.tenant_id and o.id = c.object_id
    where c.tenant_id = ${tenantId} and c.status = 'archived' and c.place = ${place}
      and (c.verified_at is null or c.verified_at < ${before})
    order by c.verified_at nulls first, o.id limit ${limit}`.execute(tx);
  return rows;
}

/** Archived objects in the order of their ids, after the one given. */
export async function selectArchived(
  tx: Tx,
  tenantId: string,
  place: string,
  after: string,
  limit: number,
): Promise<CopyToVerify[]> {
  const { rows } = await sql<CopyToVerify>`
    select ${VERIFIED_COLUMNS} from archive_copies c
    join archive_objects o on o.tenant_id = c.tenant_id and o.id = c.object_id
    where c.tenant_id = ${tenantId} and c.status = 'archived' and c.place = ${place}
      and (${after} = '' or c.object_id > nullif(${after}, '')::uuid)
    order by c.object_id limit ${limit}`.execute(tx);
  return rows;
}

/** Some archived objects by chance: those whose content follows a random place in the order of contents. */
export async function selectSample(
  tx: Tx,
  tenantId: string,
  place: string,
  from: Uint8Array,
  limit: number,
): Promise<CopyToVerify[]> {
  const half = (operator: string) => sql`
    (select ${VERIFIED_COLUMNS} from archive_objects o
     join archive_copies c on c.tenant_id = o.tenant_id and c.object_id = o.id
     where o.tenant_id = ${tenantId} and o.sha256 ${sql.raw(operator)} ${Buffer.from(from)} and c.status = 'archived' and c.place = ${place}
     order by o.sha256 limit ${limit})`;
  const { rows } = await sql<CopyToVerify>`${half('>=')} union all ${half('<')} limit ${limit}`.execute(tx);
  return rows;
}

const VERIFIED_COLUMNS = sql`o.id, o.subject_id, o.kind, o.sha256, c.key, c.version, c.path, o.retain_until, c.verified_at`;

export interface Finding {
  object_id: string;
  verdict: NonNullable<ArchiveVerdict>;
}

/** Notes what verifying objects found. */
export async function noteVerdicts(
  tx: Tx,
  tenantId: string,
  findings: readonly Finding[],
  now: Date,
): Promise<void> {
  await sql`
    update archive_copies c set verified_at = ${now}, verdict = f.verdict
    from unnest(${findings.map(({ object_id: id }) => id)}::uuid[], ${findings.map(({ verdict }) => verdict)}::text[]) as f (id, verdict)
    where c.tenant_id = ${tenantId} and c.object_id = f.id`.execute(tx);
}

/** Has subjects copied again: sets their timers. */
export async function setCopyTimers(
  tx: Tx,
  tenantId: string,
  subjectIds: readonly string[],
  due: Date,
): Promise<void> {
  if (subjectIds.length === 0) return;
  await tx
    .insertInto('timers')
    .values(
      subjectIds.map((subjectId) => ({
        tenant_id: tenantId,
        kind: ARCHIVE_COPY,
        subject_id: subjectId,
        due_at: due,
        last_error: null,
      })),
    )
    .onConflict((conflict) => conflict.columns(['tenant_id', 'kind', 'subject_id']).doNothing())
    .execute();
}

/** Subjects with objects that the archive at `place` does not have and no timer looks after: it was moved, or is new. */
export async function selectForgotten(
  tx: Tx,
  tenantId: string,
  place: string,
  limit: number,
): Promise<string[]> {
  const { rows } = await sql<{ subject_id: string }>`
    select distinct o.subject_id from archive_objects o
    left join archive_copies c on c.tenant_id = o.tenant_id and c.object_id = o.id
    where o.tenant_id = ${tenantId} and not ${isKept(place)}
      and not exists (select from timers t where t.tenant_id = o.tenant_id and t.kind = ${ARCHIVE_COPY} and t.subject_id = o.subject_id)
    limit ${limit}`.execute(tx);
  return rows.map(({ subject_id: id }) => id);
}

/** Issued documents with files that nobody entered for the archive, though it was asked for. */
export async function selectUnentered(tx: Tx, tenantId: string, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select i.id from invoices i
    where i.tenant_id = ${tenantId} and i.archive_enabled and i.validated_at is not null
      and exists (select from issued_documents d where d.tenant_id = i.tenant_id and d.id = i.id)
      and exists (select from files f where f.tenant_id = i.tenant_id and f.subject_id = i.id and f.erased_at is null
                  and not exists (select from archive_objects o where o.tenant_id = f.tenant_id and o.subject_id = f.subject_id
                                  and o.kind = f.kind and o.sha256 = f.sha256))
    limit ${limit}`.execute(tx);
  return rows.map(({ id }) => id);
}

export type VerificationRow = Selectable<ArchiveVerificationsTable>;

export async function insertVerification(tx: Tx, row: Insertable<ArchiveVerificationsTable>): Promise<void> {
  await tx.insertInto('archive_verifications').values(row).execute();
}

export async function selectVerifications(
  tx: Tx,
  tenantId: string,
  page: Page,
  order: 'asc' | 'desc',
): Promise<{ rows: (VerificationRow & { created_at: Date })[]; total: number }> {
  const query = tx
    .selectFrom('archive_verifications')
    .selectAll()
    .select('started_at as created_at')
    .where('tenant_id', '=', tenantId);
  const { total } = await tx
    .selectFrom('archive_verifications')
    .where('tenant_id', '=', tenantId)
    .select((eb) => eb.fn.countAll<string>().as('total'))
    .executeTakeFirstOrThrow();
  const rows = await inOrder(
    tx.selectFrom(query.as('v')).selectAll(),
    { sort: 'created_at', order },
    page,
  ).execute();
  return { rows, total: Number(total) };
}
