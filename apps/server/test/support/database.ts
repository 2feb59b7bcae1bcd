import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { APP_LOGIN, loginUrls, OWNER_LOGIN } from '../../src/platform/db/provision.ts';

export interface TestDatabase {
  appUrl: string;
  ownerUrl: string;
}

export interface TestDatabases {
  live: TestDatabase;
  sandbox: TestDatabase;
  /** Removes both, connected or not. */
  drop(): Promise<void>;
}

/** Two fresh, migrated, empty databases for one test file: copies of the template of the run. */
export async function createTestDatabases(): Promise<TestDatabases> {
  const server = inject('testServer');
  const suffix = randomBytes(6).toString('hex');
  const names = { live: `live_${suffix}`, sandbox: `sandbox_${suffix}` };
  await asSuperuser(server.superuserUrl, async (client) => {
    for (const name of Object.values(names)) {
      await client.query(`create database ${name} template ${server.template} owner ${OWNER_LOGIN}`);
      await client.query(`revoke all on database ${name} from public`);
      await client.query(`grant connect on database ${name} to ${APP_LOGIN}`);
    }
  });
  const urls = (name: string): TestDatabase => {
    const { app, owner } = loginUrls(server.superuserUrl, name, server);
    return { appUrl: app, ownerUrl: owner };
  };
  return {
    live: urls(names.live),
    sandbox: urls(names.sandbox),
    drop: () =>
      asSuperuser(server.superuserUrl, async (client) => {
        for (const name of Object.values(names)) await client.query(`drop database ${name} with (force)`);
      }),
  };
}

async function asSuperuser(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
