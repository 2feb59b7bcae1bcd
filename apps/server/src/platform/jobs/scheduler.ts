import { sql } from 'kysely';
import type { Database } from '../db/doors.ts';
import type { Environment } from '../environments.ts';
import type { Logger } from '../log.ts';
import type { Services } from '../services.ts';

/** A timer that is due: whose, what for, about what. */
export interface DueTimer {
  tenantId: string;
  kind: string;
  subjectId: string;
  attempts: number;
}

/** What is done when a timer of a kind is due. It takes the timer off itself, in the transaction of what it does. */
export type TimerHandlers = Record<string, (environment: Environment, timer: DueTimer) => Promise<void>>;

export interface Scheduler {
  stop(): Promise<void>;
}

const TICK_MS = 1_000;
const LEASE = '1 minute';
const BATCH = 20;
const PURGE_MS = 3_600_000;
/** How long the answer of a POST can be had again by its Idempotency-Key. */
const IDEMPOTENCY_DAYS = 7;
/** How long tenants can read what they asked. */
const REQUEST_DAYS = 30;

/**
 * Looks every second for timers that are due on the program's clock, in one environment. A timer is leased while its
 * handler runs: if that fails, or the process dies, it is due again after the lease.
 */
export function startScheduler(
  services: Services,
  environment: Environment,
  handlers: TimerHandlers,
): Scheduler {
  const db = services.databases[environment];
  const logger = services.logger.child({ environment });
  let timer: NodeJS.Timeout | undefined;
  let stopping = false;
  let running = Promise.resolve();
  let purgedAt = 0;

  const tick = async () => {
    const now = services.clock();
    try {
      while ((await runDue(db, handlers, environment, new Date(now), logger)) === BATCH && !stopping);
      if (now - purgedAt >= PURGE_MS) {
        purgedAt = now;
        const before = new Date(now - IDEMPOTENCY_DAYS * 86_400_000);
        await db.withSystem('purge idempotency keys', (tx) =>
          sql`select gate.purge_idempotency_keys(${before})`.execute(tx),
        );
        await purgeRequests(db, new Date(now - REQUEST_DAYS * 86_400_000));
      }
    } catch (error) {
      logger.warn({ err: error }, 'timers could not be read');
    }
    if (!stopping) schedule();
  };
  const schedule = () => {
    timer = setTimeout(() => {
      running = tick();
    }, TICK_MS);
  };
  schedule();
  return {
    async stop() {
      stopping = true;
      clearTimeout(timer);
      await running;
    },
  };
}

async function runDue(
  db: Database,
  handlers: TimerHandlers,
  environment: Environment,
  now: Date,
  logger: Logger,
): Promise<number> {
  const due = await db.withSystem('claim due timers', async (tx) => {
    const { rows } = await sql<{ tenant_id: string; kind: string; subject_id: string; attempts: number }>`
      select * from gate.claim_timers(${now}, ${LEASE}::interval, ${BATCH})`.execute(tx);
    return rows;
  });
  for (const { tenant_id: tenantId, kind, subject_id: subjectId, attempts } of due) {
    try {
      const handler = handlers[kind];
      if (handler === undefined) throw new Error(`no handler for timers of kind ${kind}`);
      await handler(environment, { tenantId, kind, subjectId, attempts });
    } catch (error) {
      logger.error(
        { err: error, kind, subject_id: subjectId, attempts },
        'timer failed; it is due again after its lease',
      );
      await noteFailure(db, { tenantId, kind, subjectId }, error);
    }
  }
  return due.length;
}

async function purgeRequests(db: Database, before: Date): Promise<void> {
  const most = 10_000;
  for (let gone = most; gone === most; )
    gone = await db.withSystem('purge requests', async (tx) => {
      const { rows } = await sql<{
        gone: string;
      }>`select gate.purge_requests(${before}, ${most}) as gone`.execute(tx);
      return Number(rows[0]?.gone ?? 0);
    });
}

/** Kept with the timer for whoever asks why it is late. */
function noteFailure(
  db: Database,
  { tenantId, kind, subjectId }: Omit<DueTimer, 'attempts'>,
  error: unknown,
): Promise<unknown> {
  return db.withTenant({ tenantId }, (tx) =>
    tx
      .updateTable('timers')
      .set({ last_error: error instanceof Error ? error.message : String(error) })
      .where('tenant_id', '=', tenantId)
      .where('kind', '=', kind)
      .where('subject_id', '=', subjectId)
      .execute(),
  );
}
