import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../embedded-postgres/embedded-postgres.ts';
import { createLogger } from '../log.ts';
import { migrate } from './migrate.ts';
import { APP_LOGIN, provision } from './provision.ts';

// A server of its own: passwords of logins are the whole server's, and other files use theirs.
let dataDir: string;
let server: EmbeddedPostgres;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'scell-provision-'));
  server = await startEmbeddedPostgres({ dataDir, durable: false, logger: createLogger('silent') });
});

afterAll(async () => {
  await server?.stop();
  await rm(dataDir, { recursive: true, force: true });
});

async function query<T extends pg.QueryResultRow>(url: string, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

test('the owner can migrate both databases, and everything again after a second run', async () => {
  for (const passwords of [
    { appPassword: "it's \\ a%20 p@ss:word/?#", ownerPassword: 'one' },
    { appPassword: 'another', ownerPassword: 'two' },
  ]) {
    const urls = await provision(server.superuserUrl('postgres'), passwords);
    for (const { app, owner } of [urls.live, urls.sandbox]) {
      await migrate(owner, APP_LOGIN);
      expect(await query(app, 'select session_user as login')).toEqual([{ login: 'scell_app' }]);
    }
    expect(new URL(urls.live.app).pathname).not.toBe(new URL(urls.sandbox.app).pathname);
  }
});

test('neither login is a superuser or passes row security, and the program inherits nothing', async () => {
  const logins = await query(
    server.superuserUrl('postgres'),
    `select rolname, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, rolreplication, rolinherit
       from pg_roles where rolname in ('scell_owner', 'scell_app') order by rolname`,
  );
  const neither = { rolsuper: false, rolbypassrls: false, rolcreatedb: false, rolreplication: false };
  expect(logins).toEqual([
    { rolname: 'scell_app', ...neither, rolcreaterole: false, rolinherit: false },
    { rolname: 'scell_owner', ...neither, rolcreaterole: true, rolinherit: true },
  ]);
});

test('other logins may not even connect', async () => {
  await query(server.superuserUrl('postgres'), "create role stranger login password 'stranger'");
  const url = new URL(server.superuserUrl('scell_live'));
  url.username = 'stranger';
  url.password = 'stranger';
  await expect(query(url.href, 'select 1')).rejects.toThrow(/permission denied for database/);
});
