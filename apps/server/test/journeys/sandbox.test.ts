/** The addresses below /sandbox: the same operations, on play data, whatever key calls them. */
import { operations } from '@scell/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestPlatform, invoiceBody, type TestPlatform, type TestTenant } from '../support/platform.ts';

let platform: TestPlatform;
let tenant: TestTenant;
let live: string;
beforeAll(async () => {
  platform = await createTestPlatform({ rateLimits: true });
  tenant = await platform.tenant({ slug: 'acme-sas' });
  live = await tenant.newKey({ environment: 'production' });
});
afterAll(() => platform.close());

const UNKNOWN = '0193af1a-7c64-7b9b-94e3-dbcfe4ff0000';

describe.each([
  ['a test key', () => tenant.key],
  // Its account is not verified: in live it could issue nothing.
  ['a live key', () => live],
])('by %s', (_whose, key) => {
  const call = (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: unknown, accept = '*/*') =>
    tenant.call(method, `/sandbox${path}`, body, { key: key(), headers: { accept } });

  test('an invoice is created, listed, read, followed and downloaded', async () => {
    const number = { invoice_number: 'TEST-2026-001' };
    const created = await call('POST', '/invoices', invoiceBody(number));
    expect(created.status).toBe(201);
    const { id } = created.body.data;
    expect(created.body.data).toMatchObject({ status: 'draft', environment: 'sandbox' });
    expect((await call('GET', `/invoices/${id}`)).body.data).toEqual(created.body.data);
    const listed = await call('GET', '/invoices?per_page=20&page=1');
    expect(listed.body.data.map((row: { id: string }) => row.id)).toContain(id);
    expect(listed.body.meta).toMatchObject({ current_page: 1, per_page: 20 });
    expect(listed.headers['x-ratelimit-limit']).toBe('1000');

    expect((await call('POST', `/invoices/${id}/submit`)).status).toBe(200);
    const trail = await call('GET', `/invoices/${id}/audit-trail`);
    expect(trail.body.data[0]).toMatchObject({
      event: 'invoice.created',
      performed_at: expect.any(String),
      actor: expect.stringMatching(/^api_key:/),
    });
    for (const [type, media, start] of [
      ['pdf', 'application/pdf', '%PDF-'],
      ['facturx', 'application/pdf', '%PDF-'],
      ['xml', 'application/xml', '<?xml'],
    ] as const) {
      const file = await call('GET', `/invoices/${id}/download/${type}`);
      expect(file.status).toBe(200);
      expect(String(file.headers['content-type'])).toMatch(new RegExp(`^${media}`));
      expect(file.bytes.subarray(0, 5).toString()).toBe(start);
    }
    expect((await call('GET', `/invoices/${id}/download/png`)).status).toBe(422);
    expect((await call('GET', `/invoices/${UNKNOWN}`)).status).toBe(404);
    expect((await call('GET', `/invoices/${UNKNOWN}/download/pdf`)).status).toBe(404);
  });

  test('the partner addresses too', async () => {
    const { body } = await call('POST', '/tenant/invoices/bulk', {
      invoices: [invoiceBody(), invoiceBody({ send_immediately: true })],
    });
    const [draft, issued] = body.data.invoices;
    expect([draft.environment, issued.status]).toEqual(['sandbox', 'validated']);
    expect((await call('PATCH', `/tenant/invoices/${draft.id}`, { notes: 'n' })).body.data.notes).toBe('n');
    expect((await call('DELETE', `/tenant/invoices/${draft.id}`)).status).toBe(200);
    expect((await call('GET', `/tenant/invoices/${issued.id}/status`)).body.data.status).toBe('validated');
  });
});

test('nothing of it is in live', async () => {
  const { body } = await tenant.call('GET', '/invoices', undefined, { key: live });
  expect(body.meta.total).toBe(0);
});

test.each(['/api/v1/sandbox', '/v1/sandbox', '/api/sandbox', '/sandbox'])(
  'every operation that needs a key asks for it below %s',
  async (base) => {
    const missing: string[] = [];
    for (const operation of operations.filter(({ auth }) => auth === 'key')) {
      // Some are of the sandbox alone, and bear its name already.
      const path = operation.path.replace(/^\/sandbox/, '').replaceAll(/\{\w+\}/g, UNKNOWN);
      const { statusCode } = await platform.app.inject({ method: operation.method, url: `${base}${path}` });
      // Too many from one address counts as found: nobody counts what leads nowhere.
      if (statusCode !== 401 && statusCode !== 429) missing.push(`${operation.method} ${path} ${statusCode}`);
    }
    expect(missing).toEqual([]);
  },
);
