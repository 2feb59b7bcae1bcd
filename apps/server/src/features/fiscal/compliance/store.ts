import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/client-dialect.ts';

/** Figures of the fiscal chains that the transaction may see. */
export interface LedgerFigures {
  /** Entries of whatever kind, and those of facts. */
  entries: string;
  facts: string;
  days_with_activity: string;
  days_closed: string;
  /** Days that are over, one a chain, and those of them that are closed. */
  days_to_close: string;
  days_covered: string;
  /** The oldest day that is over and not closed. */
  first_open_day: string | null;
  last_closing_at: Date | null;
  last_daily: string | null;
  last_monthly: string | null;
  last_annual: string | null;
  /** When the oldest chain was opened. */
  opened_at: Date | null;
}

/** `today` is the day it is in Paris. */
export async function ledgerFigures(tx: Tx, tenantId: string, today: string): Promise<LedgerFigures> {
  const { rows } = await sql<LedgerFigures>`
    with chain as (
      select id, last_position, opened_at, (opened_at at time zone 'Europe/Paris')::date as first_day,
             (closed_until at time zone 'Europe/Paris')::date as open_day
      from ledger.chains where tenant_id = ${tenantId} and kind = 'fiscal'
    ), fact as (
      select fiscal_date from ledger.entries where tenant_id = ${tenantId} and chain_kind = 'fiscal'
        and entry_type in ('invoice_created', 'credit_note_issued', 'payment')
    ), closing as (
      select chain_id, closing_type, day, closed_at from ledger.closings where tenant_id = ${tenantId}
    )
    select (select coalesce(sum(last_position), 0) from chain)::text as entries,
           (select count(*) from fact)::text as facts,
           (select count(distinct fiscal_date) from fact)::text as days_with_activity,
           (select count(distinct day) from closing where closing_type = 'daily')::text as days_closed,
           (select coalesce(sum(greatest(${today}::date - first_day, 0)), 0) from chain)::text as days_to_close,
           (select coalesce(sum(greatest(least(coalesce(open_day, first_day), ${today}::date) - first_day, 0)), 0) from chain)::text as days_covered,
           (select min(coalesce(open_day, first_day)) from chain where coalesce(open_day, first_day) < ${today}::date)::text as first_open_day,
           (select max(closed_at) from closing) as last_closing_at,
           (select max(day) from closing where closing_type = 'daily')::text as last_daily,
           (select max(day) from closing where closing_type = 'monthly')::text as last_monthly,
           (select max(day) from closing where closing_type = 'annual')::text as last_annual,
           (select min(opened_at) from chain) as opened_at`.execute(tx);
  const [row] = rows;
  if (row === undefined) throw new Error('figures are one row');
  return row;
}
