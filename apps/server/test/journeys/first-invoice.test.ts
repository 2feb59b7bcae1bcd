import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestPlatform, invoiceBody, type TestPlatform, type TestTenant } from '../support/platform.ts';

let platform: TestPlatform;
let tenant: TestTenant;
beforeAll(async () => {
  platform = await createTestPlatform();
  tenant = await platform.tenant({ slug: 'acme-sas' });
});
afterAll(() => platform.close());

test('a draft becomes a numbered, documented, chained invoice', async () => {
  const created = await tenant.call('POST', '/invoices', invoiceBody());
  expect(created.status).toBe(201);
  expect(created.body.data).toMatchObject({
    status: 'draft',
    invoice_number: 'DRAFT-ACMES-00001',
    total_ttc: 1200,
  });
  const { id } = created.body.data;

  const submitted = await tenant.call('POST', `/invoices/${id}/submit`);
  expect(submitted.status).toBe(200);
  expect(submitted.body.data).toMatchObject({ status: 'validated', invoice_number: 'ACMES-202605-00001' });

  const pdf = await tenant.call('GET', `/invoices/${id}/download/pdf`, undefined, {
    headers: { accept: 'application/pdf' },
  });
  expect(pdf.headers['content-type']).toBe('application/pdf');
  expect(pdf.bytes.subarray(0, 5).toString()).toBe('%PDF-');
  const xml = await tenant.call('GET', `/invoices/${id}/download?format=xml`, undefined, {
    headers: { accept: '*/*' },
  });
  expect(xml.bytes.toString()).toContain('<ram:ID>ACMES-202605-00001</ram:ID>');

  const trail = await tenant.call('GET', `/invoices/${id}/audit-trail`);
  expect(trail.body.integrity_valid).toBe(true);
  expect(trail.body.data.map(({ action }: { action: string }) => action)).toEqual([
    'invoice.created',
    'invoice.validated',
  ]);
});
