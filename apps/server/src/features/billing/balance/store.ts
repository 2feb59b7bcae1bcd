import { type Insertable, type Selectable, sql, type Updateable } from 'kysely';
import type { Tx } from '../../../platform/db/client-dialect.ts';
import { inOrder } from '../../../platform/db/paging.ts';
import type {
  BalanceAlertsTable,
  BalancePostingsTable,
  BalancesTable,
  BalanceTransactionsTable,
  CreditLotsTable,
  PriceOverridesTable,
} from '../../../platform/db/schema.ts';
import type { Page } from '../../../platform/http/lists.ts';
import type { ChargedService } from '../price-list.ts';
import { CREDIT_TIMER } from './timers.ts';

export type BalanceRow = Selectable<BalancesTable>;
export type TransactionRow = Selectable<BalanceTransactionsTable>;
export type LotRow = Selectable<CreditLotsTable>;
export type AlertRow = Selectable<BalanceAlertsTable>;

export function findBalance(tx: Tx, tenantId: string): Promise<BalanceRow | undefined> {
  return tx.selectFrom('balances').selectAll().where('tenant_id', '=', tenantId).executeTakeFirst();
}

/** The balance, held until the transaction ends: whoever spends or credits waits. */
export function lockBalance(tx: Tx, tenantId: string): Promise<BalanceRow | undefined> {
  return tx
    .selectFrom('balances')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .forUpdate()
    .executeTakeFirst();
}

/** Opens a balance of nothing; `false` when there is one already, also one that another transaction opens now. */
export async function insertBalance(tx: Tx, tenantId: string, now: Date): Promise<boolean> {
  const row = await tx
    .insertInto('balances')
    .values({ tenant_id: tenantId, created_at: now, updated_at: now } as Insertable<BalancesTable>)
    .onConflict((conflict) => conflict.column('tenant_id').doNothing())
    .returning('tenant_id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function updateBalance(
  tx: Tx,
  tenantId: string,
  changes: Updateable<BalancesTable>,
): Promise<BalanceRow> {
  return tx
    .updateTable('balances')
    .set(changes)
    .where('tenant_id', '=', tenantId)
    .returningAll()
    .executeTakeFirstOrThrow();
}

export interface Spending {
  tenantId: string;
  id: string;
  service: ChargedService;
  listPrice: string;
  units: number;
  subjectType: string;
  subjectId: string;
  subTenantId: string | null;
  description: string;
  actor: string;
  now: Date;
}

export interface Spent {
  outcome: 'spent' | 'short' | 'free' | 'unopened';
  /** What it costs, whether it could be paid or not. */
  charged: string;
  /** What could be spent before. */
  available: string;
  level: number;
  low: string;
  critical: string;
  /** Below which a reload is due; `null`: none is wanted. */
  reload_below: string | null;
}

/** Spends in one statement: locks the balance, takes from the lots that end first, writes the transaction and its postings. */
export async function spend(tx: Tx, s: Spending): Promise<Spent> {
  const { rows } = await sql<Spent>`
    select outcome, charged, available, level, low, critical, reload_below
    from spend(${s.tenantId}, ${s.id}, ${s.service}, ${s.listPrice}, ${s.units}, ${s.subjectType}, ${s.subjectId},
               ${s.subTenantId}, ${s.description}, ${s.actor}, ${s.now})`.execute(tx);
  const [row] = rows;
  if (row === undefined) throw new Error('nothing was said of the spending');
  return row;
}

export function insertTransaction(
  tx: Tx,
  row: Insertable<BalanceTransactionsTable>,
): Promise<TransactionRow> {
  return tx.insertInto('balance_transactions').values(row).returningAll().executeTakeFirstOrThrow();
}

export async function insertLots(tx: Tx, lots: Insertable<CreditLotsTable>[]): Promise<void> {
  if (lots.length > 0) await tx.insertInto('credit_lots').values(lots).execute();
}

/** All postings of a transaction at once: the database takes them together or not at all. */
export async function insertPostings(tx: Tx, rows: Insertable<BalancePostingsTable>[]): Promise<void> {
  await tx.insertInto('balance_postings').values(rows).execute();
}

/** What is left in lots, those that end first first. */
export function openLots(tx: Tx, tenantId: string): Promise<LotRow[]> {
  return tx
    .selectFrom('credit_lots')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('remaining', '>', '0')
    .orderBy('expires_at')
    .orderBy('id')
    .execute();
}

export async function noteWarned(tx: Tx, tenantId: string, ids: readonly string[], now: Date): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .updateTable('credit_lots')
    .set({ warned_at: now })
    .where('tenant_id', '=', tenantId)
    .where('id', 'in', ids)
    .execute();
}

/** Has the tenant's credits looked at by then, or earlier. */
export async function setCreditTimer(tx: Tx, tenantId: string, dueAt: Date): Promise<void> {
  await tx
    .insertInto('timers')
    .values({ tenant_id: tenantId, kind: CREDIT_TIMER, subject_id: tenantId, due_at: dueAt })
    .onConflict((conflict) =>
      conflict
        .columns(['tenant_id', 'kind', 'subject_id'])
        .doUpdateSet({ due_at: sql`least(timers.due_at, excluded.due_at)` }),
    )
    .execute();
}

export async function takeCreditTimer(tx: Tx, tenantId: string): Promise<void> {
  await tx
    .deleteFrom('timers')
    .where('tenant_id', '=', tenantId)
    .where('kind', '=', CREDIT_TIMER)
    .where('subject_id', '=', tenantId)
    .execute();
}

export async function insertAlerts(tx: Tx, rows: Insertable<BalanceAlertsTable>[]): Promise<void> {
  await tx.insertInto('balance_alerts').values(rows).execute();
}

/** What is yet to be told, held so that nobody else tells it. */
export function lockUntold(tx: Tx, tenantId: string): Promise<AlertRow[]> {
  return tx
    .selectFrom('balance_alerts')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('told_at', 'is', null)
    .orderBy('created_at')
    .orderBy('id')
    .forUpdate()
    .execute();
}

export async function noteTold(tx: Tx, tenantId: string, ids: readonly string[], now: Date): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .updateTable('balance_alerts')
    .set({ told_at: now })
    .where('tenant_id', '=', tenantId)
    .where('id', 'in', ids)
    .execute();
}

export interface TransactionFilter {
  type?: 'credit' | 'debit' | undefined;
  services?: readonly TransactionRow['service'][] | undefined;
  /** First and last day in Paris. */
  from?: string | undefined;
  to?: string | undefined;
  order: 'asc' | 'desc';
}

export async function listTransactions(
  tx: Tx,
  tenantId: string,
  filter: TransactionFilter,
  page: Page,
): Promise<{ rows: TransactionRow[]; total: number }> {
  let query = tx
    .selectFrom('balance_transactions')
    .where('tenant_id', '=', tenantId)
    .where('amount', '<>', '0');
  if (filter.type !== undefined) query = query.where('type', '=', filter.type);
  if (filter.services !== undefined) query = query.where('service', 'in', filter.services);
  if (filter.from !== undefined) query = query.where('created_at', '>=', parisMidnight(filter.from, 0));
  if (filter.to !== undefined) query = query.where('created_at', '<', parisMidnight(filter.to, 1));
  const { total } = await query
    .select((eb) => eb.fn.countAll<string>().as('total'))
    .executeTakeFirstOrThrow();
  const rows = await inOrder(query.selectAll(), { sort: 'sequence', order: filter.order }, page).execute();
  return { rows, total: Number(total) };
}

function parisMidnight(day: string, later: number) {
  return sql<Date>`((${day}::date + ${later}::integer)::timestamp at time zone 'Europe/Paris')`;
}

export interface UsageRow {
  service: ChargedService;
  count: string;
  cost: string;
}

/** What was charged between two moments, by service. */
export function usageBetween(tx: Tx, tenantId: string, from: Date, until: Date): Promise<UsageRow[]> {
  return tx
    .selectFrom('balance_transactions')
    .select([
      sql<ChargedService>`service`.as('service'),
      sql<string>`sum(quantity)::text`.as('count'),
      sql<string>`(-sum(amount))::text`.as('cost'),
    ])
    .where('tenant_id', '=', tenantId)
    .where('type', '=', 'debit')
    .where('service', 'in', ['invoice', 'credit_note', 'signature'])
    .where('created_at', '>=', from)
    .where('created_at', '<', until)
    .groupBy('service')
    .execute();
}

export async function insertPrice(tx: Tx, row: Insertable<PriceOverridesTable>): Promise<void> {
  await tx.insertInto('price_overrides').values(row).execute();
}

/** The price of each service the tenant has one of its own for. */
export async function overridesAt(
  tx: Tx,
  tenantId: string,
  now: Date,
): Promise<{ service: ChargedService; price: string | null }[]> {
  return tx
    .selectFrom('price_overrides')
    .distinctOn('service')
    .select(['service', 'price'])
    .where('tenant_id', '=', tenantId)
    .where('effective_from', '<=', now)
    .orderBy('service')
    .orderBy('effective_from', 'desc')
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
}
