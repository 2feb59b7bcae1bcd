import { errorsOf, methodsOf, type OperationDefinition, operations, pathOf } from '@scell/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { advanceAnchor } from '../../src/features/fiscal/anchors/advance-anchor.ts';
import { copySubject } from '../../src/features/fiscal/archive/copy-subject.ts';
import { createSubTenant } from '../../src/features/tenants/create-sub-tenant.ts';
import { openArchive } from '../../src/platform/archive/archive.ts';
import { localStore } from '../../src/platform/archive/local-store.ts';
import { type Calendar, startCalendar } from '../support/anchor-services.ts';
import { form, pdfFile } from '../support/files.ts';
import {
  type Answer,
  answerOf,
  createTestPlatform,
  invoiceBody,
  type TestPlatform,
  type TestTenant,
} from '../support/platform.ts';

// What belongs to somebody else does not exist: every operation that names something in its path is called with what
// it must not reach, and has to answer exactly as if the identifier were made up.

const UNKNOWN = '0193af1a-7c64-7b9b-94e3-dbcfe4ff0000';

/** One thing of each kind that an operation can name. */
interface Things {
  subTenant: string;
  /** The identifier of the sub-tenant in the tenant's own books. */
  external: string;
  buyer: string;
  company: string;
  draft: string;
  issued: string;
  closing: string;
  anchor: string;
  /** A file of the issued invoice, in the archive. */
  archived: string;
  erasure: string;
  /** A document (KYB) of the tenant. */
  kyb: string;
  webhook: string;
  apiKey: string;
  delivery: string;
  /** A mail that brings the issued invoice. */
  mail: string;
}

let platform: TestPlatform;
let calendar: Calendar;
let tenant: TestTenant;
let rival: TestTenant;
let foreign: Things;
/** Of the tenant itself, of its first sub-tenant, of its second. */
let own: Things;
let first: Things;
let second: Things;
/** Of the tenant, in live. */
let live: Pick<Things, 'subTenant' | 'external' | 'buyer' | 'company'>;
let firstKey: string;

beforeAll(async () => {
  platform = await createTestPlatform({ archive: (folder) => openArchive(localStore(folder), []) });
  calendar = await startCalendar();
  platform.services.anchoring = {
    openTimestamps: { calendars: [calendar.url], blocks: null },
    timestamps: null,
  };
  tenant = await platform.tenant({ slug: 'acme-sas' });
  rival = await platform.tenant({ slug: 'rival-sas' });
  [own, foreign] = [await things(tenant), await things(rival)];
  [first, second] = [await thingsOfSubTenant('73282932000074'), await thingsOfSubTenant('55208131766522')];
  firstKey = await tenant.newKey({ subTenantId: first.subTenant });
  const key = await tenant.newKey({ environment: 'production' });
  const sub = await createSubTenant(platform.services, 'production', tenant.summary, {
    name: 'Live',
    externalId: 'live/1',
    country: 'FR',
  });
  live = {
    subTenant: sub.id,
    external: 'live/1',
    buyer: (await tenant.call('POST', '/buyers', PERSON, { key })).body.data.id,
    company: (await tenant.call('POST', '/companies', company('44306184100047'), { key })).body.data.id,
  };
});
afterAll(() => Promise.all([platform.close(), calendar.close()]));

const PERSON = {
  name: 'Marie Dupont',
  is_individual: true,
  billing_address: { line1: '8 Rue Lepic', postal_code: '75018', city: 'Paris', country: 'FR' },
};
const company = (siret: string) => ({
  name: 'Beta SARL',
  siret,
  address_line1: '2 Rue du Nord',
  postal_code: '59000',
  city: 'Lille',
  operation_category: 'services',
});

async function things(
  who: TestTenant,
  wish: { sub_tenant_id?: string } = {},
): Promise<Omit<Things, 'company'> & { company: string }> {
  const create = async (url: string, body: Record<string, unknown>) => {
    const answer = await who.call('POST', url, { ...body, ...wish });
    expect(answer.status).toBe(201);
    return answer.body.data.id as string;
  };
  const subTenant =
    wish.sub_tenant_id ??
    (
      await createSubTenant(platform.services, 'sandbox', who.summary, {
        name: 'Sub',
        externalId: `sub/${who.companyId}`,
        country: 'FR',
      })
    ).id;
  const apiKey = await create('/api-keys', { name: 'A key' });
  const webhook = await create('/webhooks', { type: 'inbox', events: ['invoice.created'] });
  const [buyer, draft, issued] = [
    await create('/buyers', PERSON),
    await create('/invoices', invoiceBody()),
    await create('/invoices', invoiceBody()),
  ];
  expect((await who.call('POST', `/invoices/${issued}/submit`)).status).toBe(200);
  const { data: deliveries } = (await who.call('GET', `/webhooks/${webhook}/deliveries`)).body;
  expect(deliveries).toHaveLength(2);
  const mailed = await who.call('POST', `/invoices/${issued}/send-by-email`, { email: 'a@b.example' });
  expect(mailed.status, JSON.stringify(mailed.body)).toBe(200);
  const [mail] = (await who.call('GET', `/sandbox/mailbox?subject_id=${issued}`)).body.data;
  const { body } = await who.call('POST', '/tenant/fiscal/closings/daily');
  const { id: closing } = body.data.closings.find(
    ({ sub_tenant_id }: { sub_tenant_id: string | null }) => sub_tenant_id === (wish.sub_tenant_id ?? null),
  );
  const anchors = await who.call('GET', `/tenant/fiscal/anchors?entity_id=${closing}`);
  const { id: anchor } = anchors.body.data[0];
  await advanceAnchor(platform.services, 'sandbox', who.summary.id, anchor);
  await copySubject(platform.services, 'sandbox', who.summary.id, issued);
  const [object] = (await who.call('GET', `/tenant/fiscal/archive?subject_id=${issued}`)).body.data;
  expect(object).toMatchObject({ status: 'archived' });
  const erased = await who.call('POST', '/tenant/fiscal/erasures', {
    name: `Nobody ${subTenant}`,
    postal_code: '75018',
    reason: 'a drill',
  });
  expect(erased.status, JSON.stringify(erased.body)).toBe(201);
  const sent = form({ bytes: pdfFile({ extra: `% ${subTenant}\n` }) }, { type: 'articles' });
  const kyb = answerOf(
    await platform.app.inject({
      method: 'POST',
      url: '/api/v1/tenant/kyb/documents',
      headers: { 'x-api-key': who.key, ...sent.headers },
      payload: sent.payload,
    }),
  );
  expect(kyb.status, JSON.stringify(kyb.body)).toBe(201);
  return {
    subTenant,
    external: wish.sub_tenant_id === undefined ? `sub/${who.companyId}` : `of/${subTenant}`,
    buyer,
    company: who.companyId,
    draft,
    issued,
    closing,
    anchor,
    archived: object.id,
    erasure: erased.body.data.id,
    kyb: kyb.body.data.id,
    webhook,
    apiKey,
    delivery: deliveries[0].id,
    mail: mail.id,
  };
}

async function thingsOfSubTenant(siret: string): Promise<Things> {
  const { id } = await createSubTenant(platform.services, 'sandbox', tenant.summary, {
    name: siret,
    externalId: null,
    country: 'FR',
  });
  const named = await tenant.call('PATCH', `/tenant/sub-tenants/${id}`, { external_id: `of/${id}` });
  expect(named.status).toBe(200);
  const made = await tenant.call('POST', '/companies', { ...company(siret), sub_tenant_id: id });
  return { ...(await things(tenant, { sub_tenant_id: id })), company: made.body.data.id };
}

/** Every operation that names something of a tenant in its path. A link to a file carries its own right. */
const naming = operations.filter(
  // Rules are named by key, and the account's bind its sub-tenants: fiscal-rules.test.ts says who sees which.
  // What a person names of their own, or of an account they belong to: accounts.test.ts and team.test.ts.
  ({ auth, params, path, tag }) =>
    params !== undefined &&
    auth === 'key' &&
    // Public registers and lists.
    tag !== 'Registers' &&
    // Packs are sold to everybody; bills are the whole account's: purchases.test.ts says who sees which.
    !path.startsWith('/tenant/billing/') &&
    // Of the platform's administrators: a key is refused before anything is looked for.
    tag !== 'Administration' &&
    // Years and days everybody has.
    !('year' in params.shape) &&
    !('date' in params.shape) &&
    !path.startsWith('/tenant/fiscal/rules'),
);

/** Which kind of thing a parameter names. */
function kindOf(operation: OperationDefinition, parameter: string): keyof Things {
  if (parameter === 'sub_tenant_id') return 'subTenant';
  if (operation.tail === true && parameter === 'external_id') return 'external';
  if (parameter === 'buyer' || parameter === 'closing' || parameter === 'anchor') return parameter;
  if (operation.path.startsWith('/tenant/kyb/')) return 'kyb';
  if (parameter === 'delivery') return 'delivery';
  if (operation.path.startsWith('/api-keys/')) return 'apiKey';
  if (operation.path.startsWith('/sandbox/mailbox/')) return 'mail';
  if (operation.path.startsWith('/webhooks/')) return 'webhook';
  if (operation.path.startsWith('/companies/')) return 'company';
  if (operation.path.startsWith('/tenant/fiscal/audit-trail/')) return 'issued';
  if (operation.path.startsWith('/tenant/fiscal/archive/')) return 'archived';
  if (operation.path.startsWith('/tenant/fiscal/erasures/')) return 'erasure';
  if (/^(\/tenant(\/sub-tenants\/\{sub_tenant_id\})?)?\/invoices\//.test(operation.path)) return 'issued';
  throw new Error(`${operation.id}: say what {${parameter}} names`);
}

function pathWith(operation: OperationDefinition, idOf: (kind: keyof Things) => string): string {
  return operation.path.replace(/\{(\w+)\}/g, (_, parameter: string) =>
    parameter === 'type' ? 'pdf' : idOf(kindOf(operation, parameter)),
  );
}

/** A body that would be taken for the caller's own. */
function bodyOf(operation: OperationDefinition): unknown {
  if (operation.body === undefined || operation.bodyOptional === true) return undefined;
  if (operation.id === 'replayWebhook') return { since: '2026-05-01T00:00:00Z' };
  if (operation.tag === 'Branding' && operation.method === 'POST') return { mime_type: 'image/png' };
  if (operation.method === 'POST') return invoiceBody();
  if (operation.path.endsWith('/accounts')) return { accounts: [] };
  if (operation.tag === 'Webhooks') return { description: 'Mine now' };
  return ['Buyers', 'Companies', 'Sub-tenants'].includes(operation.tag)
    ? { name: 'Mine now' }
    : { notes: 'Mine now' };
}

async function call(operation: OperationDefinition, path: string, key = tenant.key): Promise<Answer> {
  return tenant.call(operation.method, path, bodyOf(operation), { key, headers: { 'x-request-id': 'same' } });
}

/** 404, as for an identifier nobody has, by an error the operation documents. */
async function expectNothingThere(
  operation: OperationDefinition,
  path: string,
  key = tenant.key,
): Promise<void> {
  const answer = await call(operation, path, key);
  const unknown = await call(
    operation,
    pathWith(operation, () => UNKNOWN),
    key,
  );
  expect(answer.status).toBe(404);
  expect(answer.body).toEqual(unknown.body);
  expect(errorsOf(operation)).toContain(answer.body.error_code);
}

/** Everything of somebody, as its owner sees it. */
async function sightOf(thing: Things, key: string): Promise<unknown[]> {
  const paths = [
    `/buyers/${thing.buyer}`,
    `/companies/${thing.company}`,
    `/invoices/${thing.draft}`,
    `/invoices/${thing.issued}`,
    `/tenant/sub-tenants/${thing.subTenant}`,
  ];
  return Promise.all(paths.map(async (path) => (await tenant.call('GET', path, undefined, { key })).body));
}

describe.each(naming.map((operation) => [`${operation.method} ${pathOf(operation)}`, operation] as const))(
  '%s',
  (_name, operation) => {
    test('another tenant’s is not there, and stays as it was', async () => {
      await expectNothingThere(
        operation,
        pathWith(operation, (kind) => foreign[kind]),
      );
      const draft = pathWith(operation, (kind) => (kind === 'issued' ? foreign.draft : foreign[kind]));
      await expectNothingThere(operation, draft);
    });

    test('a sibling’s and the account’s own are not there for a key of one sub-tenant', async () => {
      await expectNothingThere(
        operation,
        pathWith(operation, (kind) => second[kind]),
        firstKey,
      );
      await expectNothingThere(
        operation,
        pathWith(operation, (kind) => own[kind]),
        firstKey,
      );
    });

    test('the other environment’s is not there', async () => {
      const key = await tenant.newKey({ environment: 'production' });
      // The account's own company is in both, under one id.
      const inSandbox = { ...own, company: first.company };
      // An address that names the sandbox is in it whatever the key: mailbox.test.ts says what a live key sees.
      if (!operation.path.startsWith('/sandbox/'))
        await expectNothingThere(
          operation,
          pathWith(operation, (kind) => inSandbox[kind]),
          key,
        );
      const inLive = {
        ...live,
        draft: UNKNOWN,
        issued: UNKNOWN,
        closing: UNKNOWN,
        anchor: UNKNOWN,
        archived: UNKNOWN,
        erasure: UNKNOWN,
        kyb: UNKNOWN,
        webhook: UNKNOWN,
        apiKey: UNKNOWN,
        delivery: UNKNOWN,
        mail: UNKNOWN,
      };
      await expectNothingThere(
        operation,
        pathWith(operation, (kind) => inLive[kind]),
      );
    });

    test('the account’s own is there', async () => {
      // Nothing that changes it: what is read is enough to show that the identifiers above were good.
      if (operation.method !== 'GET') return;
      const thing = /\{(sub_tenant_id|external_id)\}/.test(operation.path) ? first : own;
      expect(
        (
          await call(
            operation,
            pathWith(operation, (kind) => thing[kind]),
          )
        ).status,
      ).toBe(200);
    });
  },
);

test('after all this, everything is as its owner left it', async () => {
  const left = await platform.services.databases.sandbox.withTenant(
    { tenantId: rival.summary.id },
    async (tx) => ({
      subTenants: await tx.selectFrom('sub_tenants').select(['name', 'deleted_at']).execute(),
      buyers: await tx.selectFrom('buyers').select(['name', 'deleted_at']).execute(),
      companies: await tx.selectFrom('companies').select(['name', 'deleted_at']).execute(),
      invoices: await tx.selectFrom('invoices').select('status').orderBy('status').execute(),
    }),
  );
  expect(left).toEqual({
    subTenants: [{ name: 'Sub', deleted_at: null }],
    buyers: [{ name: 'Marie Dupont', deleted_at: null }],
    companies: [{ name: 'Acme SAS', deleted_at: null }],
    invoices: [{ status: 'draft' }, { status: 'validated' }],
  });
  expect(JSON.stringify([await sightOf(own, tenant.key), await sightOf(second, tenant.key)])).not.toContain(
    'Mine now',
  );
});

describe('a body that names somebody else’s', () => {
  test.each<[string, string, () => Record<string, unknown>, string]>([
    ['buyer', '/invoices', () => invoiceBody({ buyer_id: foreign.buyer }), 'NOT_FOUND'],
    ['company', '/invoices', () => invoiceBody({ company_id: foreign.company }), 'NOT_FOUND'],
    [
      'company by its old name',
      '/tenant/invoices',
      () => invoiceBody({ seller_company_id: foreign.company }),
      'NOT_FOUND',
    ],
    [
      'sub-tenant',
      '/invoices',
      () => invoiceBody({ sub_tenant_id: foreign.subTenant }),
      'SUB_TENANT_NOT_FOUND',
    ],
    [
      'sub-tenant',
      '/buyers',
      () => ({ ...PERSON, sub_tenant_id: foreign.subTenant }),
      'SUB_TENANT_NOT_FOUND',
    ],
    [
      'sub-tenant',
      '/companies',
      () => ({ ...company('35600000049837'), sub_tenant_id: foreign.subTenant }),
      'SUB_TENANT_NOT_FOUND',
    ],
  ])('%s, at %s', async (_what, url, body, code) => {
    const answer = await tenant.call('POST', url, body());
    expect(answer.status).toBe(404);
    expect(answer.body.error_code).toBe(code);
  });

  test('a draft is not turned over to one either', async () => {
    for (const changes of [
      { buyer_id: foreign.buyer },
      { company_id: foreign.company },
      { sub_tenant_id: foreign.subTenant },
    ]) {
      const answer = await tenant.call('PUT', `/invoices/${own.draft}`, changes);
      expect([404, 422]).toContain(answer.status);
    }
  });
});

describe('lists show', () => {
  test.each(['/buyers', '/companies', '/invoices', '/tenant/invoices'])(
    'what is one’s own: %s',
    async (path) => {
      const idsSeen = async (key: string, query = '') =>
        (await tenant.call('GET', `${path}?per_page=100${query}`, undefined, { key })).body.data.map(
          ({ id }: { id: string }) => id,
        );
      const ids = ({ buyer, company: issuer, draft, issued }: Things) =>
        path === '/buyers' ? [buyer] : path === '/companies' ? [issuer] : [draft, issued];
      const all = await idsSeen(tenant.key);
      expect(all.sort()).toEqual([own, first, second].flatMap(ids).sort());
      expect((await idsSeen(firstKey)).sort()).toEqual(ids(first).sort());
      expect((await idsSeen(tenant.key, `&sub_tenant_id=${second.subTenant}`)).sort()).toEqual(
        ids(second).sort(),
      );
      const refused = await tenant.call('GET', `${path}?sub_tenant_id=${second.subTenant}`, undefined, {
        key: firstKey,
      });
      expect(refused.body.error_code).toBe('SUB_TENANT_NOT_FOUND');
    },
  );
});

test('an external_id of another tenant is free', async () => {
  const other = await platform.tenant();
  const body = invoiceBody({ external_id: 'ORDER-1' });
  const mine = await tenant.call('POST', '/invoices', body);
  const theirs = await other.call('POST', '/invoices', body);
  expect(theirs.status).toBe(201);
  expect(theirs.body.data.id).not.toBe(mine.body.data.id);
});

test('an external_id of a sub-tenant out of sight is taken, and says nothing of its document', async () => {
  const secondKey = await tenant.newKey({ subTenantId: second.subTenant });
  const body = invoiceBody({ external_id: 'ORDER-2', buyer_siret: '44306184100047' });
  const create = (key: string) => tenant.call('POST', '/invoices', body, { key });
  const theirs = await create(firstKey);
  expect(theirs.status).toBe(201);
  const mine = await create(secondKey);
  expect(mine.status).toBe(409);
  expect(mine.body.error_code).toBe('EXTERNAL_ID_CONFLICT');
  expect(JSON.stringify(mine.body)).not.toContain(theirs.body.data.id);
});

test('a signed link is the only key to its file, and opens nothing else', async () => {
  const link = await tenant.call('GET', `/invoices/${own.issued}/download/pdf`, undefined, {
    headers: { accept: 'application/json' },
  });
  const { pathname } = new URL(link.body.url);
  expect((await platform.app.inject(pathname)).statusCode).toBe(200);
  const [text = '', signature = ''] = pathname.slice('/files/'.length).split('.');
  const turned = Buffer.from(text, 'base64url').toString().replace(own.issued, foreign.issued);
  const forged = answerOf(
    await platform.app.inject(`/files/${Buffer.from(turned).toString('base64url')}.${signature}`),
  );
  expect(forged.status).toBe(404);
  expect(forged.body.error_code).toBe('FILE_NOT_FOUND');
});

test('every operation of the contract with its methods is bound, and nothing else that is not a page', () => {
  const printed = platform.app.printRoutes({ commonPrefix: false, includeHooks: false });
  const bound = routesIn(printed);
  const promised = operations.flatMap((operation) =>
    methodsOf(operation).map(
      (method) =>
        `${method} ${pathOf(operation)
          .replace(/^\/api(\/v1)?(\/sandbox)?/, '')
          // Fastify draws a wildcard without the segment before it.
          .replace(operation.tail === true ? /\/[^/]+\/\{\w+\}$/ : /$^/, '*')
          .replace(/\{(\w+)\}/g, ':$1')}`,
    ),
  );
  expect(promised.filter((route) => !bound.includes(route))).toEqual([]);
  expect(
    bound.filter(
      (route) => !promised.includes(route) && !/^GET \/(docs|openapi\.json|kyc\/|account\/)/.test(route),
    ),
    // The payment provider calls it, and proves who it is by its signature.
  ).toEqual(['POST /webhooks/stripe']);
  expect(new Set(operations.map(({ id }) => id)).size).toBe(operations.length);
});

/** `METHOD /path` of every route, HEAD aside, from the tree Fastify draws. */
function routesIn(drawn: string): string[] {
  const found: string[] = [];
  const parts: string[] = [];
  for (const line of drawn.split('\n')) {
    const match = /^([│ ]*)[├└]── (.*?)(?: \(([A-Z, ]+)\))?$/u.exec(line);
    if (match === null) continue;
    const depth = (match[1] ?? '').length / 4;
    parts.splice(depth, parts.length, match[2] ?? '');
    const path = parts.join('').replace(/(.)\/$/, '$1');
    for (const method of (match[3] ?? '').split(', ')) {
      if (method !== '' && method !== 'HEAD' && !found.includes(`${method} ${path}`))
        found.push(`${method} ${path}`);
    }
  }
  return found;
}
