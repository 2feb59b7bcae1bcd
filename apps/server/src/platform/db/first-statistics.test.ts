import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { superuserUrl } from '../../../test/data/sql.ts';
import { createTestDatabases, type TestDatabases } from '../../../test/support/database.ts';
import { supposeStatistics } from './first-statistics.ts';

let databases: TestDatabases;
let admin: pg.Client;
beforeAll(async () => {
  databases = await createTestDatabases();
  // As the checks of foreign keys look: past row security.
  admin = new pg.Client({ connectionString: superuserUrl(databases.live) });
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  await databases.drop();
});

/** Looking up one row of each table by its primary key, as sessions plan it for good: the key, and how it is looked for. */
async function lookups() {
  const { rows } = await admin.query<{ name: string; key: string; columns: string[]; types: string[] }>(
    `select format('%s.%s', n.nspname, c.relname) as name, i.indexrelid::regclass::text as key,
            array_agg(a.attname::text order by k.n) as columns, array_agg(a.atttypid::regtype::text order by k.n) as types
     from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_index i on i.indrelid = c.oid and i.indisprimary
     cross join unnest(i.indkey) with ordinality as k (attnum, n)
     join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum
     where n.nspname in ('scell', 'ledger') and c.relkind = 'r' group by 1, 2 having count(*) > 1 order by 1`,
  );
  await admin.query('set plan_cache_mode = force_generic_plan');
  const found: Record<string, { key: string; filter: string | null }> = {};
  for (const { name, columns, types } of rows) {
    const where = columns.map((column, i) => `x."${column}" = $${i + 1}`).join(' and ');
    await admin.query(
      `prepare lookup (${types.join(', ')}) as select 1 from ${name} x where ${where} for key share of x`,
    );
    const explained = await admin.query(
      `explain (format json) execute lookup (${types.map(() => 'null').join(', ')})`,
    );
    await admin.query('deallocate lookup');
    let node = explained.rows[0]['QUERY PLAN'][0].Plan;
    while (node.Plans !== undefined) [node] = node.Plans;
    found[name] = { key: node['Index Name'] ?? node['Node Type'], filter: node.Filter ?? null };
  }
  return {
    found,
    expected: Object.fromEntries(
      rows.map(({ name, key }) => [name, { key: key.split('.').at(-1), filter: null }]),
    ),
  };
}

test('on tables that are empty and were never analyzed, a row is looked up by the whole of its key', async () => {
  const { found, expected } = await lookups();
  expect(Object.keys(found).length).toBeGreaterThan(25);
  expect(found).toEqual(expected);
});

test('what was analyzed keeps what was found', async () => {
  await admin.query(
    `insert into scell.counters (tenant_id, seller, kind, period, value)
     select gen_random_uuid(), 'siren:1', 'invoice', '202605', 1 from generate_series(1, 300)`,
  );
  const distinct = async () =>
    (
      await admin.query(
        "select n_distinct from pg_stats where tablename = 'counters' and attname = 'tenant_id'",
      )
    ).rows;
  expect(await distinct()).toEqual([{ n_distinct: 1 }]);
  await admin.query('analyze scell.counters');
  expect(await distinct()).toEqual([{ n_distinct: -1 }]);
  await supposeStatistics(admin);
  expect(await distinct()).toEqual([{ n_distinct: -1 }]);
});
