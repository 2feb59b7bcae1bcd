import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { verifyCompany } from '../../src/features/companies/verify-company.ts';
import { createSubTenant } from '../../src/features/tenants/create-sub-tenant.ts';
import { tasksOf } from '../../src/tasks.ts';
import {
  createTestPlatform,
  invoiceBody,
  START,
  type TestPlatform,
  type TestTenant,
} from '../support/platform.ts';

// Issuing companies: REST reference §4.3 and §5.3.

let platform: TestPlatform;
let tenant: TestTenant;
beforeAll(async () => {
  platform = await createTestPlatform();
  tenant = await platform.tenant({ slug: 'acme-sas' });
});
afterAll(() => platform.close());

const PNG =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
/** Identifiers whose keys hold. */
const HOLDING = { siret: '73282932000074', vat_number: 'FR44732829320' };
const fields = (changes: Record<string, unknown> = {}) => ({
  name: 'Beta SARL',
  siret: '55208131766522',
  address_line1: '2 Rue du Nord',
  postal_code: '59000',
  city: 'Lille',
  ...changes,
});

let sirens = 100_000_000;
/** A SIRET no company has yet. */
function freshSiret(): string {
  sirens += 1;
  return `${sirens}00011`;
}

async function made(body: unknown, who = tenant, key = who.key) {
  const answer = await who.call('POST', '/companies', body, { key });
  expect(answer.status).toBe(201);
  return answer.body.data;
}
/** Runs the mirror as the worker does. */
const mirror = (who: TestTenant, companyId: string) =>
  tasksOf(platform.services, 'production')['company.mirror']?.({
    tenant_id: who.summary.id,
    company_id: companyId,
  });

describe('creation', () => {
  test('keeps every field of §4.3 and those French invoices need', async () => {
    const body = {
      name: 'Whole SAS',
      siret: freshSiret(),
      vat_number: 'FR12345678901',
      legal_id: 'RCS Lille 552 081 317',
      legal_id_scheme: '0002',
      legal_form: 'SAS',
      address_line1: '2 Rue du Nord',
      address_line2: 'Bâtiment B',
      postal_code: '59000',
      city: 'Lille',
      region: 'Hauts-de-France',
      country: 'FR',
      phone: '+33 3 20 00 00 00',
      email: 'billing@acme.fr',
      website: 'https://acme.fr',
      logo_url: PNG,
      primary_color: '#0F172A',
      language: 'en',
      iban: 'FR76 3000 6000 0112 3456 7890 189',
      bic: 'BNPAFRPPXXX',
      payment_terms_default: 'Paiement à 30 jours fin de mois.',
      payment_due_days_default: 30,
      invoice_footer_default: 'SAS au capital de 100 000 EUR — RCS Paris 123 456 789',
      invoice_notes_default: 'Merci.\nÀ bientôt.',
      electronic_address: { scheme: '0225', value: '100000001_FACTURES' },
      operation_category: 'mixed',
      vat_on_debits: true,
      vat_regime: 'real_monthly',
      late_penalty_terms: 'Trois fois le taux légal.',
      early_payment_discount_terms: 'Pas d’escompte.',
      fiscal_year_end: '06-30',
      metadata: { erp: [1, 2] },
    };
    const company = await made(body);
    expect(company).toEqual({
      ...body,
      id: company.id,
      tenant_id: tenant.summary.id,
      sub_tenant_id: null,
      siren: body.siret.slice(0, 9),
      primary_color: '#0f172a',
      iban: 'FR7630006000011234567890189',
      is_default: false,
      status: 'active',
      kyc_status: 'pending_kyc',
      kyc_completed_at: null,
      kyc_reference: null,
      superpdp_id: null,
      user_id: null,
      created_at: '2026-05-06T08:00:00+00:00',
      updated_at: '2026-05-06T08:00:00+00:00',
    });
    expect((await tenant.call('GET', `/companies/${company.id}`)).body).toEqual({ data: company });
  });

  test('takes the nested address and the company_name of old clients', async () => {
    const company = await made({
      company_name: 'Nested SARL',
      siret: freshSiret(),
      address: {
        street: '1 Rue Vieille',
        street2: 'Cour',
        postal_code: '75003',
        city: 'Paris',
        country: 'fr',
      },
    });
    expect(company).toMatchObject({
      name: 'Nested SARL',
      address_line1: '1 Rue Vieille',
      address_line2: 'Cour',
      city: 'Paris',
      country: 'FR',
    });
  });

  test('the references’ own example passes in the sandbox as it stands', async () => {
    const other = await platform.tenant();
    const answer = await other.call('POST', '/companies', {
      name: 'Acme SAS',
      siret: '12345678901299',
      vat_number: 'FR12345678901',
      legal_form: 'SAS',
      address_line1: '1 Rue de la Paix',
      postal_code: '75001',
      city: 'Paris',
      country: 'FR',
      email: 'billing@acme.fr',
      iban: 'FR7630006000011234567890189',
      bic: 'BNPAFRPPXXX',
      payment_due_days_default: 30,
    });
    expect(answer.status).toBe(201);
    expect(answer.body.warnings.map(({ field }: { field: string }) => field)).toEqual([
      'siret',
      'vat_number',
      'vat_number',
    ]);
  });

  test('a foreign company needs no SIRET, and answers an empty one to clients that need text', async () => {
    const company = await made(fields({ siret: undefined, country: 'BE', vat_number: 'BE0403170701' }));
    expect(company).toMatchObject({ siret: '', siren: null, country: 'BE' });
  });

  test.each<[Record<string, unknown>, Record<string, string[]>]>([
    [
      { siret: undefined },
      { siret: ['siret: a French company is named by the SIRET of its establishment (14 digits).'] },
    ],
    [{ siret: '1234567890123' }, { siret: ['siret: a SIRET has 14 digits, sent as text (13 received).'] }],
    [
      { siren: '999999999' },
      { siren: ['siren: the SIREN must be the first nine digits of the SIRET; send only the SIRET.'] },
    ],
    [
      { name: undefined, address_line1: undefined, postal_code: '', city: null },
      {
        name: ['name: this field is required.'],
        address_line1: ['address_line1: this field is required.'],
        postal_code: ['postal_code: this field is required.'],
        city: ['city: this field is required.'],
      },
    ],
    [{ primary_color: 'red' }, { primary_color: ['primary_color: a colour is expected, such as #0f172a.'] }],
    [
      { payment_due_days_default: 366 },
      { payment_due_days_default: ['payment_due_days_default: an integer from 0 to 365 is expected.'] },
    ],
    [
      { vat_regime: 'monthly' },
      {
        vat_regime: [
          'vat_regime: one of these values is expected: real_monthly, real_quarterly, simplified, franchise.',
        ],
      },
    ],
    [
      { website: 'javascript:alert(1)' },
      { website: ['website: a full web address is expected, such as https://example.org.'] },
    ],
    [{ bic: 'BNPA' }, { bic: ['bic: a BIC has 8 or 11 characters, such as BNPAFRPPXXX.'] }],
    [
      { iban: 'FR76' },
      {
        iban: [
          'iban: an IBAN is expected: country code, two check digits, then the account, such as FR76 3000 6000 0112 3456 7890 189.',
        ],
      },
    ],
  ])('%j is refused', async (changes, errors) => {
    const answer = await tenant.call('POST', '/companies', fields(changes));
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toEqual(errors);
  });

  test('wrong check digits are warnings in the sandbox and one error in live', async () => {
    const live = await tenant.newKey({ environment: 'production' });
    const body = fields({
      siret: '98765432100011',
      vat_number: 'FR99987654321',
      iban: 'FR7630006000011234567890188',
    });
    const sandbox = await tenant.call('POST', '/companies', body);
    expect(sandbox.status).toBe(201);
    expect(sandbox.body.warnings.map(({ field }: { field: string }) => field)).toEqual([
      'siret',
      'vat_number',
      'iban',
    ]);
    const production = await tenant.call('POST', '/companies', body, { key: live });
    expect(production.status).toBe(422);
    expect(production.body.errors).toEqual({
      siret: ['siret: The check digit of the SIRET is wrong.'],
      vat_number: [expect.stringMatching(/^vat_number: /)],
      iban: [expect.stringMatching(/^iban: /)],
    });
  });

  test('one company a SIRET, also when two come at once or one is out of sight', async () => {
    const siret = freshSiret();
    const both = await Promise.all([1, 2].map(() => tenant.call('POST', '/companies', fields({ siret }))));
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    const first = both.find(({ status }) => status === 201)?.body.data.id;
    const third = await tenant.call('POST', '/companies', fields({ siret }));
    expect(third.status).toBe(409);
    expect(third.body).toMatchObject({
      message: `A company of this account already has the SIRET ${siret} (${first}).`,
      code: 'company_already_exists',
      error_code: 'COMPANY_ALREADY_EXISTS',
    });
    const sub = await createSubTenant(platform.services, 'sandbox', tenant.summary, {
      name: 'North',
      externalId: null,
      country: 'FR',
    });
    const key = await tenant.newKey({ subTenantId: sub.id });
    const hidden = await tenant.call('POST', '/companies', fields({ siret }), { key });
    expect(hidden.status).toBe(409);
    expect(hidden.body.message).toBe(
      `A company of this account already has the SIRET ${siret} (out of your sight).`,
    );
    const changed = await tenant.call('POST', '/companies', fields({ siret: freshSiret() }), { key });
    expect((await tenant.call('PUT', `/companies/${changed.body.data.id}`, { siret }, { key })).status).toBe(
      409,
    );
    expect((await (await platform.tenant()).call('POST', '/companies', fields({ siret }))).status).toBe(201);
  });
});

describe('a logo', () => {
  test('sent as an image is kept by its content, and refused when it is none', async () => {
    const { id } = await made(fields({ siret: freshSiret(), logo_url: PNG }));
    const [row] = await platform.services.databases.sandbox.withTenant(
      { tenantId: tenant.summary.id },
      (tx) => tx.selectFrom('companies').select(['logo_sha256']).where('id', '=', id).execute(),
    );
    const bytes = row?.logo_sha256 == null ? null : await platform.services.content.get(row.logo_sha256);
    expect(Buffer.from(bytes ?? []).toString('base64')).toBe(PNG.split(',')[1]);
    const taken = await tenant.call('PUT', `/companies/${id}`, { logo_url: null });
    expect(taken.body.data.logo_url).toBeNull();

    const disguised = await tenant.call(
      'POST',
      '/companies',
      fields({ siret: freshSiret(), logo_url: `data:image/png;base64,${btoa('<svg onload=alert(1)>')}` }),
    );
    expect(disguised.status).toBe(422);
    expect(disguised.body.errors).toEqual({
      logo_url: ['logo_url: a logo is a PNG or JPEG image of at most 512 KiB.'],
    });
  });

  test.each([
    'data:image/svg+xml;base64,PHN2Zz4=',
    'data:text/html;base64,AAAA',
    'file:///etc/passwd',
    `data:image/png;base64,${'A'.repeat(700_000)}`,
  ])('that is %.40s is refused', async (logo) => {
    const answer = await tenant.call('POST', '/companies', fields({ logo_url: logo }));
    expect(answer.status).toBe(422);
    expect(Object.keys(answer.body.errors)).toEqual(['logo_url']);
  });

  test('by address is kept as it was sent', async () => {
    const logo = 'https://acme.fr/logo.png';
    expect((await made(fields({ siret: freshSiret(), logo_url: logo }))).logo_url).toBe(logo);
  });
});

describe('an update', () => {
  test.each(['PUT', 'PATCH'] as const)('by %s changes what is sent; null clears', async (method) => {
    const before = await made(
      fields({
        siret: freshSiret(),
        iban: 'FR7630006000011234567890189',
        email: 'a@b.fr',
        metadata: { a: 1 },
      }),
    );
    platform.now += 60_000;
    const answer = await tenant.call(method, `/companies/${before.id}`, {
      name: 'Beta SA',
      email: null,
      metadata: null,
      vat_on_debits: true,
    });
    platform.now = START;
    expect(answer.status).toBe(200);
    expect(answer.body.message).toBe('Company updated.');
    expect(answer.body.data).toEqual({
      ...before,
      name: 'Beta SA',
      email: null,
      metadata: null,
      vat_on_debits: true,
      updated_at: '2026-05-06T08:01:00+00:00',
    });
  });

  test('another SIRET brings its SIREN along, and a contradiction is refused', async () => {
    const { id } = await made(fields({ siret: freshSiret() }));
    const siret = freshSiret();
    const answer = await tenant.call('PUT', `/companies/${id}`, { siret });
    expect(answer.body.data).toMatchObject({ siret, siren: siret.slice(0, 9) });
    const refused = await tenant.call('PUT', `/companies/${id}`, { siren: '999999999' });
    expect(refused.status).toBe(422);
    expect(Object.keys(refused.body.errors)).toEqual(['siren']);
  });

  test('cannot take a French company its SIRET', async () => {
    const { id } = await made(fields({ siret: freshSiret() }));
    const answer = await tenant.call('PUT', `/companies/${id}`, { siret: null });
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toEqual({
      siret: ['siret: a French company is named by the SIRET of its establishment (14 digits).'],
    });
  });

  test('cannot make another legal entity of a company that invoices name, and may change the rest', async () => {
    const { id } = await made(fields({ siret: freshSiret(), operation_category: 'services' }));
    const invoice = await tenant.call('POST', '/invoices', invoiceBody({ company_id: id }));
    expect(invoice.status).toBe(201);
    const refused = await tenant.call('PUT', `/companies/${id}`, {
      siret: freshSiret(),
      country: 'BE',
      name: 'New name',
    });
    expect(refused.status).toBe(422);
    expect(Object.keys(refused.body.errors).sort()).toEqual(['country', 'siret']);
    expect(refused.body.errors.siret).toEqual([
      'siret: invoices name this company already: create another one for another legal entity.',
    ]);
    const moved = await tenant.call('PUT', `/companies/${id}`, {
      name: 'New name',
      city: 'Roubaix',
      vat_number: 'FR12345678901',
    });
    expect(moved.status).toBe(200);
    const { data } = (await tenant.call('GET', `/invoices/${invoice.body.data.id}`)).body;
    expect(data).toMatchObject({ seller_name: 'Beta SARL', seller_address: { city: 'Lille' } });
  });

  test('does not move a company to a sub-tenant', async () => {
    const sub = await createSubTenant(platform.services, 'sandbox', tenant.summary, {
      name: 'North',
      externalId: null,
      country: 'FR',
    });
    const { id } = await made(fields({ siret: freshSiret() }));
    const answer = await tenant.call('PUT', `/companies/${id}`, { sub_tenant_id: sub.id });
    expect(answer.status).toBe(422);
    expect(Object.keys(answer.body.errors)).toEqual(['sub_tenant_id']);
  });
});

describe('the default company', () => {
  test('is the first live one of the account, until another is chosen', async () => {
    const other = await platform.tenant();
    const live = await other.newKey({ environment: 'production' });
    const second = await made(fields(HOLDING), other, live);
    expect(second.is_default).toBe(false);
    const isDefault = async (id: string) =>
      (await other.call('GET', `/companies/${id}`, undefined, { key: live })).body.data.is_default;
    expect([await isDefault(other.companyId), await isDefault(second.id)]).toEqual([true, false]);

    const kept = await other.call(
      'PUT',
      `/companies/${other.companyId}`,
      { is_default: false, ...HOLDING, siret: '55208131766522', vat_number: null },
      { key: live },
    );
    expect(kept.body.data.is_default).toBe(true);
    expect(kept.body.warnings).toContainEqual({
      field: 'is_default',
      message: 'is_default: this company stays the default: choose another one to replace it.',
    });
    const chosen = await other.call('PUT', `/companies/${second.id}`, { is_default: true }, { key: live });
    expect(chosen.body.data.is_default).toBe(true);
    expect([await isDefault(other.companyId), await isDefault(second.id)]).toEqual([false, true]);
    const third = await made(fields({ siret: '44306184100047', is_default: true }), other, live);
    expect(third.is_default).toBe(true);
    expect(await isDefault(second.id)).toBe(false);
  });

  test('a repeat of its creation heals a crash between the company and the choice', async () => {
    const other = await platform.tenant();
    const live = await other.newKey({ environment: 'production' });
    const create = () =>
      other.call('POST', '/companies', fields({ ...HOLDING, is_default: true }), {
        key: live,
        headers: { 'idempotency-key': 'h' },
      });
    const { id } = (await create()).body.data;
    const url = new URL(inject('testServer').superuserUrl);
    url.pathname = new URL(platform.databases.live.appUrl).pathname;
    const superuser = new pg.Client({ connectionString: url.href });
    await superuser.connect();
    await superuser.query('update scell.tenants set default_company_id = null where id = $1', [
      other.summary.id,
    ]);
    await superuser.end();
    platform.services.keys.forget();
    const again = await create();
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect((await other.call('GET', `/companies/${id}`, undefined, { key: live })).body.data.is_default).toBe(
      true,
    );
  });

  test('a repeat of its creation does not choose it again', async () => {
    const other = await platform.tenant();
    const live = await other.newKey({ environment: 'production' });
    const create = () =>
      other.call('POST', '/companies', fields({ ...HOLDING, is_default: true }), {
        key: live,
        headers: { 'idempotency-key': 'd' },
      });
    const { body } = await create();
    await other.call(
      'PATCH',
      `/companies/${other.companyId}`,
      { is_default: true, siret: '55208131766522', vat_number: null },
      { key: live },
    );
    expect((await create()).body.data.id).toBe(body.data.id);
    expect(
      (await other.call('GET', `/companies/${body.data.id}`, undefined, { key: live })).body.data.is_default,
    ).toBe(false);
  });

  test('is chosen in live only, and never a sub-tenant’s', async () => {
    const sandbox = await tenant.call(
      'POST',
      '/companies',
      fields({ siret: freshSiret(), is_default: true }),
    );
    expect(sandbox.body.data.is_default).toBe(false);
    expect(sandbox.body.warnings).toContainEqual({
      field: 'is_default',
      message: 'is_default: the default company is chosen with a live key; the sandbox follows.',
    });
    const sub = await createSubTenant(platform.services, 'production', tenant.summary, {
      name: 'North',
      externalId: null,
      country: 'FR',
    });
    const live = await tenant.newKey({ environment: 'production' });
    const ofSub = await tenant.newKey({ environment: 'production', subTenantId: sub.id });
    for (const [key, wish] of [
      [live, { sub_tenant_id: sub.id }],
      [ofSub, {}],
    ] as const) {
      const answer = await tenant.call(
        'POST',
        '/companies',
        fields({ ...HOLDING, ...wish, is_default: true }),
        { key },
      );
      expect(answer.status).toBe(422);
      expect(answer.body.errors).toEqual({
        is_default: [
          'is_default: the default company is that of the account; a sub-tenant issues for its first company.',
        ],
      });
    }
    expect((await made(fields(HOLDING), tenant, ofSub)).is_default).toBe(false);
  });
});

describe('removal', () => {
  test('takes a company off, and its SIRET is free again', async () => {
    const siret = freshSiret();
    const { id } = await made(fields({ siret }));
    const removed = await tenant.call('DELETE', `/companies/${id}`);
    expect(removed.status).toBe(200);
    expect(removed.body).toEqual({ message: 'Company deleted.' });
    expect((await tenant.call('GET', `/companies/${id}`)).status).toBe(404);
    expect((await tenant.call('DELETE', `/companies/${id}`)).status).toBe(404);
    expect((await tenant.call('GET', `/companies?q=${siret}`)).body.meta.total).toBe(0);
    expect((await made(fields({ siret }))).id).not.toBe(id);
  });

  test('is refused for the default company and for one that invoices name', async () => {
    const { id } = await made(fields({ siret: freshSiret(), operation_category: 'services' }));
    await tenant.call('POST', '/invoices', invoiceBody({ company_id: id }));
    for (const refused of [id, tenant.companyId]) {
      const answer = await tenant.call('DELETE', `/companies/${refused}`);
      expect(answer.status).toBe(409);
      expect(answer.body).toMatchObject({
        message: 'This company has issued invoices or is the default company: it cannot be deleted.',
        code: 'company_in_use',
        error_code: 'COMPANY_IN_USE',
      });
    }
  });
});

test('the list filters, sorts and pages', async () => {
  const other = await platform.tenant({ name: 'Acme SAS' });
  const sub = await createSubTenant(platform.services, 'sandbox', other.summary, {
    name: 'North',
    externalId: null,
    country: 'FR',
  });
  platform.now += 1_000;
  await made(fields({ name: 'Zeta', siret: '55208131766522' }), other);
  platform.now += 1_000;
  await made(fields({ name: 'Mid', siret: '73282932000074', sub_tenant_id: sub.id }), other);
  platform.now = START;
  const names = async (query: string) =>
    (await other.call('GET', `/companies?${query}`)).body.data.map(({ name }: { name: string }) => name);
  expect(await names('')).toEqual(['Mid', 'Zeta', 'Acme SAS']);
  expect(await names('sort=name&order=asc')).toEqual(['Acme SAS', 'Mid', 'Zeta']);
  expect(await names('q=zet')).toEqual(['Zeta']);
  expect(await names('q=7328')).toEqual(['Mid']);
  expect(await names(`sub_tenant_id=${sub.id}`)).toEqual(['Mid']);
  const page = (await other.call('GET', '/companies?per_page=1&page=2')).body;
  expect(page.meta).toMatchObject({ current_page: 2, from: 2, to: 2, last_page: 3, total: 3 });
  expect(page.links.prev).toBe('http://scell.test/api/v1/companies?per_page=1&order=desc&page=1');
});

test('each write leaves its event', async () => {
  const { id } = await made(fields({ siret: freshSiret() }));
  await tenant.call('PUT', `/companies/${id}`, { city: 'Roubaix', name: 'B' });
  await tenant.call('DELETE', `/companies/${id}`);
  const events = await platform.services.databases.sandbox.withTenant({ tenantId: tenant.summary.id }, (tx) =>
    tx
      .selectFrom('events')
      .select(['type', 'data'])
      .where('subject_id', '=', id)
      .orderBy('sequence')
      .execute(),
  );
  expect(events).toEqual([
    { type: 'company.created', data: {} },
    { type: 'company.updated', data: { fields: ['city', 'name'] } },
    { type: 'company.deleted', data: {} },
  ]);
});

describe('a live company', () => {
  let other: TestTenant;
  let live: string;
  const inSandbox = (id: string) => other.call('GET', `/companies/${id}`);
  beforeAll(async () => {
    other = await platform.tenant();
    live = await other.newKey({ environment: 'production' });
  });

  test('waits for its verification, and is mirrored to the sandbox under its id, active', async () => {
    const company = await made(
      fields({
        ...HOLDING,
        metadata: { a: [1] },
        electronic_address: { scheme: '0225', value: '732829320' },
      }),
      other,
      live,
    );
    expect(company).toMatchObject({ status: 'pending', kyc_completed_at: null });
    expect((await inSandbox(company.id)).status).toBe(404);
    await mirror(other, company.id);
    await mirror(other, company.id);
    expect((await inSandbox(company.id)).body.data).toEqual({ ...company, status: 'active' });

    await other.call('PUT', `/companies/${company.id}`, { city: 'Roubaix' }, { key: live });
    await mirror(other, company.id);
    expect((await inSandbox(company.id)).body.data.city).toBe('Roubaix');

    await verifyCompany(platform.services, other.summary, company.id, 'file 7');
    expect(
      (await other.call('GET', `/companies/${company.id}`, undefined, { key: live })).body.data,
    ).toMatchObject({
      status: 'active',
      kyc_completed_at: '2026-05-06T08:00:00+00:00',
      kyc_reference: 'file 7',
    });

    await other.call('DELETE', `/companies/${company.id}`, undefined, { key: live });
    await mirror(other, company.id);
    expect((await inSandbox(company.id)).status).toBe(404);
  });

  test('takes the place of one tried in the sandbox under its SIRET, unless that one has invoices', async () => {
    const tried = await made(fields({ siret: '44306184100047', name: 'Tried' }), other);
    const company = await made(fields({ siret: '44306184100047', name: 'Live' }), other, live);
    await mirror(other, company.id);
    expect((await inSandbox(company.id)).body.data.name).toBe('Live');
    expect((await inSandbox(tried.id)).status).toBe(404);

    const used = await made(
      fields({ siret: '55208131766522', name: 'Used', operation_category: 'services' }),
      other,
    );
    expect((await other.call('POST', '/invoices', invoiceBody({ company_id: used.id }))).status).toBe(201);
    const late = await made(fields({ siret: '55208131766522', name: 'Late' }), other, live);
    await mirror(other, late.id);
    expect((await inSandbox(late.id)).status).toBe(404);
    expect((await inSandbox(used.id)).body.data.name).toBe('Used');
  });

  test('is not verified while its identifiers do not hold', async () => {
    const third = await platform.tenant();
    await expect(
      verifyCompany(platform.services, third.summary, third.companyId, null),
    ).rejects.toMatchObject({ errorCode: 'VALIDATION_FAILED' });
  });

  test('of a sub-tenant stays where its sub-tenant is', async () => {
    const sub = await createSubTenant(platform.services, 'production', other.summary, {
      name: 'North',
      externalId: null,
      country: 'FR',
    });
    const company = await made(fields({ siret: '35600000049837', sub_tenant_id: sub.id }), other, live);
    await mirror(other, company.id);
    expect((await inSandbox(company.id)).status).toBe(404);
  });
});
