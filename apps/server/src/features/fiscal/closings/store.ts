import { type Insertable, type Selectable, sql } from 'kysely';
import type { Tx } from '../../../platform/db/client-dialect.ts';
import type { ChainsTable, ClosingRecordsTable, ClosingsTable } from '../../../platform/db/schema.ts';
import type { Page } from '../../../platform/http/lists.ts';

export type FiscalChain = Selectable<ChainsTable>;
export type ClosingType = ClosingsTable['closing_type'];

/** A closing with the chain it is of, and what was made of it. */
export type Closing = Selectable<ClosingsTable> &
  Pick<FiscalChain, 'seller' | 'environment'> & { csv_sha256: Buffer | null; csv_size: number | null };

/** The fiscal chains the transaction may see, oldest first; of one sub-tenant, or with `null` of the tenant itself. */
export function fiscalChains(tx: Tx, tenantId: string, subTenantId?: string | null): Promise<FiscalChain[]> {
  let query = tx
    .selectFrom('ledger.chains')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('kind', '=', 'fiscal')
    .orderBy('opened_at')
    .orderBy('id');
  if (subTenantId === null) query = query.where('sub_tenant_id', 'is', null);
  else if (subTenantId !== undefined) query = query.where('sub_tenant_id', '=', subTenantId);
  return query.execute();
}

/** Closes the next day of a chain; answers nothing when it is not over and the closing not by hand. */
export async function callCloseDay(
  tx: Tx,
  close: { chainId: string; closingId: string; manual: boolean; yearEnd: string; now: Date },
): Promise<{ day: string; fiscal_year: string } | undefined> {
  const { rows } = await sql<{ day: string; fiscal_year: string }>`
    select day, fiscal_year from ledger.close_day(${close.chainId}, ${close.closingId}, ${close.manual}, ${close.yearEnd}, ${close.now})`.execute(
    tx,
  );
  return rows[0];
}

/** Closes a month or an accounting year whose days are closed. */
export async function callCloseSpan(
  tx: Tx,
  close: {
    chainId: string;
    closingId: string;
    type: 'monthly' | 'annual';
    firstDay: string;
    lastDay: string;
    now: Date;
  },
): Promise<void> {
  await sql`select from ledger.close_span(${close.chainId}, ${close.closingId}, ${close.type}, ${close.firstDay}, ${close.lastDay}, ${close.now})`.execute(
    tx,
  );
}

export async function callOpenChain(
  tx: Tx,
  chain: { tenantId: string; subTenantId: string | null; environment: string; seller: string; now: Date },
): Promise<void> {
  await sql`select ledger.open_chain(${chain.tenantId}, ${chain.subTenantId}, ${chain.environment}, ${chain.seller}, ${chain.now})`.execute(
    tx,
  );
}

const closings = (tx: Tx, tenantId: string) =>
  tx
    .selectFrom('ledger.closings as c')
    .innerJoin('ledger.chains as h', (join) =>
      join.onRef('h.tenant_id', '=', 'c.tenant_id').onRef('h.id', '=', 'c.chain_id'),
    )
    .leftJoin('closing_records as r', (join) =>
      join.onRef('r.tenant_id', '=', 'c.tenant_id').onRef('r.closing_id', '=', 'c.id'),
    )
    .where('c.tenant_id', '=', tenantId);

const COLUMNS = ['h.seller', 'h.environment', 'r.csv_sha256', 'r.csv_size'] as const;

export function findClosing(tx: Tx, tenantId: string, id: string): Promise<Closing | undefined> {
  return closings(tx, tenantId).selectAll('c').select(COLUMNS).where('c.id', '=', id).executeTakeFirst();
}

/** The daily closings of one day, or since a day, in order. */
export function dailyClosings(tx: Tx, tenantId: string, chainId: string, day: string): Promise<Closing[]> {
  return closings(tx, tenantId)
    .selectAll('c')
    .select(COLUMNS)
    .where('c.chain_id', '=', chainId)
    .where('c.closing_type', '=', 'daily')
    .where('c.day', '=', day)
    .orderBy('c.period_end')
    .execute();
}

/** Whether a chain has facts after a position. */
export async function hasFactsAfter(
  tx: Tx,
  tenantId: string,
  chainId: string,
  position: string,
): Promise<boolean> {
  const row = await tx
    .selectFrom('ledger.entries')
    .select('position')
    .where('tenant_id', '=', tenantId)
    .where('chain_id', '=', chainId)
    .where('position', '>', position)
    .where('entry_type', 'in', ['invoice_created', 'credit_note_issued', 'payment'])
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** The closings of a tenant itself, or of a sub-tenant, of which nothing was made yet. */
export function closingsToRecord(tx: Tx, tenantId: string, subTenantId: string | null): Promise<Closing[]> {
  return closings(tx, tenantId)
    .selectAll('c')
    .select(COLUMNS)
    .where('c.sub_tenant_id', subTenantId === null ? 'is' : '=', subTenantId)
    .where('r.closing_id', 'is', null)
    .orderBy('c.period_end')
    .orderBy('c.closing_type')
    .orderBy('c.id')
    .execute();
}

/** What the ledger states of a closing: the text its entry chains. */
export async function closingRecord(tx: Tx, closing: Closing): Promise<string> {
  const { preimage } = await tx
    .selectFrom('ledger.entries')
    .select('preimage')
    .where('tenant_id', '=', closing.tenant_id)
    .where('chain_id', '=', closing.chain_id)
    .where('position', '=', closing.position)
    .executeTakeFirstOrThrow();
  return preimage;
}

/** Of two at once, the first is right: both made the same bytes. Answers which were inserted. */
export async function insertClosingRecords(
  tx: Tx,
  rows: Insertable<ClosingRecordsTable>[],
): Promise<string[]> {
  const inserted = await tx
    .insertInto('closing_records')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['tenant_id', 'closing_id']).doNothing())
    .returning('closing_id')
    .execute();
  return inserted.map(({ closing_id }) => closing_id);
}

export interface ClosedDocument {
  entry_type: string;
  preimage: string;
  recorded_at: Date;
}

/** The documents entered between two positions, in order. */
export function closedDocuments(tx: Tx, closing: Closing): Promise<ClosedDocument[]> {
  return tx
    .selectFrom('ledger.entries')
    .select(['entry_type', 'preimage', 'recorded_at'])
    .where('tenant_id', '=', closing.tenant_id)
    .where('chain_id', '=', closing.chain_id)
    .where('position', '>=', closing.first_position ?? '1')
    .where('position', '<=', closing.last_position ?? '0')
    .where('entry_type', 'in', ['invoice_created', 'credit_note_issued'])
    .orderBy('position')
    .execute();
}

export interface ClosingFilter {
  closing_type?: ClosingType | undefined;
  sub_tenant_id?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

/** The latest period first. */
export async function listClosings(
  tx: Tx,
  tenantId: string,
  filter: ClosingFilter,
  page: Page,
): Promise<{ rows: Closing[]; total: number }> {
  let query = closings(tx, tenantId);
  if (filter.closing_type !== undefined) query = query.where('c.closing_type', '=', filter.closing_type);
  if (filter.sub_tenant_id !== undefined) query = query.where('c.sub_tenant_id', '=', filter.sub_tenant_id);
  if (filter.from !== undefined) query = query.where('c.day', '>=', filter.from);
  if (filter.to !== undefined) query = query.where('c.day', '<=', filter.to);
  const { total } = await query
    .select((eb) => eb.fn.countAll<string>().as('total'))
    .executeTakeFirstOrThrow();
  const { after } = page;
  if (after !== null) {
    query = query.where(
      sql<boolean>`(date_trunc('milliseconds', c.period_end), c.id) < (${after.value}::timestamptz, ${after.id}::uuid)`,
    );
  }
  const rows = await query
    .selectAll('c')
    .select(COLUMNS)
    .orderBy(sql`date_trunc('milliseconds', c.period_end)`, 'desc')
    .orderBy('c.id', 'desc')
    .limit(page.limit)
    .offset(page.offset)
    .execute();
  return { rows, total: Number(total) };
}
