/** Invoices of a sub-tenant: issued by its own company, listed and downloaded under its own address only. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSubTenant } from '../../src/features/tenants/create-sub-tenant.ts';
import { documentsOf } from '../support/issue.ts';
import { createTestPlatform, invoiceBody, type TestPlatform, type TestTenant } from '../support/platform.ts';

let platform: TestPlatform;
let tenant: TestTenant;
let north: string;
let south: string;
beforeAll(async () => {
  platform = await createTestPlatform();
  tenant = await platform.tenant({ slug: 'acme-sas' });
  [north = '', south = ''] = await Promise.all(
    ['North', 'South'].map(async (name) => {
      const sub = await createSubTenant(platform.services, 'sandbox', tenant.summary, {
        name,
        externalId: name,
        country: 'FR',
      });
      return sub.id;
    }),
  );
  for (const [sub_tenant_id, name, siret] of [
    [north, 'North SARL', '73282932000074'],
    [south, 'South SARL', '55208131766522'],
  ]) {
    const { status } = await tenant.call('POST', '/companies', {
      sub_tenant_id,
      name,
      siret,
      address_line1: '2 Rue du Nord',
      postal_code: '59000',
      city: 'Lille',
      operation_category: 'goods',
    });
    expect(status).toBe(201);
  }
});
afterAll(() => platform.close());

const create = (subTenant: string, changes: Record<string, unknown> = {}) =>
  tenant.call('POST', `/tenant/sub-tenants/${subTenant}/invoices`, invoiceBody(changes));

test('its company issues, under its own numbers, without a date the day’s', async () => {
  const created = await create(north, { issue_date: undefined, due_date: undefined });
  expect(created.status).toBe(201);
  expect(created.body.data).toMatchObject({
    sub_tenant_id: north,
    seller_name: 'North SARL',
    seller_siret: '73282932000074',
    issue_date: '2026-05-06',
    operation_category: 'goods',
  });
  const submitted = await tenant.call('POST', `/tenant/invoices/${created.body.data.id}/submit`);
  expect(submitted.status).toBe(200);
  expect(submitted.body.data.invoice_number).toMatch(/-202605-00001$/);
  const { cii } = await documentsOf(tenant, created.body.data.id);
  expect(cii.one('BT-30')).toBe('732829320');
  expect(cii.one('BT-31')).toBe('FR44732829320');
});

test('the seller of another company is refused', async () => {
  const { status, body } = await create(north, { seller_siret: '12345678901234' });
  expect({ status, fields: Object.keys(body.errors) }).toEqual({ status: 422, fields: ['seller_siret'] });
});

test('lists and downloads are those of the sub-tenant', async () => {
  const of = async (subTenant: string) => {
    const created = await create(subTenant, { external_id: `of-${subTenant}` });
    const { id } = created.body.data;
    await tenant.call('POST', `/invoices/${id}/submit`);
    return id as string;
  };
  const [mine, theirs] = [await of(north), await of(south)];
  const listed = await tenant.call('GET', `/tenant/sub-tenants/${south}/invoices`);
  expect(listed.body.data.map(({ id }: { id: string }) => id)).toEqual([theirs]);
  expect(listed.body.links.first).toContain(`/api/v1/tenant/sub-tenants/${south}/invoices?`);
  const filtered = await tenant.call('GET', `/invoices?sub_tenant_id=${south}`);
  expect(filtered.body.data.map(({ id }: { id: string }) => id)).toEqual([theirs]);
  expect((await tenant.call('GET', `/invoices?external_id=of-${north}`)).body.data[0].id).toBe(mine);

  const download = (subTenant: string, id: string, accept: string) =>
    tenant.call('GET', `/tenant/sub-tenants/${subTenant}/invoices/${id}/download?format=xml`, undefined, {
      headers: { accept },
    });
  expect((await download(south, theirs, '*/*')).bytes.toString()).toContain('South SARL');
  for (const accept of ['*/*', 'application/json']) {
    const { status, body } = await download(south, mine, accept);
    expect({ status, code: body.error_code }).toEqual({ status: 404, code: 'NOT_FOUND' });
  }
});

test('a key of one sub-tenant sees nothing of the other', async () => {
  const key = await tenant.newKey({ subTenantId: north });
  const { body } = await create(south);
  for (const url of [`/invoices/${body.data.id}`, `/invoices/${body.data.id}/audit-trail`])
    expect((await tenant.call('GET', url, undefined, { key })).status).toBe(404);
  const own = await tenant.call('POST', '/invoices', invoiceBody(), { key });
  expect(own.body.data).toMatchObject({ sub_tenant_id: north, seller_name: 'North SARL' });
});
