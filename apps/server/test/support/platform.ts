import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GrantedScope } from '@scell/contract';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { type App, buildApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { createApiKey } from '../../src/features/api-keys/create-api-key.ts';
import { creditBalance } from '../../src/features/billing/balance/adjust-balance.ts';
import { registerCompany } from '../../src/features/companies/register-company.ts';
import { verifyCompany } from '../../src/features/companies/verify-company.ts';
import { createTenant, type TenantSummary } from '../../src/features/tenants/create-tenant.ts';
import { operatorFor } from '../../src/features/tenants/operator.ts';
import { verifyTenant } from '../../src/features/tenants/verify-tenant.ts';
import type { Archive } from '../../src/platform/archive/archive.ts';
import { openKeyDirectory } from '../../src/platform/auth/key-directory.ts';
import { passwordsWith } from '../../src/platform/auth/passwords.ts';
import { openDatabase } from '../../src/platform/db/doors.ts';
import { inlineMaker } from '../../src/platform/documents/document-maker.ts';
import type { Environment } from '../../src/platform/environments.ts';
import { readFonts } from '../../src/platform/fonts.ts';
import { inlineForeignDocuments } from '../../src/platform/foreign-documents/foreign-documents.ts';
import { newLedgerKeyPem, readLedgerKey } from '../../src/platform/ledger/ledger-key.ts';
import { registerLedgerKey } from '../../src/platform/ledger/open-ledger-key.ts';
import { localPublishedHeads } from '../../src/platform/ledger/published-heads.ts';
import { createLogger } from '../../src/platform/log.ts';
import type { Mail } from '../../src/platform/mail/mailer.ts';
import { guardedClient } from '../../src/platform/outbound/guarded-request.ts';
import { allowedAddresses } from '../../src/platform/outbound/public-address.ts';
import { openSandboxClocks } from '../../src/platform/sandbox-clocks.ts';
import type { Services } from '../../src/platform/services.ts';
import { localContentStore } from '../../src/platform/storage/content-store.ts';
import { sealedStore } from '../../src/platform/storage/sealed-store.ts';
import { localTemporaryStore } from '../../src/platform/storage/temporary-store.ts';
import { createTestDatabases, type TestDatabases } from './database.ts';
import { keepDocument } from './keep-documents.ts';

/** The whole platform in one process over two fresh databases: the API is called by injection, jobs are run by hand. */
export interface TestPlatform {
  app: App;
  services: Services;
  databases: TestDatabases;
  /** The clock of the platform, in milliseconds; starts at 2026-05-06 10:00 in Paris. */
  now: number;
  mails: Mail[];
  /** Where the content store keeps its files. */
  contentRoot: string;
  /** A tenant with a company (Acme SAS, the references' example) and a sandbox key with every right. */
  tenant(options?: { name?: string; slug?: string }): Promise<TestTenant>;
  close(): Promise<void>;
}

export interface TestTenant {
  summary: TenantSummary;
  companyId: string;
  /** `sk_test_…` with every right. */
  key: string;
  /** Another key of the tenant. */
  newKey(options?: {
    environment?: Environment;
    kind?: 'sk' | 'tk';
    scopes?: GrantedScope[];
    subTenantId?: string;
    companyId?: string;
  }): Promise<string>;
  /** Verifies tenant and company for live, and gives 100 € of credits there. The company needs identifiers that hold. */
  verify(): Promise<void>;
  /** Calls the API with the tenant's key; a body is sent as JSON. */
  call(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    url: string,
    body?: unknown,
    options?: CallOptions,
  ): Promise<Answer>;
}

export interface CallOptions {
  key?: string;
  headers?: Record<string, string>;
}

export interface Answer {
  status: number;
  headers: LightMyRequestResponse['headers'];
  /** The JSON body. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies freely; the contract's own tests hold their types
  body: any;
  bytes: Buffer;
}

/** `2026-05-06T08:00:00Z`: ten in the morning in Paris. */
export const START = Date.parse('2026-05-06T08:00:00Z');

export async function createTestPlatform(
  options: {
    documents?: Services['documents'];
    rateLimits?: boolean;
    /** Largest body with a file, in bytes. */
    uploadLimit?: number;
    requestLog?: boolean;
    poolSize?: number;
    logger?: Services['logger'];
    /** The archive of both environments, given a folder of its own; off unless said. */
    archive?: (folder: string) => Archive;
  } = {},
): Promise<TestPlatform> {
  const databases = await createTestDatabases();
  const dataDir = await mkdtemp(join(tmpdir(), 'scell-platform-'));
  const logger = options.logger ?? createLogger('silent');
  const ledgerKey = readLedgerKey(newLedgerKeyPem());
  const open = (url: string) =>
    openDatabase({ url, poolSize: options.poolSize ?? 5, ledgerKey: () => services.ledgerKey, logger });
  const mails: Mail[] = [];
  const kept = new Map<string, Mail>();
  const platform = { now: START };
  const clock = () => platform.now;
  const byEnvironment = { production: open(databases.live.appUrl), sandbox: open(databases.sandbox.appUrl) };
  for (const db of Object.values(byEnvironment)) await registerLedgerKey(db, ledgerKey, null);
  const fonts = await readFonts();
  const archive = options.archive?.(join(dataDir, 'archive')) ?? null;
  const services: Services = {
    databases: byEnvironment,
    keys: openKeyDirectory(byEnvironment.production, clock, logger),
    google: null,
    // Argon2id at a fraction of the cost: tests sign in by the hundred.
    passwords: passwordsWith({ memory: 64, passes: 1, parallelism: 1 }),
    ledgerKey,
    publishedHeads: localPublishedHeads(join(dataDir, 'heads')),
    content: localContentStore(join(dataDir, 'content')),
    temporary: localTemporaryStore(join(dataDir, 'content', 'conversions')),
    confidential: sealedStore(localTemporaryStore(join(dataDir, 'content', 'confidential')), 'a secret'),
    virusScanner: null,
    mailer: {
      send: async (id, mail) => {
        mails.push(mail);
        kept.set(id, mail);
      },
      read: async (id) => kept.get(id) ?? null,
      forget: async (ids) => {
        for (const id of ids) kept.delete(id);
      },
      close: () => {},
    },
    fonts,
    documentMaker: inlineMaker(fonts, join(dataDir, 'content')),
    foreignDocuments: inlineForeignDocuments(fonts),
    outbound: guardedClient(allowedAddresses(['127.0.0.1/32'])),
    clock,
    worldClock: clock,
    sandboxClocks: openSandboxClocks(byEnvironment.sandbox, logger),
    random: randomBytes,
    logger,
    autoKillSwitch: false,
    secret: 'a secret of the tests, longer than thirty-two characters',
    publicUrl: 'http://scell.test',
    rateLimits: options.rateLimits ?? false,
    requestLog: options.requestLog ?? false,
    uploadLimit: options.uploadLimit ?? 2 * 1024 * 1024,
    anchoring: { openTimestamps: null, timestamps: null },
    registers: { companies: null, vat: null },
    release: {
      version: '0.0.0-test',
      commit: null,
      committedAt: null,
      proof: { unmodified: false, reason: 'no-list' },
    },
    editor: readConfig({}).editor,
    settings: readConfig({}).inForce,
    documents: options.documents ?? 'at-once',
    archive: { production: archive, sandbox: archive, retention: { years: 10, marginDays: 0 } },
    payments: null,
    billing: { on: true, owner: null },
  };
  const app = buildApp(services);
  const tenant = (wish: { name?: string; slug?: string } = {}) => createTestTenant(app, services, wish);
  return Object.assign(platform, {
    app,
    services,
    databases,
    mails,
    contentRoot: join(dataDir, 'content'),
    tenant,
    async close() {
      await app.close();
      services.outbound.close();
      await Promise.all([services.keys.close(), services.sandboxClocks.close()]);
      await Promise.all([byEnvironment.production.close(), byEnvironment.sandbox.close()]);
      await databases.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  });
}

let tenants = 0;

async function createTestTenant(
  app: App,
  services: Services,
  { name = 'Acme SAS', slug }: { name?: string; slug?: string },
): Promise<TestTenant> {
  tenants += 1;
  const summary = await createTenant(services, { name, slug: slug ?? `acme${tenants}-sas`, email: null });
  const company = await registerCompany(services, summary, {
    name,
    siret: '12345678901234',
    vat_number: 'FR12345678901',
    address_line1: '1 Rue de la Paix',
    postal_code: '75001',
    city: 'Paris',
    country: 'FR',
    iban: 'FR7630006000011234567890189',
    bic: 'BNPAFRPPXXX',
    operation_category: 'services',
  });
  const newKey: TestTenant['newKey'] = async (wish = {}) => {
    const { key } = await createApiKey(services, summary.id, {
      kind: wish.kind ?? 'sk',
      environment: wish.environment ?? 'sandbox',
      name: 'test',
      scopes: wish.scopes ?? ['*'],
      subTenantId: wish.subTenantId ?? null,
      companyId: wish.companyId ?? null,
      expiresAt: null,
    });
    return key;
  };
  const key = await newKey();
  return {
    summary: { ...summary, default_company_id: company.id },
    companyId: company.id,
    key,
    newKey,
    async verify() {
      await verifyCompany(services, summary, company.id, null);
      await verifyTenant(services, summary.id);
      await giveCredits(services, summary, '100');
    },
    async call(method, url, body, options = {}) {
      const request: InjectOptions = {
        method,
        url: `/api/v1${url}`,
        headers: {
          'x-api-key': options.key ?? key,
          'accept-language': 'en',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...options.headers,
        },
        ...(body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
      };
      const answer = answerOf(await app.inject(request));
      await keepDocument(url, answer);
      return answer;
    },
  };
}

/** Gives credits as the operator does, live unless said. */
export async function giveCredits(
  services: Services,
  tenant: TenantSummary,
  amount: string,
  environment: Environment = 'production',
): Promise<void> {
  const actor = operatorFor(services, tenant, environment);
  await services.databases[environment].withTenant(actor.scope, (tx) =>
    creditBalance(tx, actor, { amount, reason: 'Crédit des tests' }),
  );
}

export function answerOf(response: LightMyRequestResponse): Answer {
  const json = String(response.headers['content-type'] ?? '').includes('application/json');
  return {
    status: response.statusCode,
    headers: response.headers,
    body: json ? response.json() : null,
    bytes: response.rawPayload,
  };
}

/** A B2B invoice of one line, 1 000.00 € without VAT, that passes as it is. */
export function invoiceBody(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    issue_date: '2026-05-06',
    due_date: '2026-06-05',
    buyer_name: 'Globex SAS',
    buyer_country: 'FR',
    buyer_siret: '98765432109876',
    buyer_address: { line1: '10 Place Vendôme', postal_code: '75001', city: 'Paris', country: 'FR' },
    total_ht: 1000,
    total_tax: 200,
    total_ttc: 1200,
    lines: [
      {
        description: 'Conseil',
        quantity: 5,
        unit: 'DAY',
        unit_price: 200,
        vat_rate: 20,
        total_ht: 1000,
        total_ttc: 1200,
      },
    ],
    ...changes,
  };
}
