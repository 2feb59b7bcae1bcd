import {
  errorsOf,
  type OperationDefinition,
  operations,
  pathOf,
  updateCompanyAccounts,
} from '@scell/contract';
import { writeCii } from '@scell/syntax';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { samples } from '../../../../packages/en16931/test/samples.ts';
import { createSubTenant } from '../../src/features/tenants/create-sub-tenant.ts';
import { issue } from '../support/issue.ts';
import { PASSWORD, registerPerson, type TestPerson } from '../support/people.ts';
import { createTestPlatform, invoiceBody, type TestPlatform, type TestTenant } from '../support/platform.ts';

// Whatever is sent, the answer is ours: never a failure, always JSON with a message and a code we document.

let platform: TestPlatform;
let tenant: TestTenant;
let issued: string;
/** Signed in, for what persons do. */
let person: TestPerson;
const someone = () => `${crypto.randomUUID()}@acme.example`;
beforeAll(async () => {
  platform = await createTestPlatform();
  person = await registerPerson(platform);
  tenant = await platform.tenant({ slug: 'acme-sas' });
  ({ id: issued } = await issue(tenant, invoiceBody()));
});
afterAll(() => platform.close());

const NASTY: unknown[] = [
  null,
  true,
  0,
  -1,
  1e308,
  0.1,
  '',
  ' ',
  '0',
  '\0',
  'a\0b',
  '\ud800',
  '\u202e',
  "'; drop table scell.buyers; --",
  '<script>',
  '%',
  'FR',
  '2026-02-30',
  '9999-12-31',
  '12345678901234',
  'x'.repeat(300),
  '😀'.repeat(300),
  'data:image/png;base64,AAAA',
  [],
  [[]],
  {},
  { line1: '1', postal_code: '2', city: '3' },
  { __proto__: null, constructor: 1 },
];

const value = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom<unknown>(...NASTY) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
);

const sample = samples.servicesFrance;
if (sample === undefined) throw new Error('no sample servicesFrance');

/** Bodies that pass as they are, by the operation or by what they create. */
const good: Record<string, () => Record<string, unknown>> = {
  bulkCreateTenantInvoices: () => ({ invoices: [invoiceBody()] }),
  bulkSubmitInvoices: () => ({ invoice_ids: [issued] }),
  bulkSubmitTenantInvoices: () => ({ invoice_ids: [issued] }),
  bulkInvoiceStatus: () => ({ invoice_ids: [issued] }),
  bulkTenantInvoiceStatus: () => ({ invoice_ids: [issued] }),
  register: () => ({ name: 'Z', email: someone(), password: PASSWORD }),
  login: () => ({ email: person.email, password: PASSWORD }),
  forgotPassword: () => ({ email: someone() }),
  invite: () => ({ email: someone(), role: 'developer' }),
  updateMyProfile: () => ({}),
  switchTenant: () => ({ tenant_id: person.tenantId }),
  updateMember: () => ({ role: 'owner' }),
  loginTenant: () => ({ email: person.email, password: PASSWORD }),
  convertInvoice: () => ({ invoice_id: issued, target_format: 'ubl' }),
  validateInvoice: () => ({ xml: writeCii(sample) }),
  updateCompanyAccounts: () => ({ ...updateCompanyAccounts.examples.services }),
  moveSandboxClock: () => ({ advance: 'PT1S' }),
  validateSiret: () => ({ siret: '98765432109876' }),
  validateVat: () => ({ vat_number: 'FR12345678901' }),
  topUp: () => ({ amount: 10 }),
  reloadBalance: () => ({ amount: 10 }),
  confirmTopUp: () => ({ payment_intent_id: 'pi_none' }),
  updateBalanceSettings: () => ({ low_balance_alert_threshold: 12.5 }),
  activateKillSwitch: () => ({ reason: 'a drill' }),
  eraseFiscalPerson: () => ({ email: 'marie@dupont.example', reason: 'a request' }),
  replayWebhook: () => ({ since: '2026-05-01T00:00:00Z' }),
  updateWebhook: () => ({ description: 'other' }),
  createApiKey: () => ({ name: 'Backend', scopes: ['invoices'], allowed_ips: ['127.0.0.1'] }),
  createWebhook: () => ({ type: 'inbox', events: ['invoice.created'] }),
  Buyers: () => ({
    name: 'Marie Dupont',
    is_individual: true,
    billing_address: { line1: '8 Rue Lepic', postal_code: '75018', city: 'Paris', country: 'FR' },
  }),
  Branding: () => ({ mime_type: 'image/png', brand_primary_color: '#0f172a' }),
  submitKybDocument: () => ({ type: 'kbis' }),
  updateTenant: () => ({ name: 'Acme SAS', settings: { theme: 'dark' } }),
  updateTenantProfile: () => ({ name: 'Acme SAS' }),
  'Sub-tenants': () => ({ name: 'Merchant 42', country: 'FR' }),
  Companies: () => ({
    name: 'Beta SARL',
    siret: String(10_000_000_000_000 + Math.floor(Math.random() * 89_000_000_000_000)),
    address_line1: '2 Rue du Nord',
    postal_code: '59000',
    city: 'Lille',
  }),
};

/** A body that would pass, with a few members spoilt: fields the operation knows and some it does not. */
function bodyFor(operation: OperationDefinition) {
  const names = [
    ...Object.keys(operation.body?.shape ?? {}),
    'address',
    'seller',
    'buyer',
    'discount',
    '__proto__',
    'colour',
  ];
  const spoilt = fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 3 });
  const isCreation = operation.method === 'POST' && operation.bodyOptional !== true;
  return spoilt.map((changes) => ({
    ...(isCreation || operation.id in good
      ? (good[operation.id] ?? good[operation.tag] ?? invoiceBody)()
      : {}),
    ...changes,
  }));
}

/** What is taken seldom: a rule of an account once, and only when it is stricter than the law. */
const RARELY_TAKEN = new Set([
  'createFiscalRule',
  'updateFiscalRule',
  // A document comes with its file.
  'submitKybDocument',
  // There is no payment in the sandbox, and packs are the administrators’.
  'confirmTopUp',
  'createPack',
  'updatePack',
  // Whose secrets are good once, or guesses at them few.
  'acceptInvitation',
  'answerChallenge',
  'changePassword',
  'confirmTwoFactor',
  'login',
  'loginTenant',
  'registerTenant',
  'resetPassword',
  'verifyEmail',
]);

function credentialFor({ auth }: OperationDefinition): Record<string, string> {
  return auth === 'session' ? { authorization: `Bearer ${person.token}` } : { 'x-api-key': tenant.key };
}

const writing = operations.filter(({ body }) => body !== undefined);

test.each(writing.map((operation) => [operation.id, operation] as const))(
  '%s answers any body',
  async (_id, operation) => {
    const path = await pathOnOwn(operation);
    let taken = 0;
    await fc.assert(
      fc.asyncProperty(bodyFor(operation), fc.boolean(), fc.boolean(), async (body, strict, keyed) => {
        const answer = await platform.app.inject({
          method: operation.method,
          url: path,
          headers: {
            ...credentialFor(operation),
            'content-type': 'application/json',
            ...(strict ? { prefer: 'handling=strict' } : {}),
            ...(keyed ? { 'idempotency-key': crypto.randomUUID() } : {}),
          },
          payload: JSON.stringify(body),
        });
        if (answer.statusCode < 300) taken += 1;
        expect(answer.statusCode, answer.body).toBeLessThan(500);
        if (answer.statusCode >= 400) expect(errorsOf(operation)).toContain(answer.json().error_code);
      }),
      { numRuns: 100 },
    );
    // The spoilt bodies reach the database too, not only the reading of them.
    if (operation.bodyOptional !== true && !RARELY_TAKEN.has(operation.id)) expect(taken).toBeGreaterThan(5);
  },
);

/** The path of an operation on something of the tenant's own. */
async function pathOnOwn(operation: OperationDefinition): Promise<string> {
  const made = async (url: string, body: object) =>
    (await tenant.call('POST', url, body)).body.data.id as string;
  const ids: Record<string, () => Promise<string>> = {
    user: async () => person.id,
    buyer: () => made('/buyers', good.Buyers?.() ?? {}),
    id: () =>
      operation.tag === 'Webhooks'
        ? made('/webhooks', good.createWebhook?.() ?? {})
        : operation.tag === 'Companies'
          ? made('/companies', good.Companies?.() ?? {})
          : operation.tag === 'API keys'
            ? made('/api-keys', { name: 'A key' })
            : made('/invoices', invoiceBody()),
    sub_tenant_id: async () => {
      const wish = { name: 'Sub', externalId: null, country: 'FR' };
      const { id } = await createSubTenant(platform.services, 'sandbox', tenant.summary, wish);
      await tenant.call('POST', '/companies', {
        ...good.Companies?.(),
        operation_category: 'services',
        sub_tenant_id: id,
      });
      return id;
    },
  };
  let path = pathOf(operation);
  for (const [placeholder, name = ''] of path.matchAll(/\{(\w+)\}/g))
    path = path.replace(placeholder, (await ids[name]?.()) ?? '');
  return path;
}

const listing = operations.filter(({ query, params }) => query !== undefined && params === undefined);

test.each(listing.map((operation) => [operation.id, operation] as const))(
  '%s answers any query',
  async (_id, operation) => {
    const names = [
      ...Object.keys(operation.query?.shape ?? {}),
      'search',
      'date_from',
      'date_to',
      'x[0]',
      '__proto__',
    ];
    const text = fc.oneof(
      fc.constantFrom(
        '',
        '\0',
        '%00',
        '1',
        '-1',
        '1e9',
        '0001-01-01',
        '2026-02-30',
        "'",
        '%ZZ',
        'x'.repeat(600),
        'draft,draft',
        '[]',
      ),
      fc.string({ unit: 'binary', maxLength: 20 }).filter((generated) => generated.isWellFormed()),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom(...names), text), { maxLength: 5 }),
        async (pairs) => {
          const query = pairs
            .map(([name, given]) => `${encodeURIComponent(name)}=${encodeURIComponent(given)}`)
            .join('&');
          const answer = await platform.app.inject({
            method: 'GET',
            url: `${pathOf(operation)}?${query}`,
            headers: credentialFor(operation),
          });
          expect(answer.statusCode).toBeLessThan(500);
          expect([200, 404, 422]).toContain(answer.statusCode);
        },
      ),
      { numRuns: 60 },
    );
  },
);
