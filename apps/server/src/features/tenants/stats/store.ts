import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/client-dialect.ts';
import type { Span } from './span.ts';

/** Counts, and amounts without VAT as decimal text. */
export interface Figures {
  invoices: number;
  credit_notes: number;
  revenue: string;
  expenses: string;
}

export interface OverviewRow {
  figures: (Figures & { currency: string; part: 'current' | 'previous' })[];
  statuses: Record<string, number>;
  sub_tenants: number;
}

/** Midnight in Paris at the start of a day. */
const midnight = (day: string, plus = 0) =>
  sql`((${day}::date + ${plus}::integer)::timestamp at time zone 'Europe/Paris')`;

const ofSubTenant = (subTenantId: string | null) =>
  subTenantId === null ? sql`` : sql`and sub_tenant_id = ${subTenantId}::uuid`;

/**
 * What was issued, from the entries of the ledger, and what was received, as one relation: day (Paris), currency, entry_type,
 * amount without VAT.
 */
function facts(tenantId: string, subTenantId: string | null, from: string, to: string) {
  return sql`
    select (recorded_at at time zone 'Europe/Paris')::date as day, entry_type, preimage::json ->> 'currency' as currency,
           (preimage::json -> 'totals' ->> 'withoutVat')::numeric as amount
      from ledger.entries
      where tenant_id = ${tenantId} and chain_kind = 'fiscal' and entry_type in ('invoice_created', 'credit_note_issued')
        and recorded_at >= ${midnight(from)} and recorded_at < ${midnight(to, 1)} ${ofSubTenant(subTenantId)}
    union all
    select (created_at at time zone 'Europe/Paris')::date, 'received', currency, total_ht
      from invoices
      where tenant_id = ${tenantId} and direction = 'incoming' and status <> 'rejected'
        and created_at >= ${midnight(from)} and created_at < ${midnight(to, 1)} ${ofSubTenant(subTenantId)}`;
}

const SUMS = sql`
  count(*) filter (where entry_type = 'invoice_created')::integer as invoices,
  count(*) filter (where entry_type = 'credit_note_issued')::integer as credit_notes,
  coalesce(sum(case entry_type when 'invoice_created' then amount when 'credit_note_issued' then -amount end), 0)::text as revenue,
  coalesce(sum(amount) filter (where entry_type = 'received'), 0)::text as expenses`;

/** The figures of a period and of the one before, a row a currency; statuses and active sub-tenants beside them. */
export async function readOverview(
  tx: Tx,
  tenantId: string,
  subTenantId: string | null,
  { from, to, previous }: Span,
): Promise<OverviewRow> {
  const { rows } = await sql<OverviewRow>`
    with fact as (${facts(tenantId, subTenantId, previous.from, to)}),
    figure as (
      select case when day >= ${from}::date then 'current' else 'previous' end as part, currency, ${SUMS} from fact group by 1, 2
    ), state as (
      select status, count(*)::integer as n from invoices
      where tenant_id = ${tenantId} and direction = 'outgoing'
        and created_at >= ${midnight(from)} and created_at < ${midnight(to, 1)} ${ofSubTenant(subTenantId)}
      group by 1
    )
    select (select coalesce(json_agg(figure order by currency collate "C"), '[]') from figure) as figures,
           (select coalesce(json_object_agg(status, n), '{}') from state) as statuses,
           (select count(*)::integer from sub_tenants
             where tenant_id = ${tenantId} and is_active and deleted_at is null
               and (${subTenantId}::uuid is null or id = ${subTenantId}::uuid)) as sub_tenants`.execute(tx);
  const [row] = rows;
  if (row === undefined) throw new TypeError('a select without a table has a row');
  return row;
}

/** The figures of each day or month of a span in one currency, those with nothing included, the first first. */
export async function readSeries(
  tx: Tx,
  tenantId: string,
  currency: string,
  by: 'day' | 'month',
  { from, to }: { from: string; to: string },
): Promise<(Figures & { at: string })[]> {
  const form = by === 'day' ? 'YYYY-MM-DD' : 'YYYY-MM';
  const { rows } = await sql<Figures & { at: string }>`
    with fact as (${facts(tenantId, null, from, to)}),
    figure as (
      select to_char(day, ${form}) as at, ${SUMS} from fact where currency = ${currency} group by 1
    )
    select to_char(step, ${form}) as at, coalesce(invoices, 0) as invoices, coalesce(credit_notes, 0) as credit_notes,
           coalesce(revenue, '0') as revenue, coalesce(expenses, '0') as expenses
    from generate_series(${from}::timestamp, ${to}::timestamp, ${`1 ${by}`}::interval) step
    left join figure on figure.at = to_char(step, ${form}) order by 1`.execute(tx);
  return rows;
}
