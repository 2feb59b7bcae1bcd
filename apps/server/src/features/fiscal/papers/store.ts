import { type Insertable, type Selectable, sql } from 'kysely';
import type { Tx } from '../../../platform/db/client-dialect.ts';
import type { AttestationsTable } from '../../../platform/db/schema.ts';
import { tellsOf } from '../../../platform/ledger/technical-events.ts';

export type AttestationRow = Selectable<AttestationsTable>;

/** Whose rows a paper tells of: those of an account itself, or of one of its sub-accounts. */
export interface HolderKey {
  tenantId: string;
  subTenantId: string | null;
}

export interface ChainRow {
  id: string;
  kind: 'fiscal' | 'archive' | 'reprint' | 'technical';
  seller: string;
  last_position: string;
  head_hash: Buffer;
  last_recorded_at: Date | null;
}

export async function listChains(tx: Tx, { tenantId, subTenantId }: HolderKey): Promise<ChainRow[]> {
  const { rows } = await sql<ChainRow>`
    select id, kind, seller, last_position, head_hash, last_recorded_at from ledger.chains
    where tenant_id = ${tenantId} and sub_tenant_id is not distinct from ${subTenantId}::uuid
    order by array_position(array['fiscal', 'archive', 'reprint', 'technical'], kind), seller, id`.execute(
    tx,
  );
  return rows;
}

/** The keys that ever sealed in this database, oldest first. */
export async function listKeys(
  tx: Tx,
): Promise<{ id: string; endorsed_by: string | null; introduced_at: Date }[]> {
  const { rows } = await sql<{
    id: string;
    endorsed_by: string | null;
    introduced_at: Date;
  }>`select id, endorsed_by, introduced_at from ledger.keys order by introduced_at, id`.execute(tx);
  return rows;
}

export async function countUnsealed(tx: Tx, { tenantId, subTenantId }: HolderKey): Promise<number> {
  const { rows } = await sql<{ count: string }>`
    select count(*) as count from ledger.entries e
    where e.tenant_id = ${tenantId} and e.sub_tenant_id is not distinct from ${subTenantId}::uuid and not exists (
      select from ledger.seals s
      where s.tenant_id = e.tenant_id and s.chain_id = e.chain_id and s.position = e.position)`.execute(tx);
  return Number(rows[0]?.count ?? 0);
}

/** Entries of the fiscal chains recorded in a year of Paris. */
export async function countFiscalEntries(
  tx: Tx,
  { tenantId, subTenantId }: HolderKey,
  year: number,
): Promise<number> {
  const { rows } = await sql<{ count: string }>`
    select count(*) as count from ledger.entries e
    where e.tenant_id = ${tenantId} and e.sub_tenant_id is not distinct from ${subTenantId}::uuid and e.chain_kind = 'fiscal'
      and e.recorded_at >= make_timestamptz(${year}, 1, 1, 0, 0, 0, 'Europe/Paris')
      and e.recorded_at < make_timestamptz(${year + 1}, 1, 1, 0, 0, 0, 'Europe/Paris')`.execute(tx);
  return Number(rows[0]?.count ?? 0);
}

/** The latest closing of each type. */
export async function listLastClosings(
  tx: Tx,
  { tenantId, subTenantId }: HolderKey,
): Promise<{ closing_type: 'daily' | 'monthly' | 'annual'; day: string; closed_at: Date }[]> {
  const { rows } = await sql<{
    closing_type: 'daily' | 'monthly' | 'annual';
    day: string;
    closed_at: Date;
  }>`
    select t.type as closing_type, c.day, c.closed_at
    from unnest(array['daily', 'monthly', 'annual']) with ordinality as t (type, rank) cross join lateral (
      select day, closed_at from ledger.closings
      where tenant_id = ${tenantId} and sub_tenant_id is not distinct from ${subTenantId}::uuid and closing_type = t.type
      order by period_end desc, id desc limit 1) c
    order by t.rank`.execute(tx);
  return rows;
}

/** Closings of periods that end in a year. */
export async function countClosings(
  tx: Tx,
  { tenantId, subTenantId }: HolderKey,
  year: number,
): Promise<number> {
  const { rows } = await sql<{ count: string }>`
    select count(*) as count from ledger.closings
    where tenant_id = ${tenantId} and sub_tenant_id is not distinct from ${subTenantId}::uuid
      and day between make_date(${year}, 1, 1) and make_date(${year}, 12, 31)`.execute(tx);
  return Number(rows[0]?.count ?? 0);
}

/** The latest check of all that is the holder's. */
export async function findLastCheck(
  tx: Tx,
  { tenantId, subTenantId }: HolderKey,
): Promise<{ created_at: Date; is_valid: boolean; entries_checked: string } | undefined> {
  return tx
    .selectFrom('integrity_checks')
    .select(['created_at', 'is_valid', 'entries_checked'])
    .where('tenant_id', '=', tenantId)
    .where('sub_tenant_id', 'is not distinct from', subTenantId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** How far the archive is with what is the holder's. */
export async function countArchive(
  tx: Tx,
  { tenantId, subTenantId }: HolderKey,
): Promise<{ kept: number; waiting: number; encrypted: boolean; lastVerifiedAt: Date | null }> {
  const { rows } = await sql<{
    kept: string;
    waiting: string;
    encrypted: boolean | null;
    verified_at: Date | null;
  }>`
    select count(*) filter (where c.status = 'archived') as kept,
           count(*) filter (where c.status is distinct from 'archived') as waiting,
           bool_and(c.key_id is not null) filter (where c.status = 'archived') as encrypted,
           max(c.verified_at) as verified_at
    from archive_objects o
    left join archive_copies c on c.tenant_id = o.tenant_id and c.object_id = o.id
    where o.tenant_id = ${tenantId} and o.sub_tenant_id is not distinct from ${subTenantId}::uuid`.execute(
    tx,
  );
  const [row] = rows;
  return {
    kept: Number(row?.kept ?? 0),
    waiting: Number(row?.waiting ?? 0),
    encrypted: row?.encrypted ?? false,
    lastVerifiedAt: row?.verified_at ?? null,
  };
}

/** When the journal of technical events last entered an export of the ledger. */
export async function findLastExport(tx: Tx, { tenantId, subTenantId }: HolderKey): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`
    select max(recorded_at) as at from ledger.entries
    where tenant_id = ${tenantId} and sub_tenant_id is not distinct from ${subTenantId}::uuid and chain_kind = 'technical'
      and ${tellsOf(sql`preimage`, 'ledger_exported')}`.execute(tx);
  return rows[0]?.at ?? null;
}

/** How many proofs of date hold, and how many are still awaited. */
export async function countAnchors(
  tx: Tx,
  { tenantId, subTenantId }: HolderKey,
): Promise<{ confirmed: number; pending: number; failed: number }> {
  const { rows } = await sql<{ confirmed: string; pending: string; failed: string }>`
    select count(*) filter (where status = 'confirmed') as confirmed,
           count(*) filter (where status in ('submitted', 'pending', 'attested')) as pending,
           count(*) filter (where status = 'failed') as failed
    from anchor_states where tenant_id = ${tenantId} and sub_tenant_id is not distinct from ${subTenantId}::uuid`.execute(
    tx,
  );
  const [row] = rows;
  return {
    confirmed: Number(row?.confirmed ?? 0),
    pending: Number(row?.pending ?? 0),
    failed: Number(row?.failed ?? 0),
  };
}

/** Since when everything fiscal is stopped, if it is. */
export async function findActiveKillSwitch(tx: Tx, tenantId: string): Promise<Date | null> {
  const row = await tx
    .selectFrom('kill_switches')
    .select('activated_at')
    .where('tenant_id', '=', tenantId)
    .where('deactivated_at', 'is', null)
    .executeTakeFirst();
  return row?.activated_at ?? null;
}

/** What was issued with these very words. */
export async function findAttestation(
  tx: Tx,
  { tenantId, subTenantId }: HolderKey,
  year: number | null,
  statementHash: Buffer,
): Promise<AttestationRow | undefined> {
  const { rows } = await sql<AttestationRow>`
    select * from attestations
    where tenant_id = ${tenantId} and sub_tenant_id is not distinct from ${subTenantId}::uuid
      and year is not distinct from ${year}::integer and statement_hash = ${statementHash}`.execute(tx);
  return rows[0];
}

/** Whether it was inserted: of two that say the same, the first stays. */
export async function insertAttestation(tx: Tx, row: Insertable<AttestationsTable>): Promise<boolean> {
  const inserted = await tx
    .insertInto('attestations')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted !== undefined;
}
