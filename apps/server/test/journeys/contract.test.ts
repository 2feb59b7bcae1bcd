import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as contract from '@scell/contract';
import { errorsOf, methodsOf, type OperationDefinition, operations, pathOf } from '@scell/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApiKey } from '../../src/features/api-keys/create-api-key.ts';
import { insertDocument } from '../../src/features/billing/documents/store.ts';
import { advanceAnchor } from '../../src/features/fiscal/anchors/advance-anchor.ts';
import { requestAnchors } from '../../src/features/fiscal/anchors/request-anchors.ts';
import { copySubject } from '../../src/features/fiscal/archive/copy-subject.ts';
import { verifyDaily } from '../../src/features/fiscal/archive/verify-archive.ts';
import { createSubTenant } from '../../src/features/tenants/create-sub-tenant.ts';
import { openArchive } from '../../src/platform/archive/archive.ts';
import { localStore } from '../../src/platform/archive/local-store.ts';
import { totpCode, totpStep } from '../../src/platform/auth/totp.ts';
import { startCalendar } from '../support/anchor-services.ts';
import { form, pdfFile, pngFile } from '../support/files.ts';
import { startOpenIdProvider } from '../support/openid-provider.ts';
import { linkIn, sendAccountMails } from '../support/people.ts';
import {
  type Answer,
  answerOf,
  createTestPlatform,
  invoiceBody,
  type TestPlatform,
  type TestTenant,
} from '../support/platform.ts';
import { startStripe } from '../support/stripe.ts';

// Every operation answers what the contract says it answers: no field missing, none that is not documented.

let platform: TestPlatform;
let tenant: TestTenant;
let subTenant: string;
const covered = new Set<string>();
beforeAll(async () => {
  platform = await createTestPlatform();
  tenant = await platform.tenant({ slug: 'acme-sas' });
  ({ id: subTenant } = await createSubTenant(platform.services, 'sandbox', tenant.summary, {
    name: 'North',
    externalId: null,
    country: 'FR',
  }));
  await call(
    contract.createCompany,
    {},
    {
      name: 'North SARL',
      siret: '73282932000074',
      address_line1: '2 Rue du Nord',
      postal_code: '59000',
      city: 'Lille',
      operation_category: 'services',
      sub_tenant_id: subTenant,
    },
  );
});
afterAll(() => platform.close());

interface Wish {
  cookie?: string;
  /** Whoever calls, instead of the key. */
  token?: string;
  query?: string;
  accept?: string;
  method?: contract.Method;
  /** A file that goes with the fields. */
  file?: Buffer;
}

/** Calls an operation and holds its answer against its definition. */
async function call(
  operation: OperationDefinition,
  params: Record<string, string> = {},
  body?: unknown,
  { query = '', accept = 'application/json', method = operation.method, file, token, cookie }: Wish = {},
): Promise<Answer> {
  const path = pathOf(operation).replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? `{${name}}`);
  const sent =
    file === undefined
      ? { headers: {}, ...(body === undefined ? {} : { payload: body as object }) }
      : form({ bytes: file, name: operation.upload?.names[0] ?? '' }, body as Record<string, string>);
  const answer = answerOf(
    await platform.app.inject({
      method,
      url: `${path}${query}`,
      headers: {
        ...(token === undefined ? { 'x-api-key': tenant.key } : { authorization: `Bearer ${token}` }),
        accept,
        'accept-language': 'en',
        ...(cookie === undefined ? {} : { cookie }),
        ...sent.headers,
      },
      ...('payload' in sent ? { payload: sent.payload } : {}),
    }),
  );
  expectAsPromised(operation, answer);
  return answer;
}

function expectAsPromised(operation: OperationDefinition, answer: Answer): void {
  const type = String(answer.headers['content-type'] ?? '').split(';')[0] ?? '';
  const response = operation.responses[answer.status];
  if (response === undefined) {
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(errorsOf(operation)).toContain(answer.body.error_code);
    expect(contract.ERRORS[answer.body.error_code as contract.ErrorCode].status).toBe(answer.status);
    return;
  }
  covered.add(operation.id);
  if (response.schema !== undefined && type === 'application/json') {
    // Parsing drops what the schema does not know: an equal result has no such field.
    expect(response.schema.parse(answer.body)).toEqual(answer.body);
  } else if (response.media !== undefined) {
    expect(response.media).toContain(type);
    expect(answer.bytes.length).toBeGreaterThan(0);
  } else {
    expect(answer.bytes).toHaveLength(0);
    expect(type).toBe('');
  }
}

const ok = async (answer: Promise<Answer>, status = 200) => {
  const { status: answered, body } = await answer;
  expect({ status: answered, message: answered === status ? undefined : body.message }).toEqual({ status });
  return body;
};

test('system', async () => {
  await ok(call(contract.getHealth));
  await ok(call(contract.getReadiness));
  await ok(call(contract.getVersion));
});

test('companies', async () => {
  const { data } = await ok(
    call(
      contract.createCompany,
      {},
      { name: 'Bare', siret: '55208131766522', address_line1: '1', postal_code: '2', city: '3', colour: 1 },
    ),
    201,
  );
  await ok(call(contract.getCompany, { id: data.id }));
  await ok(call(contract.getCompany, { id: tenant.companyId }));
  await ok(call(contract.updateCompany, { id: data.id }, { email: 'a@b.fr', metadata: { a: 1 } }));
  await ok(call(contract.listCompanies, {}, undefined, { query: '?per_page=1' }));
  await ok(call(contract.deleteCompany, { id: tenant.companyId }), 409);
  await ok(call(contract.deleteCompany, { id: data.id }));
  await ok(call(contract.getCompany, { id: data.id }), 404);
});

test('keys', async () => {
  const { data } = await ok(call(contract.createApiKey, {}, { name: 'Backend', colour: 1 }), 201);
  const id = { id: data.id };
  await ok(call(contract.getApiKey, id));
  await ok(call(contract.listApiKeys, {}, undefined, { query: '?environment=sandbox&per_page=1' }));
  await ok(call(contract.listTenantKeys));
  await ok(call(contract.createTenantSecretKey), 201);
  await ok(call(contract.createTenantPublishableKey), 201);
  await ok(call(contract.createPublishableKey), 201);
  await ok(call(contract.createAccountPublishableKey), 201);
  await ok(call(contract.regenerateApiKey, id), 201);
  await ok(call(contract.regenerateApiKey, id), 409);
  await ok(call(contract.revokeApiKey, id));
  await ok(call(contract.getApiKey, { id: data.tenant_id }), 404);
  const { api_key: key } = await ok(call(contract.regenerateTenantKey));
  await ok(call(contract.listApiKeys), 401);
  tenant.key = key;
});

test('the verification of a company', async () => {
  const { data } = await ok(
    call(
      contract.createCompany,
      {},
      { name: 'Kyc', siret: '44306184100047', address_line1: '1', postal_code: '2', city: '3' },
    ),
    201,
  );
  const params = { id: data.id };
  await ok(call(contract.getKycStatus, params));
  await ok(call(contract.advanceKyc, params), 409);
  await ok(call(contract.startKyc, params));
  await ok(call(contract.advanceKyc, params, { outcome: 'refused', reason: 'r' }));
  await ok(call(contract.startKyc, params));
  for (let steps = 0; steps < 2; steps += 1) await ok(call(contract.advanceKyc, params));
  expect(await ok(call(contract.getKycStatus, params))).toMatchObject({ status: 'active' });
  await ok(call(contract.startKyc, { id: data.tenant_id }), 404);
});

test('registers and countries', async () => {
  await ok(call(contract.lookUpSiret, { siret: '98765432109876' }));
  await ok(call(contract.lookUpSiret, { siret: '99999999900404' }), 404);
  await ok(call(contract.lookUpSiret, { siret: '99999999900502' }), 502);
  await ok(call(contract.lookUpSiret, { siret: '1' }), 422);
  for (const siret of ['98765432109876', '99999999900502', '73282932000074', 'x'])
    await ok(call(contract.validateSiret, {}, { siret }));
  for (const vat of ['FR12345678901', 'DE200', 'DE300', 'x'])
    await ok(call(contract.validateVat, {}, { vat }));
  await ok(call(contract.listCountries));
  await ok(call(contract.getCountry, { code: 'FR' }));
  await ok(call(contract.getCountry, { code: 'ZZ' }), 404);
});

test('the tenant, and its sub-tenants', async () => {
  await ok(call(contract.getTenant));
  await ok(call(contract.updateTenant, {}, { ...contract.updateTenant.examples.billing, colour: 1 }));
  await ok(
    call(
      contract.updateTenantProfile,
      {},
      { address: contract.createBuyer.examples.business.billing_address },
    ),
  );
  await ok(call(contract.updateTenant, {}, { slug: 'other' }), 422);
  const example = contract.createSubTenant.examples.merchant;
  const { data } = await ok(call(contract.createSubTenant, {}, { ...example, external_id: 'a/b' }), 201);
  await ok(call(contract.createSubTenant, {}, { ...example, external_id: 'a/b' }));
  await ok(call(contract.createSubTenant, {}, { ...example, external_id: 'a/b', name: 'x' }), 409);
  await ok(call(contract.createSubTenant, {}, { name: 'Bare' }), 201);
  const params = { sub_tenant_id: data.id };
  await ok(call(contract.getSubTenant, params));
  await ok(call(contract.findSubTenantByExternalId, { external_id: 'a/b' }));
  await ok(call(contract.listSubTenants, {}, undefined, { query: '?search=42&status=active&per_page=1' }));
  await ok(call(contract.updateSubTenant, params, { phone: '1', metadata: null }));
  await ok(call(contract.deleteSubTenant, { sub_tenant_id: subTenant }), 422);
  await ok(call(contract.deleteSubTenant, params));
  await ok(call(contract.getSubTenant, params), 404);
});

test('branding', async () => {
  const params = { sub_tenant_id: subTenant };
  const [logo, wish] = [{ file: pngFile() }, { mime_type: 'image/png' }];
  await ok(call(contract.getTenantBranding));
  await ok(call(contract.updateTenantBranding, {}, contract.updateTenantBranding.examples.colours));
  await ok(call(contract.uploadTenantLogo, {}, {}, logo));
  await ok(call(contract.uploadTenantLogo, {}, {}, { file: Buffer.from('<svg/>') }), 422);
  await ok(call(contract.getAccountLogoUploadUrl, {}, wish));
  await ok(call(contract.previewTenantBranding, {}, undefined, { query: '?primary_color=%23ff0000' }));
  await ok(call(contract.getSubTenantBranding, params));
  await ok(call(contract.updateSubTenantBranding, params, { brand_logo_url: 'https://acme.fr/logo.png' }));
  await ok(call(contract.uploadSubTenantLogo, params, {}, logo));
  await ok(call(contract.getSubTenantLogoUploadUrl, params, wish));
  await ok(call(contract.previewSubTenantBranding, params));
  const { url, public_url } = await ok(call(contract.getTenantLogoUploadUrl, {}, wish));
  const token = new URL(url).pathname.slice('/files/'.length);
  await ok(call(contract.putLogo, { token }, {}, logo), 204);
  await ok(call(contract.putLogo, { token }, {}), 422);
  await ok(call(contract.fetchFile, { token: new URL(public_url).pathname.slice('/files/'.length) }));
});

test('figures', async () => {
  await ok(call(contract.getTenantStats));
  await ok(call(contract.getStatsOverview, {}, undefined, { query: '?period=year&currency=usd' }));
  await ok(call(contract.getStatsOverview, {}, undefined, { query: '?period=decade' }), 422);
  await ok(call(contract.getStatsMonthly));
  await ok(call(contract.getStatsMonthly, {}, undefined, { query: '?month=2' }));
  await ok(call(contract.getSubTenantStatsOverview, { sub_tenant_id: subTenant }));
});

test('documents of the tenant', async () => {
  await ok(call(contract.getKybStatus));
  const wish = { file: pdfFile() };
  const { data } = await ok(call(contract.submitKybDocument, {}, { type: 'kbis' }, wish), 201);
  await ok(call(contract.submitKybDocument, {}, { type: 'kbis' }, wish), 409);
  await ok(call(contract.submitKybDocument, {}, { type: 'kbis' }, { file: Buffer.from('MZ') }), 422);
  await ok(call(contract.listKybDocuments, {}, undefined, { query: '?type=kbis&status=pending' }));
  await ok(call(contract.getKybDocument, { document: data.id }));
  await ok(call(contract.downloadKybDocument, { document: data.id }));
  await ok(call(contract.deleteKybDocument, { document: data.id }));
  await ok(call(contract.deleteKybDocument, { document: data.id }), 404);
});

test('buyers', async () => {
  for (const example of Object.values(contract.createBuyer.examples))
    await ok(call(contract.createBuyer, {}, example), 201);
  const { data } = await ok(call(contract.listBuyers, {}, undefined, { query: '?per_page=1' }));
  const params = { buyer: data[0].id };
  await ok(call(contract.getBuyer, params));
  await ok(call(contract.updateBuyer, params, { notes: 'n' }));
  await ok(call(contract.deleteBuyer, params), 204);
  await ok(call(contract.deleteBuyer, params), 404);
  await ok(call(contract.createBuyer, {}, {}), 422);
});

test('the balance', async () => {
  await ok(call(contract.getBalance));
  await ok(call(contract.getTenantBalance));
  for (const example of Object.values(contract.updateBalanceSettings.examples))
    await ok(call(contract.updateBalanceSettings, {}, example));
  await ok(call(contract.updateBalanceSettings, {}, { auto_reload_enabled: false }));
  await ok(call(contract.listBalanceTransactions, {}, undefined, { query: '?per_page=1' }));
  await ok(call(contract.listTenantTransactions, {}, undefined, { query: '?type=credit' }));
  await ok(call(contract.getUsage, {}, undefined, { query: '?period=2026-05' }));
  await ok(call(contract.getPublicPricing));
  await ok(call(contract.getPricing));
  await ok(call(contract.getTenantPricing));
});

test('buying credits', async () => {
  await ok(call(contract.previewTopUp, {}, undefined, { query: '?amount=100' }));
  for (const example of Object.values(contract.topUp.examples)) await ok(call(contract.topUp, {}, example));
  for (const example of Object.values(contract.reloadBalance.examples))
    await ok(call(contract.reloadBalance, {}, example));
  await ok(call(contract.confirmTopUp, {}, { payment_intent_id: 'pi_none' }), 404);
  await ok(call(contract.listPublicPacks));
  await ok(call(contract.listPacks));
  await ok(call(contract.checkoutPack, { pack_slug: 'starter' }));
  await ok(call(contract.checkoutPack, { pack_slug: 'none' }), 404);
});

test('a payment that is confirmed', async () => {
  const stripe = await startStripe();
  const { services } = platform;
  const sandboxKey = tenant.key;
  Object.assign(services, {
    payments: stripe.payments,
    billing: { on: true, owner: { tenant: 'scell-sas', companyId: null } },
  });
  tenant.key = await tenant.newKey({ environment: 'production' });
  try {
    const { payment_intent_id } = await ok(call(contract.topUp, {}, { amount: 50 }));
    await ok(call(contract.confirmTopUp, {}, { payment_intent_id }), 422);
    stripe.pay(payment_intent_id);
    await ok(call(contract.confirmTopUp, {}, { payment_intent_id }));
    services.payments = null;
    await ok(call(contract.topUp, {}, { amount: 50 }), 409);
  } finally {
    tenant.key = sandboxKey;
    Object.assign(services, { payments: null, billing: { on: true, owner: null } });
    await stripe.close();
  }
});

test('bills', async () => {
  const { services } = platform;
  const { id: tenantId } = tenant.summary;
  const id = randomUUID();
  const now = new Date(services.clock());
  await services.databases.sandbox.withTenant({ tenantId }, (tx) =>
    insertDocument(tx, {
      tenant_id: tenantId,
      id,
      kind: 'statement',
      number: 'SCELL-2026-04',
      period: '2026-04',
      purchase_id: null,
      lines: JSON.stringify([{ description: 'x', quantity: 1, unit_price: '1', total: '1' }]),
      usage: '{}',
      total_ht: '1',
      total_tax: '0',
      total_ttc: '1',
      status: 'open',
      issued_at: now,
      due_date: '2026-06-01',
      paid_at: null,
      invoice_id: null,
      created_at: now,
    }),
  );
  await ok(call(contract.listBillingInvoices, {}, undefined, { query: '?status=open' }));
  await ok(call(contract.listScellInvoices));
  await ok(call(contract.getBillingInvoice, { invoice: id }));
  await ok(call(contract.getBillingInvoice, { invoice: randomUUID() }), 404);
  await ok(call(contract.downloadBillingInvoice, { invoice: id }, undefined, { accept: '*/*' }));
  await ok(call(contract.payBillingInvoice, { invoice: id }));
  await ok(call(contract.payBillingInvoice, { invoice: id }), 422);
});

test('packs, for administrators of the platform', async () => {
  await ok(call(contract.listManagedPacks), 403);
  const { keys } = platform.services;
  const { find } = keys;
  keys.find = async (sent) => {
    const found = await find.call(keys, sent);
    return found.status === 'valid'
      ? { ...found, principal: { ...found.principal, scopes: ['*', 'admin'] } }
      : found;
  };
  try {
    await ok(call(contract.listManagedPacks));
    const { data } = await ok(call(contract.createPack, {}, contract.createPack.examples.enterprise), 201);
    for (const method of methodsOf(contract.updatePack))
      await ok(call(contract.updatePack, { id: data.id }, { is_recommended: true }, { method }));
    await ok(call(contract.deletePack, { id: data.id }));
    await ok(call(contract.deletePack, { id: data.id }), 404);
  } finally {
    keys.find = find;
  }
});

test('invoices, from the draft to the payment', async () => {
  const rich = invoiceBody({
    external_id: 'ORDER-1',
    buyer_email: 'compta@globex.example',
    delivery_date: '2026-05-02',
    discount_percent: undefined,
    purchase_order: 'PO-1',
    payment_method: 'virement',
    bank_details: { iban: 'FR7630006000011234567890189', bic: 'BNPAFRPPXXX' },
    buyer_shipping_address: { name: 'Quai', line1: '1 Quai', postal_code: '75010', city: 'Paris' },
    metadata: { a: [1] },
    notes: 'n',
  });
  const { data } = await ok(call(contract.createInvoice, {}, rich), 201);
  const params = { id: data.id };
  await ok(call(contract.createInvoice, {}, rich));
  await ok(call(contract.createInvoice, {}, { ...rich, notes: 'other' }), 409);
  await ok(call(contract.getInvoice, params));
  await ok(call(contract.updateInvoice, params, { notes: 'm' }));
  await ok(call(contract.downloadInvoice, params), 404);
  await ok(call(contract.getRemainingCreditable, params), 422);
  await ok(call(contract.sendInvoiceByEmail, params), 422);
  await ok(call(contract.markInvoicePaid, params), 422);
  await ok(call(contract.deleteInvoice, params), 403);
  await ok(call(contract.submitInvoice, params));
  await ok(call(contract.submitInvoice, params));
  await ok(call(contract.updateInvoice, params, { notes: 'late' }), 422);
  await ok(call(contract.getInvoice, params));
  await ok(call(contract.getAuditTrail, params));
  await ok(call(contract.getRemainingCreditable, params));
  await ok(call(contract.sendInvoiceByEmail, params));
  const mails = await ok(call(contract.listSandboxMails, {}, undefined, { query: '?status=queued' }));
  await ok(call(contract.getSandboxMail, { id: mails.data[0].id }));
  await ok(call(contract.getSandboxMail, { id: tenant.companyId }), 404);
  const link = await ok(call(contract.downloadInvoice, params));
  await ok(call(contract.fetchFile, { token: new URL(link.url).pathname.slice('/files/'.length) }));
  await ok(call(contract.fetchFile, { token: 'x' }), 404);
  for (const type of ['original', 'converted', 'pdf', 'xml', 'facturx', 'ubl', 'cii']) {
    await ok(call(contract.downloadInvoiceType, { ...params, type }, undefined, { accept: '*/*' }));
    await ok(call(contract.downloadInvoice, params, undefined, { accept: '*/*', query: `?format=${type}` }));
  }
  await ok(call(contract.markInvoicePaid, params, { paid_at: '2026-05-06', payment_reference: 'VIR' }));
  await ok(call(contract.markInvoicePaid, params), 422);
  await ok(call(contract.listInvoices));
});

test('an invoice that the rules refuse', async () => {
  const refused = invoiceBody({ output_format: 'ubl', notes: '#PMT#' });
  const { data } = await ok(call(contract.createInvoice, {}, refused), 201);
  await ok(call(contract.submitInvoice, { id: data.id }), 422);
  await ok(call(contract.getInvoice, { id: data.id }));
  await ok(call(contract.getTenantInvoiceStatus, { id: data.id }));
  await ok(call(contract.createInvoice, {}, { ...refused, send_immediately: true }), 422);
});

test('the examples of the contract, with the buyer and the company of this account', async () => {
  const { data: buyer } = await ok(
    call(contract.createBuyer, {}, contract.createBuyer.examples.business),
    201,
  );
  const own = (example: object) => ({
    ...example,
    ...('buyer_id' in example ? { buyer_id: buyer.id } : {}),
    ...('company_id' in example ? { company_id: tenant.companyId } : {}),
  });
  for (const operation of [contract.createInvoice, contract.createTenantInvoice]) {
    for (const example of Object.values<object>(operation.examples))
      await ok(call(operation, {}, own(example)), 201);
  }
});

test('the partner surface', async () => {
  const { data } = await ok(
    call(contract.createTenantInvoice, {}, { ...invoiceBody(), issue_date: undefined }),
    201,
  );
  const params = { id: data.id };
  await ok(call(contract.getTenantInvoice, params));
  await ok(call(contract.updateTenantInvoice, params, { notes: 'n' }));
  const { data: spare } = await ok(call(contract.createTenantInvoice, {}, invoiceBody()), 201);
  await ok(call(contract.deleteTenantInvoice, { id: spare.id }));
  await ok(call(contract.deleteTenantInvoice, { id: spare.id }), 404);
  await ok(call(contract.submitTenantInvoice, params));
  await ok(call(contract.deleteTenantInvoice, params), 403);
  await ok(call(contract.validateTenantInvoice, params));
  await ok(call(contract.sendTenantInvoice, params), 422);
  await ok(call(contract.sendTenantInvoice, params, contract.sendTenantInvoice.examples.chosen));
  await ok(call(contract.getTenantInvoiceStatus, params));
  await ok(call(contract.getTenantRemainingCreditable, params));
  await ok(call(contract.downloadTenantInvoice, params));
  await ok(call(contract.listTenantInvoices));

  const invoices = [invoiceBody(), invoiceBody({ lines: [] }), invoiceBody({ send_immediately: true })];
  const several = await ok(call(contract.bulkCreateTenantInvoices, {}, { invoices }), 201);
  await ok(call(contract.bulkCreateTenantInvoices, {}, contract.bulkCreateTenantInvoices.examples.two), 201);
  await ok(call(contract.bulkCreateTenantInvoices, {}, contract.bulkCreateTenantInvoices.examples.two));
  await ok(call(contract.bulkCreateTenantInvoices, {}, { invoices: [{}] }), 422);
  const ids = {
    invoice_ids: [...several.data.invoices.map(({ id }: { id: string }) => id), tenant.companyId],
  };
  for (const operation of [contract.bulkInvoiceStatus, contract.bulkTenantInvoiceStatus])
    await ok(call(operation, {}, ids));
  for (const operation of [contract.bulkSubmitInvoices, contract.bulkSubmitTenantInvoices]) {
    await ok(call(operation, {}, ids));
    await ok(call(operation, {}, { ids: [tenant.companyId] }), 422);
  }

  const made = await ok(
    call(
      contract.createSubTenantInvoice,
      { sub_tenant_id: subTenant },
      invoiceBody({ buyer_siret: '44306184100047' }),
    ),
    201,
  );
  await ok(call(contract.submitInvoice, { id: made.data.id }));
  await ok(call(contract.listSubTenantInvoices, { sub_tenant_id: subTenant }));
  await ok(
    call(contract.downloadSubTenantInvoice, { sub_tenant_id: subTenant, id: made.data.id }, undefined, {
      accept: '*/*',
    }),
  );
  await ok(call(contract.downloadSubTenantInvoice, { sub_tenant_id: subTenant, id: data.id }), 404);
});

test('further methods do the same', async () => {
  const { data: buyer } = await ok(
    call(contract.createBuyer, {}, contract.createBuyer.examples.individual),
    201,
  );
  const { data: draft } = await ok(call(contract.createInvoice, {}, invoiceBody()), 201);
  const { data: rule } = await ok(
    call(
      contract.createFiscalRule,
      {},
      { key: 'retention.accounting', value: 12, effective_from: '2026-01-01' },
    ),
    201,
  );
  const { data: webhook } = await ok(
    call(contract.createWebhook, {}, contract.createWebhook.examples.inbox),
    201,
  );
  const ids: Record<string, Record<string, string>> = {
    updateWebhook: { id: webhook.id },
    updateBuyer: { buyer: buyer.id },
    updateSubTenant: { sub_tenant_id: subTenant },
    updateSubTenantBranding: { sub_tenant_id: subTenant },
    updateCompany: { id: tenant.companyId },
    updateInvoice: { id: draft.id },
    updateTenantInvoice: { id: draft.id },
    updateFiscalRule: { key: rule.id },
  };
  const several = operations.filter(
    // What only administrators do is called above.
    ({ alternateMethods, auth, tag }) =>
      alternateMethods !== undefined && auth === 'key' && tag !== 'Administration',
  );
  for (const operation of several) {
    for (const method of methodsOf(operation)) await ok(call(operation, ids[operation.id], {}, { method }));
  }
});

test('a party without a SIRET answers text where old clients need text', async () => {
  const { data } = await ok(
    call(
      contract.createInvoice,
      {},
      invoiceBody({ buyer_siret: undefined, buyer_is_individual: true, buyer_name: 'Marie Dupont' }),
    ),
    201,
  );
  expect(data.buyer).toMatchObject({ siret: '', name: 'Marie Dupont', is_individual: true });
  expect(data).toMatchObject({ buyer_siret: null, seller: { siret: '12345678901234' } });
});

test('webhooks', async () => {
  for (const example of Object.values(contract.createWebhook.examples))
    await ok(call(contract.createWebhook, {}, { ...example, sub_tenant_id: subTenant }), 201);
  await ok(call(contract.createWebhook, {}, { url: 'http://10.0.0.1/', events: ['*'] }), 422);
  const { data } = await ok(call(contract.createWebhook, {}, { type: 'inbox', events: ['invoice.*'] }), 201);
  const params = { id: data.id };
  await ok(call(contract.getWebhook, params));
  await ok(call(contract.updateWebhook, params, { headers: { 'X-A': 'b' }, description: 'd' }));
  await ok(call(contract.listWebhooks, {}, undefined, { query: '?per_page=1' }));
  await ok(call(contract.regenerateWebhookSecret, params, {}));
  await ok(call(contract.testWebhook, params));
  await ok(call(contract.createInvoice, {}, invoiceBody()), 201);
  const deliveries = await ok(
    call(contract.listWebhookDeliveries, params, undefined, { query: '?status=pending' }),
  );
  const delivery = { ...params, delivery: deliveries.data[0].id };
  await ok(call(contract.retryWebhookDelivery, delivery));
  await ok(call(contract.retryWebhookDelivery, { ...params, delivery: randomUUID() }), 404);
  await ok(call(contract.replayWebhook, params, contract.replayWebhook.examples.failures));
  expect((await ok(call(contract.listWebhookLogs, params))).data).toHaveLength(1);
  const events = await ok(call(contract.listEvents, {}, undefined, { query: '?limit=2' }));
  expect(events).toMatchObject({ has_more: true });
  await ok(call(contract.listEvents, {}, undefined, { query: `?after=${events.next_after}` }));
  await ok(call(contract.listEvents, {}, undefined, { query: '?after=now' }));
  await ok(call(contract.listEvents, {}, undefined, { query: '?after=x' }), 422);
  await ok(call(contract.deleteWebhook, params));
  await ok(call(contract.getWebhook, params), 404);
});

test('verdicts', async () => {
  const { data } = await ok(call(contract.createInvoice, {}, invoiceBody()), 201);
  const body = { ...contract.validateInvoice.examples.of_the_account, invoice_id: data.id };
  expect(await ok(call(contract.validateInvoice, {}, body))).toMatchObject({ valid: true, hybrid: null });
  await ok(call(contract.submitInvoice, { id: data.id }));
  expect(await ok(call(contract.validateInvoice, {}, body))).toMatchObject({
    hybrid: { format: 'factur-x' },
  });
  const xml = '<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"/>';
  expect(await ok(call(contract.validateInvoice, {}, { xml }))).toMatchObject({ valid: false });
  for (const format of ['sarif', 'svrl', 'html'])
    await ok(call(contract.validateInvoice, {}, { ...body, format }));
  await ok(call(contract.validateInvoice, {}, { xml: '<a/>' }), 422);
  await ok(
    call(
      contract.validateInvoice,
      {},
      { invoice_id: contract.validateInvoice.examples.of_the_account.invoice_id },
    ),
    404,
  );
});

test('conversions', async () => {
  const { data } = await ok(call(contract.createInvoice, {}, invoiceBody()), 201);
  const body = { ...contract.convertInvoice.examples.of_the_account, invoice_id: data.id };
  await ok(call(contract.convertInvoice, {}, body), 422);
  await ok(call(contract.submitInvoice, { id: data.id }));
  expect(await ok(call(contract.convertInvoice, {}, body))).toMatchObject({ status: 'converted' });
  await ok(call(contract.convertInvoice, {}, body, { accept: 'application/xml' }));
  await ok(call(contract.convertInvoice, {}, contract.convertInvoice.examples.of_the_account), 404);
});

test('closings', async () => {
  const { data } = await ok(call(contract.performDailyClosing));
  await ok(call(contract.listClosings));
  await ok(call(contract.getClosing, { closing: data.id }));
  for (const operation of [contract.getClosingCsv, contract.downloadClosing]) {
    await ok(call(operation, { closing: data.id }));
    await ok(call(operation, { closing: data.id }, undefined, { accept: 'text/csv' }));
  }
});

test('checks of the ledger', async () => {
  await ok(call(contract.checkFiscalIntegrity));
  await ok(call(contract.checkFiscalIntegrityOfDate, { date: '2026-05-06' }));
  await ok(call(contract.getFiscalIntegrityStatus));
  await ok(call(contract.listFiscalIntegrity));
  await ok(call(contract.getFiscalCompliance));
});

test('entries, and a person who is erased', async () => {
  await ok(call(contract.listFiscalEntries, {}, undefined, { query: '?per_page=2' }));
  await ok(call(contract.moveSandboxClock, {}, { advance: 'PT1H' }));
  await ok(call(contract.getSandboxClock, {}));
  await ok(call(contract.listRequests, {}, undefined, { query: '?errors_only=true' }));
  const body = { name: 'Nobody Known', postal_code: '75018', reason: 'n' };
  const { data } = await ok(call(contract.eraseFiscalPerson, {}, body), 201);
  await ok(call(contract.eraseFiscalPerson, {}, body));
  await ok(call(contract.eraseFiscalPerson, {}, { reason: 'n' }), 422);
  await ok(call(contract.listFiscalErasures));
  await ok(call(contract.getFiscalErasure, { id: data.id }));
  await ok(call(contract.getFiscalErasure, { id: tenant.companyId }), 404);
});

test('the archive', async () => {
  const { services } = platform;
  const folder = await mkdtemp(join(tmpdir(), 'scell-contract-'));
  const archive = openArchive(localStore(folder), []);
  services.archive = { ...services.archive, sandbox: archive };
  try {
    const { data } = await ok(call(contract.createInvoice, {}, invoiceBody()), 201);
    await ok(call(contract.submitInvoice, { id: data.id }));
    const waiting = (await ok(call(contract.listArchive))).data;
    await ok(call(contract.readArchiveObject, { id: waiting[0].id }), 409);
    await copySubject(services, 'sandbox', tenant.summary.id, data.id);
    expect((await ok(call(contract.listArchive))).data).toMatchObject([
      { status: 'archived' },
      { status: 'archived' },
    ]);
    await ok(call(contract.readArchiveObject, { id: waiting[0].id }, undefined, { accept: '*/*' }));
    await ok(call(contract.exportArchive, {}, undefined, { accept: '*/*' }));
    await rm(folder, { recursive: true });
    await verifyDaily(services, 'sandbox', tenant.summary.id);
    expect((await ok(call(contract.listArchiveVerifications))).data).toMatchObject([
      { valid: false, faults: [{ verdict: 'missing' }, { verdict: 'missing' }] },
    ]);
    await ok(call(contract.readArchiveObject, { id: waiting[0].id }), 500);
  } finally {
    services.archive = { ...services.archive, sandbox: null };
    await rm(folder, { recursive: true, force: true });
  }
});

test('the kill switch', async () => {
  const read = () => ok(call(contract.getKillSwitchStatus));
  expect((await read()).data).toMatchObject({ is_active: false, kill_switch: null });
  await ok(call(contract.activateKillSwitch, {}, { reason: 'A drill' }));
  expect((await read()).data).toMatchObject({ is_active: true, reason: 'A drill' });
  expect((await ok(call(contract.createInvoice, {}, invoiceBody()), 451)).code).toBe('fiscal_kill_switch');
  await ok(call(contract.deactivateKillSwitch));
  expect((await read()).data).toMatchObject({ is_active: false, kill_switch: { is_active: false } });
});

test('anchors', async () => {
  const calendar = await startCalendar();
  const { services } = platform;
  const { id: tenantId } = tenant.summary;
  services.anchoring = { openTimestamps: { calendars: [calendar.url], blocks: null }, timestamps: null };
  const source = { tenantId, subTenantId: null, sourceType: 'daily_closing', sourceId: randomUUID() };
  await services.databases.sandbox.withTenant({ tenantId }, (tx) =>
    requestAnchors(tx, services, [{ ...source, hash: randomBytes(32) }]),
  );
  const { data } = await ok(call(contract.listFiscalAnchors, {}, undefined, { query: '?limit=5' }));
  const [{ id }] = data;
  const proof = { accept: '*/*' };
  await ok(call(contract.downloadFiscalAnchorProof, { anchor: id }, undefined, proof), 404);
  await advanceAnchor(services, 'sandbox', tenantId, id);
  await ok(call(contract.getFiscalAnchor, { anchor: id }));
  await ok(call(contract.downloadFiscalAnchorProof, { anchor: id }, undefined, proof));
  calendar.mood = 'drop';
  await advanceAnchor(services, 'sandbox', tenantId, id);
  expect((await ok(call(contract.getFiscalAnchor, { anchor: id }))).data.problem.code).toBe('unreachable');
  await ok(call(contract.getFiscalAnchor, { anchor: randomUUID() }), 404);
  await calendar.close();
});

test('fiscal papers', async () => {
  const year = { year: '2026' };
  expect((await ok(call(contract.getFiscalAttestation, year))).data).toMatchObject({ status: 'draft' });
  const pdf = { accept: '*/*' };
  await ok(call(contract.downloadFiscalAttestation, year, undefined, pdf));
  await ok(call(contract.downloadSelfAttestation, {}, undefined, pdf));
  await ok(call(contract.downloadSubTenantSelfAttestation, { sub_tenant_id: subTenant }, undefined, pdf));
  await ok(
    call(contract.downloadSubTenantSelfAttestation, { sub_tenant_id: tenant.companyId }, undefined, pdf),
    404,
  );
  await ok(call(contract.downloadTechnicalDossier, {}, undefined, pdf));
  await ok(call(contract.downloadMeasuresRegister, {}, undefined, pdf));
});

test('the reliable audit trail', async () => {
  const { data } = await ok(call(contract.createInvoice, {}, invoiceBody()), 201);
  await ok(call(contract.getReliableTrail, { id: data.id }), 422);
  await ok(call(contract.submitInvoice, { id: data.id }));
  await ok(call(contract.getReliableTrail, { id: data.id }));
  await ok(call(contract.getReliableTrail, { id: data.id }, undefined, { query: '?format=pdf' }));
  await ok(call(contract.getReliableTrail, { id: tenant.companyId }), 404);
});

// The account's rules bind every invoice after them: last.
test('fiscal rules', async () => {
  await ok(call(contract.listFiscalRules));
  await ok(call(contract.exportFiscalRules));
  await ok(call(contract.getFiscalRule, { key: 'vat_standard_rate' }));
  await ok(call(contract.getFiscalRuleHistory, { key: 'vat_standard_rate' }));
  await ok(call(contract.getFiscalRule, { key: 'nothing' }), 404);
  for (const example of Object.values<object>(contract.createFiscalRule.examples)) {
    const { data } = await ok(call(contract.createFiscalRule, {}, example), 201);
    await ok(call(contract.createFiscalRule, {}, example), 409);
    await ok(call(contract.updateFiscalRule, { key: data.id }, { effective_until: '2098-12-31' }));
  }
  const { data: law } = await ok(call(contract.getFiscalRule, { key: 'vat.standard' }));
  await ok(call(contract.updateFiscalRule, { key: law.id }, { value: 20 }), 403);
  await ok(call(contract.replayFiscalRules));
  await ok(call(contract.replayFiscalRules, {}, contract.replayFiscalRules.examples.year));
});

test('the forensic export', async () => {
  await ok(call(contract.getForensicExport, {}, undefined, { accept: 'application/zip' }));
  for (const type of ['chronology', 'graph', 'report'])
    expect(
      (await ok(call(contract.getForensicExport, {}, undefined, { query: `?type=${type}` }))).data.type,
    ).toBe(type);
});

test('the accounts of a company, and the FEC made with them', async () => {
  const byId = { id: tenant.companyId };
  const { data } = await ok(call(contract.getCompanyAccounts, byId));
  expect(data).toMatchObject({ updated_at: null, journals: { sales: { code: 'VE' } } });
  const body = contract.updateCompanyAccounts.examples.services;
  expect((await ok(call(contract.updateCompanyAccounts, byId, body))).data.journals.sales.code).toBe('VT');
  await ok(call(contract.exportFec, {}, undefined, { query: '?year=2026' }));
  for (const accept of ['text/plain', 'application/zip', '*/*'])
    await ok(
      call(contract.exportFec, {}, undefined, {
        query: `?year=2026&month=5&company_id=${tenant.companyId}`,
        accept,
      }),
    );
  await ok(call(contract.exportFec, {}, undefined, { query: '?year=2026&start_date=2026-01-01' }), 422);
});

test('accounts, from the registration to the end of the session', async () => {
  const email = 'zoe@contract.example';
  const body = { ...contract.register.examples.with_account_name, email };
  const { token, user } = await ok(call(contract.register, {}, body), 201);
  await ok(call(contract.register, {}, body), 422);
  for (const example of Object.values(contract.register.examples))
    await ok(call(contract.register, {}, example), 201);
  const credentials = { email, password: body.password };
  await ok(call(contract.login, {}, { ...credentials, password: 'wrong' }), 422);
  await ok(call(contract.login, {}, credentials));
  await sendAccountMails(platform);
  await ok(call(contract.forgotPassword, {}, { email }));
  const link = linkIn((await sendAccountMails(platform))[0]);
  const password = contract.resetPassword.examples.link.password;
  await ok(call(contract.resetPassword, {}, { token: link.get('token'), email, password }));
  await ok(call(contract.resetPassword, {}, contract.resetPassword.examples.link), 422);
  await ok(call(contract.getMe, {}, undefined, { token }), 401);

  const entered = await ok(call(contract.login, {}, { email, password }));
  const as: Wish = { token: entered.token };
  await ok(call(contract.getMe), 403);
  await ok(call(contract.getMe, {}, undefined, as));
  for (const method of methodsOf(contract.updateMyProfile))
    await ok(call(contract.updateMyProfile, {}, contract.updateMyProfile.examples.phone, { ...as, method }));
  const change = { current_password: password, password: body.password };
  await ok(call(contract.changePassword, {}, change, as));
  await ok(call(contract.changePassword, {}, change, as), 422);
  await ok(call(contract.resendVerification, {}, undefined, as));
  await ok(call(contract.switchTenant, {}, { tenant_id: entered.tenant.id }, as));
  await ok(call(contract.switchTenant, {}, contract.switchTenant.examples.other, as), 404);
  const second = await ok(call(contract.login, {}, credentials));
  const { data: sessions } = await ok(call(contract.listSessions, {}, undefined, as));
  expect(sessions).toHaveLength(2);
  await ok(call(contract.revokeSession, { session: second.token.split('|')[0] }, undefined, as));
  await ok(call(contract.revokeSession, { session: user.id }, undefined, as), 404);
  await ok(call(contract.revokeOtherSessions, {}, undefined, as));
  await ok(call(contract.getSecurityLog, {}, undefined, { ...as, query: '?of=tenant&per_page=1' }));

  const { data: setUp } = await ok(call(contract.setUpTwoFactor, {}, { password: body.password }, as));
  const code = () => totpCode(setUp.secret, totpStep(new Date(platform.now)));
  await ok(call(contract.confirmTwoFactor, {}, { code: code() }, as));
  await ok(call(contract.confirmTwoFactor, {}, { code: code() }, as), 409);
  const { challenge } = await ok(call(contract.login, {}, credentials), 202);
  await ok(call(contract.answerChallenge, {}, { challenge, code: code() }), 422);
  const { data: codes } = await ok(call(contract.renewRecoveryCodes, {}, { password: body.password }, as));
  await ok(call(contract.answerChallenge, {}, { challenge, recovery_code: codes.recovery_codes[0] }));
  await ok(call(contract.loginTenant, {}, credentials), 401);
  await ok(call(contract.disableTwoFactor, {}, { password: body.password }, as));

  await ok(call(contract.listMembers, {}, undefined, as));
  await sendAccountMails(platform);
  const { data: invitation } = await ok(
    call(contract.invite, {}, contract.invite.examples.accountant, as),
    201,
  );
  await ok(call(contract.listInvitations, {}, undefined, as));
  const invited = linkIn((await sendAccountMails(platform)).at(-1)).get('token');
  await ok(call(contract.acceptInvitation, {}, contract.acceptInvitation.examples.known_person), 422);
  const joined = await ok(
    call(contract.acceptInvitation, {}, { ...contract.acceptInvitation.examples.new_person, token: invited }),
  );
  await ok(call(contract.revokeInvitation, { invitation: invitation.id }, undefined, as), 404);
  const again = await ok(call(contract.invite, {}, { email: 'x@y.example', role: 'developer' }, as), 201);
  await ok(call(contract.revokeInvitation, { invitation: again.data.id }, undefined, as));
  for (const method of methodsOf(contract.updateMember))
    await ok(call(contract.updateMember, { user: joined.user.id }, { role: 'developer' }, { ...as, method }));
  await ok(call(contract.updateMember, { user: user.id }, { role: 'developer' }, as), 409);
  await ok(call(contract.removeMember, { user: joined.user.id }, undefined, as));

  const partnerKey = await createApiKey(platform.services, tenant.summary.id, {
    kind: 'pk',
    environment: 'sandbox',
    name: 'widget',
    scopes: ['*'],
    subTenantId: null,
    companyId: null,
    expiresAt: null,
  });
  const partner = contract.registerTenant.examples.partner;
  await ok(call(contract.registerTenant, {}, partner), 422);
  await ok(call(contract.registerTenant, {}, { ...partner, publishable_key: partnerKey.key }), 201);
  const { data: given } = await ok(
    call(contract.loginTenant, {}, { email: partner.email, password: partner.password }),
  );
  await ok(call(contract.getTenantAuthMe, {}, undefined, { token: given.token }));
  await ok(call(contract.logoutTenant, {}, undefined, { token: given.token }));
  await sendAccountMails(platform);
  const unconfirmed = await ok(call(contract.register, {}, { ...body, email: 'ada@contract.example' }), 201);
  const verification = linkIn((await sendAccountMails(platform)).at(-1)).get('token');
  await ok(call(contract.verifyEmail, {}, { token: verification }));
  await ok(call(contract.verifyEmail, {}, { token: verification }), 422);
  await ok(call(contract.logout, {}, undefined, { token: unconfirmed.token }));

  await ok(call(contract.startGoogleLogin), 404);
  await ok(call(contract.finishGoogleLogin), 404);
  const provider = await startOpenIdProvider('http://scell.test/api/v1/auth/google/callback');
  platform.services.google = provider.settings;
  try {
    const left = await call(contract.startGoogleLogin);
    await ok(Promise.resolve(left));
    await ok(call(contract.startGoogleLogin, {}, undefined, { accept: 'text/html' }), 302);
    await ok(call(contract.finishGoogleLogin), 401);
    const cookie = String(left.headers['set-cookie']).split(';')[0] ?? '';
    const back = await provider.signIn(left.body.url, { email: 'ada@google.example', verified: true });
    await ok(call(contract.finishGoogleLogin, {}, undefined, { query: back.search, cookie }));
  } finally {
    platform.services.google = null;
    await provider.close();
  }
});

test('every operation was called and answered', () => {
  // The one that only ever refuses has no answer to be held to.
  const answering = operations
    .filter(({ responses }) => Object.keys(responses).length > 0)
    .map(({ id }) => id);
  expect(answering.filter((id) => !covered.has(id))).toEqual([]);
  expect(operations.length - answering.length).toBe(1);
});
