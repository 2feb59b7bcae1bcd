import { Logger as QueueLogger, run, type TaskList } from 'graphile-worker';
import pg from 'pg';
import type { Logger } from '../log.ts';
import { openPresence, type Presence } from './presence.ts';

/** What a job does, by its name. Jobs run at least once: each is safe to repeat. */
export type Tasks = Record<string, (payload: Record<string, unknown>) => Promise<void>>;

export interface Worker {
  stop(): Promise<void>;
}

const RESTART_MS = 2_000;

/**
 * Runs the jobs of one database until stopped, and starts again by itself when the database was away. Connects as the
 * program's login in role `scell_worker`, which sees the queue and no business table.
 */
export function startWorker(url: string, tasks: Tasks, logger: Logger): Worker {
  // Aborted when the worker is told to stop; each run of the queue has one of its own that follows it.
  const stopping = new AbortController();
  const supervise = async () => {
    while (!stopping.signal.aborted) {
      try {
        await runQueue(url, tasks, logger, stopping.signal);
      } catch (error) {
        if (!stopping.signal.aborted) logger.warn({ err: error }, 'worker stopped; it starts again');
      }
      await pause(RESTART_MS, stopping.signal);
    }
  };
  const done = supervise();
  return {
    async stop() {
      stopping.abort();
      await done;
    },
  };
}

/** One run of the queue: until `stopping`, or until its connection to the database was lost. */
async function runQueue(url: string, tasks: Tasks, logger: Logger, stopping: AbortSignal): Promise<void> {
  const pool = new pg.Pool({
    connectionString: url,
    options: '-c role=scell_worker',
    max: 4,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    application_name: 'scell worker',
  });
  const onError = (error: Error) => logger.warn({ err: error }, 'worker connection lost');
  pool.on('error', onError);
  pool.on('connect', (client) => client.on('error', onError));
  const lost = new AbortController();
  const ended = AbortSignal.any([stopping, lost.signal]);
  let presence: Presence | undefined;
  try {
    presence = await openPresence(url, logger, () => lost.abort());
    const runner = await run({
      pgPool: pool,
      taskList: taskList(tasks),
      concurrency: 4,
      noHandleSignals: true,
      logger: queueLogger(logger),
      preset: { plugins: [announcing(presence)] },
    });
    const stop = () => runner.stop().catch((error: unknown) => logger.debug({ err: error }, 'queue stopped'));
    if (ended.aborted) await stop();
    else ended.addEventListener('abort', stop, { once: true });
    await runner.promise;
  } finally {
    await presence?.close();
    await pool.end().catch(() => {});
  }
}

/** Announces the pool before it takes its first job. */
function announcing(presence: Presence): GraphileConfig.Plugin {
  return {
    name: 'ScellWorkerPresence',
    version: '1',
    worker: { hooks: { startWorker: (_context, { worker }) => presence.announce(worker.workerPool.id) } },
  };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}

function taskList(tasks: Tasks): TaskList {
  return Object.fromEntries(
    Object.entries(tasks).map(([name, task]) => [
      name,
      (payload: unknown) => task(payload as Record<string, unknown>),
    ]),
  );
}

function queueLogger(logger: Logger): QueueLogger {
  return new QueueLogger(() => (level, message) => {
    if (level === 'error' || level === 'warning')
      logger[level === 'error' ? 'error' : 'warn']({ queue: true }, message);
    else logger.debug({ queue: true }, message);
  });
}
