import { beforeEach, expect, test } from 'vitest';
import { createSubTenant } from '../../src/features/tenants/create-sub-tenant.ts';
import { query } from '../data/sql.ts';
import { workingUntil } from '../support/background.ts';
import {
  createTestPlatform,
  invoiceBody,
  START,
  type TestPlatform,
  type TestTenant,
} from '../support/platform.ts';

const CLOCK = '/sandbox/clock';
const DAY = 86_400_000;

let platform: TestPlatform;
let tenant: TestTenant;
beforeEach(async () => {
  platform = await createTestPlatform();
  tenant = await platform.tenant({ slug: 'acme-sas' });
  return () => platform.close();
});

async function issue(day: string): Promise<{ number: string; recordedOn: string }> {
  const { body } = await tenant.call('POST', '/invoices', {
    ...invoiceBody(),
    issue_date: day,
    due_date: day,
  });
  const { body: issued, status } = await tenant.call('POST', `/invoices/${body.data.id}/submit`);
  expect(status).toBe(200);
  return { number: issued.data.invoice_number, recordedOn: issued.data.validated_at.slice(0, 10) };
}

test('it moves forward, and what is done next is done then', async () => {
  expect((await tenant.call('GET', CLOCK)).body.data).toMatchObject({ ahead_seconds: 0 });
  expect((await issue('2026-05-06')).number).toMatch(/-202605-/);
  const { status, body } = await tenant.call('POST', CLOCK, { by: 'P1M' });
  expect(status).toBe(200);
  expect(body.data).toMatchObject({
    now: '2026-06-06T08:00:00+00:00',
    world: '2026-05-06T08:00:00+00:00',
    ahead_seconds: (31 * DAY) / 1000,
  });
  expect(await issue('2026-06-06')).toEqual({
    number: expect.stringMatching(/-202606-00001$/),
    recordedOn: '2026-06-06',
  });
  // It runs on, and what was sealed holds.
  platform.now += 3_600_000;
  expect((await tenant.call('GET', CLOCK)).body.data.now).toBe('2026-06-06T09:00:00+00:00');
  expect((await tenant.call('GET', '/tenant/fiscal/integrity')).body.data.is_valid).toBe(true);
  const { body: journal } = await tenant.call('GET', '/tenant/fiscal/entries?entry_type=technical_event');
  expect(journal.data[0].data_snapshot).toMatchObject({
    event: 'sandbox_clock_moved',
    data: { from: '2026-05-06T08:00:00.000Z', to: '2026-06-06T08:00:00.000Z' },
  });
});

test('it is set to a moment, or to the first moment of a day in Paris', async () => {
  const set = async (now: string) => (await tenant.call('POST', CLOCK, { now })).body.data.now;
  expect(await set('2026-05-07')).toBe('2026-05-06T22:00:00+00:00');
  expect(await set('2026-05-07T12:00:00+02:00')).toBe('2026-05-07T10:00:00+00:00');
});

test.each([
  [{ advance: '2026-05-06T07:59:59Z' }, 'advance'],
  [{ by: '-P1D' }, 'by'],
  [{ by: 'P10Y1M' }, 'by'],
  [{ by: 'tomorrow' }, 'by'],
  [{ by: 'P99999999999Y' }, 'by'],
  [{}, 'advance'],
  [{ advance: '2026-13-01' }, 'advance'],
  [{ advance: 12 }, 'advance'],
] as const)('%j is refused, and the clock stays', async (body, field) => {
  const answer = await tenant.call('POST', CLOCK, body);
  expect(answer).toMatchObject({ status: 422, body: { errors: { [field]: [expect.any(String)] } } });
  expect((await tenant.call('GET', CLOCK)).body.data.ahead_seconds).toBe(0);
});

test('it is the account’s own, of its sandbox only', async () => {
  const stranger = await platform.tenant();
  await tenant.call('POST', CLOCK, { by: 'P1D' });
  expect((await stranger.call('GET', CLOCK)).body.data.ahead_seconds).toBe(0);
  const live = await tenant.newKey({ environment: 'production' });
  // The address says that it is about the sandbox, whatever the key; without it there is none.
  expect((await tenant.call('GET', CLOCK, undefined, { key: live })).status).toBe(200);
  for (const method of ['GET', 'POST'] as const)
    expect(
      await tenant.call(method, '/clock', method === 'POST' ? { by: 'P1D' } : undefined, { key: live }),
    ).toMatchObject({ status: 403, body: { error_code: 'SANDBOX_ONLY' } });
  const { id } = await createSubTenant(platform.services, 'sandbox', tenant.summary, {
    name: 'Merchant',
    externalId: null,
    country: 'FR',
  });
  const key = await tenant.newKey({ subTenantId: id });
  expect((await tenant.call('POST', CLOCK, { by: 'P1D' }, { key })).status).toBe(403);
  const poor = await tenant.newKey({ scopes: ['tenant:read'] });
  expect((await tenant.call('POST', CLOCK, { by: 'P1D' }, { key: poor })).status).toBe(403);
});

test('what waits happens in its order: days are closed one after the other', async () => {
  await issue('2026-05-06');
  await tenant.call('POST', CLOCK, { by: 'P3D' });
  expect((await tenant.call('GET', CLOCK)).body.data.due).toBeGreaterThan(0);
  await workingUntil(platform, async () => (await tenant.call('GET', CLOCK)).body.data.due === 0);
  const { body } = await tenant.call('GET', '/tenant/fiscal/closings?limit=10');
  const days = body.data
    .filter(({ closing_type }: { closing_type: string }) => closing_type === 'daily')
    .map(({ closing_date }: { closing_date: string }) => closing_date);
  expect(days.toSorted()).toEqual(['2026-05-06', '2026-05-07', '2026-05-08']);
  expect((await tenant.call('GET', '/tenant/fiscal/integrity')).body.data.is_valid).toBe(true);
});

test('timers come in the order in which they are due, those of one clock and of the world', async () => {
  const stranger = await platform.tenant();
  await tenant.call('POST', CLOCK, { by: 'P2D' });
  const asTenant = (id: string) => ({ role: 'scell_tenant', tenantId: id }) as const;
  const at = (ms: number) => new Date(START + ms);
  for (const [id, kind, due] of [
    [tenant.summary.id, 'third', at(DAY)],
    [tenant.summary.id, 'second', at(DAY / 2)],
    [stranger.summary.id, 'not yet', at(DAY / 4)],
    [stranger.summary.id, 'first', at(-DAY)],
  ] as const)
    await query(
      platform.databases.sandbox.appUrl,
      'insert into timers (tenant_id, kind, subject_id, due_at) values ($1, $2, gen_random_uuid(), $3)',
      [id, kind, due],
      asTenant(id),
    );
  const claimed = await query<{ kind: string }>(
    platform.databases.sandbox.appUrl,
    "select kind from gate.claim_timers($1, '1 minute', 20)",
    [new Date(START)],
    { role: 'scell_system' },
  );
  expect(claimed.map(({ kind }) => kind).filter((kind) => /first|second|third|yet/.test(kind))).toEqual([
    'first',
    'second',
    'third',
  ]);
});

test('moved twice at once it is moved by both; the database lets it back for nobody', async () => {
  const answers = await Promise.all([1, 2, 3].map(() => tenant.call('POST', CLOCK, { by: 'PT24H' })));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect((await tenant.call('GET', CLOCK)).body.data.ahead_seconds).toBe((3 * DAY) / 1000);
  await expect(
    query(
      platform.databases.sandbox.appUrl,
      'update sandbox_clocks set ahead_ms = 1 where tenant_id = $1',
      [tenant.summary.id],
      { role: 'scell_tenant', tenantId: tenant.summary.id },
    ),
  ).rejects.toThrow(/forward only/);
});

test('another process learns of it', async () => {
  const { openSandboxClocks } = await import('../../src/platform/sandbox-clocks.ts');
  const other = openSandboxClocks(platform.services.databases.sandbox, platform.services.logger);
  await tenant.call('POST', CLOCK, { by: 'PT1H' });
  await expect.poll(() => other.aheadOf(tenant.summary.id), { timeout: 5_000 }).toBe(3_600_000);
  await other.close();
});

test('a move that is done is answered so, whether or not this process can read the clocks just then', async () => {
  const { sandbox } = platform.services.databases;
  const { withSystem } = sandbox;
  sandbox.withSystem = () => Promise.reject(new Error('away'));
  const { status } = await tenant.call('POST', CLOCK, { advance: 'PT1H' });
  sandbox.withSystem = withSystem;
  expect(status).toBe(200);
  expect((await tenant.call('GET', CLOCK)).body.data.ahead_seconds).toBe(3_600);
  // It learns of it all the same, a moment later.
  await expect
    .poll(() => platform.services.sandboxClocks.aheadOf(tenant.summary.id), { timeout: 5_000 })
    .toBe(3_600_000);
});
