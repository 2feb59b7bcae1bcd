import type pg from 'pg';

/**
 * Tells the planner of every table that nobody has analyzed yet that all but the last column of its primary key are the same in every
 * row. Without statistics it takes any index that begins with `tenant_id` for as good as the key, and sessions keep the plans
 * they make on empty tables until autovacuum comes by (docs/decisions/0028-plans-of-empty-tables.md). The first analyze replaces it.
 *
 * PostgreSQL 18 and later; does nothing before.
 */
export async function supposeStatistics(owner: pg.Client): Promise<void> {
  const { rows } = await owner.query<{ able: boolean }>(
    "select to_regproc('pg_catalog.pg_restore_attribute_stats') is not null as able",
  );
  if (rows[0]?.able !== true) return;
  await owner.query(`
    select pg_restore_attribute_stats('schemaname', n.nspname::text, 'relname', c.relname::text, 'attname', a.attname::text,
      'inherited', false, 'null_frac', 0::real, 'avg_width', 16, 'n_distinct', 1::real)
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    join pg_index i on i.indrelid = c.oid and i.indisprimary
    join pg_attribute a on a.attrelid = c.oid and a.attnum = any ((i.indkey::int2[])[0:i.indnkeyatts - 2])
    where n.nspname in ('scell', 'ledger') and c.relkind = 'r' and c.reltuples < 0`);
}
