import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { runMigrations as migrateQueue } from 'graphile-worker';
import pg from 'pg';
import { supposeStatistics } from './first-statistics.ts';

const FOLDER = new URL('../../migrations/', import.meta.url);

/**
 * Brings one database to the schema of this release: our own SQL files in order, each in its transaction, then the job
 * queue's. Safe to run from several processes at once and again at every start.
 *
 * @param ownerUrl connection of the login that owns the schema (it needs CREATEROLE, not superuser)
 * @param appRole the program's login, which is granted the roles it may become and nothing else
 * @throws Error when an applied migration was edited since, or when the database is newer than the release
 */
export async function migrate(ownerUrl: string, appRole: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    // Both databases may share a cluster and its roles: one migration at a time for the whole cluster's lock space.
    await client.query("select pg_advisory_lock(hashtext('scell.migrate'))");
    await client.query(
      'create table if not exists public.scell_migrations (name text primary key, sha256 text not null, applied_at timestamptz not null default now())',
    );
    const applied = new Map(
      (
        await client.query<{ name: string; sha256: string }>(
          'select name, sha256 from public.scell_migrations',
        )
      ).rows.map((row) => [row.name, row.sha256]),
    );
    const names = (await readdir(FOLDER)).filter((name) => name.endsWith('.sql')).sort();
    const unknown = [...applied.keys()].filter((name) => !names.includes(name));
    if (unknown.length > 0) {
      throw new Error(
        `the database was migrated by a newer release (${unknown.join(', ')}); start that release or a later one`,
      );
    }
    for (const name of names) {
      const sql = await readFile(new URL(name, FOLDER), 'utf8');
      const sha256 = createHash('sha256').update(sql).digest('hex');
      const before = applied.get(name);
      if (before === sha256) continue;
      if (before !== undefined)
        throw new Error(`migration ${name} was edited after it had been applied; write a new one`);
      await applyOne(client, name, sql, sha256);
    }
    await supposeStatistics(client);
    await migrateQueue({ connectionString: ownerUrl });
    await admit(client, appRole);
  } finally {
    await client.end();
  }
}

async function applyOne(client: pg.Client, name: string, sql: string, sha256: string): Promise<void> {
  await client.query('begin');
  try {
    await client.query(sql);
    await client.query('insert into public.scell_migrations (name, sha256) values ($1, $2)', [name, sha256]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new Error(`migration ${name} failed: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

/** Grants the program's login its roles, and the job runner's role the queue. */
async function admit(client: pg.Client, appRole: string): Promise<void> {
  const role = client.escapeIdentifier(appRole);
  await client.query(`grant scell_tenant, scell_system, scell_worker to ${role}`);
  await client.query(`
    grant usage on schema graphile_worker to scell_worker;
    grant select, insert, update, delete on all tables in schema graphile_worker to scell_worker;
    grant usage, select, update on all sequences in schema graphile_worker to scell_worker;
    grant execute on all functions in schema graphile_worker to scell_worker;
    do $$
    declare
      queue_table regclass;
    begin
      for queue_table in select oid::regclass from pg_class
        where relnamespace = 'graphile_worker'::regnamespace and relkind = 'r' and relrowsecurity
          and not exists (select from pg_policy where polrelid = pg_class.oid and polname = 'job_runner')
      loop
        execute format('create policy job_runner on %s to scell_worker using (true) with check (true)', queue_table);
      end loop;
    end
    $$;`);
}
