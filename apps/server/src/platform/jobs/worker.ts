import { EventEmitter } from 'node:events';
import { Logger as QueueLogger, run, type TaskList, type WorkerEvents } from 'graphile-worker';
import type pg from 'pg';
import type { Logger } from '../log.ts';
import { openPresence, type Presence } from './presence.ts';
import { WorkerPool } from './worker-pool.ts';

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

/**
 * One run of the queue: until `stopping`, or until the database was lost. Answers when no task of it runs any more.
 *
 * @throws when it ended for another reason than `stopping`
 */
async function runQueue(url: string, tasks: Tasks, logger: Logger, stopping: AbortSignal): Promise<void> {
  const pool = new WorkerPool({
    connectionString: url,
    options: '-c role=scell_worker',
    max: 6, // four jobs, the listener, and one to spare
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    application_name: 'scell worker',
  });
  const clients = new Set<pg.PoolClient>();
  const onError = (error: Error) => logger.warn({ err: error }, 'worker connection lost');
  pool.on('error', onError);
  pool.on('connect', (client) => {
    clients.add(client);
    client.on('error', onError);
  });
  pool.on('remove', (client) => clients.delete(client));

  const broken = new AbortController();
  const isBroken = new Promise<void>((resolve) => broken.signal.addEventListener('abort', () => resolve()));
  const events: WorkerEvents = new EventEmitter();
  // The outcome of a job could not be noted.
  events.on('pool:fatalError', () => broken.abort());
  const running = new Set<Promise<void>>();
  let presence: Presence | undefined;
  let clean = false;
  try {
    presence = await openPresence(url, logger, () => broken.abort());
    const runner = await run({
      pgPool: pool,
      taskList: taskList(tasks, running),
      concurrency: 4,
      noHandleSignals: true,
      logger: queueLogger(logger),
      events,
      preset: {
        plugins: [announcing(presence)],
        // Outcomes are noted through the queue's batches, even of one: otherwise the rejection of one that cannot be
        // noted goes unhandled, which ends the process. And stopping waits for the notes.
        worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 },
      },
    });
    const stop = () => {
      runner.stop().catch((error: unknown) => logger.debug({ err: error }, 'queue stopped'));
    };
    const ended = AbortSignal.any([stopping, broken.signal]);
    if (ended.aborted) stop();
    else ended.addEventListener('abort', stop, { once: true });
    // After a note that failed, the queue's own end may never come (its count of open notes goes wrong): not awaited then.
    await Promise.race([runner.promise, isBroken]);
    await Promise.allSettled(running);
    if (broken.signal.aborted) throw new Error('the queue lost its database');
    clean = true;
  } finally {
    await presence?.close();
    const closed = pool.end().catch(() => {});
    if (clean) await closed;
    else for (const client of clients) client.end().catch(() => {});
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

/** The tasks as the queue wants them; those that run are in `running`. */
function taskList(tasks: Tasks, running: Set<Promise<void>>): TaskList {
  return Object.fromEntries(
    Object.entries(tasks).map(([name, task]) => [
      name,
      async (payload: unknown) => {
        const run = task(payload as Record<string, unknown>);
        running.add(run);
        try {
          await run;
        } finally {
          running.delete(run);
        }
      },
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
