import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { advanceDue } from '../../src/features/companies/kyc/advance-verification.ts';
import { KYC_TIMER } from '../../src/features/companies/kyc/timers.ts';
import { mirrorCompany } from '../../src/features/companies/mirror-company.ts';
import {
  openVerifications,
  refuseVerification,
  verifyCompany,
} from '../../src/features/companies/verify-company.ts';
import { createSubTenant } from '../../src/features/tenants/create-sub-tenant.ts';
import type { Environment } from '../../src/platform/environments.ts';
import { signLink } from '../../src/platform/http/signed-links.ts';
import { workingUntil } from '../support/background.ts';
import { createTestPlatform, START, type TestPlatform, type TestTenant } from '../support/platform.ts';

let platform: TestPlatform;
let tenant: TestTenant;
let live: string;
beforeAll(async () => {
  platform = await createTestPlatform();
  tenant = await platform.tenant();
  live = await tenant.newKey({ environment: 'production' });
});
afterAll(() => platform.close());

const sirets = ['73282932000074', '55208131766522', '44306184100047', '35600000049837', '35600000000048'];
const fields = (siret: string) => ({
  name: 'Beta SARL',
  siret,
  address_line1: '2 Rue du Nord',
  postal_code: '59000',
  city: 'Lille',
});

async function made(key = tenant.key, siret?: string): Promise<string> {
  const own = siret ?? `${10_000_000_000_000 + Math.floor(Math.random() * 89_000_000_000_000)}`;
  const { status, body } = await tenant.call('POST', '/companies', fields(own), { key });
  expect(status, JSON.stringify(body)).toBe(201);
  return body.data.id;
}

const start = (id: string, key = tenant.key) =>
  tenant.call('POST', `/companies/${id}/kyc`, undefined, { key });
const read = async (id: string, key = tenant.key) =>
  (await tenant.call('GET', `/companies/${id}/kyc/status`, undefined, { key })).body;
const advance = (id: string, body?: unknown, key = tenant.key) =>
  tenant.call('POST', `/companies/${id}/kyc/advance`, body, { key });

async function timers(environment: Environment = 'sandbox') {
  return platform.services.databases[environment].withTenant({ tenantId: tenant.summary.id }, (tx) =>
    tx.selectFrom('timers').select(['subject_id', 'due_at']).where('kind', '=', KYC_TIMER).execute(),
  );
}

/** Runs the timers that are due, as the scheduler does. */
async function runDue(): Promise<void> {
  for (const { subject_id, due_at } of await timers()) {
    if (due_at.getTime() <= platform.now)
      await advanceDue(platform.services, 'sandbox', tenant.summary.id, subject_id);
  }
}

async function eventsOf(id: string, environment: Environment = 'sandbox'): Promise<string[]> {
  const rows = await platform.services.databases[environment].withTenant(
    { tenantId: tenant.summary.id },
    (tx) => tx.selectFrom('events').select('type').where('subject_id', '=', id).orderBy('sequence').execute(),
  );
  return rows.map(({ type }) => type);
}

describe('in the sandbox', () => {
  test('it answers what the public clients read, and goes on by itself', async () => {
    const id = await made();
    expect(await read(id)).toMatchObject({
      status: 'pending_kyc',
      kyc_reference: null,
      kyc_completed_at: null,
      data: { status: 'pending', step: 'not_started', verification_status: null, reference: null },
    });

    const { status, body } = await start(id);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      message: 'The verification of the company has been asked for.',
      status: 'pending_kyc',
      data: { step: 'submitted', provider: 'sandbox', started_at: '2026-05-06T08:00:00+00:00' },
    });
    expect(body.kyc_reference).toMatch(/^KYC-[0-9A-F]{12}$/);
    expect(body.redirect_url).toMatch(/^http:\/\/scell\.test\/kyc\//);

    await runDue();
    expect((await read(id)).data.step).toBe('submitted');
    platform.now += 10_000;
    await runDue();
    expect((await read(id)).data).toMatchObject({ step: 'in_review', verification_status: 'needs_review' });
    platform.now += 10_000;
    await runDue();
    platform.now = START;
    expect(await read(id)).toMatchObject({
      message: 'The company is verified.',
      status: 'active',
      kyc_reference: body.kyc_reference,
      kyc_completed_at: '2026-05-06T08:00:20+00:00',
      data: { status: 'active', verification_status: 'verified', completed_at: '2026-05-06T08:00:20+00:00' },
    });
    expect(await timers()).toEqual([]);
    expect((await tenant.call('GET', `/companies/${id}`)).body.data).toMatchObject({
      status: 'active',
      kyc_status: 'active',
      kyc_reference: body.kyc_reference,
    });
    expect(await eventsOf(id)).toEqual([
      'company.created',
      'company.verification_started',
      'company.verified',
    ]);
  });

  test('the worker takes it there', { timeout: 30_000 }, async () => {
    const id = await made();
    await start(id);
    platform.now += 60_000;
    await workingUntil(platform, async () => {
      platform.now += 10_000;
      return (await read(id)).status === 'active';
    });
    platform.now = START;
  });

  test('it goes on at a command, step by step or to its end, also at an empty or PHP body', async () => {
    const id = await made();
    expect((await advance(id)).body.error_code).toBe('KYC_NOT_OPEN');
    await start(id);
    expect((await advance(id, '[]')).body.data.step).toBe('in_review');
    expect((await advance(id, {})).body.data.step).toBe('approved');
    expect((await advance(id)).status).toBe(409);

    const other = await made();
    await start(other);
    const refused = await advance(other, { decision: 'rejected', reason: 'Kbis illisible' });
    expect(refused.body).toMatchObject({
      status: 'pending_kyc',
      data: { step: 'refused', verification_status: 'failed', reason: 'Kbis illisible' },
    });
    expect(await timers()).toEqual([]);
    const again = await start(other);
    expect(again.body.kyc_reference).not.toBe(refused.body.kyc_reference);
    expect((await advance(other, { outcome: 'approved' })).body.status).toBe('active');
    expect((await tenant.call('GET', `/companies/${other}`)).body.data.kyc_reference).toBe(
      again.body.kyc_reference,
    );
  });

  test('it takes the bodies of the public clients, which say nothing', async () => {
    for (const body of ['', '[]', '{}']) {
      const id = await made();
      expect((await tenant.call('POST', `/companies/${id}/kyc`, body)).status).toBe(200);
      await advance(id, { outcome: 'approved' });
    }
  });

  test('a request that is open goes on, also of eight at once; a verified company stays so', async () => {
    const id = await made();
    const both = await Promise.all(Array.from({ length: 8 }, () => start(id)));
    expect(both.map(({ status }) => status)).toEqual(both.map(() => 200));
    expect(new Set(both.map(({ body }) => body.kyc_reference)).size).toBe(1);
    expect(await timers()).toHaveLength(1);
    await advance(id, { outcome: 'approved' });
    const after = await start(id);
    expect(after.body).toMatchObject({
      message: 'The company is verified.',
      status: 'active',
      kyc_reference: both[0]?.body.kyc_reference,
    });
    expect(await eventsOf(id)).toEqual([
      'company.created',
      'company.verification_started',
      'company.verified',
    ]);
  });

  test('a command and the timer at once make one step each, and a late timer none', async () => {
    const id = await made();
    await start(id);
    const [timer] = await timers();
    platform.now += 10_000;
    const due = () => advanceDue(platform.services, 'sandbox', tenant.summary.id, timer?.subject_id ?? '');
    await Promise.all([due(), advance(id), due()]);
    await due();
    platform.now = START;
    expect((await eventsOf(id)).filter((type) => type === 'company.verified')).toHaveLength(1);
    expect(await timers()).toEqual([]);
  });

  test('a timer of a request that is over leaves the next request alone', async () => {
    const id = await made();
    await start(id);
    const [timer] = await timers();
    await advance(id, { outcome: 'refused' });
    await start(id);
    await advanceDue(platform.services, 'sandbox', tenant.summary.id, timer?.subject_id ?? '');
    expect((await read(id)).data.step).toBe('submitted');
    await advance(id, { outcome: 'approved' });
  });

  test('a company that becomes another legal entity, or goes, is not verified behind its back', async () => {
    const id = await made();
    await start(id);
    await tenant.call('PATCH', `/companies/${id}`, { city: 'Roubaix' });
    expect((await read(id)).data.step).toBe('submitted');
    await tenant.call('PATCH', `/companies/${id}`, { siret: '99999999900404' });
    expect((await read(id)).data).toMatchObject({ step: 'cancelled', status: 'pending' });
    expect(await timers()).toEqual([]);
    await start(id);
    await tenant.call('DELETE', `/companies/${id}`);
    expect(await timers()).toEqual([]);
    expect((await tenant.call('GET', `/companies/${id}/kyc/status`)).status).toBe(404);
  });

  test('the body of a command is looked at', async () => {
    const id = await made();
    await start(id);
    const { status, body } = await advance(id, { outcome: 'maybe', reason: 'x'.repeat(501) });
    expect(status).toBe(422);
    expect(Object.keys(body.errors).sort()).toEqual(['outcome', 'reason']);
    expect((await read(id)).data.step).toBe('submitted');
  });
});

describe('in live', () => {
  test('the operator looks, refuses, and verifies; no command goes before', async () => {
    const id = await made(live, sirets[0]);
    const { body } = await start(id, live);
    expect(body).toMatchObject({
      status: 'pending_kyc',
      data: { step: 'in_review', provider: 'review', verification_status: 'needs_review' },
    });
    expect(await timers('production')).toEqual([]);
    expect((await advance(id, { outcome: 'approved' }, live)).body.error_code).toBe('SANDBOX_ONLY');
    expect(await openVerifications(platform.services)).toMatchObject([
      {
        tenant_id: tenant.summary.id,
        tenant_slug: tenant.summary.slug,
        company_id: id,
        company_name: 'Beta SARL',
        siret: sirets[0],
        reference: body.kyc_reference,
      },
    ]);

    await refuseVerification(platform.services, tenant.summary, id, 'Kbis de plus de trois mois');
    expect((await read(id, live)).data).toMatchObject({
      step: 'refused',
      reason: 'Kbis de plus de trois mois',
      status: 'pending',
    });
    expect(await openVerifications(platform.services)).toEqual([]);
    await expect(refuseVerification(platform.services, tenant.summary, id, 'x')).rejects.toMatchObject({
      errorCode: 'KYC_NOT_OPEN',
    });

    const { kyc_reference } = (await start(id, live)).body;
    await verifyCompany(platform.services, tenant.summary, id, null);
    expect(await read(id, live)).toMatchObject({ status: 'active', kyc_reference });
    expect(await eventsOf(id, 'production')).toEqual([
      'company.created',
      'company.verification_started',
      'company.verification_refused',
      'company.verification_started',
      'company.verified',
    ]);
    await mirrorCompany(platform.services, tenant.summary.id, id);
    expect((await tenant.call('GET', `/companies/${id}`)).body.data).toMatchObject({ kyc_reference });
  });

  test('a reference of the operator goes before that of the request', async () => {
    const id = await made(live, sirets[1]);
    await start(id, live);
    await verifyCompany(platform.services, tenant.summary, id, 'Kbis of 2026-05-01');
    expect((await read(id, live)).kyc_reference).toBe('Kbis of 2026-05-01');
  });

  test('identifiers must hold before anybody looks', async () => {
    const { status, body } = await start(tenant.companyId, live);
    expect(status).toBe(422);
    expect(Object.keys(body.errors)).toContain('siret');
  });

  test('a suspended company asks nobody', async () => {
    const id = await made(live, sirets[2]);
    await platform.services.databases.production.withTenant({ tenantId: tenant.summary.id }, (tx) =>
      tx.updateTable('companies').set({ status: 'suspended' }).where('id', '=', id).execute(),
    );
    expect((await start(id, live)).body.error_code).toBe('COMPANY_SUSPENDED');
    expect(await read(id, live)).toMatchObject({ status: 'suspended', data: { step: 'suspended' } });
  });
});

test('a key of a sub-tenant verifies its own company only', async () => {
  const sub = await createSubTenant(platform.services, 'sandbox', tenant.summary, {
    name: 'North',
    externalId: null,
    country: 'FR',
  });
  const key = await tenant.newKey({ subTenantId: sub.id });
  const id = await made(key);
  expect((await start(id, key)).status).toBe(200);
  expect((await advance(id, undefined, key)).body.data.step).toBe('in_review');
  expect((await start(await made(), key)).status).toBe(404);
});

describe('the page of a verification', () => {
  const get = async (url: string, language = 'en') => {
    const answer = await platform.app.inject({
      url: url.replace('http://scell.test', ''),
      headers: { 'accept-language': language },
    });
    return { status: answer.statusCode, text: answer.payload, headers: answer.headers };
  };

  test('tells a person how it goes, for thirty days, in both languages', async () => {
    const id = await made();
    const { redirect_url: url } = (await start(id)).body;
    const page = await get(url);
    expect(page.status).toBe(200);
    expect(page.headers).toMatchObject({ 'cache-control': 'no-store', 'x-robots-tag': 'noindex' });
    expect(page.text).toContain('Beta SARL');
    expect(page.text).toContain('The verification of the company has been asked for.');
    await advance(id, { outcome: 'refused', reason: '<script>alert(1)</script>' });
    const refused = await get(url, 'fr');
    expect(refused.text).toContain('a été refusée');
    expect(refused.text).not.toContain('<script>');
    platform.now += 30 * 86_400_000;
    expect((await get(url)).status).toBe(404);
    platform.now = START;
  });

  test('opens no file, and a link to a file opens no page', async () => {
    const { redirect_url: url } = (await start(await made())).body;
    expect((await get(url.replace('/kyc/', '/files/'))).status).toBe(404);
    expect((await get('/kyc/x.y')).status).toBe(404);
    const file = {
      environment: 'sandbox',
      tenantId: tenant.summary.id,
      subjectId: tenant.companyId,
    } as const;
    const token = (kind: string) =>
      signLink({ ...file, kind, expires: START / 1000 + 60 }, platform.services.secret);
    expect((await get(`/kyc/${token('pdf')}`)).status).toBe(404);
    expect((await get(`/kyc/${token('kyc')}`)).status).toBe(200);
    expect((await get(url.slice(0, -2))).status).toBe(404);
  });
});
