import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { query } from '../../../test/data/sql.ts';
import { migrate } from './migrate.ts';
import { APP_LOGIN, loginUrls, OWNER_LOGIN } from './provision.ts';

const server = inject('testServer');
const name = `migrate_${process.pid}`;
const { owner, app } = loginUrls(server.superuserUrl, name, server);
let admin: pg.Client;
beforeAll(async () => {
  admin = new pg.Client({ connectionString: server.superuserUrl });
  await admin.connect();
});
beforeEach(async () => {
  await admin.query(`drop database if exists ${name} with (force)`);
  await admin.query(`create database ${name} owner ${OWNER_LOGIN}`);
});
afterAll(async () => {
  await admin.query(`drop database if exists ${name} with (force)`);
  await admin.end();
});

const applied = () =>
  query<{ name: string; sha256: string }>(
    owner,
    'select name, sha256 from public.scell_migrations order by name',
  );

test('several processes at once migrate an empty database once', async () => {
  await Promise.all([migrate(owner, APP_LOGIN), migrate(owner, APP_LOGIN), migrate(owner, APP_LOGIN)]);
  const names = (await applied()).map(({ name }) => name);
  expect(names[0]).toBe('0001-roles.sql');
  expect(new Set(names).size).toBe(names.length);
  expect(
    await query(app, 'select * from gate.find_tenant($1)', ['nobody'], { role: 'scell_system' }),
  ).toEqual([]);
  const before = await applied();
  await migrate(owner, APP_LOGIN);
  expect(await applied()).toEqual(before);
});

test('a migration edited after it was applied stops the start, and so does a database of a newer release', async () => {
  await migrate(owner, APP_LOGIN);
  await query(owner, "update public.scell_migrations set sha256 = 'other' where name = '0003-platform.sql'");
  await expect(migrate(owner, APP_LOGIN)).rejects.toThrow(
    'migration 0003-platform.sql was edited after it had been applied; write a new one',
  );
  await query(owner, "insert into public.scell_migrations (name, sha256) values ('9999-later.sql', 'x')");
  await expect(migrate(owner, APP_LOGIN)).rejects.toThrow(
    'the database was migrated by a newer release (9999-later.sql); start that release or a later one',
  );
});

test('a migration that fails leaves nothing of itself, and says which it was', async () => {
  await query(owner, 'create schema gate');
  await expect(migrate(owner, APP_LOGIN)).rejects.toThrow(
    'migration 0001-roles.sql failed: schema "gate" already exists',
  );
  expect(await applied()).toEqual([]);
  expect(await query(owner, "select to_regnamespace('scell') as scell")).toEqual([{ scell: null }]);
  await query(owner, 'drop schema gate');
  await migrate(owner, APP_LOGIN);
});
