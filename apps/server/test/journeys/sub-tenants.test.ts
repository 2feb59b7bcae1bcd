/** Sub-tenants as their tenant manages them: created once, found by either name, stopped, deleted when nothing is lost. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tasksOf } from '../../src/tasks.ts';
import { issue } from '../support/issue.ts';
import { createTestPlatform, invoiceBody, type TestPlatform, type TestTenant } from '../support/platform.ts';

let platform: TestPlatform;
let tenant: TestTenant;
beforeAll(async () => {
  platform = await createTestPlatform();
  tenant = await platform.tenant({ slug: 'acme-sas' });
});
afterAll(() => platform.close());

const create = (body: Record<string, unknown>, options = {}) =>
  tenant.call('POST', '/tenant/sub-tenants', body, options);
const made = async (body: Record<string, unknown>) => {
  const answer = await create(body);
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body.data;
};
const addCompany = async (subTenant: string, siret: string) => {
  const answer = await tenant.call('POST', '/companies', {
    sub_tenant_id: subTenant,
    name: 'Sub SARL',
    siret,
    address_line1: '2 Rue du Nord',
    postal_code: '59000',
    city: 'Lille',
    operation_category: 'services',
  });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body.data.id as string;
};

test('nested as one client sends it, flat as the other, both in the answer', async () => {
  const nested = await made({
    name: 'Nested',
    siret: '732 829 320 00074',
    phone: '+33',
    address: { line1: '1 Rue', postal_code: '75002', city: 'Paris', country: 'FR' },
  });
  const flat = await made({
    name: 'Flat',
    address_line1: '1 Rue',
    postal_code: '75002',
    city: 'Paris',
    country: 'BE',
    vat_number: 'BE0123456749',
  });
  for (const answer of [nested, flat])
    expect(answer).toMatchObject({
      address: { line1: '1 Rue', postal_code: '75002', city: 'Paris' },
      address_line1: '1 Rue',
      postal_code: '75002',
      city: 'Paris',
      status: 'active',
      is_active: true,
      kyb_status: 'pending',
      onboarding_status: 'pending_superpdp',
    });
  expect(nested).toMatchObject({ siret: '73282932000074', siren: '732829320', country: 'FR' });
  expect(flat).toMatchObject({ siret: '', country: 'BE', vat_number: 'BE0123456749' });
});

test('an update changes what it names, by either verb, and null clears', async () => {
  const { id } = await made({ name: 'Before', siret: '55208131766522', email: 'a@b.fr', metadata: { a: 1 } });
  const path = `/tenant/sub-tenants/${id}`;
  expect((await tenant.call('PATCH', path, { name: 'After' })).body.data).toMatchObject({
    name: 'After',
    siret: '55208131766522',
    email: 'a@b.fr',
  });
  const cleared = await tenant.call('PUT', path, { siret: null, siren: null, email: null, metadata: null });
  expect(cleared.body.data).toMatchObject({
    siret: '',
    siren: null,
    email: null,
    metadata: null,
    name: 'After',
  });
  expect((await tenant.call('PUT', path, { status: 'inactive' })).body.data.is_active).toBe(false);
  expect((await tenant.call('PUT', path, { status: 'active', is_active: false })).status).toBe(422);
  expect((await tenant.call('PUT', path, { siren: '123456789', siret: '55208131766522' })).status).toBe(422);
  expect((await tenant.call('PUT', path, { address_line1: 'only' })).status).toBe(422);
});

describe('external_id', () => {
  test('finds its sub-tenant, whatever is in it, encoded or not', async () => {
    for (const [external_id, path] of [
      ['shop/42/paris', 'shop/42/paris'],
      ['shop/43', 'shop%2F43'],
      ['été à Nîmes + 50% ?', encodeURIComponent('été à Nîmes + 50% ?')],
      ["a'b--\\;é😀", encodeURIComponent("a'b--\\;é😀")],
      ['a:b*c', 'a:b*c'],
    ] as const) {
      const { id } = await made({ name: 'x', external_id });
      const found = await tenant.call('GET', `/tenant/sub-tenants/by-external-id/${path}`);
      expect({ external_id, status: found.status, id: found.body.data?.id }).toEqual({
        external_id,
        status: 200,
        id,
      });
    }
    for (const path of ['shop', 'shop/42', 'SHOP/42/paris', 'x'.repeat(255)])
      expect((await tenant.call('GET', `/tenant/sub-tenants/by-external-id/${path}`)).body.error_code).toBe(
        'SUB_TENANT_NOT_FOUND',
      );
    expect((await tenant.call('GET', '/tenant/sub-tenants/by-external-id/')).status).toBeLessThan(500);
    expect((await tenant.call('GET', `/tenant/sub-tenants/by-external-id/${'x'.repeat(256)}`)).status).toBe(
      422,
    );
  });

  test('makes a creation repeatable; another one under it is a conflict, also of an update', async () => {
    const body = { name: 'Once', external_id: 'once', address: { line1: '1', postal_code: '2', city: '3' } };
    const { id } = await made(body);
    const again = await create(body);
    expect({ status: again.status, id: again.body.data.id }).toEqual({ status: 200, id });
    const other = await create({ ...body, name: 'Twice' });
    expect({ status: other.status, code: other.body.error_code }).toEqual({
      status: 409,
      code: 'SUB_TENANT_EXTERNAL_ID_TAKEN',
    });
    const { id: second } = await made({ name: 'Second', external_id: 'second' });
    expect((await tenant.call('PUT', `/tenant/sub-tenants/${second}`, { external_id: 'once' })).status).toBe(
      409,
    );
    expect(
      (await tenant.call('PUT', `/tenant/sub-tenants/${second}`, { external_id: 'second' })).status,
    ).toBe(200);
    // Another tenant's books are its own.
    const rival = await platform.tenant();
    expect((await rival.call('POST', '/tenant/sub-tenants', body)).status).toBe(201);
  });

  test('eight at once make one', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => create({ name: 'Race', external_id: 'race' })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 200, 200, 200, 201]);
    expect(new Set(answers.map(({ body }) => body.data.id)).size).toBe(1);
  });

  test('two updates at once to the same one: one is told', async () => {
    const [a, b] = [await made({ name: 'A' }), await made({ name: 'B' })];
    const answers = await Promise.all(
      [a, b].map(({ id }) => tenant.call('PUT', `/tenant/sub-tenants/${id}`, { external_id: 'wanted' })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });
});

test('lists what is asked for, in pages that neither skip nor repeat', async () => {
  const other = await platform.tenant();
  const names = ['Alpha', 'Beta', 'Gamma', 'Delta'];
  for (const name of names) {
    platform.now += 1000;
    const answer = await other.call('POST', '/tenant/sub-tenants', {
      name,
      external_id: `id-${name}`,
      is_active: name !== 'Beta',
    });
    expect(answer.status).toBe(201);
  }
  const seen = async (query: string) =>
    (await other.call('GET', `/tenant/sub-tenants${query}`)).body.data.map(
      ({ name }: { name: string }) => name,
    );
  expect(await seen('')).toEqual(names.toReversed());
  expect(await seen('?sort=name&order=asc')).toEqual(['Alpha', 'Beta', 'Delta', 'Gamma']);
  for (const query of ['?search=amm', '?q=id-gam', '?external_id=id-Gamma'])
    expect(await seen(query)).toEqual(['Gamma']);
  expect(await seen('?q=%25')).toEqual([]);
  for (const query of ['?status=inactive', '?is_active=false', '?is_active=0'])
    expect(await seen(query)).toEqual(['Beta']);
  expect(await seen('?onboarding_status=active')).toEqual([]);
  const first = await other.call('GET', '/tenant/sub-tenants?per_page=3');
  expect(first.body.meta).toMatchObject({ total: 4, last_page: 2 });
  const rest = await other.call(
    'GET',
    `/tenant/sub-tenants?per_page=3&cursor=${first.body.meta.next_cursor}`,
  );
  expect(rest.body.data.map(({ name }: { name: string }) => name)).toEqual(['Alpha']);
});

test('live and sandbox have each their own', async () => {
  const { id } = await made({ name: 'Sandbox only', external_id: 'env' });
  const key = await tenant.newKey({ environment: 'production' });
  expect((await tenant.call('GET', `/tenant/sub-tenants/${id}`, undefined, { key })).status).toBe(404);
  const live = await create({ name: 'Live', external_id: 'env' }, { key });
  expect(live.status).toBe(201);
  expect(live.body.data.environment).toBe('production');
});

test('an inactive one issues nothing, drafts included, until it is active again', async () => {
  const { id } = await made({ name: 'Stopped' });
  await addCompany(id, '73282932000074');
  const draft = await tenant.call('POST', `/tenant/sub-tenants/${id}/invoices`, invoiceBody());
  expect(draft.status).toBe(201);
  await tenant.call('PUT', `/tenant/sub-tenants/${id}`, { is_active: false });
  const submit = () => tenant.call('POST', `/invoices/${draft.body.data.id}/submit`);
  for (const answer of [
    await tenant.call('POST', `/tenant/sub-tenants/${id}/invoices`, invoiceBody()),
    await submit(),
  ])
    expect({ status: answer.status, code: answer.body.error_code }).toEqual({
      status: 403,
      code: 'SUB_TENANT_NOT_READY',
    });
  await tenant.call('PUT', `/tenant/sub-tenants/${id}`, { is_active: true });
  expect((await submit()).status).toBe(200);
});

describe('deleting', () => {
  const remove = (id: string, query = '') => tenant.call('DELETE', `/tenant/sub-tenants/${id}${query}`);

  test('one that is bare: it is gone, its external_id is free, its keys open nothing', async () => {
    const { id } = await made({ name: 'Bare', external_id: 'bare' });
    const key = await tenant.newKey({ subTenantId: id });
    expect((await tenant.call('GET', '/buyers', undefined, { key })).status).toBe(200);
    const gone = await remove(id);
    expect({ status: gone.status, body: gone.body }).toEqual({
      status: 200,
      body: { message: 'Sub-tenant deleted.', companies_deleted: 0 },
    });
    expect((await tenant.call('GET', '/buyers', undefined, { key })).body.error_code).toBe('API_KEY_REVOKED');
    expect((await remove(id)).status).toBe(404);
    for (const path of [id, 'by-external-id/bare'])
      expect((await tenant.call('GET', `/tenant/sub-tenants/${path}`)).status).toBe(404);
    expect((await made({ name: 'Bare', external_id: 'bare' })).id).not.toBe(id);
  });

  test('one with companies: only with cascade, which takes them along and leaves drafts that nobody can issue', async () => {
    const { id } = await made({ name: 'With companies' });
    const company = await addCompany(id, '44306184100047');
    const draft = await tenant.call('POST', `/tenant/sub-tenants/${id}/invoices`, invoiceBody());
    for (const query of ['', '?cascade=false', '?cascade=0']) {
      const { status, body } = await remove(id, query);
      expect({ status, code: body.code, count: body.companies_count }).toEqual({
        status: 422,
        code: 'SUB_TENANT_HAS_COMPANIES',
        count: 1,
      });
    }
    expect((await tenant.call('GET', `/companies/${company}`)).status).toBe(200);
    const gone = await remove(id, '?cascade=true');
    expect({ status: gone.status, deleted: gone.body.companies_deleted }).toEqual({
      status: 200,
      deleted: 1,
    });
    expect((await tenant.call('GET', `/companies/${company}`)).status).toBe(404);
    const submitted = await tenant.call('POST', `/invoices/${draft.body.data.id}/submit`);
    expect(submitted.body.error_code).toBe('SUB_TENANT_NOT_FOUND');
  });

  test('one that has issued: never, and nothing is lost', async () => {
    const { id } = await made({ name: 'Issuer' });
    await addCompany(id, '35600000049837');
    const issued = await issue(tenant, invoiceBody({ sub_tenant_id: id }));
    for (const query of ['', '?cascade=true']) {
      const { status, body } = await remove(id, query);
      expect({ status, code: body.code }).toEqual({ status: 422, code: 'SUB_TENANT_HAS_FISCAL_ENTRIES' });
    }
    expect((await tenant.call('GET', `/invoices/${issued.id}`)).status).toBe(200);
    expect((await tenant.call('GET', `/tenant/sub-tenants/${id}`)).status).toBe(200);
  });

  test('while it issues: one of both waits, and no document is issued for one that is gone', async () => {
    for (let round = 0; round < 6; round++) {
      const { id } = await made({ name: `Race ${round}` });
      await addCompany(id, `5521003230${String(round).padStart(4, '0')}`);
      const draft = await tenant.call('POST', `/tenant/sub-tenants/${id}/invoices`, invoiceBody());
      const [submitted, removed] = await Promise.all([
        tenant.call('POST', `/invoices/${draft.body.data.id}/submit`),
        remove(id, '?cascade=true'),
      ]);
      expect([
        { submitted: 200, removed: 422 },
        { submitted: 404, removed: 200 },
      ]).toContainEqual({ submitted: submitted.status, removed: removed.status });
    }
  });

  test('a server that dies after the deletion: the job revokes the keys', async () => {
    const { id } = await made({ name: 'Killed' });
    const key = await tenant.newKey({ subTenantId: id });
    await tasksOf(platform.services, 'sandbox')['sub-tenant.revoke-keys']?.({
      tenant_id: tenant.summary.id,
      sub_tenant_id: id,
    });
    expect((await tenant.call('GET', '/buyers', undefined, { key })).body.error_code).toBe('API_KEY_REVOKED');
    // Keys of the same sub-tenant id in live, and those of the tenant, are not touched.
    expect((await tenant.call('GET', '/buyers')).status).toBe(200);
  });
});

test('a key of a sub-tenant sees itself alone and changes nothing of itself', async () => {
  const { id } = await made({ name: 'Self', external_id: 'self' });
  const { id: sibling } = await made({ name: 'Sibling', external_id: 'sibling' });
  const key = await tenant.newKey({ subTenantId: id });
  const as = (method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown) =>
    tenant.call(method, `/tenant/sub-tenants${path}`, body, { key });
  expect((await as('GET', '')).body.data.map((one: { id: string }) => one.id)).toEqual([id]);
  expect((await as('GET', `/${id}`)).status).toBe(200);
  expect((await as('GET', '/by-external-id/sibling')).status).toBe(404);
  expect((await as('GET', `/${sibling}`)).status).toBe(404);
  for (const answer of [
    await as('POST', '', { name: 'x' }),
    await as('PUT', `/${id}`, { name: 'x' }),
    await as('DELETE', `/${id}`),
  ])
    expect(answer.body.error_code).toBe('SUB_TENANT_FORBIDDEN');
});
