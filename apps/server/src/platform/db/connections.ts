import { randomBytes } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import type { Config } from '../../config.ts';
import { startEmbeddedPostgres } from '../embedded-postgres/embedded-postgres.ts';
import { EmbeddedPostgresError } from '../embedded-postgres/error.ts';
import type { Logger } from '../log.ts';
import { provision } from './provision.ts';

/** Where both databases are, and how to let go of what was started to reach them. */
export interface Connections {
  live: { app: string; owner: string | null };
  sandbox: { app: string; owner: string | null };
  /** Whether the database is the embedded one, and this process is the one that runs it. */
  embedded: 'none' | 'ours' | 'of another process';
  /** Resolves if an embedded database of ours ends by itself. */
  ended: Promise<void>;
  stop(): Promise<void>;
}

/** Written by the process that runs the embedded database, for commands given while it runs. */
const CONNECTIONS_FILE = 'connections.json';

/**
 * Connections as configured; without any, those of the embedded PostgreSQL: started here, or, for commands that may
 * share it, that of the program already running on the data directory.
 */
export async function connect(config: Config, logger: Logger, { share = false } = {}): Promise<Connections> {
  if (config.databases !== null)
    return { ...config.databases, embedded: 'none', ended: never(), stop: async () => {} };
  const file = join(config.dataDir, CONNECTIONS_FILE);
  try {
    const server = await startEmbeddedPostgres({ dataDir: config.dataDir, logger });
    try {
      const passwords = {
        appPassword: randomBytes(24).toString('hex'),
        ownerPassword: randomBytes(24).toString('hex'),
      };
      const urls = await provision(server.superuserUrl('postgres'), passwords);
      await writeFile(`${file}.part`, JSON.stringify(urls), { mode: 0o600 });
      await rename(`${file}.part`, file);
      return {
        ...urls,
        embedded: 'ours',
        ended: server.ended,
        stop: async () => {
          await rm(file, { force: true });
          await server.stop();
        },
      };
    } catch (error) {
      await server.stop();
      throw error;
    }
  } catch (error) {
    if (!share || !(error instanceof EmbeddedPostgresError) || error.problem !== 'already-running')
      throw error;
    const urls = await readRunning(file);
    if (urls === null) throw error;
    return { ...urls, embedded: 'of another process', ended: never(), stop: async () => {} };
  }
}

function never(): Promise<void> {
  return new Promise(() => {});
}

async function readRunning(file: string): Promise<Pick<Connections, 'live' | 'sandbox'> | null> {
  try {
    const urls = JSON.parse(await readFile(file, 'utf8')) as Pick<Connections, 'live' | 'sandbox'>;
    const client = new pg.Client({ connectionString: urls.live.app, connectionTimeoutMillis: 2_000 });
    await client.connect();
    await client.end();
    return urls;
  } catch {
    return null;
  }
}
