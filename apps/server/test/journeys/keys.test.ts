import { operations, SCOPES } from '@scell/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApiKey, type NewApiKey } from '../../src/features/api-keys/create-api-key.ts';
import { revokeApiKey } from '../../src/features/api-keys/revoke-api-key.ts';
import { createSubTenant } from '../../src/features/tenants/create-sub-tenant.ts';
import { openKeyDirectory } from '../../src/platform/auth/key-directory.ts';
import { openDatabase } from '../../src/platform/db/doors.ts';
import { createTestPlatform, invoiceBody, type TestPlatform, type TestTenant } from '../support/platform.ts';

let platform: TestPlatform;
let tenant: TestTenant;
beforeAll(async () => {
  platform = await createTestPlatform();
  tenant = await platform.tenant({ slug: 'acme-sas' });
});
afterAll(() => platform.close());

const list = (key: string) => tenant.call('GET', '/buyers', undefined, { key });

describe('a revoked key', () => {
  test('stops working with the revocation', async () => {
    const key = await tenant.newKey();
    expect((await list(key)).status).toBe(200);
    expect(await revokeApiKey(platform.services, tenant.summary.id, key.slice(-4))).toBe(1);
    const answer = await list(key);
    expect(answer.status).toBe(401);
    expect(answer.body).toMatchObject({
      message: 'This API key has been revoked.',
      code: 'unauthenticated',
      error_code: 'API_KEY_REVOKED',
    });
    expect((await tenant.call('GET', '/buyers')).status).toBe(200);
  });

  test('stops working here when another process revokes it', async () => {
    const key = await tenant.newKey();
    expect((await list(key)).status).toBe(200);
    const { logger, clock } = platform.services;
    const production = openDatabase({
      url: platform.databases.live.appUrl,
      poolSize: 1,
      ledgerKey: () => null,
      logger,
    });
    const elsewhere = {
      ...platform.services,
      databases: { ...platform.services.databases, production },
      keys: openKeyDirectory(production, clock, logger),
    };
    await revokeApiKey(elsewhere, tenant.summary.id, key.slice(-4));
    // The notification travels beside the answer of the commit.
    await expect.poll(async () => (await list(key)).body.error_code).toBe('API_KEY_REVOKED');
    await elsewhere.keys.close();
    await production.close();
  });

  test('is not revoked by another tenant that knows its last characters', async () => {
    const other = await platform.tenant();
    const key = await tenant.newKey();
    expect(await revokeApiKey(platform.services, other.summary.id, key.slice(-4))).toBe(0);
    expect((await list(key)).status).toBe(200);
  });
});

test('of a key only its hash, prefix and last four characters are kept', async () => {
  const key = await tenant.newKey();
  const rows = await platform.services.databases.production.withTenant(
    { tenantId: tenant.summary.id },
    (tx) => tx.selectFrom('api_keys').selectAll().execute(),
  );
  expect(JSON.stringify(rows)).not.toContain(key.slice(8));
  expect(rows.map(({ prefix, last4 }) => `${prefix} ${last4}`)).toContain(`sk_test ${key.slice(-4)}`);
});

describe('scopes', () => {
  // Every operation behind a key, called with a key that has every right but the one it needs.
  test.each(
    operations.filter(({ auth }) => auth === 'key').map((operation) => [operation.id, operation] as const),
  )('%s needs the right it declares', async (_id, operation) => {
    expect(operation.scopes).toHaveLength(1);
    const key = await tenant.newKey({ scopes: SCOPES.filter((scope) => !operation.scopes.includes(scope)) });
    const path = operation.path.replace(/\{\w+\}/g, '0193af1a-7c64-7b9b-94e3-dbcfe4ff0000');
    const answer = await tenant.call(operation.method, path, undefined, { key });
    expect(answer.status).toBe(403);
    expect(answer.body).toMatchObject({
      message: `This API key lacks the scope "${operation.scopes[0]}".`,
      code: 'forbidden',
      error_code: 'INSUFFICIENT_SCOPE',
    });
  });

  test.each<[string, string[], string, number]>([
    ['a right', ['buyers:read'], '/buyers', 200],
    ['a whole resource', ['buyers'], '/buyers', 200],
    ['everything', ['*'], '/buyers', 200],
    ['writing, which does not include reading', ['buyers:write'], '/buyers', 403],
    ['another resource', ['invoices'], '/buyers', 403],
    ['nothing', [], '/buyers', 403],
  ])('a key may be granted %s', async (_what, scopes, path, status) => {
    const key = await tenant.newKey({ scopes: scopes as [] });
    expect((await tenant.call('GET', path, undefined, { key })).status).toBe(status);
  });
});

describe('a key is not made', () => {
  const make = (wish: Partial<NewApiKey>) =>
    createApiKey(platform.services, tenant.summary.id, {
      kind: 'sk',
      environment: 'sandbox',
      name: 'x',
      scopes: ['*'],
      subTenantId: null,
      companyId: null,
      expiresAt: null,
      ...wish,
    });

  test('with a scope that does not exist', async () => {
    await expect(make({ scopes: ['invoices:read', 'invoices:raed'] })).rejects.toMatchObject({
      errors: [
        {
          path: 'scopes',
          text: { en: expect.stringMatching(/^scopes: these scopes do not exist: invoices:raed \(known: /) },
        },
      ],
    });
  });

  test('for a sub-tenant or a company of somebody else, or of the other environment', async () => {
    const other = await platform.tenant();
    const wish = { name: 'Sub', externalId: null, country: 'FR' };
    const theirs = await createSubTenant(platform.services, 'sandbox', other.summary, wish);
    const own = await createSubTenant(platform.services, 'sandbox', tenant.summary, wish);
    await expect(make({ subTenantId: theirs.id })).rejects.toMatchObject({
      errorCode: 'SUB_TENANT_NOT_FOUND',
    });
    await expect(make({ subTenantId: own.id, environment: 'production' })).rejects.toMatchObject({
      errorCode: 'SUB_TENANT_NOT_FOUND',
    });
    await expect(make({ companyId: other.companyId })).rejects.toMatchObject({ errorCode: 'NOT_FOUND' });
    await expect(make({ companyId: tenant.companyId, subTenantId: own.id })).rejects.toMatchObject({
      errorCode: 'NOT_FOUND',
    });
  });
});

describe('a publishable key', () => {
  test.each(['sandbox', 'production'] as const)(
    'of %s reaches nothing, in any header',
    async (environment) => {
      const { key } = await createApiKey(platform.services, tenant.summary.id, {
        kind: 'pk',
        environment,
        name: 'widget',
        scopes: ['*'],
        subTenantId: null,
        companyId: null,
        expiresAt: null,
      });
      for (const headers of [
        { 'x-publishable-key': key },
        { 'x-api-key': key },
        { authorization: `Bearer ${key}` },
      ]) {
        const answer = await platform.app.inject({ method: 'GET', url: '/api/v1/buyers', headers });
        expect(answer.statusCode).toBe(403);
        expect(answer.json()).toMatchObject({ code: 'forbidden', error_code: 'FORBIDDEN' });
      }
    },
  );
});

describe('a key of one company', () => {
  test('issues for it and for no other', async () => {
    const second = await tenant.call('POST', '/companies', {
      name: 'Second SARL',
      siret: '73282932000074',
      address_line1: '2 Rue de la Paix',
      postal_code: '75002',
      city: 'Paris',
      operation_category: 'services',
    });
    expect(second.status).toBe(201);
    const key = await tenant.newKey({ companyId: second.body.data.id });
    const own = await tenant.call('POST', '/invoices', invoiceBody(), { key });
    expect(own.status).toBe(201);
    expect(own.body.data).toMatchObject({ company_id: second.body.data.id, seller_siret: '73282932000074' });

    const foreign = await tenant.call('POST', '/invoices', invoiceBody({ company_id: tenant.companyId }), {
      key,
    });
    expect(foreign.status).toBe(404);
    expect(foreign.body).toMatchObject({
      message: 'Company not found.',
      code: 'not_found',
      error_code: 'NOT_FOUND',
    });

    // A draft stays with the company it was made for, whoever changes it; who may not issue for it changes nothing.
    const changed = await tenant.call('PATCH', `/invoices/${own.body.data.id}`, { notes: 'seen' });
    expect(changed.body.data).toMatchObject({
      company_id: second.body.data.id,
      seller_siret: '73282932000074',
    });

    const draft = await tenant.call('POST', '/invoices', invoiceBody());
    const submitted = await tenant.call('POST', `/invoices/${draft.body.data.id}/submit`, undefined, { key });
    expect(submitted.status).toBe(404);
    const url = `/invoices/${draft.body.data.id}`;
    expect((await tenant.call('PATCH', url, { notes: 'taken' }, { key })).status).toBe(404);
    expect((await tenant.call('GET', url)).body.data).toMatchObject({
      company_id: tenant.companyId,
      notes: null,
    });
  });
});

describe('a key of one sub-tenant', () => {
  test('sees and makes what is its own', async () => {
    const sub = await createSubTenant(platform.services, 'sandbox', tenant.summary, {
      name: 'North',
      externalId: null,
      country: 'FR',
    });
    const sibling = await createSubTenant(platform.services, 'sandbox', tenant.summary, {
      name: 'South',
      externalId: null,
      country: 'FR',
    });
    const key = await tenant.newKey({ subTenantId: sub.id });
    const person = {
      is_individual: true,
      billing_address: { line1: '8 Rue Lepic', postal_code: '75018', city: 'Paris' },
    };
    await tenant.call('POST', '/buyers', { ...person, name: 'Of the tenant' });
    await tenant.call('POST', '/buyers', { ...person, name: 'Of South', sub_tenant_id: sibling.id });
    const own = await tenant.call('POST', '/buyers', { ...person, name: 'Of North' }, { key });
    expect(own.body.data.sub_tenant_id).toBe(sub.id);

    const names = async (asKey: string, query = '') =>
      (
        await tenant.call('GET', `/buyers?sort=name&order=asc${query}`, undefined, { key: asKey })
      ).body.data?.map(({ name }: { name: string }) => name);
    expect(await names(key)).toEqual(['Of North']);
    expect(await names(tenant.key)).toEqual(['Of North', 'Of South', 'Of the tenant']);
    expect(await names(tenant.key, `&sub_tenant_id=${sibling.id}`)).toEqual(['Of South']);

    const trespass = await tenant.call(
      'POST',
      '/buyers',
      { ...person, name: 'X', sub_tenant_id: sibling.id },
      { key },
    );
    expect(trespass.status).toBe(404);
    expect(trespass.body.error_code).toBe('SUB_TENANT_NOT_FOUND');
    expect((await tenant.call('GET', `/buyers?sub_tenant_id=${sibling.id}`, undefined, { key })).status).toBe(
      404,
    );
  });
});
