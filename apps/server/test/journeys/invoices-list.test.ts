/** Lists of invoices: every filter of both references, every order, pages that neither skip nor repeat. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  createTestPlatform,
  invoiceBody,
  START,
  type TestPlatform,
  type TestTenant,
} from '../support/platform.ts';

interface Item {
  id: string;
  external_id: string;
}

let platform: TestPlatform;
let tenant: TestTenant;
let globex: string;

/** Five invoices: a to e, one more minute each. */
beforeAll(async () => {
  platform = await createTestPlatform();
  tenant = await platform.tenant({ slug: 'acme-sas' });
  const buyer = await tenant.call('POST', '/buyers', {
    name: 'Globex SAS',
    siret: '98765432109876',
    billing_address: { line1: '10 Place Vendôme', postal_code: '75001', city: 'Paris' },
  });
  globex = buyer.body.data.id;
  const of = (external_id: string, price: number, changes: Record<string, unknown> = {}) =>
    invoiceBody({
      external_id,
      total_ht: undefined,
      total_tax: undefined,
      total_ttc: undefined,
      lines: [{ description: 'x', quantity: 1, unit_price: price, vat_rate: 20 }],
      ...changes,
    });
  const bodies = [
    of('a', 100, { issue_date: '2026-01-10', due_date: '2026-02-10' }),
    of('b', 50, { issue_date: '2026-02-10', due_date: '2026-05-30', buyer_id: globex }),
    of('c', 200, { issue_date: '2026-03-10', due_date: '2026-04-10', buyer_name: 'Initech 100%_' }),
    of('d', 100, {
      issue_date: '2026-04-10',
      due_date: '2026-05-10',
      buyer_siret: '11111111111111',
      buyer_name: 'Umbrella',
    }),
    of('e', 10, { issue_date: '2026-05-06' }),
  ];
  const ids: string[] = [];
  for (const [index, body] of bodies.entries()) {
    platform.now = START + index * 60_000;
    const { body: answer } = await tenant.call('POST', '/invoices', body);
    ids.push(answer.data.id);
  }
  const [a = '', b = '', c = ''] = ids;
  for (const id of [a, b, c]) await tenant.call('POST', `/invoices/${id}/submit`);
  await tenant.call('POST', `/invoices/${b}/mark-paid`);
});
afterAll(() => platform.close());

async function found(query: string, address = '/invoices'): Promise<string> {
  const { status, body } = await tenant.call('GET', `${address}?${query}`);
  expect({ status, errors: body.errors }).toEqual({ status: 200, errors: undefined });
  expect(body.meta.total).toBe(body.data.length);
  return body.data.map(({ external_id }: Item) => external_id).join('');
}

describe.each(['/invoices', '/tenant/invoices'])('GET %s', (address) => {
  test.each([
    ['', 'edcba'],
    ['status=draft', 'ed'],
    ['status=validated', 'ca'],
    ['status=paid', 'b'],
    ['status=validated,paid', 'cba'],
    ['status=draft&status=paid', 'edb'],
    ['status=accepted', ''],
    ['direction=outgoing', 'edcba'],
    ['direction=incoming', ''],
    ['from=2026-02-10', 'edcb'],
    ['to=2026-03-10', 'cba'],
    ['date_from=2026-02-10&date_to=2026-04-09', 'cb'],
    ['min_amount=120', 'dca'],
    ['max_amount=60', 'eb'],
    ['min_amount=60&max_amount=120', 'dba'],
    ['buyer_siret=11111111111111', 'd'],
    ['seller_siret=12345678901234', 'edcba'],
    ['seller_siret=11111111111111', ''],
    ['external_id=c', 'c'],
    ['q=umbrella', 'd'],
    ['search=globex', 'eba'],
    ['q=202605-00002', 'b'],
    ['q=DRAFT-ACMES-00004', 'd'],
    ['q=100%25_', 'c'],
    ['q=%25', 'c'],
    ['environment=sandbox', 'edcba'],
    ['environment=test', 'edcba'],
    ['environment=production', ''],
    ['status=paid&from=2026-03-01', ''],
    ['sort=created_at&order=asc', 'abcde'],
    ['sort=issue_date&order=asc', 'abcde'],
    ['sort=issue_date', 'edcba'],
    ['sort=due_date&order=asc', 'acdbe'],
    ['sort=due_date', 'ebdca'],
    ['sort=total_ttc&order=asc&status=draft,paid', 'ebd'],
    ['sort=total_ttc&order=desc&min_amount=121', 'c'],
    ['sort=invoice_number&order=asc', 'abcde'],
  ])('?%s', async (query, expected) => {
    expect(await found(query, address)).toBe(expected);
  });
});

test('by what was registered', async () => {
  expect(await found(`buyer_id=${globex}`)).toBe('b');
  expect(await found(`company_id=${tenant.companyId}`)).toBe('edcba');
  expect(await found(`seller_company_id=${tenant.companyId}`)).toBe('edcba');
  expect(await found('company_id=0193af1a-7c64-7b9b-94e3-dbcfe4ff0001')).toBe('');
});

test('equal amounts have an order too', async () => {
  const order = await found('sort=total_ttc&order=asc');
  expect(order).toBe('ebadc');
});

test.each([
  ['status=burnt', 'status'],
  ['from=2026-02-30', 'from'],
  ['date_to=yesterday', 'date_to'],
  ['per_page=101', 'per_page'],
  ['per_page=0', 'per_page'],
  ['page=0', 'page'],
  ['sort=buyer_name', 'sort'],
  ['order=up', 'order'],
  ['buyer_id=7', 'buyer_id'],
  ['min_amount=x', 'min_amount'],
  ['cursor=nonsense', 'cursor'],
])('?%s is refused on its parameter', async (query, field) => {
  const { status, body } = await tenant.call('GET', `/invoices?${query}`);
  expect({ status, fields: Object.keys(body.errors ?? {}) }).toEqual({ status: 422, fields: [field] });
});

test('an unknown sub-tenant is not found', async () => {
  const { status, body } = await tenant.call(
    'GET',
    '/invoices?sub_tenant_id=0193af1a-7c64-7b9b-94e3-dbcfe4ff0001',
  );
  expect({ status, code: body.code }).toEqual({ status: 404, code: 'SUB_TENANT_NOT_FOUND' });
});

test('pages say where they are', async () => {
  const { body } = await tenant.call('GET', '/invoices?per_page=2&page=2&status=draft,validated,paid');
  expect(body.meta).toMatchObject({ current_page: 2, from: 3, to: 4, last_page: 3, per_page: 2, total: 5 });
  expect(body.data.map(({ external_id }: Item) => external_id)).toEqual(['c', 'b']);
  const next = new URL(body.links.next);
  expect(next.pathname).toBe('/api/v1/invoices');
  expect(Object.fromEntries(next.searchParams)).toMatchObject({
    page: '3',
    per_page: '2',
    status: 'draft,validated,paid',
  });
  expect(body.links.prev).toContain('page=1');
  const beyond = await tenant.call('GET', '/invoices?page=9');
  expect(beyond.body.data).toEqual([]);
  expect(beyond.body.meta).toMatchObject({ total: 5, from: null, to: null });
});

test.each(['created_at', 'issue_date', 'due_date', 'invoice_number', 'total_ttc'])(
  'a cursor over %s neither skips nor repeats while invoices come in',
  async (sort) => {
    const own = await platform.tenant({ slug: `cursor-${sort.replaceAll('_', '-')}` });
    const add = async (external_id: string) => {
      platform.now += 1000;
      const { status } = await own.call('POST', '/invoices', invoiceBody({ external_id }));
      expect(status).toBe(201);
    };
    for (let index = 0; index < 7; index += 1) await add(`old-${index}`);
    const seen: string[] = [];
    let cursor: string | null = '';
    for (let page = 0; cursor !== null && page < 20; page += 1) {
      const query = `sort=${sort}&order=desc&per_page=2${cursor === '' ? '' : `&cursor=${cursor}`}`;
      const { body } = await own.call('GET', `/invoices?${query}`);
      seen.push(...body.data.map(({ external_id }: Item) => external_id));
      cursor = body.meta.next_cursor;
      await add(`new-${page}`);
    }
    const old = seen.filter((name) => name.startsWith('old-'));
    expect(old.toSorted()).toEqual(['old-0', 'old-1', 'old-2', 'old-3', 'old-4', 'old-5', 'old-6']);
    expect(new Set(seen).size).toBe(seen.length);
  },
);

test('live and sandbox do not see each other', async () => {
  const key = await tenant.newKey({ environment: 'production' });
  const { body } = await tenant.call('GET', '/invoices', undefined, { key });
  expect(body.data).toEqual([]);
  const sandboxed = await tenant.call('GET', '/sandbox/invoices');
  expect(sandboxed.body.meta.total).toBe(5);
});
