import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSubTenant } from '../../src/features/tenants/create-sub-tenant.ts';
import {
  createTestPlatform,
  invoiceBody,
  START,
  type TestPlatform,
  type TestTenant,
} from '../support/platform.ts';

// The registry of buyers: REST reference §4.2 and §5.2.

let platform: TestPlatform;
let tenant: TestTenant;
beforeAll(async () => {
  platform = await createTestPlatform();
  tenant = await platform.tenant({ slug: 'acme-sas' });
});
afterAll(() => platform.close());

const BILLING = { line1: '1 Rue de la Paix', postal_code: '75001', city: 'Paris', country: 'FR' };
const NORTH = { line1: '2 Rue du Nord', postal_code: '59000', city: 'Lille', country: 'FR' };
const business = (changes: Record<string, unknown> = {}) => ({
  name: 'Globex SAS',
  country: 'FR',
  siret: '12345678901234',
  billing_address: BILLING,
  ...changes,
});
const person = (changes: Record<string, unknown> = {}) => ({
  name: 'Marie Dupont',
  is_individual: true,
  country: 'FR',
  billing_address: BILLING,
  ...changes,
});

const create = (body: unknown, key = tenant.key) => tenant.call('POST', '/buyers', body, { key });
async function made(body: unknown, who = tenant): Promise<string> {
  const answer = await who.call('POST', '/buyers', body);
  expect(answer.status).toBe(201);
  return answer.body.data.id;
}
const stored = async (id: string) => (await tenant.call('GET', `/buyers/${id}`)).body.data;

describe('creation', () => {
  test('keeps every field of §4.2 and the electronic address', async () => {
    const body = {
      ...business(),
      siren: '123456789',
      vat_number: 'fr 12345678901',
      legal_id: 'RCS 123',
      legal_id_scheme: '0002',
      email: 'Billing@Acme.FR',
      billing_email: 'compta@acme.fr',
      phone: '+33 1 23 45 67 89',
      billing_address: { ...BILLING, line2: 'Bâtiment B', region: 'Île-de-France' },
      shipping_address: {
        name: 'Entrepôt Lyon',
        line1: '12 Avenue Saxe',
        postal_code: '69003',
        city: 'Lyon',
        country: 'FR',
      },
      electronic_address: { scheme: '0225', value: '123456789' },
      metadata: { crm: { id: 42 } },
      notes: 'Deux\nlignes',
    };
    const answer = await create(body);
    expect(answer.status).toBe(201);
    expect(answer.body.message).toBe('Buyer registered.');
    const expected = {
      id: answer.body.data.id,
      tenant_id: tenant.summary.id,
      sub_tenant_id: null,
      is_individual: false,
      ...body,
      vat_number: 'FR12345678901',
      email: 'Billing@acme.fr',
      shipping_address: { ...body.shipping_address, line2: null, region: null },
      created_at: '2026-05-06T08:00:00+00:00',
      updated_at: '2026-05-06T08:00:00+00:00',
      deleted_at: null,
    };
    expect(answer.body.data).toEqual(expected);
    expect(await stored(answer.body.data.id)).toEqual(expected);
  });

  test('needs a name and an address only for an individual, the rest is null', async () => {
    const answer = await create({
      name: 'Marie',
      is_individual: true,
      billing_address: { ...BILLING, country: undefined },
    });
    expect(answer.body).toMatchObject({
      warnings: [],
      data: {
        is_individual: true,
        siret: null,
        siren: null,
        vat_number: null,
        legal_id: null,
        email: null,
        country: 'FR',
      },
    });
    expect(answer.body.data.billing_address).toEqual({ ...BILLING, line2: null, region: null });
    expect(answer.body.data.shipping_address).toBeNull();
  });

  test('reads the old spellings of names and addresses, and errors speak of what was sent', async () => {
    const answer = await create({
      company_name: 'Old Client SARL',
      siret: '123 456 789 01234',
      address: { street: '1 Rue Vieille', street2: 'Fond de cour', postal_code: '75003', city: 'Paris' },
    });
    expect(answer.body.data).toMatchObject({
      name: 'Old Client SARL',
      siret: '12345678901234',
      billing_address: { line1: '1 Rue Vieille', line2: 'Fond de cour', country: 'FR' },
    });
    const refused = await create({
      company_name: 7,
      siret: '12345678901234',
      address: { street: 5, city: 'Paris' },
    });
    expect(Object.keys(refused.body.errors).sort()).toEqual([
      'address.postal_code',
      'address.street',
      'company_name',
    ]);
  });
});

describe('identity', () => {
  test.each<[string, Record<string, unknown>, number]>([
    ['a French business with a SIRET', business(), 201],
    ['a French business with a SIREN', business({ siret: undefined, siren: '123456789' }), 201],
    ['a French business with a VAT number', business({ siret: undefined, vat_number: 'FR12345678901' }), 201],
    [
      'a French business with a legal identifier',
      business({ siret: undefined, legal_id: 'W751234567' }),
      201,
    ],
    ['a French business without any', business({ siret: undefined }), 422],
    ['a business of no stated country is French', business({ siret: undefined, country: undefined }), 422],
    [
      'a German business with a VAT number',
      business({ country: 'DE', siret: undefined, vat_number: 'DE123456789' }),
      201,
    ],
    [
      'a Swiss business with a legal identifier',
      business({ country: 'CH', siret: undefined, legal_id: 'CHE-123.456.789' }),
      201,
    ],
    ['a Belgian business without any', business({ country: 'BE', siret: undefined }), 422],
    [
      'a country taken from the address',
      business({ country: undefined, siret: undefined, billing_address: { ...BILLING, country: 'BE' } }),
      422,
    ],
    ['an individual without any', person(), 201],
    ['an individual abroad without any', person({ country: 'US' }), 201],
  ])('%s', async (_who, body, status) => {
    expect((await create(body)).status).toBe(status);
  });

  test('says what is missing on the field that would mend it, in both languages', async () => {
    const french = await tenant.call('POST', '/buyers', business({ siret: undefined }), {
      headers: { 'accept-language': 'fr' },
    });
    expect(french.body.errors).toEqual({
      siret: [
        'siret : une entreprise française est désignée par son SIRET, son numéro de TVA ou un identifiant légal ; pour un particulier, envoyez is_individual=true.',
      ],
    });
    expect((await create(business({ siret: undefined, country: 'BE' }))).body.errors).toEqual({
      vat_number: [
        'vat_number: a foreign business is named by its VAT number or a legal identifier; for an individual, send is_individual=true.',
      ],
    });
  });

  test.each<[Record<string, unknown>, Record<string, string[]>]>([
    [{ siret: '1234567890123' }, { siret: ['siret: a SIRET has 14 digits, sent as text (13 received).'] }],
    [{ siren: '12345678' }, { siren: ['siren: a SIREN has 9 digits, sent as text (8 received).'] }],
    [
      { siren: '987654321' },
      { siren: ['siren: the SIREN must be the first nine digits of the SIRET; send only the SIRET.'] },
    ],
    [
      { country: 'ZZ' },
      { country: ['country: a country is expected in two letters (ISO 3166-1), such as FR.'] },
    ],
    [{ name: 'x'.repeat(256) }, { name: ['name: at most 255 characters are accepted.'] }],
    [{ notes: 'x'.repeat(5001) }, { notes: ['notes: at most 5000 characters are accepted.'] }],
    [{ legal_id: 'x'.repeat(51) }, { legal_id: ['legal_id: at most 50 characters are accepted.'] }],
    [{ email: 'nobody' }, { email: ['email: an e-mail address is expected, such as billing@example.org.'] }],
    [
      { electronic_address: { value: '123456789' } },
      { 'electronic_address.scheme': ['electronic_address.scheme: this field is required.'] },
    ],
  ])('%j is refused in the sandbox too', async (changes, errors) => {
    const answer = await create(business(changes));
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toEqual(errors);
  });

  test('a wrong check digit is a warning in the sandbox and an error in live', async () => {
    const live = await tenant.newKey({ environment: 'production' });
    const body = business({ siret: '12345678901234', vat_number: 'FR12345678901' });
    const expected = {
      siret: 'siret: The check digit of the SIRET is wrong.',
      vat_number: expect.stringMatching(/^vat_number: /),
    };
    const sandbox = await create(body);
    expect(sandbox.status).toBe(201);
    expect(
      Object.fromEntries(
        sandbox.body.warnings.map((w: { field: string; message: string }) => [w.field, w.message]),
      ),
    ).toEqual(expected);
    const production = await create(body, live);
    expect(production.status).toBe(422);
    expect(production.body.code).toBe('validation_failed');
    expect(production.body.errors).toEqual({
      siret: [expected.siret],
      vat_number: [
        'vat_number: The key of the French VAT number is wrong.',
        'vat_number: The VAT number does not contain the SIREN of the same business.',
      ],
    });
    const right = await create(business({ siret: '73282932000074', vat_number: 'FR44732829320' }), live);
    expect(right.status).toBe(201);
    expect(right.body.warnings).toEqual([]);
  });

  test.each(['35600000049837', '35600000000048'])(
    'La Poste numbers its establishments its own way (%s)',
    async (siret) => {
      const live = await tenant.newKey({ environment: 'production' });
      expect((await create(business({ siret }), live)).status).toBe(201);
    },
  );
});

describe('a shipping address', () => {
  test.each([
    ['equal to the billing address', {}, true],
    ['equal but for its country, which is the buyer’s', { country: undefined }, true],
    ['with a recipient', { name: 'Quai 3' }, false],
    ['on another floor', { line2: '3e étage' }, false],
    ['in another country', { country: 'BE' }, false],
  ])('%s', async (_what, changes, dropped) => {
    const id = await made(business({ shipping_address: { ...BILLING, ...changes } }));
    const { shipping_address: shipping } = await stored(id);
    expect(shipping === null).toBe(dropped);
  });

  test('that becomes the billing address by an update is dropped', async () => {
    const id = await made(business({ shipping_address: NORTH }));
    await tenant.call('PATCH', `/buyers/${id}`, { billing_address: NORTH });
    expect(await stored(id)).toMatchObject({ billing_address: { city: 'Lille' }, shipping_address: null });
  });
});

describe('an update', () => {
  test.each(['PATCH', 'PUT'] as const)('by %s changes what is sent and nothing else', async (method) => {
    const id = await made(business({ email: 'a@acme.fr', phone: '1', notes: 'n', shipping_address: NORTH }));
    const before = await stored(id);
    platform.now += 60_000;
    const answer = await tenant.call(method, `/buyers/${id}`, { name: 'Globex SA', email: 'b@acme.fr' });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ message: 'Buyer updated.' });
    expect(answer.body.data).toEqual({
      ...before,
      name: 'Globex SA',
      email: 'b@acme.fr',
      updated_at: new Date(platform.now).toISOString().replace('.000Z', '+00:00'),
    });
    platform.now = START;
  });

  test('null clears, an absent field and a blank name stay', async () => {
    const id = await made(
      business({
        vat_number: 'FR12345678901',
        email: 'a@acme.fr',
        notes: 'n',
        shipping_address: NORTH,
        metadata: { a: 1 },
      }),
    );
    const cleared = await tenant.call('PATCH', `/buyers/${id}`, {
      name: '',
      email: null,
      notes: null,
      vat_number: null,
      shipping_address: null,
      metadata: null,
    });
    expect(cleared.body.data).toMatchObject({
      name: 'Globex SAS',
      siret: '12345678901234',
      vat_number: null,
      email: null,
      notes: null,
      shipping_address: null,
      metadata: null,
    });
  });

  test('another SIRET brings its SIREN along', async () => {
    const id = await made(business());
    const answer = await tenant.call('PATCH', `/buyers/${id}`, { siret: '73282932000074' });
    expect(answer.body.data).toMatchObject({ siret: '73282932000074', siren: '732829320' });
    expect(answer.body.warnings).toEqual([]);
    const contradiction = await tenant.call('PATCH', `/buyers/${id}`, { siren: '123456789' });
    expect(contradiction.status).toBe(422);
    expect(Object.keys(contradiction.body.errors)).toEqual(['siren']);
  });

  test('cannot leave a business without identity', async () => {
    const foreign = await made(business({ country: 'DE', siret: undefined, vat_number: 'DE123456789' }));
    const answer = await tenant.call('PATCH', `/buyers/${foreign}`, { vat_number: null });
    expect(answer.status).toBe(422);
    expect(Object.keys(answer.body.errors)).toEqual(['vat_number']);
    const someone = await made(person());
    const turned = await tenant.call('PATCH', `/buyers/${someone}`, { is_individual: false });
    expect(turned.status).toBe(422);
    expect(turned.body.errors.siret[0]).toMatch(/^siret: a French business is named by/);
    expect(
      (await tenant.call('PATCH', `/buyers/${someone}`, { is_individual: false, siret: '12345678901234' }))
        .status,
    ).toBe(200);
  });

  test('a cleared country is that of the address', async () => {
    const id = await made(person({ country: 'FR', billing_address: { ...BILLING, country: 'BE' } }));
    expect((await tenant.call('PATCH', `/buyers/${id}`, { country: null })).body.data.country).toBe('BE');
  });

  test('does not move a buyer to a sub-tenant', async () => {
    const sub = await createSubTenant(platform.services, 'sandbox', tenant.summary, {
      name: 'North',
      externalId: null,
      country: 'FR',
    });
    const id = await made(person());
    const answer = await tenant.call('PATCH', `/buyers/${id}`, { sub_tenant_id: sub.id });
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toEqual({
      sub_tenant_id: [
        'sub_tenant_id: the sub-tenant does not change after the creation: create another record for another sub-tenant.',
      ],
    });
    const own = await made(person({ sub_tenant_id: sub.id }));
    expect(
      (await tenant.call('PATCH', `/buyers/${own}`, { sub_tenant_id: sub.id, name: 'Same' })).status,
    ).toBe(200);
  });

  test('loses nothing to another that comes at the same moment', async () => {
    const id = await made(person());
    const changes = {
      email: 'a@b.fr',
      phone: '1',
      notes: 'n',
      legal_id: 'L',
      billing_email: 'c@d.fr',
      metadata: { a: 1 },
    };
    await Promise.all(
      Object.entries(changes).map(([name, value]) =>
        tenant.call('PATCH', `/buyers/${id}`, { [name]: value }),
      ),
    );
    expect(await stored(id)).toMatchObject(changes);
    const gone = await Promise.all([1, 2, 3].map(() => tenant.call('DELETE', `/buyers/${id}`)));
    expect(gone.map(({ status }) => status).sort()).toEqual([204, 404, 404]);
  });

  test('never touches an invoice that named the buyer', async () => {
    const id = await made(business());
    const invoice = await tenant.call('POST', '/invoices', invoiceBody({ ...BARE, buyer_id: id }));
    expect(invoice.status).toBe(201);
    await tenant.call('PATCH', `/buyers/${id}`, { name: 'Renamed', billing_address: NORTH });
    await tenant.call('DELETE', `/buyers/${id}`);
    const { data } = (await tenant.call('GET', `/invoices/${invoice.body.data.id}`)).body;
    expect(data).toMatchObject({ buyer_id: id, buyer_name: 'Globex SAS', buyer_address: { city: 'Paris' } });
  });
});

test('a sub-tenant’s buyer is named on its own invoices only, the account’s on any', async () => {
  const madeSubTenant = async (name: string, siret: string) => {
    const sub = await createSubTenant(platform.services, 'sandbox', tenant.summary, {
      name,
      externalId: null,
      country: 'FR',
    });
    await tenant.call('POST', '/companies', {
      name,
      siret,
      address_line1: '1',
      postal_code: '59000',
      city: 'Lille',
      operation_category: 'services',
      sub_tenant_id: sub.id,
    });
    return sub.id;
  };
  const [north, south] = [
    await madeSubTenant('North', '73282932000074'),
    await madeSubTenant('South', '55208131766522'),
  ];
  const ofNorth = await made(person({ sub_tenant_id: north }));
  const ofAccount = await made(person());
  const status = async (buyer: string, subTenant?: string) =>
    (
      await tenant.call(
        'POST',
        '/invoices',
        invoiceBody({ ...BARE, buyer_id: buyer, sub_tenant_id: subTenant }),
      )
    ).status;
  expect(await status(ofNorth, north)).toBe(201);
  expect(await status(ofNorth, south)).toBe(404);
  expect(await status(ofNorth)).toBe(404);
  expect(await status(ofAccount, south)).toBe(201);
  expect(await status(ofAccount)).toBe(201);
});

describe('a removed buyer', () => {
  test('is answered 204, then is nowhere, and its row stays', async () => {
    const id = await made(person({ name: 'Gone soon' }));
    const removed = await tenant.call('DELETE', `/buyers/${id}`);
    expect(removed.status).toBe(204);
    expect(removed.bytes).toHaveLength(0);
    for (const [method, body] of [
      ['GET'],
      ['PATCH', { name: 'X' }],
      ['PUT', { name: 'X' }],
      ['DELETE'],
    ] as const) {
      const answer = await tenant.call(method, `/buyers/${id}`, body, {
        headers: { 'accept-language': 'fr' },
      });
      expect(answer.status).toBe(404);
      expect(answer.body).toMatchObject({
        message: 'Acheteur introuvable.',
        code: 'not_found',
        error_code: 'NOT_FOUND',
      });
    }
    expect((await tenant.call('GET', '/buyers?q=Gone')).body).toMatchObject({
      data: [],
      meta: { total: 0, from: null, to: null },
    });
    const invoice = await tenant.call('POST', '/invoices', invoiceBody({ buyer_id: id }));
    expect(invoice.status).toBe(404);
    const rows = await platform.services.databases.sandbox.withTenant({ tenantId: tenant.summary.id }, (tx) =>
      tx.selectFrom('buyers').select(['name', 'deleted_at']).where('id', '=', id).execute(),
    );
    expect(rows).toEqual([{ name: 'Gone soon', deleted_at: new Date(START) }]);
  });
});

test('each write leaves its event: who, from where, which fields', async () => {
  const id = await made(person());
  await tenant.call('PATCH', `/buyers/${id}`, { notes: 'n', name: 'Other' });
  await tenant.call('DELETE', `/buyers/${id}`);
  const events = await platform.services.databases.sandbox.withTenant({ tenantId: tenant.summary.id }, (tx) =>
    tx.selectFrom('events').selectAll().where('subject_id', '=', id).orderBy('sequence').execute(),
  );
  expect(events).toMatchObject([
    { sequence: 1, subject_type: 'buyer', type: 'buyer.created', details: 'Acheteur enregistré', data: {} },
    { sequence: 2, type: 'buyer.updated', details: 'Acheteur modifié', data: { fields: ['name', 'notes'] } },
    { sequence: 3, type: 'buyer.deleted', details: 'Acheteur retiré', data: {} },
  ]);
  for (const { actor, actor_ip } of events) {
    expect(actor).toMatch(/^api_key:[0-9a-f-]{36}$/);
    expect(actor_ip).toBe('127.0.0.1');
  }
});

describe('the list', () => {
  let other: TestTenant;
  const names = async (query: string) =>
    (await other.call('GET', `/buyers?${query}`)).body.data.map(({ name }: { name: string }) => name);
  beforeAll(async () => {
    other = await platform.tenant();
    const add = async (body: Record<string, unknown>) => {
      platform.now += 1_000;
      await made(body, other);
    };
    await add(business({ name: 'Zénith', siret: '11111111111111', email: 'contact@zenith.example' }));
    await add(person({ name: 'Alice Martin', email: 'alice@example.fr' }));
    await add(business({ name: '100% Coton', siret: '22222222222222' }));
    await add(person({ name: 'Bob_Durand' }));
    await add(business({ name: 'Acme', siret: '33333333333333' }));
    platform.now = START;
  });

  test.each([
    ['', ['Acme', 'Bob_Durand', '100% Coton', 'Alice Martin', 'Zénith']],
    ['order=asc', ['Zénith', 'Alice Martin', '100% Coton', 'Bob_Durand', 'Acme']],
    ['sort=name&order=asc', ['100% Coton', 'Acme', 'Alice Martin', 'Bob_Durand', 'Zénith']],
    ['q=acm', ['Acme']],
    ['search=ZENITH', ['Zénith']],
    ['q=2222', ['100% Coton']],
    ['q=%25', ['100% Coton']],
    ['q=_', ['Bob_Durand']],
    ['q=alice@', ['Alice Martin']],
    ['q=nobody', []],
    ['is_individual=true', ['Bob_Durand', 'Alice Martin']],
    ['is_individual=1', ['Bob_Durand', 'Alice Martin']],
    ['is_individual=false', ['Acme', '100% Coton', 'Zénith']],
    ['is_individual=0&q=o', ['100% Coton', 'Zénith']],
  ])('?%s', async (query, expected) => {
    expect(await names(query)).toEqual(expected);
  });

  test('goes page by page', async () => {
    const address = 'http://scell.test/api/v1/buyers';
    const first = (await other.call('GET', '/buyers?per_page=2')).body;
    expect(first.meta).toMatchObject({
      current_page: 1,
      from: 1,
      to: 2,
      last_page: 3,
      per_page: 2,
      total: 5,
    });
    expect(first.links).toEqual({
      first: `${address}?per_page=2&order=desc&page=1`,
      last: `${address}?per_page=2&order=desc&page=3`,
      prev: null,
      next: `${address}?per_page=2&order=desc&page=2`,
    });
    const last = (await other.call('GET', '/buyers?per_page=2&page=3')).body;
    expect(last.data).toHaveLength(1);
    expect(last.meta).toMatchObject({ current_page: 3, from: 5, to: 5, next_cursor: null });
    expect(last.links).toMatchObject({ prev: `${address}?per_page=2&order=desc&page=2`, next: null });
    const beyond = (await other.call('GET', '/buyers?per_page=2&page=9')).body;
    expect(beyond).toMatchObject({ data: [], meta: { from: null, to: null, total: 5, next_cursor: null } });
  });

  test('is of twenty-five unless said, and of a hundred at most', async () => {
    expect((await other.call('GET', '/buyers')).body.meta).toMatchObject({
      current_page: 1,
      per_page: 25,
      last_page: 1,
    });
    expect((await other.call('GET', '/buyers?per_page=100')).status).toBe(200);
    for (const query of [
      'per_page=101',
      'per_page=0',
      'page=0',
      'page=x',
      'order=up',
      'sort=siret',
      'is_individual=perhaps',
    ])
      expect((await other.call('GET', `/buyers?${query}`)).status).toBe(422);
  });

  test.each([
    'sort=name&order=asc',
    'sort=name&order=desc',
    'sort=created_at&order=asc',
    'sort=created_at&order=desc',
  ])('followed by its cursor (%s), it skips and repeats nothing, whatever comes meanwhile', async (query) => {
    const whole = await names(`${query}&q=o`);
    const seen: string[] = [];
    platform.now = START + (query.includes('order=asc') ? 0 : 3_600_000);
    const late: string[] = [];
    let next: string | null = `/buyers?${query}&q=o&per_page=1`;
    while (next !== null) {
      const {
        data,
        meta,
        links,
      }: { data: { name: string }[]; meta: Record<string, unknown>; links: { next: string | null } } = (
        await other.call('GET', next)
      ).body;
      seen.push(...data.map(({ name }) => name));
      // A row before those already seen: pages would shift by one.
      late.push(await made(person({ name: query.includes('asc') ? '00 o' : 'zz o' }), other));
      expect(links.next === null).toBe(meta.next_cursor === null);
      next = meta.next_cursor === null ? null : `/buyers?${query}&q=o&per_page=1&cursor=${meta.next_cursor}`;
      expect(seen.length).toBeLessThan(20);
    }
    for (const id of late) await other.call('DELETE', `/buyers/${id}`);
    platform.now = START;
    expect(seen).toEqual(whole);
  });

  test('links of a page reached by cursor go on by cursor', async () => {
    const first = (await other.call('GET', '/buyers?per_page=2')).body;
    const second = (await other.call('GET', `/buyers?per_page=2&cursor=${first.meta.next_cursor}`)).body;
    expect(second.meta).toMatchObject({ from: null, to: null });
    expect(second.links.prev).toBeNull();
    const { pathname, search } = new URL(second.links.next);
    const third = (await other.call('GET', `${pathname.slice(7)}${search}`)).body;
    expect(third.data.map(({ name }: { name: string }) => name)).toEqual(['Zénith']);
    expect(third.meta.next_cursor).toBeNull();
    expect(third.links.next).toBeNull();
  });

  test.each([
    ['that is not ours', () => 'bm90IG91cnM'],
    ['of another order', () => cursor(['name', 'Acme', ID])],
    ['with an altered value', () => cursor(['created_at', 'yesterday', ID])],
    ['with a day that does not exist', () => cursor(['created_at', '2026-02-30T00:00:00.000Z', ID])],
    ['with an altered id', () => cursor(['created_at', '2026-05-06T08:00:00.000Z', 'x'])],
  ])('a cursor %s is refused', async (_what, make) => {
    const answer = await other.call('GET', `/buyers?cursor=${make()}`);
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toEqual({
      cursor: [
        'cursor: this cursor is not of this list in this order: take the one of meta.next_cursor, or start at page=1.',
      ],
    });
  });

  test('its links stay in the sandbox for a live key that came by the sandbox path', async () => {
    const live = await other.newKey({ environment: 'production' });
    const { links } = (await other.call('GET', '/sandbox/buyers?per_page=2', undefined, { key: live })).body;
    expect(links.next).toBe('http://scell.test/api/v1/sandbox/buyers?per_page=2&order=desc&page=2');
  });
});

/** Takes the buyer out of the example invoice. */
const BARE = {
  buyer_name: undefined,
  buyer_country: undefined,
  buyer_siret: undefined,
  buyer_address: undefined,
};
const ID = '0193af1a-7c64-7b9b-94e3-dbcfe4ff0000';
const cursor = (parts: string[]) => Buffer.from(JSON.stringify(parts)).toString('base64url');
