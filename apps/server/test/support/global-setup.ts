import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { migrate } from '../../src/platform/db/migrate.ts';
import { APP_LOGIN, loginUrls, OWNER_LOGIN, provisionLogins } from '../../src/platform/db/provision.ts';
import { startEmbeddedPostgres } from '../../src/platform/embedded-postgres/embedded-postgres.ts';
import { createLogger } from '../../src/platform/log.ts';

/** What the test files of one run share: a PostgreSQL server with a migrated template database. */
export interface TestServer {
  superuserUrl: string;
  template: string;
  appPassword: string;
  ownerPassword: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    testServer: TestServer;
  }
}

/** Vitest runs this once before the first file that needs a database, and the function it returns after the last. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'scell-test-'));
  const server = await startEmbeddedPostgres({ dataDir, durable: false, logger: createLogger('error') });
  const teardown = async () => {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    const testServer = {
      superuserUrl: server.superuserUrl('postgres'),
      template: 'scell_template',
      appPassword: randomBytes(16).toString('hex'),
      ownerPassword: randomBytes(16).toString('hex'),
    };
    await makeTemplate(testServer);
    project.provide('testServer', testServer);
  } catch (error) {
    await teardown();
    throw error;
  }
  return teardown;
}

async function makeTemplate(server: TestServer): Promise<void> {
  const client = new pg.Client({ connectionString: server.superuserUrl });
  await client.connect();
  try {
    await provisionLogins(client, server);
    await client.query(`create database ${server.template} owner ${OWNER_LOGIN}`);
  } finally {
    await client.end();
  }
  const { owner } = loginUrls(server.superuserUrl, server.template, server);
  await migrate(owner, APP_LOGIN);
  await query(owner, ANY_CLOCK);
}

/** Tests set their own clocks, in live too; those of the bound itself put it back. */
const ANY_CLOCK = `create or replace function ledger.clock_tolerance(environment text) returns interval
  language sql immutable parallel safe return null::interval`;

async function query(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}
