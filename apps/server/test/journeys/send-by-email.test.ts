import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tasksOf } from '../../src/tasks.ts';
import { createTestPlatform, invoiceBody, type TestPlatform, type TestTenant } from '../support/platform.ts';

let platform: TestPlatform;
let tenant: TestTenant;
beforeAll(async () => {
  platform = await createTestPlatform();
  tenant = await platform.tenant();
});
afterAll(() => platform.close());

async function issued(
  changes: Record<string, unknown> = {},
): Promise<{ id: string; invoice_number: string }> {
  const created = await tenant.call('POST', '/invoices', invoiceBody(changes));
  expect(created.status).toBe(201);
  const submitted = await tenant.call('POST', `/invoices/${created.body.data.id}/submit`);
  expect(submitted.status).toBe(200);
  return submitted.body.data;
}

/** Runs the mail jobs that wait, as the worker would. */
async function runMailJobs(): Promise<number> {
  const client = new pg.Client({ connectionString: platform.databases.sandbox.ownerUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ payload: Record<string, unknown> }>(
      `delete from graphile_worker._private_jobs using graphile_worker._private_tasks t
       where t.id = task_id and t.identifier = 'invoice.mail' returning payload`,
    );
    for (const { payload } of rows) await tasksOf(platform.services, 'sandbox')['invoice.mail']?.(payload);
    return rows.length;
  } finally {
    await client.end();
  }
}

test('the mail brings the PDF that a download brings, in the language of the company', async () => {
  const { id, invoice_number } = await issued({ buyer_email: 'compta@globex.example' });
  const answer = await tenant.call('POST', `/invoices/${id}/send-by-email`);
  expect(answer).toMatchObject({ status: 200, body: { sent_to: 'compta@globex.example' } });
  expect(await runMailJobs()).toBe(1);
  const mail = platform.mails.at(-1);
  const { bytes } = await tenant.call('GET', `/invoices/${id}/download/pdf`, undefined, {
    headers: { accept: '*/*' },
  });
  expect(mail).toMatchObject({
    to: 'compta@globex.example',
    subject: `Facture ${invoice_number} – Acme SAS`,
  });
  expect(mail?.text).toMatch(/1\s200,00\s€/);
  expect(mail?.attachments).toEqual([
    { filename: `${invoice_number}.pdf`, contentType: 'application/pdf', content: bytes },
  ]);
  const trail = await tenant.call('GET', `/invoices/${id}/audit-trail`);
  expect(trail.body.data.at(-1)).toMatchObject({ action: 'invoice.sent_by_email' });
  expect(trail.body.integrity_valid).toBe(true);
});

test('the address given wins, then the registered buyer’s billing address, its own, and the invoice’s copy', async () => {
  const registered = await tenant.call('POST', '/buyers', {
    name: 'Globex SAS',
    siret: '98765432109876',
    email: 'contact@globex.example',
    billing_email: 'factures@globex.example',
    billing_address: { line1: '10 Place Vendôme', postal_code: '75001', city: 'Paris' },
  });
  const { id: buyerId } = registered.body.data;
  const { buyer_name, buyer_siret, buyer_address, buyer_country, ...rest } = invoiceBody();
  const created = await tenant.call('POST', '/invoices', { ...rest, buyer_id: buyerId });
  const { id } = created.body.data;
  await tenant.call('POST', `/invoices/${id}/submit`);
  const sentTo = async (body?: unknown) =>
    (await tenant.call('POST', `/invoices/${id}/send-by-email`, body)).body.sent_to;

  expect(await sentTo({ email: 'autre@globex.example' })).toBe('autre@globex.example');
  expect(await sentTo()).toBe('factures@globex.example');
  await tenant.call('PATCH', `/buyers/${buyerId}`, { billing_email: null });
  expect(await sentTo()).toBe('contact@globex.example');
  await tenant.call('PATCH', `/buyers/${buyerId}`, { email: null });
  expect(await sentTo()).toBe('contact@globex.example'); // the copy the invoice took
});

test('a draft, an unknown address and a malformed one are refused, and nothing is queued', async () => {
  const draft = await tenant.call('POST', '/invoices', invoiceBody());
  expect(await tenant.call('POST', `/invoices/${draft.body.data.id}/send-by-email`)).toMatchObject({
    status: 422,
    body: { code: 'INVOICE_NOT_ISSUED' },
  });
  const { id } = await issued();
  await runMailJobs();
  expect(await tenant.call('POST', `/invoices/${id}/send-by-email`)).toMatchObject({
    status: 422,
    body: { code: 'BUYER_HAS_NO_EMAIL' },
  });
  expect(await tenant.call('POST', `/invoices/${id}/send-by-email`, { email: 'nobody' })).toMatchObject({
    status: 422,
    body: { code: 'validation_failed', errors: { email: [expect.any(String)] } },
  });
  expect(await runMailJobs()).toBe(0);
});

test('under an Idempotency-Key one mail leaves, whoever repeats', async () => {
  const { id } = await issued({ buyer_email: 'compta@globex.example' });
  await runMailJobs();
  const headers = { 'idempotency-key': 'mail-1' };
  await tenant.call('POST', `/invoices/${id}/send-by-email`, undefined, { headers });
  const again = await tenant.call('POST', `/invoices/${id}/send-by-email`, undefined, { headers });
  expect(again).toMatchObject({ status: 200, body: { sent_to: 'compta@globex.example' } });
  expect(await runMailJobs()).toBe(1);
});
