import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '../../../test/data/until.ts';
import { createTestPlatform, START, type TestPlatform } from '../../../test/support/platform.ts';
import { countLateTimers } from './late-timers.ts';
import { type DueTimer, startScheduler, type TimerHandlers } from './scheduler.ts';

let platform: TestPlatform;
const tenantId = randomUUID();
beforeAll(async () => {
  platform = await createTestPlatform();
});
afterAll(() => platform.close());

const db = () => platform.services.databases.sandbox;
const set = (kind: string, dueAt: number) => {
  const subjectId = randomUUID();
  return db()
    .withTenant({ tenantId }, (tx) =>
      tx
        .insertInto('timers')
        .values({
          tenant_id: tenantId,
          kind,
          subject_id: subjectId,
          due_at: new Date(dueAt),
          last_error: null,
        })
        .execute(),
    )
    .then(() => subjectId);
};
const timer = (subjectId: string) =>
  db().withTenant({ tenantId }, (tx) =>
    tx
      .selectFrom('timers')
      .select(['kind', 'due_at', 'attempts', 'last_error'])
      .where('tenant_id', '=', tenantId)
      .where('subject_id', '=', subjectId)
      .executeTakeFirst(),
  );
const takeOff = (subjectId: string) =>
  db().withTenant({ tenantId }, (tx) =>
    tx.deleteFrom('timers').where('tenant_id', '=', tenantId).where('subject_id', '=', subjectId).execute(),
  );

async function scheduling(
  handlers: TimerHandlers,
  condition: () => boolean | Promise<boolean>,
): Promise<void> {
  const scheduler = startScheduler(platform.services, 'sandbox', handlers);
  try {
    await until(condition);
  } finally {
    await scheduler.stop();
  }
}

test('a timer is handled when it is due on the platform’s clock, and not before', async () => {
  platform.now = START;
  const due = await set('noon', START);
  const later = await set('noon', START + 1);
  const handled: DueTimer[] = [];
  const noon = async (_environment: string, one: DueTimer) => {
    handled.push(one);
    await takeOff(one.subjectId);
  };
  await scheduling({ noon }, () => handled.length === 1);
  expect(handled).toEqual([{ tenantId, kind: 'noon', subjectId: due, attempts: 1 }]);
  expect(await timer(due)).toBeUndefined();
  expect(await timer(later)).toMatchObject({ attempts: 0, due_at: new Date(START + 1) });
  platform.now = START + 1;
  await scheduling({ noon }, () => handled.length === 2);
});

test('one that fails keeps the reason and is due again after its lease; the others are handled', async () => {
  platform.now = START;
  const bad = await set('bad', START - 1);
  const unknown = await set('unheard of', START - 1);
  const good = await set('good', START);
  const handled: string[] = [];
  await scheduling(
    {
      bad: async () => {
        throw new Error('the archive is closed');
      },
      good: async (_environment, { subjectId }) => {
        await takeOff(subjectId);
        handled.push(subjectId);
      },
    },
    async () => handled.length === 1 && (await timer(unknown))?.last_error !== null,
  );
  expect(handled).toEqual([good]);
  const again = { attempts: 1, due_at: new Date(START + 60_000) };
  expect(await timer(bad)).toEqual({ kind: 'bad', last_error: 'the archive is closed', ...again });
  expect(await timer(unknown)).toEqual({
    kind: 'unheard of',
    last_error: 'no handler for timers of kind unheard of',
    ...again,
  });
  expect(await countLateTimers(db(), new Date(START + 60_000))).toBe(0);
  expect(await countLateTimers(db(), new Date(START + 60_000 + 300_001))).toBe(2);
  await takeOff(bad);
  await takeOff(unknown);
});

test('two schedulers at once handle each timer once, more than a batch of them', async () => {
  platform.now = START;
  const subjects = new Set<string>();
  for (let i = 0; i < 45; i++) subjects.add(await set('many', START - i));
  const handled: string[] = [];
  const many = async (_environment: string, { subjectId }: DueTimer) => {
    handled.push(subjectId);
    await takeOff(subjectId);
  };
  const other = startScheduler(platform.services, 'sandbox', { many });
  await scheduling({ many }, () => handled.length >= subjects.size);
  await other.stop();
  expect(handled).toHaveLength(subjects.size);
  expect(new Set(handled)).toEqual(subjects);
});

test('answers kept for repeats are let go after seven days', async () => {
  platform.now = START;
  const keep = (key: string, age: number) =>
    db().withTenant({ tenantId }, (tx) =>
      tx
        .insertInto('idempotency_keys')
        .values({
          tenant_id: tenantId,
          key,
          operation: 'x',
          fingerprint: Buffer.alloc(32),
          status: 200,
          body: '{}',
          created_at: new Date(START - age),
        })
        .execute(),
    );
  const week = 7 * 86_400_000;
  await keep('old', week + 1);
  await keep('young', week);
  const kept = () =>
    db().withTenant({ tenantId }, (tx) => tx.selectFrom('idempotency_keys').select('key').execute());
  await scheduling({}, async () => (await kept()).length === 1);
  expect(await kept()).toEqual([{ key: 'young' }]);
});
