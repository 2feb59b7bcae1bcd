import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../log.ts';
import { type Account, chooseAccount } from './account.ts';
import { prepareBinaries } from './binaries.ts';
import { layout, openCluster, openFolder, SUPERUSER } from './cluster.ts';
import { EmbeddedPostgresError, explainSystemError } from './error.ts';
import { keepRunning } from './keep-running.ts';
import { stopLeftOver } from './left-over.ts';
import { takeLock } from './lock.ts';
import { findFreePort, type Postmaster, startPostmaster, TransientStartError } from './postmaster.ts';

export interface EmbeddedPostgresOptions {
  /** SCELL_DATA_DIR; the database lies in its folder `postgres`. */
  dataDir: string;
  logger: Logger;
  /** TCP port on 127.0.0.1; a free one by default. */
  port?: number;
  /** False gives up durability for speed: for data nobody keeps. */
  durable?: boolean;
}

/** A running PostgreSQL of our own. */
export interface EmbeddedPostgres {
  /** TCP port on 127.0.0.1. */
  port: number;
  /** Process number of the server as it runs now. */
  readonly pid: number;
  /**
   * Resolves if the server ends without having been stopped, and nothing brings it back but a new start. One that ends because
   * the disk is full is started again here, on the same port, as often as it takes.
   */
  ended: Promise<void>;
  /** Connection string of the administrator for a database of this server. Holds a password. */
  superuserUrl(database: string): string;
  /** Shuts the server down (fast: open transactions are rolled back) and waits until it has gone. */
  stop(): Promise<void>;
}

/**
 * Starts the PostgreSQL that the npm package brings, on the data directory, which is made on first use. It listens on
 * 127.0.0.1 only, asks for a password, and writes durably. It ends with `stop`, and also when this process dies.
 *
 * @throws EmbeddedPostgresError with the sentence for the operator
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const folder = join(options.dataDir, 'postgres');
  try {
    return await start(folder, options);
  } catch (error) {
    throw explainSystemError(error, folder);
  }
}

async function start(folder: string, options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { logger } = options;
  if (process.platform === 'win32') {
    throw new EmbeddedPostgresError(
      'unsupported-platform',
      'The embedded PostgreSQL does not run on Windows itself: start Scell in WSL 2, or set DATABASE_URL.',
    );
  }
  const account = await openFolder(folder, chooseAccount);
  const lock = takeLock(folder);
  try {
    const { cluster } = layout(folder);
    const binaries = await prepareBinaries(account, folder);
    const password = await openCluster(folder, binaries, account);
    await stopLeftOver(cluster, logger);
    const { postmaster, port } = await startWithPort(options, binaries.postgres, cluster, account);
    logger.debug({ port, pid: postmaster.pid }, 'embedded PostgreSQL ready');
    const kept = keepRunning(postmaster, logger, async () => {
      const again = await startWithPort({ ...options, port }, binaries.postgres, cluster, account);
      return again.postmaster;
    });
    return {
      port,
      get pid() {
        return kept.pid;
      },
      ended: kept.ended,
      superuserUrl: (database) =>
        `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${encodeURIComponent(database)}`,
      stop: async () => {
        await kept.stop();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** A few attempts: the free port may be gone when PostgreSQL takes it, and a killed server's memory needs a moment. */
async function startWithPort(
  options: EmbeddedPostgresOptions,
  postgres: string,
  cluster: string,
  account: Account | null,
): Promise<{ postmaster: Postmaster; port: number }> {
  const { logger, durable = true } = options;
  for (let attempt = 1; ; attempt += 1) {
    const port = options.port ?? (await findFreePort());
    try {
      const postmaster = await startPostmaster({ postgres, cluster, account, port, durable, logger });
      return { postmaster, port };
    } catch (error) {
      if (!(error instanceof TransientStartError)) throw error;
      if (attempt === 10 || (error.portTaken && options.port !== undefined)) {
        const why = error.portTaken
          ? `port ${port} is taken`
          : 'the memory of an earlier server is still in use';
        throw new EmbeddedPostgresError('start-failed', `PostgreSQL did not start on ${cluster}: ${why}.`, {
          cause: error,
        });
      }
      await sleep(100 * attempt);
    }
  }
}
