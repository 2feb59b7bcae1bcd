import { createHash, createPublicKey, verify } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSubTenant } from '../../src/features/tenants/create-sub-tenant.ts';
import { issue } from '../support/issue.ts';
import { createTestPlatform, invoiceBody, type TestPlatform, type TestTenant } from '../support/platform.ts';

let platform: TestPlatform;
let tenant: TestTenant;
let invoiceId: string;
beforeAll(async () => {
  platform = await createTestPlatform();
  tenant = await platform.tenant();
  for (let i = 0; i < 3; i++) ({ id: invoiceId } = await issue(tenant, invoiceBody()));
  platform.now += 86_400_000;
  expect((await tenant.call('POST', `/invoices/${invoiceId}/mark-paid`)).status).toBe(200);
});
afterAll(() => platform.close());

const entries = async (query = '', options = {}) => {
  const { status, body } = await tenant.call('GET', `/tenant/fiscal/entries${query}`, undefined, options);
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
};
const sha256 = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest();
const raw = (hash: string) => Buffer.from(hash.replace('sha256:', ''), 'hex');

test('the entries of the fiscal chains, the latest first, twenty a page', async () => {
  const body = await entries();
  expect(body.success).toBe(true);
  expect(body.data.map((entry: { entry_type: string }) => entry.entry_type)).toEqual([
    'payment',
    'invoice_created',
    'invoice_created',
    'invoice_created',
    'seal_key',
  ]);
  expect(body.meta).toMatchObject({ total: 5, per_page: 20, current_page: 1 });
  const [payment, invoice] = body.data;
  expect(payment).toMatchObject({
    tenant_id: tenant.summary.id,
    chain: 'fiscal',
    sequence_number: 5,
    entity_type: 'payment',
    data_snapshot: { invoice_id: invoiceId, amount: '1200.00' },
    environment: 'sandbox',
    legal_status: 'donnee_fiscale',
    // Ten in the morning in Paris: the fiscal day is the one of Paris.
    fiscal_date: '2026-05-07T10:00:00+02:00',
    created_at: '2026-05-07T08:00:00+00:00',
  });
  expect(invoice).toMatchObject({ entity_type: 'invoice', entity_id: invoiceId });
});

test('each proves itself with what is answered and the public key, and follows the one before', async () => {
  const { data } = await entries('?order=asc');
  const key = platform.services.ledgerKey;
  const publicKey = createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: key?.publicKey.toString('base64url') ?? '' },
    format: 'jwk',
  });
  let previous = Buffer.alloc(32);
  for (const entry of data) {
    expect(raw(entry.previous_hash)).toEqual(previous);
    expect(raw(entry.data_hash)).toEqual(sha256(entry.preimage));
    previous = sha256(Buffer.concat([previous, raw(entry.data_hash)]));
    expect(raw(entry.chain_hash)).toEqual(previous);
    expect(JSON.parse(entry.preimage)).toEqual(entry.data_snapshot);
    expect(entry.seal.key_id).toBe(key?.id);
    const text = `scell seal 1\n${entry.chain_id}\n${entry.sequence_number}\n${previous.toString('hex')}\n`;
    expect(verify(null, Buffer.from(text), publicKey, Buffer.from(entry.seal.signature, 'hex'))).toBe(true);
  }
});

test.each([
  ['?entry_type=payment', 1],
  ['?entryType=invoice_created', 3],
  ['?entity_type=invoice', 3],
  ['?entityType=invoice&entry_type=payment', 0],
  ['?date_from=2026-05-07', 1],
  ['?to=2026-05-06', 4],
  ['?from=2026-05-06&date_to=2026-05-07', 5],
  ['?environment=sandbox', 5],
  ['?environment=production', 0],
  ['?seller=siren:123456789', 5],
  ['?seller=siren:1', 0],
  ['?chain=technical', 0],
  // A chain of each kind begins with its key.
  ['?chain=reprint', 4],
  ['?entry_type=reprint', 3],
  ['?chain_kind=archive&entry_type=file_recorded', 6],
])('%s finds %i', async (query, count) => {
  expect((await entries(query)).meta.total).toBe(count);
});

test('a cursor goes on where the page ended, in both orders, though all were recorded at one moment', async () => {
  for (const order of ['asc', 'desc']) {
    const positions: number[] = [];
    let query = `?per_page=2&order=${order}`;
    for (;;) {
      const { data, meta } = await entries(query);
      positions.push(...data.map((entry: { sequence_number: number }) => entry.sequence_number));
      if (meta.next_cursor === null) break;
      query = `?per_page=2&order=${order}&cursor=${meta.next_cursor}`;
    }
    expect(positions).toEqual(order === 'asc' ? [1, 2, 3, 4, 5] : [5, 4, 3, 2, 1]);
  }
});

test('a sub-tenant sees its own, a stranger and a key without the right see none', async () => {
  const sub = await createSubTenant(platform.services, 'sandbox', tenant.summary, {
    name: 'North',
    externalId: null,
    country: 'FR',
  });
  const key = await tenant.newKey({ subTenantId: sub.id });
  expect((await entries('', { key })).meta.total).toBe(0);
  expect((await entries(`?sub_tenant_id=${sub.id}`)).meta.total).toBe(0);
  const stranger = await platform.tenant();
  expect((await stranger.call('GET', '/tenant/fiscal/entries')).body.meta.total).toBe(0);
  const poor = await tenant.newKey({ scopes: ['invoices:read'] });
  expect((await tenant.call('GET', '/tenant/fiscal/entries', undefined, { key: poor })).status).toBe(403);
});

test('the path of the sandbox answers the same', async () => {
  const answer = await platform.app.inject({
    method: 'GET',
    url: '/api/v1/sandbox/tenant/fiscal/entries?per_page=1',
    headers: { 'x-api-key': tenant.key },
  });
  expect(answer.json().meta.total).toBe(5);
  expect(answer.json().links.next).toContain('/sandbox/tenant/fiscal/entries');
});
