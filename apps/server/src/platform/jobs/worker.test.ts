import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { superuserUrl } from '../../../test/data/sql.ts';
import { until } from '../../../test/data/until.ts';
import { createTestDatabases, type TestDatabases } from '../../../test/support/database.ts';
import { type Database, openDatabase } from '../db/doors.ts';
import { createLogger } from '../log.ts';
import { enqueue } from './enqueue.ts';
import { openPresence } from './presence.ts';
import { startWorker, type Worker } from './worker.ts';

const logger = createLogger('silent');
const tenantId = randomUUID();
let databases: TestDatabases;
let url: string;
let db: Database;
let admin: pg.Client;
beforeAll(async () => {
  databases = await createTestDatabases();
  url = databases.live.appUrl;
  db = openDatabase({ url, poolSize: 2, ledgerKey: () => null, logger });
  admin = new pg.Client({ connectionString: superuserUrl(databases.live) });
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  await db.close();
  await databases.drop();
});

async function working(
  task: (payload: Record<string, unknown>) => Promise<void>,
  test: (worker: Worker) => Promise<void>,
) {
  const worker = startWorker(url, { note: task }, logger);
  try {
    await test(worker);
  } finally {
    await worker.stop();
  }
}

const enter = (text: string, dedupeKey?: string) =>
  db.withTenant({ tenantId }, (tx) => enqueue(tx, 'note', { tenant_id: tenantId, text }, dedupeKey));
const jobs = async () =>
  (
    await admin.query<{ attempts: number; locked_by: string | null; last_error: string | null }>(
      'select attempts, locked_by, last_error from graphile_worker._private_jobs order by id',
    )
  ).rows;

test('a job is run when the transaction of its cause is kept, and not when it is undone', async () => {
  const seen: unknown[] = [];
  await working(
    async (payload) => {
      seen.push(payload);
    },
    async () => {
      await expect(
        db.withTenant({ tenantId }, async (tx) => {
          await enqueue(tx, 'note', { tenant_id: tenantId, text: 'undone' });
          throw new Error('undone');
        }),
      ).rejects.toThrow('undone');
      await enter('kept');
      await until(() => seen.length > 0);
      await until(async () => (await jobs()).length === 0);
    },
  );
  expect(seen).toEqual([{ tenant_id: tenantId, text: 'kept' }]);
});

test('a job waiting under a key is replaced by a later one of that key', async () => {
  await enter('early', 'key');
  await enter('late', 'key');
  const seen: unknown[] = [];
  await working(
    async ({ text }) => {
      seen.push(text);
    },
    async () => {
      await until(async () => seen.length > 0 && (await jobs()).length === 0);
    },
  );
  expect(seen).toEqual(['late']);
});

test('a job that fails keeps its reason and is run again', async () => {
  let runs = 0;
  await working(
    async () => {
      runs += 1;
      if (runs === 1) throw new Error('not today');
    },
    async () => {
      await enter('stubborn');
      await until(async () => (await jobs())[0]?.last_error === 'not today');
      expect(await jobs()).toEqual([{ attempts: 1, locked_by: null, last_error: 'not today' }]);
      // Its hour is brought forward.
      await admin.query('update graphile_worker._private_jobs set run_at = now()');
      await until(async () => runs === 2 && (await jobs()).length === 0);
    },
  );
});

test('a worker that loses all its connections, in whatever order, works on', async () => {
  const seen: unknown[] = [];
  const rounds = 3;
  await working(
    async ({ text }) => {
      seen.push(text);
    },
    async () => {
      for (let round = 0; round < rounds; round++) {
        for (let job = 0; job < 8; job++) await enter(`${round}.${job}`);
        await until(() => seen.some((text) => String(text).startsWith(`${round}.`)));
        for (const _again of [1, 2, 3])
          await admin.query(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name like 'scell worker%' order by random() limit 3",
          );
      }
      await until(async () => (await jobs()).length === 0);
    },
  );
  // At least once each: one whose end could not be noted is run again.
  expect([...new Set(seen)].sort()).toEqual(
    Array.from({ length: rounds * 8 }, (_, i) => `${Math.floor(i / 8)}.${i % 8}`),
  );
});

test('a job a dead worker had taken is run by the next; one a living worker has is left to it', async () => {
  await enter('of the dead');
  await enter('of the living');
  const take = (worker: string, text: string) =>
    admin.query(
      "update graphile_worker._private_jobs set locked_by = $1, locked_at = now(), attempts = 1 where payload ->> 'text' = $2",
      [worker, text],
    );
  await take('pool-dead', 'of the dead');
  await take('pool-alive', 'of the living');
  const living = await openPresence(url, logger, () => {});
  await living.announce('pool-alive');
  const seen: unknown[] = [];
  await working(
    async ({ text }) => {
      seen.push(text);
    },
    async () => {
      await until(() => seen.length === 1);
      await until(async () => (await jobs()).length === 1);
      expect(await jobs()).toEqual([{ attempts: 1, locked_by: 'pool-alive', last_error: null }]);
    },
  );
  expect(seen).toEqual(['of the dead']);
  await living.close();
  await working(
    async ({ text }) => {
      seen.push(text);
    },
    () => until(async () => (await jobs()).length === 0),
  );
  expect(seen).toEqual(['of the dead', 'of the living']);
});

test('a worker stops at whatever moment it is told, also before it has started', async () => {
  await startWorker(url, {}, logger).stop();
  const worker = startWorker(url, {}, logger);
  await until(async () => {
    const { rowCount } = await admin.query(
      "select from pg_stat_activity where datname = current_database() and application_name like 'scell worker%'",
    );
    return (rowCount ?? 0) > 0;
  });
  await worker.stop();
  await startWorker('postgres://nobody:nothing@127.0.0.1:1/nowhere', {}, logger).stop();
  // The server takes a moment to see that they have gone.
  await until(async () => {
    const { rowCount } = await admin.query(
      "select from pg_stat_activity where datname = current_database() and application_name like 'scell worker%'",
    );
    return rowCount === 0;
  });
});

test('stopping waits for the job that runs', async () => {
  const started = Promise.withResolvers<void>();
  const finish = Promise.withResolvers<void>();
  let done = false;
  const worker = startWorker(
    url,
    {
      note: async () => {
        started.resolve();
        await finish.promise;
        done = true;
      },
    },
    logger,
  );
  await enter('slow');
  await started.promise;
  const stopped = worker.stop();
  finish.resolve();
  await stopped;
  expect(done).toBe(true);
  expect(await jobs()).toEqual([]);
});
