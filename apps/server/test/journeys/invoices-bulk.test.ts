/** Several invoices in one request: a result of each, all of them or none after a cut, and nothing twice. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createSubTenant } from '../../src/features/tenants/create-sub-tenant.ts';
import type { Database } from '../../src/platform/db/doors.ts';
import { until } from '../data/until.ts';
import {
  type Answer,
  createTestPlatform,
  invoiceBody,
  type TestPlatform,
  type TestTenant,
} from '../support/platform.ts';

const UNKNOWN = '0193af1a-7c64-7b9b-94e3-dbcfe4ff0000';

let platform: TestPlatform;
let tenant: TestTenant;
beforeAll(async () => {
  platform = await createTestPlatform({ poolSize: 12 });
});
beforeEach(async () => {
  tenant = await platform.tenant();
});
afterAll(() => platform.close());

const bulk = (invoices: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
  tenant.call('POST', '/tenant/invoices/bulk', { invoices }, { headers });
const submit = (invoice_ids: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
  tenant.call('POST', '/tenant/invoices/bulk-submit', { invoice_ids }, { headers });
const listed = async (): Promise<{ id: string; invoice_number: string; status: string }[]> =>
  (await tenant.call('GET', '/tenant/invoices?per_page=100')).body.data;
const drafts = async (count: number, changes: Record<string, unknown> = {}): Promise<string[]> => {
  const { status, body } = await bulk(Array.from({ length: count }, () => invoiceBody(changes)));
  expect(status, JSON.stringify(body)).toBe(201);
  return body.data.invoices.map(({ id }: { id: string }) => id);
};
/** The last five digits of a number. */
const rank = (number: string) => Number(number.slice(-5));

async function expectLedgerInOrder(): Promise<void> {
  const { status, body } = await tenant.call('GET', '/tenant/fiscal/integrity');
  expect(status).toBe(200);
  expect(body.data.is_valid, JSON.stringify(body)).toBe(true);
}

describe('creating', () => {
  test('every one has its result, in the order it was sent', async () => {
    const { status, body } = await bulk([
      invoiceBody({ external_id: 'A' }),
      invoiceBody({ buyer_name: undefined, lines: [] }),
      invoiceBody({ company_id: UNKNOWN }),
      invoiceBody({ external_id: 'B', colour: 'red' }),
      null,
      'invoice',
    ]);
    expect(status).toBe(201);
    expect(body.message).toBe('Invoices created: 2; existing: 0; refused: 4.');
    expect(body.data).toMatchObject({ created: 2, existing: 0, failed: 4 });
    const [first, second, third, fourth, fifth, sixth] = body.data.results;
    expect(first).toMatchObject({
      index: 0,
      outcome: 'created',
      external_id: 'A',
      status: 'draft',
      error: null,
    });
    expect(second).toMatchObject({
      index: 1,
      outcome: 'failed',
      success: false,
      id: null,
      error: {
        error_code: 'VALIDATION_FAILED',
        errors: { buyer_name: [expect.any(String)], lines: [expect.any(String)] },
      },
    });
    expect(third).toMatchObject({ index: 2, error: { error_code: 'NOT_FOUND' } });
    expect(fourth).toMatchObject({ index: 3, outcome: 'created', error: null });
    expect(fourth.warnings).toContainEqual({ field: 'colour', message: expect.any(String) });
    expect(fifth.error.errors).toHaveProperty('lines');
    expect(sixth.error.errors).toHaveProperty('body');
    expect(body.data.invoices.map(({ id }: { id: string }) => id)).toEqual([first.id, fourth.id]);
    expect((await listed()).map(({ id }) => id).sort()).toEqual([first.id, fourth.id].sort());
  });

  test('where none passes, the answer is an error, nothing is there, and the key is free', async () => {
    const headers = { 'idempotency-key': 'none' };
    const bad = [invoiceBody({ lines: [] }), invoiceBody({ company_id: UNKNOWN })];
    const { status, body } = await bulk(bad, headers);
    expect({ status, code: body.error_code }).toEqual({ status: 422, code: 'BULK_REFUSED' });
    expect(Object.keys(body.errors)).toEqual(['invoices.0.lines', 'invoices.1']);
    expect(body.data).toMatchObject({ created: 0, failed: 2, results: [{ index: 0 }, { index: 1 }] });
    expect(await listed()).toEqual([]);
    expect((await bulk([invoiceBody()], headers)).status).toBe(201);
  });

  test.each([
    ['none', []],
    ['one too many', Array.from({ length: 101 }, () => invoiceBody())],
    ['no list', {}],
    ['text', 'x'],
  ])('%s is refused', async (_what, invoices) => {
    const { status, body } = await bulk(invoices);
    expect({ status, fields: Object.keys(body.errors) }).toEqual({ status: 422, fields: ['invoices'] });
  });

  test('strictly, an unknown field is the error of its invoice', async () => {
    const { body } = await bulk([invoiceBody({ colour: 'red' }), invoiceBody()], {
      prefer: 'handling=strict',
    });
    expect(body.data).toMatchObject({ created: 1, failed: 1 });
    expect(body.data.results[0].error.errors).toHaveProperty('colour');
  });

  test('a key makes it one request, whatever of it failed', async () => {
    const headers = { 'idempotency-key': 'once' };
    const invoices = [invoiceBody(), invoiceBody({ lines: [] })];
    const first = await bulk(invoices, headers);
    const again = await bulk(invoices, headers);
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(again.body).toEqual(first.body);
    expect(await listed()).toHaveLength(1);
    const other = await bulk([invoiceBody({ notes: 'other' })], headers);
    expect(other.body.error_code).toBe('IDEMPOTENCY_KEY_REUSED');
  });

  test('without a key, an external_id is created once, also within one list', async () => {
    const invoices = ['A', 'B', 'A'].map((external_id) => invoiceBody({ external_id }));
    const first = await bulk([...invoices, invoiceBody({ external_id: 'A', notes: 'other' })]);
    expect(first.body.data.results.map(({ outcome }: { outcome: string }) => outcome)).toEqual([
      'created',
      'created',
      'existing',
      'failed',
    ]);
    expect(first.body.data.results[3].error.error_code).toBe('EXTERNAL_ID_CONFLICT');
    const again = await bulk(invoices);
    expect(again.status).toBe(200);
    expect(again.body.data).toMatchObject({ created: 0, existing: 3, failed: 0 });
    expect(await listed()).toHaveLength(2);
  });

  test('lists that share names in other orders do not wait for each other', async () => {
    const names = Array.from({ length: 12 }, (_, index) => `ORDER-${index}`);
    const list = (order: string[]) =>
      order.map((external_id) => invoiceBody({ external_id, send_immediately: true }));
    const answers = await Promise.all(
      [names, names.toReversed(), names, names.toReversed()].map((order) => bulk(list(order))),
    );
    for (const { status, body } of answers) expect([200, 201], JSON.stringify(body)).toContain(status);
    const numbers = (await listed()).map(({ invoice_number }) => rank(invoice_number)).sort((a, b) => a - b);
    expect(numbers).toEqual(names.map((_, index) => index + 1));
  });

  test('what is issued at once is numbered in order; one that fails after its number gives it back', async () => {
    const now = { send_immediately: true };
    const { status, body } = await bulk([
      invoiceBody(now),
      invoiceBody({ ...now, send_via: 'email' }),
      invoiceBody({ ...now, output_format: 'ubl', notes: '#PMT#' }),
      invoiceBody({ ...now, send_via: 'email', buyer_email: 'compta@globex.example' }),
      invoiceBody(),
    ]);
    expect(status, JSON.stringify(body)).toBe(201);
    const results = body.data.results;
    expect(results.map(({ outcome }: { outcome: string }) => outcome)).toEqual([
      'issued',
      'failed',
      'failed',
      'issued',
      'created',
    ]);
    expect(results[1].error.error_code).toBe('BUYER_HAS_NO_EMAIL');
    expect(results[2].error.error_code).toBe('INVOICE_REJECTED');
    expect([rank(results[0].invoice_number), rank(results[3].invoice_number)]).toEqual([1, 2]);
    expect(await listed()).toHaveLength(3);
    await expectLedgerInOrder();
    // Their files come, without the answer having waited for them.
    await until(async () => {
      const { services } = platform;
      const files = await services.databases.sandbox.withTenant({ tenantId: tenant.summary.id }, (tx) =>
        tx.selectFrom('files').select('kind').where('subject_id', '=', results[3].id).execute(),
      );
      return files.length > 0;
    });
  });

  test('a sub-tenant’s are its own, and another account’s sub-tenant is not there', async () => {
    const sub = async (who: TestTenant) =>
      (
        await createSubTenant(platform.services, 'sandbox', who.summary, {
          name: 'Sub',
          externalId: null,
          country: 'FR',
        })
      ).id;
    const foreign = await sub(await platform.tenant());
    const own = await sub(tenant);
    const company = await tenant.call('POST', '/companies', {
      name: 'North SARL',
      siret: '73282932000074',
      address_line1: '2 Rue du Nord',
      postal_code: '59000',
      city: 'Lille',
      operation_category: 'services',
      sub_tenant_id: own,
    });
    expect(company.status).toBe(201);
    const { body } = await bulk([
      invoiceBody({ sub_tenant_id: own }),
      invoiceBody({ sub_tenant_id: foreign }),
    ]);
    expect(body.data.invoices).toMatchObject([{ sub_tenant_id: own, seller_name: 'North SARL' }]);
    expect(body.data.results[1].error.error_code).toBe('SUB_TENANT_NOT_FOUND');
  });

  test('under the kill switch the answer is that of a single one', async () => {
    const on = await tenant.call('POST', '/tenant/fiscal/kill-switch/activate', { reason: 'a drill' });
    expect(on.status).toBeLessThan(300);
    const { status, body } = await bulk([invoiceBody(), invoiceBody()]);
    expect({ status, code: body.error_code }).toEqual({ status: 451, code: 'FISCAL_KILLSWITCH_ACTIVE' });
  });
});

describe('a cut on the way', () => {
  /** A sandbox whose transaction of the next request is lost at its nth statement. */
  async function cutAt(statement: number, request: () => Promise<Answer>): Promise<Answer> {
    const { databases } = platform.services;
    const { sandbox } = databases;
    let left = statement;
    databases.sandbox = {
      ...sandbox,
      withTenant: ((...[scope, fn]: Parameters<Database['withTenant']>) =>
        sandbox.withTenant(scope, (tx) => {
          const executor = tx.getExecutor();
          const original = executor.executeQuery.bind(executor);
          const mortal = (...query: Parameters<typeof original>) => {
            left -= 1;
            if (left === 0) throw Object.assign(new Error('Connection terminated'), { code: 'ECONNRESET' });
            return original(...query);
          };
          executor.executeQuery = mortal as typeof executor.executeQuery;
          return fn(tx);
        })) as Database['withTenant'],
    };
    try {
      return await request();
    } finally {
      databases.sandbox = sandbox;
    }
  }

  test.each([4, 9, 14, 22, 31])(
    'at statement %i leaves nothing, and the repeat of clients that know no key doubles nothing',
    async (statement) => {
      const invoices = Array.from({ length: 4 }, () => invoiceBody({ send_immediately: true }));
      const cut = await cutAt(statement, () => bulk(invoices));
      expect(cut.status, JSON.stringify(cut.body)).toBe(503);
      expect(await listed()).toEqual([]);
      expect((await bulk(invoices)).status).toBe(201);
      expect((await listed()).map(({ invoice_number }) => rank(invoice_number)).sort()).toEqual([1, 2, 3, 4]);
      await expectLedgerInOrder();
    },
  );
});

describe('submitting', () => {
  test('each has its result, and its number in the order of the list', async () => {
    const [a = '', b = '', c = ''] = await drafts(3);
    const foreign = (await (await platform.tenant()).call('POST', '/invoices', invoiceBody())).body.data.id;
    const { status, body } = await submit([c, UNKNOWN, a, foreign, b, c]);
    expect(status).toBe(200);
    expect(body.message).toBe('Invoices issued: 3; refused: 2.');
    expect(body.data.results.map(({ id, outcome }: Record<string, unknown>) => [id, outcome])).toEqual([
      [c, 'issued'],
      [UNKNOWN, 'failed'],
      [a, 'issued'],
      [foreign, 'failed'],
      [b, 'issued'],
    ]);
    const [first, unknown, second, foreigner, third] = body.data.results;
    expect([first, second, third].map(({ invoice_number }) => rank(invoice_number))).toEqual([1, 2, 3]);
    expect({ ...foreigner.error }).toEqual({ ...unknown.error });
    const again = await tenant.call('POST', '/invoices/bulk-submit', { ids: [a, b, c] });
    expect(
      again.body.data.results.map(({ invoice_number }: Record<string, string>) => invoice_number),
    ).toEqual([second.invoice_number, third.invoice_number, first.invoice_number]);
    await expectLedgerInOrder();
  });

  test('what the rules refuse is marked as alone, and the others pass', async () => {
    const [good = ''] = await drafts(1);
    const [bad = ''] = await drafts(1, { output_format: 'ubl', notes: '#PMT#' });
    const { body } = await submit([bad, good]);
    expect(body.data).toMatchObject({ submitted: 1, failed: 1 });
    expect(body.data.results[0].error).toMatchObject({ error_code: 'INVOICE_REJECTED' });
    const alone = await submit([bad]);
    expect({ status: alone.status, code: alone.body.error_code }).toEqual({
      status: 422,
      code: 'BULK_REFUSED',
    });
    const { body: state } = await tenant.call('GET', `/tenant/invoices/${bad}/status`);
    expect(state.data).toMatchObject({ status: 'rejected', message: expect.stringContaining('BR-FR') });
  });

  test('many at once, in other orders and beside single ones, all come through', async () => {
    const ids = await drafts(10);
    const answers = await Promise.all([
      submit(ids),
      submit(ids.toReversed()),
      ...ids.map((id) => tenant.call('POST', `/tenant/invoices/${id}/submit`)),
      bulk(Array.from({ length: 3 }, () => invoiceBody({ send_immediately: true }))),
      tenant.call('POST', '/tenant/fiscal/closings/daily'),
    ]);
    expect(answers.map(({ status }) => status).filter((status) => status >= 300)).toEqual([]);
    const numbers = (await listed()).map(({ invoice_number }) => rank(invoice_number)).sort((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 13 }, (_, index) => index + 1));
    await expectLedgerInOrder();
  });

  test('a key makes it one request', async () => {
    const ids = await drafts(2);
    const headers = { 'idempotency-key': 'submit' };
    const first = await submit([...ids, UNKNOWN], headers);
    const again = await submit([...ids, UNKNOWN], headers);
    expect(again.body).toEqual(first.body);
    expect(again.headers['idempotency-replayed']).toBe('true');
  });

  test('a sibling’s is not there for a key of one sub-tenant, in no list', async () => {
    const made = async (name: string, siret: string) => {
      const wish = { name, externalId: name, country: 'FR' };
      const { id } = await createSubTenant(platform.services, 'sandbox', tenant.summary, wish);
      const company = await tenant.call('POST', '/companies', {
        name,
        siret,
        address_line1: '2 Rue du Nord',
        postal_code: '59000',
        city: 'Lille',
        operation_category: 'services',
        sub_tenant_id: id,
      });
      expect(company.status).toBe(201);
      return { id, key: await tenant.newKey({ subTenantId: id }) };
    };
    const [north, south] = [await made('North', '73282932000074'), await made('South', '55208131766522')];
    const [theirs = ''] = await drafts(1, { sub_tenant_id: south.id });
    const call = (url: string, body: unknown) => tenant.call('POST', url, body, { key: north.key });
    const ids = { invoice_ids: [theirs] };
    expect((await call('/tenant/invoices/bulk-status', ids)).body).toEqual({ data: [], not_found: [theirs] });
    const refused = await call('/tenant/invoices/bulk-submit', ids);
    const unknown = await call('/tenant/invoices/bulk-submit', { invoice_ids: [UNKNOWN] });
    expect(refused.body.errors).toEqual(unknown.body.errors);
    const created = await call('/tenant/invoices/bulk', {
      invoices: [invoiceBody({ sub_tenant_id: south.id }), invoiceBody()],
    });
    expect(created.body.data.results[0].error.error_code).toBe('SUB_TENANT_NOT_FOUND');
    expect(created.body.data.invoices).toMatchObject([{ sub_tenant_id: north.id }]);
    expect((await tenant.call('GET', `/invoices/${theirs}`)).body.data.status).toBe('draft');
  });

  test.each([[[]], [['x']], [Array.from({ length: 101 }, () => UNKNOWN)], ['x'], [undefined]])(
    'a list like %j is refused',
    async (ids) => {
      expect((await submit(ids)).status).toBe(422);
    },
  );
});

describe('statuses', () => {
  test('in the order of the list, with what is not there named', async () => {
    const [a = '', b = ''] = await drafts(2);
    await submit([b]);
    for (const [url, name] of [
      ['/tenant/invoices/bulk-status', 'invoice_ids'],
      ['/invoices/bulk-status', 'ids'],
    ] as const) {
      const { status, body } = await tenant.call('POST', url, { [name]: [b, UNKNOWN, a] });
      expect(status).toBe(200);
      expect(body.data).toMatchObject([
        { id: b, status: 'validated', submitted_at: expect.any(String) },
        { id: a, status: 'draft', submitted_at: null, paid_at: null },
      ]);
      expect(body.not_found).toEqual([UNKNOWN]);
    }
    const reader = await tenant.newKey({ scopes: ['invoices:read'] });
    const call = (url: string) => tenant.call('POST', url, { ids: [a] }, { key: reader });
    expect((await call('/invoices/bulk-status')).status).toBe(200);
    expect((await call('/invoices/bulk-submit')).status).toBe(403);
  });
});
