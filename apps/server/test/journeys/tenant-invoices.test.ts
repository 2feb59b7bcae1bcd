/** The partner addresses: the same invoices and commands, by the names partners' clients have for them. */
import { createHash } from 'node:crypto';
import { utimes } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSubTenant } from '../../src/features/tenants/create-sub-tenant.ts';
import { contentPath } from '../../src/platform/storage/write-content.ts';
import { timerHandlersOf } from '../../src/tasks.ts';
import { query } from '../data/sql.ts';
import { PLAIN_PDF } from '../support/plain-pdf.ts';
import { createTestPlatform, invoiceBody, type TestPlatform, type TestTenant } from '../support/platform.ts';

let platform: TestPlatform;
let tenant: TestTenant;
let north: string;
let south: string;
beforeAll(async () => {
  platform = await createTestPlatform();
  tenant = await platform.tenant({ slug: 'acme-sas' });
  const subTenant = async (name: string, siret: string) => {
    const { id } = await createSubTenant(platform.services, 'sandbox', tenant.summary, {
      name,
      externalId: name,
      country: 'FR',
    });
    expect((await tenant.call('POST', '/companies', company(name, siret, id))).status).toBe(201);
    return id;
  };
  north = await subTenant('North SARL', '73282932000074');
  south = await subTenant('South SARL', '55208131766522');
});
afterAll(() => platform.close());

const company = (name: string, siret: string, sub_tenant_id?: string) => ({
  name,
  siret,
  sub_tenant_id,
  address_line1: '2 Rue du Nord',
  postal_code: '59000',
  city: 'Lille',
  operation_category: 'services',
});

const create = (changes: Record<string, unknown> = {}, address = '/tenant/invoices') =>
  tenant.call('POST', address, invoiceBody(changes));

async function drafted(changes: Record<string, unknown> = {}): Promise<string> {
  const { status, body } = await create(changes);
  expect(status, JSON.stringify(body)).toBe(201);
  return body.data.id;
}

/** The addresses an invoice was or will be mailed to. */
async function mailsOf(id: string): Promise<string[]> {
  const rows = await query<{ recipient: string }>(
    platform.databases.sandbox.ownerUrl,
    'select recipient from mails where subject_id = $1 order by recipient',
    [id],
    { tenantId: tenant.summary.id },
  );
  return rows.map(({ recipient }) => recipient);
}

describe('who issues', () => {
  let second: string;
  beforeAll(async () => {
    second = (await tenant.call('POST', '/companies', company('Second SAS', '44306184100047'))).body.data.id;
  });

  test.each<[string, () => Record<string, unknown>, () => string]>([
    ['nobody named: the default company', () => ({}), () => tenant.companyId],
    ['company_id', () => ({ company_id: second }), () => second],
    ['seller_company_id', () => ({ seller_company_id: second }), () => second],
    ['the SIRET of a seller', () => ({ seller_siret: '44306184100047' }), () => second],
    ['a nested seller', () => ({ seller: { siret: '443 061 841 00047', name: 'Second SAS' } }), () => second],
  ])('%s', async (_what, changes, companyId) => {
    const { status, body } = await create({ ...changes(), lines: lines() });
    expect(status, JSON.stringify(body)).toBe(201);
    expect(body.data).toMatchObject({ company_id: companyId(), seller_company_id: companyId() });
  });

  test('the SIRET of a seller that is no company of the account, or of a sub-tenant, is refused', async () => {
    for (const seller_siret of ['35600000049837', '73282932000074']) {
      const { status, body } = await create({ seller_siret });
      expect({ status, fields: Object.keys(body.errors) }).toEqual({ status: 422, fields: ['seller_siret'] });
    }
  });

  test('a key of one company issues for no other by its SIRET', async () => {
    const key = await tenant.newKey({ companyId: tenant.companyId });
    const { status, body } = await tenant.call(
      'POST',
      '/tenant/invoices',
      invoiceBody({ seller_siret: '44306184100047' }),
      { key },
    );
    expect({ status, fields: Object.keys(body.errors) }).toEqual({ status: 422, fields: ['seller_siret'] });
  });
});

const lines = () => [{ description: 'Conseil', quantity: 5, unit_price: 200, tax_rate: 20 }];

describe('buyer_type', () => {
  const person = { buyer_name: 'Marie Dupont', buyer_siret: undefined };

  test.each(['individual', 'particulier', 'B2C'])('%s is a private person', async (buyer_type) => {
    const { status, body } = await create({ ...person, buyer_type });
    expect(status, JSON.stringify(body)).toBe(201);
    expect(body.data).toMatchObject({ buyer_is_individual: true, buyer_siret: null, buyer: { siret: '' } });
    expect(body.warnings.map(({ field }: { field: string }) => field)).not.toContain('buyer_type');
  });

  test.each(['external', 'sub_tenant', 'business', 'company'])(
    '%s is a business unless said',
    async (type) => {
      expect((await create({ buyer_type: type })).body.data.buyer_is_individual).toBe(false);
      const anonymous = await create({ ...person, buyer_type: type });
      expect(Object.keys(anonymous.body.errors)).toEqual(['buyer_siret']);
    },
  );

  test('external may be a person, by the flag; a business may not', async () => {
    expect((await create({ ...person, buyer_type: 'external', buyer_is_individual: true })).status).toBe(201);
    for (const [buyer_type, buyer_is_individual] of [
      ['business', true],
      ['individual', false],
    ]) {
      const { status, body } = await create({ buyer_type, buyer_is_individual });
      expect({ status, fields: Object.keys(body.errors) }).toEqual({ status: 422, fields: ['buyer_type'] });
    }
    expect((await create({ buyer_type: 'alien' })).body.errors).toHaveProperty('buyer_type');
  });

  test('an update of the one replaces the other', async () => {
    const id = await drafted({ buyer_type: 'business' });
    const person = await tenant.call('PATCH', `/tenant/invoices/${id}`, { buyer_is_individual: true });
    expect(person.body.data.buyer_is_individual).toBe(true);
    const business = await tenant.call('PUT', `/tenant/invoices/${id}`, { buyer_type: 'business' });
    expect(business.body.data).toMatchObject({ buyer_is_individual: false, buyer_siret: '98765432109876' });
  });
});

describe('validate', () => {
  test('issues, and says the same again', async () => {
    const id = await drafted();
    const first = await tenant.call('POST', `/tenant/invoices/${id}/validate`);
    expect(first.status).toBe(200);
    expect(first.body.data).toMatchObject({ id, status: 'validated' });
    for (const verb of ['validate', 'submit'])
      expect((await tenant.call('POST', `/tenant/invoices/${id}/${verb}`)).body.data).toEqual(
        first.body.data,
      );
    expect(await mailsOf(id)).toEqual([]);
  });
});

describe('send', () => {
  test('issues a draft and mails it, once however often it is repeated', async () => {
    const id = await drafted({ buyer_email: 'compta@globex.example' });
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => tenant.call('POST', `/tenant/invoices/${id}/send`)),
    );
    for (const { status, body } of answers) {
      expect(status).toBe(200);
      expect(body.data.invoice_number).toBe(answers[0]?.body.data.invoice_number);
    }
    expect(await mailsOf(id)).toEqual(['compta@globex.example']);
    const { body: trail } = await tenant.call('GET', `/invoices/${id}/audit-trail`);
    expect(trail.data.map(({ action }: { action: string }) => action)).toEqual([
      'invoice.created',
      'invoice.validated',
      'invoice.sent_by_email',
    ]);
  });

  test('to another address, it is another mail', async () => {
    const id = await drafted({ buyer_email: 'compta@globex.example' });
    await tenant.call('POST', `/tenant/invoices/${id}/send`);
    const other = await tenant.call('POST', `/tenant/invoices/${id}/send`, { email: 'dg@globex.example' });
    expect(other.status).toBe(200);
    expect(await mailsOf(id)).toEqual(['compta@globex.example', 'dg@globex.example']);
  });

  test('without an address nothing is issued', async () => {
    const id = await drafted();
    const { status, body } = await tenant.call('POST', `/tenant/invoices/${id}/send`);
    expect({ status, code: body.error_code }).toEqual({ status: 422, code: 'BUYER_HAS_NO_EMAIL' });
    expect((await tenant.call('GET', `/tenant/invoices/${id}/status`)).body.data.status).toBe('draft');
  });

  test.each(['peppol', 'chorus', 'pdp'])('by %s is refused, and says what waits', async (send_via) => {
    const id = await drafted({ buyer_email: 'compta@globex.example' });
    const { status, body } = await tenant.call('POST', `/tenant/invoices/${id}/send`, { send_via });
    expect(status).toBe(422);
    expect(body.errors.send_via[0]).toContain('only "email" sends');
    const created = await create({ send_immediately: true, send_via });
    expect(Object.keys(created.body.errors)).toEqual(['send_via']);
  });
});

describe('a draft is deleted', () => {
  const remove = (id: string, key = tenant.key) =>
    tenant.call('DELETE', `/tenant/invoices/${id}`, undefined, { key });

  test('for good, with a sentence and an end to its trail; its external_id is free', async () => {
    const body = { external_id: 'deleted', notes: 'first' };
    const id = await drafted(body);
    expect(await remove(id)).toMatchObject({ status: 200, body: { message: 'Draft deleted.' } });
    for (const method of ['GET', 'DELETE'] as const)
      expect((await tenant.call(method, `/tenant/invoices/${id}`)).body.error_code).toBe('NOT_FOUND');
    expect((await tenant.call('POST', `/tenant/invoices/${id}/submit`)).status).toBe(404);
    const again = await create({ ...body, notes: 'second' });
    expect(again.status).toBe(201);
    expect(again.body.data.id).not.toBe(id);
    const events = await query<{ type: string }>(
      platform.databases.sandbox.ownerUrl,
      'select type from events where subject_id = $1 order by sequence',
      [id],
      { tenantId: tenant.summary.id },
    );
    expect(events.map(({ type }) => type)).toEqual(['invoice.created', 'invoice.deleted']);
  });

  test('also one that the rules refused', async () => {
    const id = await drafted({ output_format: 'ubl', notes: '#PMT#' });
    expect((await tenant.call('POST', `/tenant/invoices/${id}/submit`)).status).toBe(422);
    expect((await remove(id)).status).toBe(200);
  });

  test('not by a key of a sibling, nor by one without the right', async () => {
    const { body } = await create({}, `/tenant/sub-tenants/${north}/invoices`);
    const { id } = body.data;
    const sibling = await tenant.newKey({ subTenantId: south });
    expect((await remove(id, sibling)).status).toBe(404);
    const reader = await tenant.newKey({ scopes: ['invoices:read'] });
    expect((await remove(id, reader)).status).toBe(403);
    const own = await tenant.newKey({ subTenantId: north });
    expect((await remove(id, own)).status).toBe(200);
  });

  test('while it is being issued: it is issued or gone, never both', async () => {
    for (let round = 0; round < 8; round++) {
      const id = await drafted();
      const [deleted, issued] = await Promise.all([
        remove(id),
        tenant.call('POST', `/tenant/invoices/${id}/submit`),
      ]);
      const outcome = [deleted?.status, issued?.status];
      expect([
        [200, 404],
        [403, 200],
      ]).toContainEqual(outcome);
      expect((await tenant.call('GET', `/invoices/${id}`)).status).toBe(outcome[0] === 200 ? 404 : 200);
    }
  });

  test('by the database’s own guard, nothing else is', async () => {
    const issued = await drafted();
    await tenant.call('POST', `/tenant/invoices/${issued}/submit`);
    const { sandbox } = platform.databases;
    const asTenant = { role: 'scell_tenant', tenantId: tenant.summary.id } as const;
    const call = (id: string, account = tenant.summary.id) =>
      query(sandbox.appUrl, 'select * from gate.delete_draft($1, $2, now())', [account, id], asTenant);
    await expect(call(issued)).rejects.toMatchObject({ constraint: 'invoice_immutable' });
    const other = await platform.tenant();
    const foreign = (await other.call('POST', '/invoices', invoiceBody())).body.data.id;
    expect(await call(foreign)).toEqual([{ deleted: false, with_file: false }]);
    await expect(call(foreign, other.summary.id)).rejects.toThrow('for the tenant of the transaction');
  });

  test('and the file that came with it goes, unless somebody else has the same', async () => {
    const pdf = Buffer.from(PLAIN_PDF);
    const upload = async () => {
      const form = new FormData();
      form.set('data', JSON.stringify(invoiceBody()));
      form.set('original_file', new File([pdf], 'marie-dupont.pdf', { type: 'application/pdf' }));
      const request = new Request('http://scell.test', { method: 'POST', body: form });
      const answer = await platform.app.inject({
        method: 'POST',
        url: '/tenant/invoices',
        headers: {
          'x-tenant-key': tenant.key,
          'content-type': request.headers.get('content-type') ?? '',
        },
        payload: Buffer.from(await request.arrayBuffer()),
      });
      expect(answer.statusCode, answer.body).toBe(201);
      return answer.json().data.id as string;
    };
    const [first, second] = [await upload(), await upload()];
    const sha256 = createHash('sha256').update(pdf).digest();
    const { services } = platform;
    const runTimer = (id: string) =>
      timerHandlersOf(services)['invoice.deleted-draft']?.('sandbox', {
        tenantId: tenant.summary.id,
        kind: 'invoice.deleted-draft',
        subjectId: id,
        attempts: 1,
      });
    const name = sha256.toString('hex');
    const long = new Date(Date.now() - 3_600_000);
    await utimes(contentPath(platform.contentRoot, name), long, long);

    await remove(first);
    await runTimer(first);
    expect(await services.content.get(sha256)).toEqual(pdf);
    await remove(second);
    await runTimer(second);
    await expect(services.content.get(sha256)).rejects.toThrow('cannot be read');
    const left = await query<{ filename: string }>(
      platform.databases.sandbox.ownerUrl,
      'select filename from files where sha256 = $1',
      [sha256],
      { tenantId: tenant.summary.id },
    );
    expect(left.map(({ filename }) => filename)).toEqual(['', '']);
    const timers = await query(
      platform.databases.sandbox.ownerUrl,
      "select 1 from timers where kind = 'invoice.deleted-draft'",
      [],
      { tenantId: tenant.summary.id },
    );
    expect(timers).toEqual([]);
  });
});

describe('at the address of a sub-tenant', () => {
  test('another sub-tenant in the body is refused, the same is taken', async () => {
    const address = `/tenant/sub-tenants/${north}/invoices`;
    const other = await create({ sub_tenant_id: south }, address);
    expect({ status: other.status, fields: Object.keys(other.body.errors) }).toEqual({
      status: 422,
      fields: ['sub_tenant_id'],
    });
    const same = await create({ sub_tenant_id: north }, address);
    expect(same.body.data).toMatchObject({ sub_tenant_id: north, seller_name: 'North SARL' });
  });
});

describe('the status a client can read', () => {
  const strict = { headers: { 'user-agent': 'Scell-PHP-SDK/1.2.0' } };

  test('is translated for the strict client in every answer, with the true one beside it', async () => {
    const id = await drafted();
    await tenant.call('POST', `/tenant/invoices/${id}/submit`);
    // What transmission and credit notes will do.
    await query(
      platform.databases.sandbox.ownerUrl,
      "update invoices set status = 'completed' where id = $1",
      [id],
      { tenantId: tenant.summary.id },
    );
    for (const [url, path] of [
      [`/tenant/invoices/${id}`, 'one'],
      [`/invoices/${id}`, 'one'],
      [`/tenant/invoices/${id}/status`, 'one'],
      ['/tenant/invoices?status=completed', 'list'],
    ] as const) {
      const read = async (options = {}) => {
        const { body } = await tenant.call('GET', url, undefined, options);
        return path === 'list' ? body.data[0] : body.data;
      };
      expect(await read(strict)).toMatchObject({ id, status: 'paid', lifecycle_status: 'completed' });
      expect(await read()).toMatchObject({ id, status: 'completed', lifecycle_status: 'completed' });
    }
  });
});

test('every filter of the clients, statuses of theirs included', async () => {
  const id = await drafted({ external_id: 'filtered', buyer_name: 'Initech SA', due_date: '2026-07-01' });
  const found = async (search: string) => {
    const { status, body } = await tenant.call('GET', `/tenant/invoices?${search}`);
    expect(status, JSON.stringify(body)).toBe(200);
    return body.data.map((row: { id: string }) => row.id);
  };
  for (const search of [
    'search=initech',
    'search=Initech&status=draft%2Cpaid',
    'search=Initech&status=pending%2Cdraft%2Ccancelled%2Cprocessing',
    'search=Initech&status[0]=draft&status[1]=paid',
    'search=Initech&direction=outgoing&date_from=2026-05-06&date_to=2026-05-06',
    'search=Initech&buyer_siret=98765432109876&seller_siret=12345678901234',
    'search=Initech&min_amount=1200&max_amount=1200.00&sort=due_date&order=asc&page=1&per_page=5',
  ])
    expect(await found(search), search).toEqual([id]);
  for (const search of [
    'search=Initech&status=paid',
    'search=Initech&status=cancelled',
    'search=Initech&direction=incoming',
    'search=Initech&date_to=2026-05-05',
    'search=Initech&min_amount=1200.01',
    'search=Initech&page=2',
  ])
    expect(await found(search), search).toEqual([]);
});
