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

/** Tables whose row, looked for by its primary key, is planned for good through an index that finds more than that row. */
async function carelessLookups(): Promise<{ tables: number; careless: string[] }> {
  const { rows } = await admin.query<{ name: string; columns: string[]; types: string[]; indexes: string[] }>(
    `select format('%s.%s', n.nspname, c.relname) as name,
            array_agg(a.attname::text order by k.n) as columns, array_agg(a.atttypid::regtype::text order by k.n) as types,
            -- Of columns of the key alone, the last among them.
            (select array_agg(u.indexrelid::regclass::text) from pg_index u where u.indrelid = c.oid and u.indpred is null
               and i.indkey[i.indnkeyatts - 1] = any (u.indkey)
               and not exists (select from unnest(u.indkey) column_of where column_of <> all (i.indkey))) as indexes
     from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_index i on i.indrelid = c.oid and i.indisprimary
     cross join unnest(i.indkey) with ordinality as k (attnum, n)
     join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum
     where n.nspname in ('scell', 'ledger') and c.relkind = 'r' group by c.oid, 1, i.indkey, i.indnkeyatts having count(*) > 1 order by 1`,
  );
  await admin.query('set plan_cache_mode = force_generic_plan');
  const careless: string[] = [];
  for (const { name, columns, types, indexes } of rows) {
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
    const used: string = node['Index Name'] ?? node['Node Type'];
    if (!indexes.some((index) => index.split('.').at(-1) === used)) careless.push(`${name}: ${used}`);
  }
  return { tables: rows.length, careless };
}

test('on tables that are empty and were never analyzed, a row is looked up by the whole of its key', async () => {
  const { tables, careless } = await carelessLookups();
  expect(tables).toBeGreaterThan(25);
  expect(careless).toEqual([]);
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
