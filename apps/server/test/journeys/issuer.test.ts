import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createApiKey } from '../../src/features/api-keys/create-api-key.ts';
import { verifyCompany } from '../../src/features/companies/verify-company.ts';
import { createSubTenant, verifySubTenant } from '../../src/features/tenants/create-sub-tenant.ts';
import { createTenant } from '../../src/features/tenants/create-tenant.ts';
import { verifyTenant } from '../../src/features/tenants/verify-tenant.ts';
import {
  type Answer,
  createTestPlatform,
  giveCredits,
  invoiceBody,
  type TestPlatform,
  type TestTenant,
} from '../support/platform.ts';

// Who issues (REST reference §2.2), and every answer of §8.2 when nobody can.

/** Identifiers whose keys hold, as live asks. */
const SELLER = { siret: '73282932000074', vat_number: 'FR44732829320' };
const BUYER = { buyer_siret: '55208131766522' };

let platform: TestPlatform;
beforeAll(async () => {
  platform = await createTestPlatform();
});
afterAll(() => platform.close());

const create = (tenant: TestTenant, key: string, changes: Record<string, unknown> = {}, headers = {}) =>
  tenant.call('POST', '/invoices', invoiceBody({ ...BUYER, ...changes }), { key, headers });

const company = (changes: Record<string, unknown> = {}) => ({
  name: 'North SARL',
  siret: '55208131766522',
  address_line1: '2 Rue du Nord',
  postal_code: '59000',
  city: 'Lille',
  operation_category: 'services',
  ...changes,
});

function expectRefusal(answer: Answer, status: number, code: string, message: string) {
  expect(answer.status).toBe(status);
  expect(answer.body).toMatchObject({ message, code, error_code: code, error: code });
  if (status === 422) expect(answer.body.errors).toEqual({});
  else expect(answer.body).not.toHaveProperty('errors');
}

describe('in live', () => {
  let tenant: TestTenant;
  let live: string;
  beforeEach(async () => {
    tenant = await platform.tenant();
    live = await tenant.newKey({ environment: 'production' });
    const changed = await tenant.call('PUT', `/companies/${tenant.companyId}`, SELLER, { key: live });
    expect(changed.status).toBe(200);
  });

  test('the account is verified first, then the company, then it issues for its default company', async () => {
    expectRefusal(
      await create(tenant, live),
      403,
      'KYB_REQUIRED',
      'The account must be verified (KYB) before it issues in production.',
    );
    await verifyTenant(platform.services, tenant.summary.id);
    expectRefusal(
      await create(tenant, live),
      403,
      'KYC_REQUIRED',
      'The issuing company must be verified (KYC) before it issues in production.',
    );
    await verifyCompany(platform.services, tenant.summary, tenant.companyId, 'file 12');
    const draft = await create(tenant, live);
    expect(draft.status).toBe(201);
    expect(draft.body.data).toMatchObject({
      environment: 'production',
      company_id: tenant.companyId,
      sub_tenant_id: null,
      seller_siret: SELLER.siret,
    });
    await giveCredits(platform.services, tenant.summary, '1');
    const issued = await tenant.call('POST', `/invoices/${draft.body.data.id}/submit`, undefined, {
      key: live,
    });
    expect(issued.status).toBe(200);
    expect(issued.body.data.status).toBe('validated');
  });

  test('the refusals are in French where French is read', async () => {
    const answer = await create(tenant, live, {}, { 'accept-language': 'fr-FR' });
    expectRefusal(
      answer,
      403,
      'KYB_REQUIRED',
      'Le compte doit être vérifié (KYB) avant d’émettre en production.',
    );
  });

  test('an unverified company does not issue beside a verified one, which stays so when it moves', async () => {
    await tenant.verify();
    const draft = await create(tenant, live);
    const moved = await tenant.call(
      'PUT',
      `/companies/${tenant.companyId}`,
      { address_line1: '3 Rue Neuve' },
      { key: live },
    );
    expect(moved.body.data.status).toBe('active');
    const second = await tenant.call('POST', '/companies', company({ name: 'Other' }), { key: live });
    expectRefusal(
      await create(tenant, live, { company_id: second.body.data.id }),
      403,
      'KYC_REQUIRED',
      'The issuing company must be verified (KYC) before it issues in production.',
    );
    expect(
      (await tenant.call('POST', `/invoices/${draft.body.data.id}/submit`, undefined, { key: live })).status,
    ).toBe(200);
  });

  test('a buyer’s identifiers and an account have to hold, where the sandbox warns', async () => {
    await tenant.verify();
    const changes = {
      buyer_siret: '98765432109876',
      buyer_vat_number: 'FR99987654321',
      bank_details: { iban: 'FR7630006000011234567890188' },
    };
    const refused = await create(tenant, live, changes);
    expect(refused.status).toBe(422);
    expect(Object.keys(refused.body.errors).sort()).toEqual([
      'bank_details.iban',
      'buyer_siret',
      'buyer_vat_number',
    ]);
    const warned = await create(tenant, tenant.key, changes);
    expect(warned.status).toBe(201);
    const fields = warned.body.warnings.map(({ field }: { field: string }) => field);
    expect([...new Set(fields)].sort()).toEqual(['bank_details.iban', 'buyer_siret', 'buyer_vat_number']);
  });

  test('addresses of files stay on the path that was taken', async () => {
    const draft = await tenant.call('POST', '/sandbox/invoices', invoiceBody(BUYER), { key: live });
    const issued = await tenant.call('POST', `/sandbox/invoices/${draft.body.data.id}/submit`, undefined, {
      key: live,
    });
    expect(issued.body.data.environment).toBe('sandbox');
    const { pathname } = new URL(issued.body.data.format_paths.cii);
    expect(pathname).toBe(`/api/v1/sandbox/invoices/${draft.body.data.id}/download/cii`);
    const file = await tenant.call('GET', pathname.slice('/api/v1'.length), undefined, {
      key: live,
      headers: { accept: '*/*' },
    });
    expect(file.status).toBe(200);
  });

  test('a verified company that becomes another legal entity is verified anew', async () => {
    await tenant.verify();
    const other = { siret: '55208131766522', vat_number: 'FR03552081317' };
    const changed = await tenant.call('PUT', `/companies/${tenant.companyId}`, other, { key: live });
    expect(changed.body.data).toMatchObject({
      siren: '552081317',
      status: 'pending',
      kyc_completed_at: null,
    });
    expect(changed.body.warnings).toContainEqual({
      field: 'siret',
      message: 'siret: the company names another legal entity: it has to be verified again before it issues.',
    });
    expect((await create(tenant, live)).body.code).toBe('KYC_REQUIRED');
  });

  test('a sub-tenant is onboarded first, then its company verified, then it issues for its first company', async () => {
    await tenant.verify();
    const sub = await createSubTenant(platform.services, 'production', tenant.summary, {
      name: 'North',
      externalId: null,
      country: 'FR',
    });
    const wish = { sub_tenant_id: sub.id, buyer_siret: '44306184100047' };
    expectRefusal(
      await create(tenant, live, wish),
      403,
      'SUB_TENANT_NOT_READY',
      'This sub-tenant has not completed its onboarding: it cannot issue in production yet.',
    );
    await verifySubTenant(platform.services, 'production', tenant.summary, sub.id);
    expectRefusal(
      await create(tenant, live, wish),
      422,
      'NO_ISSUER_COMPANY',
      'No issuing company: the account has no default company, or the sub-tenant has no company.',
    );
    const first = await tenant.call('POST', '/companies', company({ sub_tenant_id: sub.id }), { key: live });
    expect(first.body.data).toMatchObject({ sub_tenant_id: sub.id, status: 'pending', is_default: false });
    expectRefusal(
      await create(tenant, live, wish),
      403,
      'KYC_REQUIRED',
      'The issuing company must be verified (KYC) before it issues in production.',
    );
    await verifyCompany(platform.services, tenant.summary, first.body.data.id, null);
    const draft = await create(tenant, live, wish);
    expect(draft.status).toBe(201);
    expect(draft.body.data).toMatchObject({ company_id: first.body.data.id, sub_tenant_id: sub.id });

    const key = await tenant.newKey({ environment: 'production', subTenantId: sub.id });
    const own = await create(tenant, key, { buyer_siret: '44306184100047' });
    expect(own.body.data).toMatchObject({ company_id: first.body.data.id, sub_tenant_id: sub.id });
  });

  test('a tenant without a company cannot issue, and can as soon as it has made one', async () => {
    const { services } = platform;
    const bare = await createTenant(services, { name: 'Bare', slug: 'bare-sas', email: null });
    await verifyTenant(services, bare.id);
    const { key } = await createApiKey(services, bare.id, {
      kind: 'sk',
      environment: 'production',
      name: 'live',
      scopes: ['*'],
      subTenantId: null,
      companyId: null,
      expiresAt: null,
    });
    expectRefusal(
      await create(tenant, key),
      422,
      'NO_ISSUER_COMPANY',
      'No issuing company: the account has no default company, or the sub-tenant has no company.',
    );
    const made = await tenant.call('POST', '/companies', company(SELLER), { key });
    expect(made.body.data.is_default).toBe(true);
    await verifyCompany(services, bare, made.body.data.id, null);
    expect((await create(tenant, key)).status).toBe(201);
  });
});

describe('in the sandbox nothing is verified, and', () => {
  let tenant: TestTenant;
  beforeAll(async () => {
    tenant = await platform.tenant();
  });

  test('the account issues for the mirror of its default company', async () => {
    const draft = await create(tenant, tenant.key);
    expect(draft.body.data).toMatchObject({
      environment: 'sandbox',
      company_id: tenant.companyId,
      sub_tenant_id: null,
    });
  });

  test('a sub-tenant without verification issues for its first company', async () => {
    const sub = await createSubTenant(platform.services, 'sandbox', tenant.summary, {
      name: 'North',
      externalId: 'n',
      country: 'FR',
    });
    expectRefusal(
      await create(tenant, tenant.key, { sub_tenant_id: sub.id }),
      422,
      'NO_ISSUER_COMPANY',
      'No issuing company: the account has no default company, or the sub-tenant has no company.',
    );
    const made = [];
    for (const siret of ['73282932000074', '55208131766522']) {
      platform.now += 1;
      made.push(
        (await tenant.call('POST', '/companies', company({ siret, sub_tenant_id: sub.id }))).body.data.id,
      );
    }
    const draft = await create(tenant, tenant.key, { sub_tenant_id: sub.id, buyer_siret: '44306184100047' });
    expect(draft.body.data).toMatchObject({ company_id: made[0], sub_tenant_id: sub.id });
    const named = await create(tenant, tenant.key, {
      sub_tenant_id: sub.id,
      company_id: made[1],
      buyer_siret: '44306184100047',
    });
    expect(named.body.data.company_id).toBe(made[1]);

    // A company issues for whom it belongs to.
    for (const wish of [{ company_id: made[0] }, { sub_tenant_id: sub.id, company_id: tenant.companyId }]) {
      const answer = await create(tenant, tenant.key, wish);
      expect(answer.status).toBe(404);
      expect(answer.body).toMatchObject({
        message: 'Company not found.',
        code: 'not_found',
        error_code: 'NOT_FOUND',
      });
    }
  });

  test.each([
    ['that does not exist', async () => '0193af1a-7c64-7b9b-94e3-dbcfe4ff0000'],
    [
      'of another tenant',
      async () => {
        const other = await platform.tenant();
        return (
          await createSubTenant(platform.services, 'sandbox', other.summary, {
            name: 'X',
            externalId: null,
            country: 'FR',
          })
        ).id;
      },
    ],
    [
      'of the other environment',
      async () =>
        (
          await createSubTenant(platform.services, 'production', tenant.summary, {
            name: 'X',
            externalId: null,
            country: 'FR',
          })
        ).id,
    ],
  ])('a sub-tenant %s is not found, wherever it is named', async (_what, idOf) => {
    const id = await idOf();
    const answers = [
      await create(tenant, tenant.key, { sub_tenant_id: id }),
      await tenant.call('POST', `/tenant/sub-tenants/${id}/invoices`, invoiceBody()),
      await tenant.call('GET', `/tenant/sub-tenants/${id}/invoices`),
      await tenant.call('GET', `/invoices?sub_tenant_id=${id}`),
      await tenant.call('GET', `/companies?sub_tenant_id=${id}`),
      await tenant.call('POST', '/companies', company({ siret: '44306184100047', sub_tenant_id: id })),
    ];
    for (const answer of answers) expectRefusal(answer, 404, 'SUB_TENANT_NOT_FOUND', 'Sub-tenant not found.');
  });
});
