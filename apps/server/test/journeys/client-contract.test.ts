/**
 * The requests of the public clients, as they were recorded from version 1.4.0 of each, over a real socket. What the clients
 * do with an answer decides what counts: the JavaScript one hands it on, the PHP one builds objects that stop at a missing or
 * unknown value. Neither is published as a package, so that their wire format stands here instead of them.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createSubTenant } from '../../src/features/tenants/create-sub-tenant.ts';
import { createTestPlatform, type TestPlatform, type TestTenant } from '../support/platform.ts';

let platform: TestPlatform;
let tenant: TestTenant;
let server: string;
beforeAll(async () => {
  platform = await createTestPlatform();
  server = await platform.app.listen({ host: '127.0.0.1', port: 0 });
});
beforeEach(async () => {
  tenant = await platform.tenant();
});
afterAll(() => platform.close());

interface Heard {
  status: number;
  type: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies freely
  body: any;
  bytes: Buffer;
}

type Headers = Record<string, string>;

async function send(method: string, path: string, headers: Headers, body?: string): Promise<Heard> {
  const response = await fetch(`${server}${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body }),
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  const type = response.headers.get('content-type') ?? '';
  // What the clients do: JavaScript reads JSON by its type, so that an empty body must not have it.
  const body_ = type.includes('application/json') ? JSON.parse(bytes.toString()) : null;
  return { status: response.status, type, body: body_, bytes };
}

const JSON_TYPE = { accept: 'application/json', 'content-type': 'application/json' };

/** The JavaScript client: JSON types on every call, nothing as the body where there is none, the base path lost. */
const javascript = (base = '') => ({
  call: (method: string, path: string, body?: unknown, key: Headers = { 'x-tenant-key': tenant.key }) =>
    send(
      method,
      `${base}${path}`,
      { ...JSON_TYPE, ...key },
      body === undefined ? undefined : JSON.stringify(body),
    ),
  raw: (path: string) => send('GET', `${base}${path}`, { accept: '*/*', 'x-tenant-key': tenant.key }),
});

/** The PHP client: the base path kept, an empty list as the body where there is none, and a name to know it by. */
const PHP = { 'user-agent': 'Scell-PHP-SDK/1.2.0' };
const php = (base = '/api/v1') => ({
  call: (method: string, path: string, body?: unknown, key: Headers = { 'x-tenant-key': tenant.key }) =>
    send(
      method,
      `${base}${path}`,
      { ...JSON_TYPE, ...PHP, ...key },
      method === 'GET' || method === 'DELETE' ? undefined : JSON.stringify(body ?? []),
    ),
});

const ADDRESS = { line1: '10 Place Vendome', postal_code: '75001', city: 'Paris', country: 'FR' };
const LINE = { description: 'Conseil', quantity: 2, unit_price: 99.5, tax_rate: 20 };
const LINE_WITH_TOTALS = { ...LINE, total_ht: 199, total_tax: 39.8, total_ttc: 238.8 };

/** What the JavaScript client sends to /tenant/invoices. */
const ofJavascript = (changes: object = {}) => ({
  company_id: tenant.companyId,
  buyer: {
    company_name: 'Globex SAS',
    siren: '987654321',
    siret: '98765432109876',
    address: ADDRESS,
    email: 'compta@globex.example',
  },
  lines: [LINE_WITH_TOTALS],
  due_date: '2026-06-05',
  currency: 'EUR',
  notes: 'Merci',
  metadata: { order: 7 },
  output_format: 'facturx',
  ...changes,
});

/** What the PHP client sends there: no company, no totals. */
const ofPhp = (changes: object = {}) => ({
  direction: 'outgoing',
  output_format: 'facturx',
  issue_date: '2026-05-06',
  seller: { siret: '12345678901234', name: 'Acme SAS', address: { ...ADDRESS, line1: '1 Rue de la Paix' } },
  buyer: { siret: '98765432109876', name: 'Globex SAS', address: ADDRESS },
  lines: [LINE],
  due_date: '2026-06-05',
  currency: 'EUR',
  metadata: [],
  ...changes,
});

/** What both send to /invoices. */
const flat = () => ({
  invoice_number: 'FACT-2026-001',
  direction: 'outgoing',
  output_format: 'facturx',
  issue_date: '2026-05-06',
  total_ht: 199,
  total_tax: 39.8,
  total_ttc: 238.8,
  seller_siret: '12345678901234',
  seller_name: 'Acme SAS',
  seller_address: { ...ADDRESS, line1: '1 Rue de la Paix' },
  buyer_siret: '98765432109876',
  buyer_name: 'Globex SAS',
  buyer_address: ADDRESS,
  lines: [LINE_WITH_TOTALS],
  external_id: 'ORDER-1',
  due_date: '2026-06-05',
  currency: 'EUR',
  archive_enabled: true,
});

const PHP_STATUSES = [
  'draft',
  'processing',
  'converting',
  'converted',
  'validated',
  'transmitted',
  'accepted',
  'rejected',
  'paid',
  'error',
];

/** Reads an invoice as the PHP client builds its objects: what is missing, null or unknown stops it. */
// biome-ignore lint/suspicious/noExplicitAny: an answer
function readAsPhp(invoice: any): void {
  for (const name of ['id', 'invoice_number', 'issue_date', 'created_at'])
    expect(invoice[name], name).toEqual(expect.any(String));
  for (const name of ['total_ht', 'total_tax', 'total_ttc'])
    expect(invoice[name], name).toEqual(expect.any(Number));
  expect(['outgoing', 'incoming']).toContain(invoice.direction);
  expect(['facturx', 'ubl', 'cii']).toContain(invoice.output_format);
  expect(['sandbox', 'production']).toContain(invoice.environment);
  expect(PHP_STATUSES).toContain(invoice.status);
  expect(invoice.archive_enabled).toEqual(expect.any(Boolean));
  for (const party of [invoice.seller, invoice.buyer]) {
    expect(party).toMatchObject({ siret: expect.any(String), name: expect.any(String) });
    expect(party.company_name).toBe(party.name);
    expect(party.address).toMatchObject({
      line1: expect.any(String),
      postal_code: expect.any(String),
      city: expect.any(String),
    });
  }
  for (const line of invoice.lines) {
    expect(line.description).toEqual(expect.any(String));
    for (const name of ['quantity', 'unit_price', 'tax_rate', 'total_ht', 'total_tax', 'total_ttc'])
      expect(line[name], name).toEqual(expect.any(Number));
  }
}

/** The rest of what both know an invoice of /tenant by. */
// biome-ignore lint/suspicious/noExplicitAny: an answer
function expectTenantInvoice(invoice: any): void {
  readAsPhp(invoice);
  expect(invoice).toMatchObject({ tenant_id: tenant.summary.id, company_id: tenant.companyId });
  for (const name of ['external_id', 'due_date', 'notes', 'metadata', 'sub_tenant_id', 'updated_at'])
    expect(invoice).toHaveProperty(name);
  for (const name of ['status_message', 'validated_at', 'paid_at', 'payment_reference', 'lifecycle_status'])
    expect(invoice).toHaveProperty(name);
  expect(invoice.buyer).toHaveProperty('siren');
}

describe.each(['', '/v1', '/api/v1', '/api'])('the JavaScript client at %j', (base) => {
  test('a tenant invoice from its creation to its mail', async () => {
    const { call, raw } = javascript(base);
    const created = await call('POST', '/tenant/invoices', ofJavascript());
    expect(created.status, JSON.stringify(created.body)).toBe(201);
    const { id } = created.body.data;
    expectTenantInvoice(created.body.data);
    expect(created.body.data).toMatchObject({
      status: 'draft',
      issue_date: '2026-05-06',
      total_ttc: 238.8,
      notes: 'Merci',
      metadata: { order: 7 },
      buyer: { company_name: 'Globex SAS', email: 'compta@globex.example', siren: '987654321' },
    });
    expect((await call('GET', `/tenant/invoices/${id}`)).body.data).toEqual(created.body.data);

    const update = {
      buyer: { email: 'dg@globex.example' },
      lines: [{ ...LINE, quantity: 3 }],
      notes: 'Encore',
    };
    const updated = await call('PATCH', `/tenant/invoices/${id}`, update);
    expect(updated.body.data).toMatchObject({
      total_ht: 298.5,
      notes: 'Encore',
      buyer: { name: 'Globex SAS' },
    });
    expect(updated.body.data.buyer.email).toBe('dg@globex.example');

    const validated = await call('POST', `/tenant/invoices/${id}/validate`);
    expect(validated.body.data).toMatchObject({ id, status: 'validated' });
    const sent = await call('POST', `/tenant/invoices/${id}/send`);
    expect({ status: sent.status, id: sent.body.data.id }).toEqual({ status: 200, id });

    const pdf = await raw(`/tenant/invoices/${id}/download`);
    expect([pdf.status, pdf.type, pdf.bytes.subarray(0, 5).toString()]).toEqual([
      200,
      'application/pdf',
      '%PDF-',
    ]);
    const xml = await raw(`/tenant/invoices/${id}/download?format=xml`);
    expect(xml.type).toMatch(/^application\/xml/);
    expect(xml.bytes.toString()).toContain('CrossIndustryInvoice');
  });

  test('a draft deleted, with a body it can read', async () => {
    const { call } = javascript(base);
    const { id } = (await call('POST', '/tenant/invoices', ofJavascript())).body.data;
    const deleted = await call('DELETE', `/tenant/invoices/${id}`);
    expect([deleted.status, Object.keys(deleted.body)]).toEqual([200, ['message']]);
    const gone = await call('GET', `/tenant/invoices/${id}`);
    expect(gone).toMatchObject({
      status: 404,
      body: { message: expect.any(String), code: expect.any(String) },
    });
  });

  test('lists, several statuses in one value', async () => {
    const { call } = javascript(base);
    await call('POST', '/tenant/invoices', ofJavascript());
    const filters =
      '?search=globex&status=draft%2Cpending%2Ccancelled&direction=outgoing&date_from=2026-01-01&date_to=2026-12-31' +
      '&buyer_siret=98765432109876&min_amount=1&max_amount=1000&sort=created_at&order=asc&page=1&per_page=10';
    const { body } = await call('GET', `/tenant/invoices${filters}`);
    expect(body.meta).toMatchObject({ current_page: 1, last_page: 1, per_page: 10, total: 1 });
    expectTenantInvoice(body.data[0]);
  });

  test('several at once', async () => {
    const { call } = javascript(base);
    const invoices = [ofJavascript({ external_id: 'A' }), ofJavascript()];
    const created = await call('POST', '/tenant/invoices/bulk', { invoices });
    expect([created.status, typeof created.body.message]).toEqual([201, 'string']);
    const invoice_ids = created.body.data.invoices.map(({ id }: { id: string }) => id);
    const submitted = await call('POST', '/tenant/invoices/bulk-submit', { invoice_ids });
    expect([submitted.status, typeof submitted.body.message]).toEqual([200, 'string']);
    const { body } = await call('POST', '/tenant/invoices/bulk-status', { invoice_ids });
    expect(body.data.map(({ status }: { status: string }) => status)).toEqual(['validated', 'validated']);
  });

  test('/invoices, by a key or as a bearer, from the creation to the payment', async () => {
    const { call } = javascript(base);
    for (const key of [{ 'x-api-key': tenant.key }, { authorization: `Bearer ${tenant.key}` }] as Headers[]) {
      const created = await call('POST', '/invoices', { ...flat(), external_id: crypto.randomUUID() }, key);
      expect(created.status, JSON.stringify(created.body)).toBe(201);
      const { id } = created.body.data;
      const listed = await call(
        'GET',
        `/invoices?company_id=${tenant.companyId}&status=draft&environment=sandbox&from=2026-01-01&to=2026-12-31&per_page=5`,
        undefined,
        key,
      );
      expect(listed.body.data.map((row: { id: string }) => row.id)).toContain(id);
      await call('POST', `/tenant/invoices/${id}/validate`);
      const link = await call('GET', `/invoices/${id}/download/converted`, undefined, key);
      expect(Object.keys(link.body).sort()).toEqual(['expires_at', 'url']);
      const trail = await call('GET', `/invoices/${id}/audit-trail`, undefined, key);
      expect(trail.body.integrity_valid).toBe(true);
      expect(trail.body.data[0].details).toEqual(expect.any(String));
      const converted = await call(
        'POST',
        '/invoices/convert',
        { invoice_id: id, target_format: 'ubl' },
        key,
      );
      expect(converted.body).toMatchObject({
        invoice_id: id,
        target_format: 'ubl',
        message: expect.any(String),
      });
      expect((await call('POST', `/invoices/${id}/mark-paid`, undefined, key)).body.data.status).toBe('paid');
    }
  });
});

describe.each(['/api/v1', '/v1', ''])('the PHP client at %j', (base) => {
  test('a tenant invoice without company and totals, from its creation to its status', async () => {
    const { call } = php(base);
    const created = await call('POST', '/tenant/invoices', ofPhp({ external_id: 'PHP-1' }));
    expect(created.status, JSON.stringify(created.body)).toBe(201);
    const { id } = created.body.data;
    expectTenantInvoice(created.body.data);
    expect(created.body.data).toMatchObject({
      total_ht: 199,
      total_tax: 39.8,
      total_ttc: 238.8,
      metadata: {},
    });

    const updated = await call('PUT', `/tenant/invoices/${id}`, ofPhp({ due_date: '2026-07-01' }));
    expect(updated.status, JSON.stringify(updated.body)).toBe(200);
    expect(updated.body.data.due_date).toBe('2026-07-01');
    expectTenantInvoice(updated.body.data);

    const submitted = await call('POST', `/tenant/invoices/${id}/submit`);
    expectTenantInvoice(submitted.body.data);
    const { body } = await call('GET', `/tenant/invoices/${id}/status`);
    expect(body.data).toMatchObject({ id, status: 'validated', updated_at: expect.any(String) });
    const paid = await call('POST', `/invoices/${id}/mark-paid`, undefined, { 'x-api-key': tenant.key });
    readAsPhp(paid.body.data);
    expect(paid.body.data.status).toBe('paid');
  });

  test('lists with dates, lists in brackets and booleans as digits; a person in them has a text for a SIRET', async () => {
    const { call } = php(base);
    const person = { buyer: { name: 'Marie Dupont', address: ADDRESS }, buyer_type: 'individual' };
    await call('POST', '/tenant/invoices', ofPhp(person));
    await call('POST', '/tenant/invoices', ofPhp());
    const { status, body } = await call(
      'GET',
      '/tenant/invoices?status[0]=draft&status[1]=paid&date_from=2026-05-01&order=desc&page=1&per_page=25',
    );
    expect({ status, total: body.meta.total }).toEqual({ status: 200, total: 2 });
    for (const invoice of body.data) expectTenantInvoice(invoice);
    expect(body.data.map(({ buyer }: { buyer: { siret: string } }) => buyer.siret).sort()).toEqual([
      '',
      '98765432109876',
    ]);
  });

  test('of a sub-tenant', async () => {
    const { call } = php(base);
    const sub = await createSubTenant(platform.services, 'sandbox', tenant.summary, {
      name: 'North',
      externalId: null,
      country: 'FR',
    });
    const company = {
      name: 'North SARL',
      siret: '73282932000074',
      address_line1: '2 Rue du Nord',
      postal_code: '59000',
      city: 'Lille',
      sub_tenant_id: sub.id,
    };
    const bearer = { authorization: `Bearer ${tenant.key}` };
    expect((await call('POST', '/companies', company, bearer)).status).toBe(201);
    const seller = { siret: '73282932000074', name: 'North SARL', address: ADDRESS };
    const address = `/tenant/sub-tenants/${sub.id}/invoices`;
    const created = await call('POST', address, ofPhp({ seller }));
    expect(created.status, JSON.stringify(created.body)).toBe(201);
    readAsPhp(created.body.data);
    const { body } = await call('GET', `${address}?status=draft`);
    expect(body.data.map(({ id }: { id: string }) => id)).toEqual([created.body.data.id]);
    readAsPhp(body.data[0]);
  });

  test('several at once', async () => {
    const { call } = php(base);
    const created = await call('POST', '/tenant/invoices/bulk', { invoices: [ofPhp(), ofPhp()] });
    expect(created.status, JSON.stringify(created.body)).toBe(201);
    const invoice_ids = created.body.data.invoices.map(({ id }: { id: string }) => id);
    expect((await call('POST', '/tenant/invoices/bulk-submit', { invoice_ids })).status).toBe(200);
    const { body } = await call('POST', '/tenant/invoices/bulk-status', { invoice_ids });
    expect(body.data).toHaveLength(2);
    const deleted = await call('DELETE', `/tenant/invoices/${invoice_ids[0]}`);
    expect(deleted).toMatchObject({ status: 403, body: { message: expect.any(String), code: 'forbidden' } });
  });
});

test('an empty body is refused as what it lacks, not as bad JSON, by either spelling of nothing', async () => {
  for (const call of [javascript().call, php().call]) {
    const { status, body } = await call('POST', '/tenant/invoices/bulk');
    expect({ status, fields: Object.keys(body.errors) }).toEqual({ status: 422, fields: ['invoices'] });
  }
});

describe('accounts, which only the JavaScript client has', () => {
  test('registers, signs in, asks who it is and signs out; its token works where a key does', async () => {
    // These static calls keep the base path; those with a token lose it.
    const anonymous = (path: string, body: object) =>
      send('POST', `/api/v1/auth/${path}`, JSON_TYPE, JSON.stringify(body));
    const password = 'une phrase que personne ne devine';
    const made = await anonymous('register', {
      name: 'Zoé Martin',
      email: 'zoe@client.example',
      password,
      password_confirmation: password,
    });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ message: expect.any(String), token: expect.stringContaining('|') });
    const entered = await anonymous('login', { email: 'zoe@client.example', password });
    expect(entered.status).toBe(200);
    const bearer = { authorization: `Bearer ${entered.body.token}` };
    const me = await javascript().call('GET', '/auth/me', undefined, bearer);
    expect(me.body.data).toMatchObject({
      id: made.body.user.id,
      name: 'Zoé Martin',
      email: 'zoe@client.example',
      email_verified_at: null,
      is_admin: false,
      created_at: expect.any(String),
      updated_at: expect.any(String),
    });
    for (const path of ['/companies', '/invoices', '/tenant/invoices'])
      expect((await javascript().call('GET', path, undefined, bearer)).status).toBe(200);
    expect((await anonymous('forgot-password', { email: 'zoe@client.example' })).body).toEqual({
      message: expect.any(String),
    });
    const refused = await anonymous('reset-password', {
      email: 'zoe@client.example',
      token: 'x',
      password,
      password_confirmation: password,
    });
    expect(refused.status).toBe(422);
    // A body that is none, under a JSON type.
    const out = await javascript().call('POST', '/auth/logout', undefined, bearer);
    expect({ status: out.status, body: out.body }).toEqual({
      status: 200,
      body: { message: expect.any(String) },
    });
    expect((await javascript().call('GET', '/auth/me', undefined, bearer)).status).toBe(401);
  });
});
