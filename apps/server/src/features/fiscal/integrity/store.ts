import { type Insertable, type Selectable, sql } from 'kysely';
import type { Tx } from '../../../platform/db/client-dialect.ts';
import { inOrder } from '../../../platform/db/paging.ts';
import type { ChainsTable, ClosingTotals, IntegrityChecksTable } from '../../../platform/db/schema.ts';
import type { Page } from '../../../platform/http/lists.ts';
import { tellsOfErasure } from '../../../platform/ledger/technical-events.ts';

export type Chain = Selectable<ChainsTable>;
export type IntegrityCheck = Selectable<IntegrityChecksTable>;

/** Every chain the transaction may see, with its head as of now. */
export function listChains(tx: Tx, tenantId: string): Promise<Chain[]> {
  return tx
    .selectFrom('ledger.chains')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .orderBy('kind')
    .orderBy('opened_at')
    .orderBy('id')
    .execute();
}

/** An entry with its seal, and with what the tables of its fact say. */
export interface EntryRow {
  position: string;
  entry_type: string;
  subject_id: string;
  chain_kind: string;
  sub_tenant_id: string | null;
  recorded_at: string;
  preimage: string;
  data_hash: Buffer;
  previous_hash: Buffer;
  chain_hash: Buffer;
  key_id: string | null;
  signature: Buffer | null;
  salt: Buffer | null;
  document: string | null;
  number: string | null;
  amount: string | null;
  totals: ClosingTotals[] | null;
  perpetual_total: ClosingTotals[] | null;
}

/** The next entries of a chain after a position, up to another. */
export async function entriesAfter(
  tx: Tx,
  { tenant_id: tenantId, id }: Pick<Chain, 'tenant_id' | 'id'>,
  after: string,
  last: string,
  limit: number,
): Promise<EntryRow[]> {
  const { rows } = await sql<EntryRow>`
    select e.position, e.entry_type, e.subject_id, e.chain_kind, e.sub_tenant_id, e.preimage, e.data_hash, e.previous_hash, e.chain_hash,
           to_char(e.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as recorded_at,
           s.key_id, s.signature, case when d.erased_at is null then d.salt end as salt,
           case when d.erased_at is null then d.document end as document, coalesce(d.number, i.invoice_number) as number, p.amount::text as amount,
           c.totals, c.perpetual_total
    from ledger.entries e
    left join ledger.seals s on s.tenant_id = e.tenant_id and s.chain_id = e.chain_id and s.position = e.position
    left join issued_documents d on d.tenant_id = e.tenant_id and d.id = e.subject_id
      and e.entry_type in ('invoice_created', 'credit_note_issued')
    left join payments p on p.tenant_id = e.tenant_id and p.id = e.subject_id and e.entry_type = 'payment'
    left join invoices i on i.tenant_id = p.tenant_id and i.id = p.invoice_id
    left join ledger.closings c on c.tenant_id = e.tenant_id and c.id = e.subject_id and e.entry_type = 'closing'
    where e.tenant_id = ${tenantId} and e.chain_id = ${id} and e.position > ${after} and e.position <= ${last}
    order by e.position limit ${limit}`.execute(tx);
  return rows;
}

/** First and last position a chain recorded on days of Paris, and what the first must follow. `undefined`: none. */
export async function entriesOfDays(
  tx: Tx,
  { tenant_id: tenantId, id }: Chain,
  from: string,
  to: string,
): Promise<{ first: string; last: string; head: Buffer | null } | undefined> {
  const { rows } = await sql<{ first: string | null; last: string | null; head: Buffer | null }>`
    with span as (
      select min(position) as first, max(position) as last from ledger.entries
      where tenant_id = ${tenantId} and chain_id = ${id} and fiscal_date between ${from}::date and ${to}::date
    )
    select span.first, span.last, (select e.chain_hash from ledger.entries e
      where e.tenant_id = ${tenantId} and e.chain_id = ${id} and e.position = span.first - 1) as head
    from span`.execute(tx);
  const [row] = rows;
  return row?.first == null || row.last === null
    ? undefined
    : { first: row.first, last: row.last, head: row.head };
}

/** A fact without its entry, or an entry without its fact. */
export interface Orphan {
  problem: 'fact-without-entry' | 'entry-without-fact';
  kind: string;
  id: string;
  sub_tenant_id: string | null;
}

const MOST_ORPHANS = 200;

/** What the chains and the tables do not agree to have. */
export async function findOrphans(tx: Tx, tenantId: string): Promise<Orphan[]> {
  // A text that is gone was lawfully erased when the journal of technical events says so.
  const document = sql`select from issued_documents d where d.tenant_id = e.tenant_id and d.id = e.subject_id
    and (d.erased_at is null or exists (
      select from ledger.entries j where j.tenant_id = ${tenantId} and j.chain_kind = 'technical'
        and ${tellsOfErasure(sql`j.preimage`, sql`d.id`)}))`;
  const { rows } = await sql<Orphan>`
    (select 'fact-without-entry' as problem, d.kind, d.id, d.sub_tenant_id from issued_documents d
     where d.tenant_id = ${tenantId} and not exists (select from ledger.entries e
       where e.tenant_id = d.tenant_id and e.subject_id = d.id and e.entry_type in ('invoice_created', 'credit_note_issued')))
    union all
    (select 'fact-without-entry', 'payment', p.id, p.sub_tenant_id from payments p
     where p.tenant_id = ${tenantId} and not exists (select from ledger.entries e
       where e.tenant_id = p.tenant_id and e.subject_id = p.id and e.entry_type = 'payment'))
    union all
    (select 'fact-without-entry', 'file', f.subject_id, f.sub_tenant_id from files f
     where f.tenant_id = ${tenantId} and f.kind <> 'original' and not exists (select from ledger.entries e
       where e.tenant_id = f.tenant_id and e.subject_id = f.subject_id and e.entry_type = 'file_recorded'
         and position('"' || encode(f.sha256, 'hex') || '"' in e.preimage) > 0))
    union all
    (select 'fact-without-entry', 'closing', c.id, c.sub_tenant_id from ledger.closings c
     where c.tenant_id = ${tenantId} and not exists (select from ledger.entries e
       where e.tenant_id = c.tenant_id and e.chain_id = c.chain_id and e.position = c.position and e.data_hash = c.closing_hash))
    union all
    (select 'fact-without-entry', 'invoice', i.id, i.sub_tenant_id from invoices i
     where i.tenant_id = ${tenantId} and i.direction = 'outgoing' and i.invoice_number is not null and not exists (
       select from issued_documents d where d.tenant_id = i.tenant_id and d.id = i.id and d.number = i.invoice_number))
    union all
    (select 'entry-without-fact', e.entry_type, e.subject_id, e.sub_tenant_id from ledger.entries e
     where e.tenant_id = ${tenantId} and case e.entry_type
       when 'invoice_created' then not exists (${document})
       when 'credit_note_issued' then not exists (${document})
       when 'payment' then not exists (select from payments p where p.tenant_id = e.tenant_id and p.id = e.subject_id)
       when 'closing' then not exists (select from ledger.closings c where c.tenant_id = e.tenant_id and c.id = e.subject_id)
       else false end)
    limit ${MOST_ORPHANS}`.execute(tx);
  return rows;
}

export async function listKeys(tx: Tx) {
  const rows = await tx
    .selectFrom('ledger.keys')
    .selectAll()
    .orderBy('introduced_at')
    .orderBy('id')
    .execute();
  return rows.map((key) => ({
    key_id: key.id,
    public_key: key.public_key.toString('hex'),
    introduced_at: key.introduced_at.toISOString(),
    endorsed_by: key.endorsed_by,
    endorsement: key.endorsement?.toString('hex') ?? null,
  }));
}

export async function insertCheck(tx: Tx, row: Insertable<IntegrityChecksTable>): Promise<void> {
  await tx.insertInto('integrity_checks').values(row).execute();
}

const checks = (tx: Tx, tenantId: string, subTenantId: string | null) =>
  tx
    .selectFrom('integrity_checks')
    .where('tenant_id', '=', tenantId)
    .where('sub_tenant_id', subTenantId === null ? 'is' : '=', subTenantId);

/** The latest check of a tenant as a whole, or of one sub-tenant. */
export function latestCheck(
  tx: Tx,
  tenantId: string,
  subTenantId: string | null,
): Promise<IntegrityCheck | undefined> {
  return checks(tx, tenantId, subTenantId)
    .selectAll()
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export async function listChecks(
  tx: Tx,
  tenantId: string,
  subTenantId: string | null,
  page: Page,
): Promise<{ rows: IntegrityCheck[]; total: number }> {
  const query = checks(tx, tenantId, subTenantId);
  const { total } = await query
    .select((eb) => eb.fn.countAll<string>().as('total'))
    .executeTakeFirstOrThrow();
  const rows = await inOrder(query.selectAll(), { sort: 'created_at', order: 'desc' }, page).execute();
  return { rows, total: Number(total) };
}

export function findCheck(tx: Tx, tenantId: string, id: string): Promise<IntegrityCheck | undefined> {
  return tx
    .selectFrom('integrity_checks')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Chains facts of before the seals, as many as given; answers how many there were. */
export async function callEnterOlderFacts(tx: Tx, now: Date, most: number): Promise<number> {
  const { rows } = await sql<{ entered: number }>`
    select ledger.enter_older_facts(${now}, ${most}) as entered`.execute(tx);
  return rows[0]?.entered ?? 0;
}
