import { Logger as QueueLogger, run, type TaskList } from 'graphile-worker';
import pg from 'pg';
import type { Logger } from '../log.ts';

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
  let stopping = false;
  let wake = () => {};
  let current: { stop(): Promise<void> } | null = null;

  const supervise = async () => {
    while (!stopping) {
      const pool = new pg.Pool({
        connectionString: url,
        options: '-c role=scell_worker',
        max: 4,
        application_name: 'scell worker',
      });
      const onError = (error: Error) => logger.warn({ err: error }, 'worker connection lost');
      pool.on('error', onError);
      pool.on('connect', (client) => client.on('error', onError));
      try {
        const runner = await run({
          pgPool: pool,
          taskList: taskList(tasks),
          concurrency: 4,
          noHandleSignals: true,
          logger: queueLogger(logger),
        });
        current = runner;
        await runner.promise;
      } catch (error) {
        if (!stopping) logger.warn({ err: error }, 'worker stopped; it starts again');
      } finally {
        current = null;
        await pool.end().catch(() => {});
      }
      if (!stopping) {
        await new Promise<void>((resolve) => {
          wake = resolve;
          setTimeout(resolve, RESTART_MS);
        });
      }
    }
  };
  const done = supervise();
  return {
    async stop() {
      stopping = true;
      wake();
      await current?.stop();
      await done;
    },
  };
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
