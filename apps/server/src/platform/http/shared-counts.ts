import { sql } from 'kysely';
import type { Services } from '../services.ts';
import { type CountTogether, RateLimiter } from './rate-limiter.ts';

/** How often processes tell each other what they counted, in milliseconds. */
const SHARE_EVERY_MS = 500;

/** A limiter that counts together with the other processes, by the live database, until it is stopped. */
export function sharedLimiter(services: Services): { limiter: RateLimiter; stop: () => void } {
  const { clock, logger } = services;
  const limiter = new RateLimiter(clock, countIn(services));
  let sharing = false;
  const timer = setInterval(() => {
    if (sharing) return;
    sharing = true;
    limiter
      .share()
      .catch((error: unknown) => logger.warn({ err: error }, 'request counts not shared'))
      .finally(() => {
        sharing = false;
      });
  }, SHARE_EVERY_MS);
  timer.unref();
  return { limiter, stop: () => clearInterval(timer) };
}

/** Counts in the live database. */
export function countIn({ databases }: Pick<Services, 'databases'>): CountTogether {
  return (minute, counts) =>
    databases.production.withSystem('count requests', async (tx) => {
      const { rows } = await sql<{ caller: string; requests: number }>`
        select * from gate.count_requests(${minute}, ${[...counts.keys()]}::text[], ${[...counts.values()]}::integer[])`.execute(
        tx,
      );
      return new Map(rows.map(({ caller, requests }) => [caller, requests]));
    });
}
