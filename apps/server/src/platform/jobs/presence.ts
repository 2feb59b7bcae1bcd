import pg from 'pg';
import type { Logger } from '../log.ts';

/**
 * How workers know of each other's death. Each holds an advisory lock under its name on a connection of its own, which
 * PostgreSQL drops when the process dies, however it dies. Jobs marked as taken by a name nobody holds are given back,
 * where the queue alone would leave them for hours.
 */
export interface Presence {
  /** Takes the lock of a name, then frees the jobs of the dead, and again every minute. */
  announce(workerName: string): Promise<void>;
  close(): Promise<void>;
}

const ROUND_MS = 60_000;
const LOCK_OF = (name: string) => `hashtextextended('scell worker ' || ${name}, 0)`;

/**
 * Connects in role `scell_worker`. `onLost` is called once when the connection is gone, and with it the lock: whoever
 * works under the name stops then.
 */
export async function openPresence(url: string, logger: Logger, onLost: () => void): Promise<Presence> {
  const client = new pg.Client({
    connectionString: url,
    options: '-c role=scell_worker',
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    application_name: 'scell worker presence',
  });
  let closing = false;
  let announced: Promise<void> | undefined;
  let round: NodeJS.Timeout | undefined;
  client.on('error', (error) => {
    if (!closing) logger.warn({ err: error }, 'worker presence lost');
  });
  client.on('end', () => {
    clearInterval(round);
    if (!closing) onLost();
  });
  try {
    await client.connect();
  } catch (error) {
    closing = true;
    await client.end().catch(() => {});
    throw error;
  }

  const start = async (name: string) => {
    await client.query(`select pg_advisory_lock(${LOCK_OF('$1')})`, [name]);
    await freeJobsOfTheDead(client, name, logger);
    round = setInterval(() => {
      freeJobsOfTheDead(client, name, logger).catch((error: unknown) =>
        logger.warn({ err: error }, 'jobs of dead workers not freed'),
      );
    }, ROUND_MS);
  };
  return {
    announce(workerName) {
      announced ??= start(workerName);
      return announced;
    },
    async close() {
      closing = true;
      clearInterval(round);
      await client.end().catch(() => {});
    },
  };
}

/** A name is dead when its lock can be had. Our own is left out: a session gets its own lock again. */
async function freeJobsOfTheDead(client: pg.Client, ownName: string, logger: Logger): Promise<void> {
  const { rows } = await client.query<{ dead: string[] | null }>(
    `with takers as materialized (
       select locked_by as name from graphile_worker._private_jobs where locked_by is not null and locked_by <> $1
       union
       select locked_by from graphile_worker._private_job_queues where locked_by is not null and locked_by <> $1
     )
     select array_agg(name) filter (where pg_try_advisory_xact_lock(${LOCK_OF('name')})) as dead from takers`,
    [ownName],
  );
  const dead = rows[0]?.dead ?? null;
  if (dead === null) return;
  await client.query('select graphile_worker.force_unlock_workers($1)', [dead]);
  logger.warn({ workers: dead.length }, 'jobs of dead workers are free again');
}
