import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { setPrice } from '../../src/features/billing/balance/set-price.ts';
import { verifyCompany } from '../../src/features/companies/verify-company.ts';
import { createSubTenant } from '../../src/features/tenants/create-sub-tenant.ts';
import { operatorFor } from '../../src/features/tenants/operator.ts';
import { verifyTenant } from '../../src/features/tenants/verify-tenant.ts';
import { tasksOf, timerHandlersOf } from '../../src/tasks.ts';
import { query } from '../data/sql.ts';
import { expectBooksBalanced } from '../support/books.ts';
import {
  createTestPlatform,
  giveCredits,
  invoiceBody,
  type TestPlatform,
  type TestTenant,
} from '../support/platform.ts';

// What issuing costs, and what happens when there is nothing left to pay it with.

let platform: TestPlatform;
let tenant: TestTenant;
let liveKey: string;
beforeAll(async () => {
  platform = await createTestPlatform({ poolSize: 20 });
});
afterAll(async () => {
  await expectBooksBalanced(platform.databases.live.ownerUrl);
  await expectBooksBalanced(platform.databases.sandbox.ownerUrl);
  await platform.close();
});
beforeEach(async () => {
  platform.services.billing = { on: true, owner: null };
  tenant = await platform.tenant();
  liveKey = await tenant.newKey({ environment: 'production' });
});

/** A seller and a buyer whose numbers hold: live checks them. */
const liveBody = (changes: Record<string, unknown> = {}) =>
  invoiceBody({ buyer_siret: '44306184100047', ...changes });

/** A tenant that may issue in live, with so much to spend. */
async function liveTenant(credits: string): Promise<{ key: string; companyId: string }> {
  const key = liveKey;
  const made = await tenant.call(
    'POST',
    '/companies',
    {
      name: 'North SARL',
      siret: '73282932000074',
      address_line1: '2 Rue du Nord',
      postal_code: '59000',
      city: 'Lille',
      iban: 'FR7630006000011234567890189',
      operation_category: 'services',
    },
    { key },
  );
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  await verifyCompany(platform.services, tenant.summary, made.body.data.id, null);
  await verifyTenant(platform.services, tenant.summary.id);
  if (credits !== '0') await giveCredits(platform.services, tenant.summary, credits);
  return { key, companyId: made.body.data.id };
}

const balance = async (key = tenant.key) =>
  (await tenant.call('GET', '/tenant/balance', undefined, { key })).body.data.amount as number;
const draft = async (key = tenant.key, changes: Record<string, unknown> = {}) => {
  const { status, body } = await tenant.call('POST', '/invoices', liveBody(changes), { key });
  expect(status, JSON.stringify(body)).toBe(201);
  return body.data.id as string;
};
const submit = (id: string, key = tenant.key, headers: Record<string, string> = {}) =>
  tenant.call('POST', `/invoices/${id}/submit`, undefined, { key, headers });

describe('in the sandbox', () => {
  test('a new account plays with 1,000 €, once, whoever looks first', async () => {
    const looks = await Promise.all(Array.from({ length: 8 }, () => balance()));
    expect(looks).toEqual(Array.from({ length: 8 }, () => 1000));
    const { body } = await tenant.call('GET', '/balance/transactions');
    expect(body.data).toMatchObject([{ type: 'credit', kind: 'welcome', amount: 1000, balance_after: 1000 }]);
  });

  test('an invoice costs 0.04 €, and says so', async () => {
    const id = await draft();
    expect((await submit(id)).body.data.amount_charged).toBe(0.04);
    expect((await submit(id)).status).toBe(200);
    expect((await tenant.call('GET', `/invoices/${id}`)).body.data.amount_charged).toBe(0.04);
    expect(await balance()).toBe(999.96);
    const { body } = await tenant.call('GET', '/tenant/billing/transactions?type=debit');
    expect(body.data).toMatchObject([
      { amount: -0.04, balance_before: 1000, balance_after: 999.96, entity_type: 'invoice', entity_id: id },
    ]);
    expect(body.meta.total).toBe(1);
    const usage = await tenant.call('GET', '/tenant/billing/usage');
    expect(usage.body.data).toMatchObject({
      period: '2026-05',
      invoices_count: 1,
      invoices_amount: 0.04,
      total_cost: 0.04,
    });
  });
});

describe('in live', () => {
  test('without credits nothing is done: no number, no entry, and the draft stays', async () => {
    const { key, companyId } = await liveTenant('0.04');
    const [first, second] = [
      await draft(key, { company_id: companyId }),
      await draft(key, { company_id: companyId }),
    ];
    const issued = await submit(first, key);
    expect(issued.body.data.invoice_number).toMatch(/-202605-00001$/);
    const refused = await submit(second, key, { 'idempotency-key': 'once' });
    expect(refused.status).toBe(402);
    expect(refused.body).toMatchObject({
      code: 'INSUFFICIENT_BALANCE',
      error_code: 'INSUFFICIENT_BALANCE',
      required: 0.04,
      balance: 0,
    });
    const { body } = await tenant.call('GET', `/invoices/${second}`, undefined, { key });
    expect(body.data).toMatchObject({ status: 'draft', amount_charged: null });
    expect(await balance(key)).toBe(0);
    const immediately = await tenant.call(
      'POST',
      '/invoices',
      liveBody({ company_id: companyId, send_immediately: true, external_id: 'NOT-YET' }),
      { key },
    );
    expect(immediately.status).toBe(402);
    const list = await tenant.call('GET', '/invoices', undefined, { key });
    expect(list.body.meta.total).toBe(2);

    await giveCredits(platform.services, tenant.summary, '0.04');
    const later = await submit(second, key, { 'idempotency-key': 'once' });
    expect(later.body.data.invoice_number).toMatch(/-202605-00002$/);
  });

  test('64 at once on a balance for half of them: exactly half are issued, and the books balance', async () => {
    const { key, companyId } = await liveTenant('1.28');
    const ids: string[] = [];
    for (let i = 0; i < 64; i++) ids.push(await draft(key, { company_id: companyId }));
    const address = await platform.app.listen({ port: 0, host: '127.0.0.1' });
    const answers = await Promise.all(
      ids.map(async (id) => {
        const answer = await fetch(`${address}/api/v1/invoices/${id}/submit`, {
          method: 'POST',
          headers: { 'x-api-key': key },
        });
        // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies freely
        return { status: answer.status, body: (await answer.json()) as any };
      }),
    );
    const issued = answers.filter(({ status }) => status === 200);
    expect(issued).toHaveLength(32);
    expect(answers.filter(({ status }) => status === 402)).toHaveLength(32);
    expect(
      issued.map(({ body }) => Number(body.data.invoice_number.slice(-5))).sort((a, b) => a - b),
    ).toEqual(Array.from({ length: 32 }, (_, index) => index + 1));
    expect(await balance(key)).toBe(0);
    await expectBooksBalanced(platform.databases.live.ownerUrl);
  });

  test('a tenant’s own price counts from its day', async () => {
    const { key, companyId } = await liveTenant('1');
    const actor = operatorFor(platform.services, tenant.summary, 'production');
    await platform.services.databases.production.withTenant(actor.scope, async (tx) => {
      await setPrice(tx, actor, { service: 'invoice', price: '0.0125', reason: 'volume', from: null });
      const later = new Date(platform.now + 1000);
      await setPrice(tx, actor, { service: 'invoice', price: '9', reason: 'later', from: later });
    });
    expect((await tenant.call('GET', '/pricing', undefined, { key })).body.data.invoice_price).toBe(0.0125);
    expect((await tenant.call('GET', '/tenant/pricing', undefined, { key })).body.data.invoice_price).toBe(
      0.0125,
    );
    expect((await tenant.call('GET', '/pricing/public')).body.data.invoice_price).toBe(0.04);
    expect((await submit(await draft(key, { company_id: companyId }), key)).body.data.amount_charged).toBe(
      0.0125,
    );
    expect(await balance(key)).toBe(0.9875);
  });

  test('where billing is off, and for the platform’s owner, nothing is charged', async () => {
    const { key, companyId } = await liveTenant('0');
    for (const billing of [
      { on: false, owner: null },
      { on: true, owner: { tenant: tenant.summary.slug, companyId: null } },
    ]) {
      platform.services.billing = billing;
      const issued = await submit(await draft(key, { company_id: companyId }), key);
      expect(issued.body.data.amount_charged).toBe(0);
    }
    expect(await balance(key)).toBe(0);
  });
});

test('a key of a sub-tenant spends the account’s credits, and does not see them', async () => {
  const sub = await createSubTenant(platform.services, 'sandbox', tenant.summary, {
    name: 'North',
    externalId: null,
    country: 'FR',
  });
  const key = await tenant.newKey({ subTenantId: sub.id });
  await tenant.call('POST', '/companies', {
    name: 'North SARL',
    siret: '73282932000074',
    address_line1: '2 Rue du Nord',
    postal_code: '59000',
    city: 'Lille',
    operation_category: 'services',
    sub_tenant_id: sub.id,
  });
  expect((await submit(await draft(key), key)).status).toBe(200);
  expect(await balance()).toBe(999.96);
  for (const path of ['/balance', '/tenant/balance', '/balance/transactions', '/tenant/billing/usage'])
    expect((await tenant.call('GET', path, undefined, { key })).status).toBe(403);
  const { body } = await tenant.call('GET', '/balance/transactions?type=debit');
  expect(body.data).toMatchObject([{ sub_tenant_id: sub.id }]);
  // Its spending may cross a threshold of the whole account.
  await tenant.call('PUT', '/balance/settings', {
    low_balance_alert_threshold: 999.93,
    critical_balance_alert_threshold: 5,
  });
  expect((await submit(await draft(key, { notes: 'b' }), key)).status).toBe(200);
  await runJob('sandbox', 'balance.alerts');
  expect(await told('sandbox')).toEqual(['balance.low']);
});

describe('thresholds', () => {
  test('each is told of once when it is fallen below, and again after a reload', async () => {
    await emailOf(tenant, 'compta@acme.example');
    const { key, companyId } = await liveTenant('0.20');
    const settings = { low_balance_alert_threshold: 0.17, critical_balance_alert_threshold: 0.1 };
    expect((await tenant.call('PUT', '/balance/settings', settings, { key })).body.data).toMatchObject(
      settings,
    );
    for (let i = 0; i < 5; i++)
      expect((await submit(await draft(key, { company_id: companyId }), key)).status).toBe(200);
    await runJob('production', 'balance.alerts');
    await runJob('production', 'balance.alerts');
    const falling = ['balance.low', 'balance.critical', 'balance.depleted'];
    expect(await told('live')).toEqual(['balance.reloaded', ...falling]);
    for (const id of await queuedMails('live'))
      await tasksOf(platform.services, 'production')['balance.mail']?.({
        tenant_id: tenant.summary.id,
        mail_id: id,
      });
    expect(platform.mails.at(-1)).toMatchObject({
      to: 'compta@acme.example',
      subject: 'Votre solde est épuisé / Your balance is used up',
    });

    await giveCredits(platform.services, tenant.summary, '0.18');
    expect((await submit(await draft(key, { company_id: companyId }), key)).status).toBe(200);
    await runJob('production', 'balance.alerts');
    expect(await told('live')).toEqual(['balance.reloaded', ...falling, 'balance.reloaded', 'balance.low']);
  });

  test('a critical threshold above the low one is refused', async () => {
    const answer = await tenant.call('PUT', '/balance/settings', { critical_balance_alert_threshold: 50 });
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toHaveProperty('critical_balance_alert_threshold');
  });
});

describe('credits end after twelve months', () => {
  test('the oldest are spent first, warned of thirty days before, and taken off at their end', async () => {
    const start = platform.now;
    const { id: tenantId } = tenant.summary;
    const look = () =>
      timerHandlersOf(platform.services)['balance.credits']?.('production', {
        tenantId,
        kind: 'balance.credits',
        subjectId: tenantId,
        attempts: 1,
      });
    try {
      const { key, companyId } = await liveTenant('1');
      platform.now = Date.parse('2026-06-06T08:00:00Z');
      await giveCredits(platform.services, tenant.summary, '2');
      await submit(
        await draft(key, { company_id: companyId, issue_date: '2026-06-06', due_date: '2026-07-06' }),
        key,
      );
      expect((await tenant.call('GET', '/balance', undefined, { key })).body.data).toMatchObject({
        amount: 2.96,
        expiring_amount: 0.96,
        expires_at: '2027-05-06T08:00:00+00:00',
      });
      platform.now = Date.parse('2027-04-10T08:00:00Z');
      await look();
      await look();
      await runJob('production', 'balance.alerts');
      const events = await told('live');
      expect(events.filter((type) => type === 'balance.expiring')).toHaveLength(1);
      expect(await dueAt()).toBe('2027-05-06T08:00:00.000Z');

      // At its end it cannot be spent any more, even before the timer comes.
      platform.now = Date.parse('2027-05-06T08:00:00Z');
      expect(await balance(key)).toBe(2);
      await Promise.all([look(), look()]);
      expect(await balance(key)).toBe(2);
      const { body } = await tenant.call('GET', '/balance/transactions?service=expiry', undefined, { key });
      expect(body.data).toMatchObject([{ amount: -0.96, balance_after: 2, kind: 'expiry' }]);
      expect((await told('live')).filter((type) => type === 'balance.expired')).toHaveLength(1);
      expect(await dueAt()).toBe('2027-05-07T08:00:00.000Z');
      platform.now = Date.parse('2027-06-06T08:00:01Z');
      await look();
      expect(await balance(key)).toBe(0);
      expect(await dueAt()).toBeUndefined();
    } finally {
      platform.now = start;
    }
  });
});

async function dueAt(): Promise<string | undefined> {
  const rows = await platform.services.databases.production.withTenant(
    { tenantId: tenant.summary.id },
    (tx) => tx.selectFrom('timers').select('due_at').where('kind', '=', 'balance.credits').execute(),
  );
  return rows[0]?.due_at.toISOString();
}

async function told(environment: 'live' | 'sandbox'): Promise<string[]> {
  const db = platform.services.databases[environment === 'live' ? 'production' : 'sandbox'];
  const rows = await db.withTenant({ tenantId: tenant.summary.id }, (tx) =>
    tx
      .selectFrom('events')
      .select('type')
      .where('subject_type', '=', 'balance')
      .orderBy('sequence')
      .execute(),
  );
  return rows.map(({ type }) => type);
}

async function queuedMails(environment: 'live' | 'sandbox'): Promise<string[]> {
  const db = platform.services.databases[environment === 'live' ? 'production' : 'sandbox'];
  const rows = await db.withTenant({ tenantId: tenant.summary.id }, (tx) =>
    tx.selectFrom('mails').select('id').where('subject_type', '=', 'balance').execute(),
  );
  return rows.map(({ id }) => id);
}

async function runJob(environment: 'production' | 'sandbox', name: string): Promise<void> {
  await tasksOf(platform.services, environment)[name]?.({ tenant_id: tenant.summary.id });
}

async function emailOf({ summary }: TestTenant, email: string): Promise<void> {
  const { ownerUrl } = platform.databases.live;
  await query(ownerUrl, 'alter table scell.tenants no force row level security');
  await query(ownerUrl, `update scell.tenants set email = '${email}' where id = '${summary.id}'`);
  await query(ownerUrl, 'alter table scell.tenants force row level security');
}

test('of several at once, those the balance pays for are issued, and the others cost nothing', async () => {
  const { key, companyId } = await liveTenant('0.12');
  const issuer = { company_id: companyId };
  const bulk = (count: number) => {
    const invoices = Array.from({ length: count }, () => liveBody({ ...issuer, send_immediately: true }));
    return tenant.call('POST', '/tenant/invoices/bulk', { invoices }, { key });
  };
  const { status, body } = await bulk(3 + 2);
  expect(status, JSON.stringify(body)).toBe(201);
  expect(body.data).toMatchObject({ created: 3, failed: 2 });
  expect(body.data.results.map(({ outcome }: { outcome: string }) => outcome)).toEqual([
    ...Array.from({ length: 3 }, () => 'issued'),
    ...Array.from({ length: 2 }, () => 'failed'),
  ]);
  expect(body.data.results[4].error.error_code).toBe('INSUFFICIENT_BALANCE');
  expect(await balance(key)).toBe(0);

  const none = await bulk(2);
  expect({ status: none.status, code: none.body.error_code }).toEqual({
    status: 402,
    code: 'INSUFFICIENT_BALANCE',
  });
  const ids = [await draft(key, issuer), await draft(key, issuer)];
  const submitIds = () => tenant.call('POST', '/tenant/invoices/bulk-submit', { ids }, { key });
  expect((await submitIds()).status).toBe(402);
  await giveCredits(platform.services, tenant.summary, '0.04');
  expect((await submitIds()).body.data).toMatchObject({ submitted: 1, failed: 1 });
  expect(await balance(key)).toBe(0);
  expect((await tenant.call('GET', '/tenant/invoices', undefined, { key })).body.meta.total).toBe(5);
});
