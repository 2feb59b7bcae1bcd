/** The profile of a tenant: one identity, and what it chooses for each environment. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSubTenant } from '../../src/features/tenants/create-sub-tenant.ts';
import { verifyTenant } from '../../src/features/tenants/verify-tenant.ts';
import { guardedClient } from '../../src/platform/outbound/guarded-request.ts';
import { allowedAddresses } from '../../src/platform/outbound/public-address.ts';
import { createTestPlatform, invoiceBody, type TestPlatform, type TestTenant } from '../support/platform.ts';

let platform: TestPlatform;
let tenant: TestTenant;
let liveKey: string;
beforeAll(async () => {
  platform = await createTestPlatform();
  tenant = await platform.tenant({ slug: 'acme-sas' });
  liveKey = await tenant.newKey({ environment: 'production' });
});
afterAll(() => platform.close());

const me = async (key = tenant.key) => (await tenant.call('GET', '/tenant/me', undefined, { key })).body.data;
const change = (body: unknown, { key = tenant.key, method = 'PUT' as 'PUT' | 'POST' | 'PATCH' } = {}) =>
  tenant.call(method, '/tenant/me', body, { key });

test('is what was said of it, flat or nested, by the verb of each client', async () => {
  expect((await change({ billing_email: 'Factures@Acme.fr', contact_phone: '+33 1' })).status).toBe(200);
  const address = { line1: '1 Rue de la Paix', postal_code: '75001', city: 'Paris', country: 'FR' };
  const posted = await change(
    { name: 'Acme', phone: '+33 2', email: 'a@acme.fr', address },
    { method: 'POST' },
  );
  expect(posted.status).toBe(200);
  expect((await change({ address_line2: 'Bât. B', settings: { a: [1] } }, { method: 'PATCH' })).status).toBe(
    200,
  );
  const renamed = await tenant.call('PUT', '/auth/tenant/profile', { legal_name: 'Acme SAS' });
  expect(renamed.status).toBe(200);
  expect(await me()).toMatchObject({
    id: tenant.summary.id,
    name: 'Acme',
    legal_name: 'Acme SAS',
    slug: 'acme-sas',
    billing_email: 'Factures@acme.fr',
    contact_phone: '+33 2',
    phone: '+33 2',
    address: { ...address, line2: 'Bât. B' },
    settings: { a: [1] },
    environment: 'sandbox',
    kyb_status: 'pending',
  });
  // Identity is one, whatever the environment.
  expect(await me(liveKey)).toMatchObject({ name: 'Acme', environment: 'production' });
  expect((await change({ settings: null, address_line2: null })).status).toBe(200);
  expect(await me()).toMatchObject({ settings: {}, address: { line2: null } });
});

test('its slug does not change, and no field grows without bound', async () => {
  expect((await change({ slug: 'acme-sas' })).status).toBe(200);
  const other = await change({ slug: 'other' });
  expect(other.status).toBe(422);
  expect(other.body.errors.slug[0]).toContain('acme-sas');
  for (const settings of [
    { a: 'x'.repeat(17_000) },
    [1],
    'x',
    { a: { b: { c: { d: { e: { f: { g: { h: { i: 1 } } } } } } } } },
  ])
    expect((await change({ settings })).status, JSON.stringify(settings).slice(0, 50)).toBe(422);
  // An address that has begun is whole.
  expect((await change({ postal_code: null })).status).toBe(422);
});

describe('its webhook address', () => {
  // As an installation that allows nothing of its own network.
  beforeAll(() => {
    const { outbound } = platform.services;
    const strict = guardedClient(allowedAddresses([]));
    platform.services.outbound = strict;
    return () => {
      strict.close();
      platform.services.outbound = outbound;
    };
  });

  test.each([
    'http://hooks.acme.fr/x',
    'https://localhost/x',
    'https://127.0.0.1/x',
    'https://2130706433/x',
    'https://0x7f.1/x',
    'https://[::1]/x',
    'https://10.0.0.8/x',
    'https://169.254.169.254/x',
    'https://hooks.acme.fr:22/x',
    'https://db.internal/x',
    'https://printer.local./x',
    'https://user:secret@hooks.acme.fr/x',
    'javascript:alert(1)',
    'https://',
    `https://hooks.acme.fr/${'x'.repeat(2048)}`,
  ])('is not %.40s', async (webhook_url) => {
    const answer = await change({ webhook_url });
    expect({ status: answer.status, fields: Object.keys(answer.body.errors ?? {}) }).toEqual({
      status: 422,
      fields: ['webhook_url'],
    });
  });

  test('that is refused changes nothing else of the request', async () => {
    const before = await me();
    const answer = await change({ name: 'Changed', webhook_url: 'https://10.0.0.1/x' });
    expect(answer.status).toBe(422);
    expect(await me()).toEqual(before);
  });

  test('is that of the environment of the key: a sandbox key sends no live event elsewhere', async () => {
    await change({ webhook_url: 'https://live.acme.fr/hook' }, { key: liveKey });
    await change({ webhook_url: 'https://test.acme.fr/hook' });
    expect(await me(liveKey)).toMatchObject({ webhook_url: 'https://live.acme.fr/hook' });
    expect(await me()).toMatchObject({ webhook_url: 'https://test.acme.fr/hook' });
    await change({ webhook_url: null });
    expect(await me()).toMatchObject({ webhook_url: null });
    expect(await me(liveKey)).toMatchObject({ webhook_url: 'https://live.acme.fr/hook' });
  });
});

describe('its default company', () => {
  const company = async (key: string, changes: object) => {
    const answer = await tenant.call(
      'POST',
      '/companies',
      {
        name: 'Second',
        address_line1: '2',
        postal_code: '59000',
        city: 'Lille',
        operation_category: 'services',
        ...changes,
      },
      { key },
    );
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    return answer.body.data.id as string;
  };

  test('is chosen in each environment, and issues there', async () => {
    const second = await company(tenant.key, { siret: '73282932000074' });
    const chosen = await change({ default_company_id: second });
    expect(chosen.body.data.default_company_id).toBe(second);
    expect((await me(liveKey)).default_company_id).toBe(tenant.companyId);
    const draft = await tenant.call('POST', '/invoices', invoiceBody());
    expect(draft.body.data.seller_name).toBe('Second');
    const isDefault = async (id: string) =>
      (await tenant.call('GET', `/companies/${id}`)).body.data.is_default;
    expect([await isDefault(second), await isDefault(tenant.companyId)]).toEqual([true, false]);
    expect((await tenant.call('DELETE', `/companies/${second}`)).body.error_code).toBe('COMPANY_IN_USE');
    // Taken back, the sandbox follows live again.
    await change({ default_company_id: null });
    expect((await me()).default_company_id).toBe(tenant.companyId);

    const live = await company(liveKey, { siret: '44306184100047' });
    await change({ default_company_id: live }, { key: liveKey });
    expect((await me(liveKey)).default_company_id).toBe(live);
    await change({ default_company_id: null }, { key: liveKey });
    expect((await me(liveKey)).default_company_id).toBeNull();
    await change({ default_company_id: tenant.companyId }, { key: liveKey });
  });

  test('is one of its own, not a stranger’s nor a sub-tenant’s', async () => {
    const rival = await platform.tenant();
    expect((await change({ default_company_id: rival.companyId })).status).toBe(404);
    const { id } = await createSubTenant(platform.services, 'sandbox', tenant.summary, {
      name: 'Sub',
      externalId: null,
      country: 'FR',
    });
    const theirs = await company(tenant.key, { siret: '55208131766522', sub_tenant_id: id });
    expect((await change({ default_company_id: theirs })).status).toBe(422);
  });
});

test('who it is changes no more once it was verified', async () => {
  const other = await platform.tenant();
  const key = await other.newKey({ environment: 'production' });
  const put = (body: unknown) => other.call('PUT', '/tenant/me', body, { key });
  expect((await put({ siret: '73282932000074', vat_number: 'FR44732829320' })).status).toBe(200);
  // A key that cannot be one is refused in live.
  expect((await put({ siret: '73282932000075' })).status).toBe(422);
  await verifyTenant(platform.services, other.summary.id);
  const refused = await put({ siret: '44306184100047' });
  expect({ status: refused.status, code: refused.body.error_code }).toEqual({
    status: 409,
    code: 'TENANT_IDENTITY_LOCKED',
  });
  // The same again, and anything else, passes.
  expect((await put({ siret: '73282932000074', billing_email: 'b@acme.fr' })).status).toBe(200);
  const { body } = await other.call('GET', '/tenant/me', undefined, { key });
  expect(body.data).toMatchObject({ kyb_status: 'verified', kyb_verified_at: '2026-05-06T08:00:00+00:00' });
});

test('a POST under a key is done once', async () => {
  const post = (body: unknown) =>
    tenant.call('POST', '/tenant/me', body, { headers: { 'idempotency-key': 'profile-1' } });
  const first = await post({ technical_email: 'one@acme.fr' });
  await change({ technical_email: 'two@acme.fr' });
  const second = await post({ technical_email: 'one@acme.fr' });
  expect(second.body).toEqual(first.body);
  expect((await me()).technical_email).toBe('two@acme.fr');
  expect((await post({ technical_email: 'three@acme.fr' })).status).toBe(422);
});

test('a key of a sub-tenant and a key without the right are refused', async () => {
  const { id } = await createSubTenant(platform.services, 'sandbox', tenant.summary, {
    name: 'Narrow',
    externalId: null,
    country: 'FR',
  });
  const narrow = await tenant.newKey({ subTenantId: id });
  for (const method of ['GET', 'PUT'] as const) {
    const answer = await tenant.call(method, '/tenant/me', method === 'GET' ? undefined : { name: 'x' }, {
      key: narrow,
    });
    expect(answer.body.error_code).toBe('SUB_TENANT_FORBIDDEN');
  }
  const reader = await tenant.newKey({ scopes: ['tenant:read'] });
  expect((await tenant.call('GET', '/tenant/me', undefined, { key: reader })).status).toBe(200);
  expect((await change({ name: 'x' }, { key: reader })).body.error_code).toBe('INSUFFICIENT_SCOPE');
});
