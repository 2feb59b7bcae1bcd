import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../log.ts';
import { EmbeddedPostgresError } from './error.ts';
import type { Postmaster } from './postmaster.ts';

/** Between two attempts to start a server for which there was no space. */
const RETRY_MS = 2_000;

/**
 * Keeps a server through a full disk. Where a table cannot grow PostgreSQL refuses the statement and goes on; where its log
 * (WAL) cannot, it ends, and cannot recover until there is space. Then it is started again, so that the program, which answers
 * 503 meanwhile, goes on by itself.
 */
export function keepRunning(
  first: Postmaster,
  logger: Logger,
  startAgain: () => Promise<Postmaster>,
  retryMs = RETRY_MS,
): { readonly pid: number; ended: Promise<void>; stop(): Promise<void> } {
  let current = first;
  const stopping = new AbortController();

  /** Answers whether it runs again. */
  const bringBack = async (): Promise<boolean> => {
    logger.error(
      'there is no space left for the embedded PostgreSQL: it is started again once there is some',
    );
    while (!stopping.signal.aborted) {
      await sleep(retryMs, undefined, { signal: stopping.signal }).catch(() => {});
      if (stopping.signal.aborted) break;
      try {
        current = await startAgain();
        logger.info({ pid: current.pid }, 'the embedded PostgreSQL runs again');
        return true;
      } catch (error) {
        if (!(error instanceof EmbeddedPostgresError) || error.problem !== 'disk-full') {
          logger.error({ err: error }, 'the embedded PostgreSQL cannot be started again');
          return false;
        }
      }
    }
    return false;
  };

  let bringingBack: Promise<boolean> | undefined;
  const ended = (async () => {
    for (;;) {
      const { lackedSpace } = await current.ended;
      bringingBack = lackedSpace ? bringBack() : Promise.resolve(false);
      if (!(await bringingBack)) return;
    }
  })();

  return {
    get pid() {
      return current.pid;
    },
    ended,
    async stop() {
      stopping.abort();
      // A start under way is waited for, so that nothing is left behind.
      await bringingBack;
      await current.stop();
    },
  };
}
