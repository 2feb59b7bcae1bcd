import pg from 'pg';
import { afterAll, expect, test } from 'vitest';
import { createTestDatabases } from './database.ts';

const databases = await createTestDatabases();
afterAll(() => databases.drop());

async function query<T extends pg.QueryResultRow>(url: string, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

test('both databases carry the migrated schema and are apart', async () => {
  for (const { ownerUrl } of [databases.live, databases.sandbox]) {
    const rows = await query(ownerUrl, 'select name from public.scell_migrations');
    expect(rows.length).toBeGreaterThan(0);
  }
  await query(databases.live.ownerUrl, 'create table public.only_here ()');
  const [found] = await query(databases.sandbox.ownerUrl, "select to_regclass('public.only_here') as found");
  expect(found).toEqual({ found: null });
});

test('the program owns nothing and may not create anything', async () => {
  const [owned] = await query(
    databases.live.appUrl,
    "select count(*)::int as owned from pg_class where relowner = 'scell_app'::regrole",
  );
  expect(owned).toEqual({ owned: 0 });
  await expect(query(databases.live.appUrl, 'create table public.mine ()')).rejects.toThrow(
    /permission denied/,
  );
});

test('a second pair is another pair, and goes away when dropped', async () => {
  const others = await createTestDatabases();
  expect(others.live.appUrl).not.toBe(databases.live.appUrl);
  await others.drop();
  await expect(query(others.live.appUrl, 'select 1')).rejects.toThrow(/does not exist/);
});
