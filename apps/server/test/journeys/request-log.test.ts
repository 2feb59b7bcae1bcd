import { beforeEach, expect, test } from 'vitest';
import { createSubTenant } from '../../src/features/tenants/create-sub-tenant.ts';
import { startScheduler } from '../../src/platform/jobs/scheduler.ts';
import { query } from '../data/sql.ts';
import { createTestPlatform, invoiceBody, type TestPlatform, type TestTenant } from '../support/platform.ts';

let platform: TestPlatform;
let tenant: TestTenant;
beforeEach(async () => {
  platform = await createTestPlatform({ requestLog: true });
  tenant = await platform.tenant({ slug: 'acme-sas' });
  return () => platform.close();
});

/** What a key reads once everything asked before has been noted. */
async function read(query = '', as: TestTenant = tenant, key?: string) {
  const answer = async () => {
    const { status, body } = await as.call('GET', `/request-logs${query}`, undefined, key ? { key } : {});
    expect(status).toBe(200);
    return body;
  };
  await answer();
  await expect
    .poll(async () => (await answer()).data.length, { timeout: 5_000, interval: 200 })
    .toBeGreaterThan(0);
  return answer();
}

test('a tenant reads what it asked and how it was answered, the latest first', async () => {
  const { body } = await tenant.call('POST', '/invoices', invoiceBody());
  await tenant.call('GET', `/invoices/${body.data.id}`, undefined, {
    headers: { 'user-agent': 'acme/1', 'x-request-id': 'r-1' },
  });
  const [row] = (await read('?request_id=r-1')).data;
  expect(row).toMatchObject({
    actor: expect.stringMatching(/^api_key:[0-9a-f-]{36}$/),
    operation: 'getInvoice',
    method: 'GET',
    path: `/invoices/${body.data.id}`,
    status: 200,
    error_code: null,
    user_agent: 'acme/1',
    ip: '127.0.0.1',
  });
  const { data } = await read('?operation=createInvoice');
  expect(data).toMatchObject([{ status: 201, method: 'POST' }]);
});

test('refusals say which rule and which fields, and can be asked for alone', async () => {
  await tenant.call('POST', '/invoices', { ...invoiceBody(), issue_date: '2026-02-30' });
  await tenant.call('GET', '/invoices/0193af1a-7c64-7b9b-94e3-dbcfe4ff0000');
  const { data } = await read('?errors_only=true');
  expect(data.map(({ status, error_code }: Record<string, unknown>) => [status, error_code])).toEqual([
    [404, expect.stringMatching(/NOT_FOUND/)],
    [422, 'VALIDATION_FAILED'],
  ]);
  expect(data[1].error_fields).toEqual(['issue_date']);
});

test('neither secrets nor values that may name a person are kept', async () => {
  await tenant.call('GET', '/buyers?q=Marie%20Dupont&per_page=5&email=marie@example.fr');
  await tenant.call('GET', '/invoices?status=draft&search=Marie');
  const text = JSON.stringify((await read()).data);
  expect(text).toContain('per_page=5');
  expect(text).toContain('status=draft');
  for (const secret of ['Marie', 'marie@', tenant.key, tenant.key.slice(-12)])
    expect(text).not.toContain(secret);
});

test('names of fields that no database keeps lose no request of anybody', async () => {
  const stranger = await platform.tenant();
  await stranger.call('GET', '/companies');
  for (const field of ['a\u0000b', '\ud800', 'x'.repeat(5_000)])
    await tenant.call(
      'POST',
      '/invoices',
      { ...invoiceBody(), [field]: 1 },
      { headers: { prefer: 'handling=strict' } },
    );
  const { data } = await read('?operation=createInvoice');
  expect(data).toHaveLength(3);
  for (const { error_fields: fields } of data)
    for (const field of fields) expect(field.length).toBeLessThanOrEqual(100);
  expect((await read('?operation=listCompanies', stranger)).data).toHaveLength(1);
});

test('nobody reads those of another tenant, of a parent, or of the other environment', async () => {
  await tenant.call('GET', '/invoices');
  const { id } = await createSubTenant(platform.services, 'sandbox', tenant.summary, {
    name: 'Merchant',
    externalId: null,
    country: 'FR',
  });
  const key = await tenant.newKey({ subTenantId: id });
  const mine = await read('', tenant, key);
  expect(mine.data.every(({ sub_tenant_id }: { sub_tenant_id: string }) => sub_tenant_id === id)).toBe(true);
  const stranger = await platform.tenant();
  const theirs = (await read('', stranger)).data;
  expect(new Set(theirs.map(({ operation }: { operation: string }) => operation))).toEqual(
    new Set(['listRequests']),
  );
  const live = await tenant.newKey({ environment: 'production' });
  const operations = (await read('', tenant, live)).data.map(
    ({ operation }: { operation: string }) => operation,
  );
  expect(operations).not.toContain('listInvoices');
});

test('after thirty days they are gone', async () => {
  await tenant.call('GET', '/invoices');
  expect((await read('?operation=listInvoices')).data).toHaveLength(1);
  platform.now += 31 * 86_400_000;
  const scheduler = startScheduler(platform.services, 'sandbox', {});
  await expect
    .poll(
      async () =>
        (await read()).data.filter((row: { operation: string }) => row.operation === 'listInvoices'),
      {
        timeout: 8_000,
      },
    )
    .toEqual([]);
  // Not only out of sight.
  await expect
    .poll(
      () =>
        query(
          platform.databases.sandbox.appUrl,
          "select from requests where operation = 'listInvoices'",
          [],
          {
            role: 'scell_tenant',
            tenantId: tenant.summary.id,
          },
        ),
      { timeout: 8_000 },
    )
    .toEqual([]);
  await scheduler.stop();
});
