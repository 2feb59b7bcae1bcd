import { afterAll, beforeAll, expect, test } from 'vitest';
import { sendInvoiceMail } from '../../src/features/invoices/send-by-email.ts';
import { query, superuserUrl } from '../data/sql.ts';
import { createTestPlatform, invoiceBody, type TestPlatform, type TestTenant } from '../support/platform.ts';

let platform: TestPlatform;
let tenant: TestTenant;
beforeAll(async () => {
  platform = await createTestPlatform();
  tenant = await platform.tenant();
});
afterAll(() => platform.close());

async function issued(changes: Record<string, unknown> = {}): Promise<string> {
  const { body } = await tenant.call('POST', '/invoices', invoiceBody(changes));
  expect((await tenant.call('POST', `/invoices/${body.data.id}/submit`)).status).toBe(200);
  return body.data.id;
}

const ANY = { headers: { accept: '*/*' } };
const JSON_ONLY = { headers: { accept: 'application/json' } };

/** The deliveries entered for a document, the first one first: which copy, and how it left. */
async function deliveries(id: string): Promise<[string, string][]> {
  const { body } = await tenant.call(
    'GET',
    `/tenant/fiscal/entries?entry_type=reprint&entity_id=${id}&order=asc`,
  );
  return body.data.map(({ data_snapshot: { copy, reason } }: { data_snapshot: Record<string, string> }) => [
    copy,
    reason,
  ]);
}

test('every way in which the page leaves is entered, the original as copy 0', async () => {
  const id = await issued({ buyer_email: 'compta@globex.example' });
  await tenant.call('GET', `/invoices/${id}/download/pdf`, undefined, ANY);
  const link = await tenant.call('GET', `/invoices/${id}/download`, undefined, JSON_ONLY);
  expect(await deliveries(id)).toEqual([['0', 'download']]);
  const followed = await platform.app.inject({ method: 'GET', url: new URL(link.body.url).pathname });
  expect(followed.headers['content-type']).toBe('application/pdf');
  const converted = await tenant.call(
    'POST',
    '/invoices/convert',
    { invoice_id: id, target_format: 'facturx' },
    { headers: { accept: 'application/pdf' } },
  );
  expect(converted.status).toBe(200);
  expect(await deliveries(id)).toEqual([
    ['0', 'download'],
    ['1', 'signed_link'],
    ['2', 'download'],
  ]);
});

test('data is no reprint, nor are headers, nor a link that nobody followed', async () => {
  const id = await issued();
  for (const type of ['xml', 'cii', 'ubl'])
    expect((await tenant.call('GET', `/invoices/${id}/download/${type}`, undefined, ANY)).status).toBe(200);
  const { body } = await tenant.call('GET', `/invoices/${id}/download`, undefined, JSON_ONLY);
  for (const [url, headers] of [
    [`/api/v1/invoices/${id}/download/pdf`, { 'x-api-key': tenant.key, accept: '*/*' }],
    [new URL(body.url).pathname, {}],
  ] as const) {
    const answer = await platform.app.inject({ method: 'HEAD', url, headers });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toBe('application/pdf');
  }
  expect(await deliveries(id)).toEqual([]);
});

test('a mail is one delivery however often it is tried, entered before the first time', async () => {
  const id = await issued({ buyer_email: 'compta@globex.example' });
  await tenant.call('POST', `/invoices/${id}/send-by-email`);
  const [mail] = await query<{ id: string }>(
    superuserUrl(platform.databases.sandbox),
    'select id from scell.mails where subject_id = $1',
    [id],
  );
  const { send } = platform.services.mailer;
  const run = () => sendInvoiceMail(platform.services, 'sandbox', tenant.summary.id, mail?.id ?? '');
  platform.services.mailer.send = async () => {
    throw new Error('550 <compta@globex.example> is unknown');
  };
  for (let i = 0; i < 2; i++) await expect(run()).rejects.toThrow('550 <<recipient>> is unknown');
  expect(await deliveries(id)).toEqual([['0', 'email']]);
  platform.services.mailer.send = send;
  await run();
  await run();
  expect(await deliveries(id)).toEqual([['0', 'email']]);
  expect(platform.mails).toHaveLength(1);
});

test('where the ledger cannot record, no page leaves, while data and headers do', async () => {
  const id = await issued();
  const link = await tenant.call('GET', `/invoices/${id}/download`, undefined, JSON_ONLY);
  const key = platform.services.ledgerKey;
  platform.services.ledgerKey = null;
  try {
    const page = await tenant.call('GET', `/invoices/${id}/download/pdf`, undefined, ANY);
    expect({ status: page.status, code: page.body.error_code }).toEqual({
      status: 503,
      code: 'LEDGER_UNAVAILABLE',
    });
    const followed = await platform.app.inject({ method: 'GET', url: new URL(link.body.url).pathname });
    expect(followed.statusCode).toBe(503);
    expect((await tenant.call('GET', `/invoices/${id}/download/xml`, undefined, ANY)).status).toBe(200);
  } finally {
    platform.services.ledgerKey = key;
  }
  expect(await deliveries(id)).toEqual([]);
});

test('the kill switch stops no reprint', async () => {
  const id = await issued();
  await tenant.call('POST', '/tenant/fiscal/kill-switch/activate', { reason: 'a drill' });
  try {
    expect((await tenant.call('GET', `/invoices/${id}/download/pdf`, undefined, ANY)).status).toBe(200);
  } finally {
    await tenant.call('POST', '/tenant/fiscal/kill-switch/deactivate');
  }
  expect(await deliveries(id)).toEqual([['0', 'download']]);
});

test('deliveries at the same moment are numbered without a gap', async () => {
  const id = await issued();
  const pages = await Promise.all(
    Array.from({ length: 8 }, () => tenant.call('GET', `/invoices/${id}/download/pdf`, undefined, ANY)),
  );
  expect(pages.every(({ status }) => status === 200)).toBe(true);
  expect((await deliveries(id)).map(([copy]) => copy)).toEqual(['0', '1', '2', '3', '4', '5', '6', '7']);
});
