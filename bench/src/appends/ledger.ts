/** The platform on a database of its own, durable, with drafts that wait to be appended, reached by the door the program uses. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { buildApp } from '../../../apps/server/src/app.ts';
import { readConfig } from '../../../apps/server/src/config.ts';
import { createApiKey } from '../../../apps/server/src/features/api-keys/create-api-key.ts';
import { registerCompany } from '../../../apps/server/src/features/companies/register-company.ts';
import type { InvoiceContent } from '../../../apps/server/src/features/invoices/content.ts';
import { fiscalMonth, numberPrefix, sellerKey } from '../../../apps/server/src/features/invoices/number.ts';
import { semanticInvoice } from '../../../apps/server/src/features/invoices/semantic.ts';
import { type Issuance, issueInvoice } from '../../../apps/server/src/features/invoices/store.ts';
import { createTenant } from '../../../apps/server/src/features/tenants/create-tenant.ts';
import { connect } from '../../../apps/server/src/platform/db/connections.ts';
import type { Database } from '../../../apps/server/src/platform/db/doors.ts';
import { migrateAll } from '../../../apps/server/src/platform/db/migrate-all.ts';
import { createLogger } from '../../../apps/server/src/platform/log.ts';
import { closeServices, openServices } from '../../../apps/server/src/services.ts';
import { canonicalJson, type Json } from '../../../packages/core/src/index.ts';
import type { Recorded } from '../issuance/server.ts';

export interface Ledger {
  /** Connection of the program's login. */
  database: string;
  tenantIds: readonly string[];
  /** Makes drafts of a tenant, numbered from `first`. */
  makeDrafts(tenantId: string, first: number, count: number): Promise<void>;
  /** Issues the draft of that number: one transaction, entry and seal. */
  append(tenantId: string, draft: number): Promise<void>;
  /** The statements of one append as they go over the wire. */
  record(tenantId: string, draft: number): Promise<Recorded[]>;
  /** Gathers the statistics of plans, as autovacuum does within a minute. */
  analyze(): Promise<void>;
  /** Entries of all chains, and how many of them have their seal. */
  count(): Promise<{ entries: number; sealed: number }>;
  close(): Promise<void>;
}

/** The id of a draft is its number, so that pgbench can count up ids too. */
export const draftId = (n: number) => `00000000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
export const DRAFT_ID_SQL = (n: string) =>
  `('00000000-0000-7000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`;

const BODY = {
  issue_date: new Date(Date.now() - 86_400_000).toISOString().slice(0, 10),
  buyer_name: 'Globex SAS',
  buyer_country: 'FR',
  buyer_siret: '98765432109876',
  buyer_address: { line1: '10 Place Vendôme', postal_code: '75001', city: 'Paris', country: 'FR' },
  lines: [{ description: 'Conseil', quantity: 5, unit: 'DAY', unit_price: 200, vat_rate: 20 }],
};

/** As many tenants as chains are wanted, each with one company and one draft to multiply. */
export async function openLedger(tenants: number, connectionsAtMost: number): Promise<Ledger> {
  const dataDir = await mkdtemp(join(tmpdir(), 'scell-appends-'));
  const config = readConfig({
    SCELL_DATA_DIR: dataDir,
    SCELL_RATE_LIMITS: 'off',
    SCELL_LOG_LEVEL: 'error',
    SCELL_DB_POOL: String(connectionsAtMost),
  });
  const logger = createLogger('error');
  const connections = await connect(config, logger);
  await migrateAll(connections);
  const services = await openServices(config, connections, logger);
  const db: Database = services.databases.sandbox;
  const app = buildApp(services);

  const issuances = new Map<string, (draft: number) => Issuance>();
  for (let n = 1; n <= tenants; n++) {
    const tenant = await createTenant(services, { name: `Bench ${n}`, slug: `bench${n}`, email: null });
    await registerCompany(services, tenant, {
      name: `Bench ${n}`,
      siret: `${123456000 + n}01234`,
      address_line1: '1 Rue de la Paix',
      postal_code: '75001',
      city: 'Paris',
      iban: 'FR7630006000011234567890189',
      operation_category: 'services',
    });
    const { key } = await createApiKey(services, tenant.id, {
      kind: 'sk',
      environment: 'sandbox',
      name: 'bench',
      scopes: ['*'],
      subTenantId: null,
      companyId: null,
      expiresAt: null,
    });
    const created = await app.inject({
      method: 'POST',
      url: '/api/v1/invoices',
      headers: { 'x-api-key': key },
      payload: BODY,
    });
    if (created.statusCode !== 201) throw new Error(created.body);
    const content = await contentOf(db, tenant.id);
    const document = canonicalJson(semanticInvoice(content) as unknown as Json);
    const rendering = JSON.stringify({
      language: content.language,
      output_format: 'facturx',
      ...content.layout,
    });
    issuances.set(tenant.id, (draft) => {
      const now = new Date();
      const invoiceId = draftId(draft);
      return {
        tenantId: tenant.id,
        subTenantId: null,
        invoiceId,
        environment: 'sandbox',
        seller: sellerKey(content.seller),
        wishedPrefix: numberPrefix(tenant.slug),
        period: fiscalMonth(now),
        issueYear: now.getUTCFullYear(),
        document,
        rendering,
        charged: '0',
        now,
        filesDueAt: new Date(now.getTime() + 86_400_000),
        event: {
          tenant_id: tenant.id,
          id: randomUUID(),
          sub_tenant_id: null,
          subject_type: 'invoice',
          subject_id: invoiceId,
          type: 'invoice.validated',
          details: 'Facture émise sous le numéro ',
          data: '{}',
          actor: 'bench',
          actor_ip: null,
          request_id: null,
          created_at: now,
        },
      };
    });
  }

  const append = async (tenantId: string, draft: number) => {
    const issuance = issuances.get(tenantId)?.(draft);
    if (issuance === undefined) throw new Error('the tenant is of this bench');
    await db.withTenant({ tenantId }, (tx) => issueInvoice(tx, issuance));
  };
  return {
    database: connections.sandbox.app,
    tenantIds: [...issuances.keys()],
    append,
    makeDrafts: (tenantId, first, count) =>
      asTenant(
        connections.sandbox.app,
        tenantId,
        `insert into invoices
         select (jsonb_populate_record(i, jsonb_build_object('id', ${DRAFT_ID_SQL('n')}, 'draft_number', 'BENCH-' || n))).*
         from invoices i, generate_series($1::bigint, $2::bigint) n where i.draft_number like 'DRAFT-%'`,
        [first, first + count - 1],
      ).then(() => {}),
    async analyze() {
      const client = new pg.Client({
        connectionString: connections.sandbox.owner ?? connections.sandbox.app,
      });
      await client.connect();
      await client.query('analyze').finally(() => client.end());
    },
    record: (tenantId, draft) => recorded(() => append(tenantId, draft)),
    async count() {
      const total = { entries: 0, sealed: 0 };
      for (const tenantId of issuances.keys()) {
        const [row] = await asTenant(
          connections.sandbox.app,
          tenantId,
          'select (select count(*)::int from ledger.entries) as entries, (select count(*)::int from ledger.seals) as sealed',
        );
        total.entries += row?.entries ?? 0;
        total.sealed += row?.sealed ?? 0;
      }
      return total;
    },
    async close() {
      await app.close();
      await closeServices(services);
      await connections.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function contentOf(db: Database, tenantId: string): Promise<InvoiceContent> {
  const { content } = await db.withTenant({ tenantId }, (tx) =>
    tx.selectFrom('invoices').select('content').where('tenant_id', '=', tenantId).executeTakeFirstOrThrow(),
  );
  return content as InvoiceContent;
}

async function asTenant(
  url: string,
  tenantId: string,
  sql: string,
  values: unknown[] = [],
): Promise<Record<string, number>[]> {
  const client = new pg.Client({
    connectionString: url,
    options: '-c role=scell_tenant -c search_path=scell',
  });
  await client.connect();
  try {
    await client.query('begin');
    await client.query("select set_config('scell.tenant_id', $1, true)", [tenantId]);
    const { rows } = await client.query(sql, values);
    await client.query('commit');
    return rows;
  } finally {
    await client.end();
  }
}

async function recorded(work: () => Promise<void>): Promise<Recorded[]> {
  const statements: Recorded[] = [];
  const query = pg.Client.prototype.query;
  // biome-ignore lint/suspicious/noExplicitAny: `query` has a dozen overloads, all of which pass through unchanged
  pg.Client.prototype.query = function (this: pg.Client, ...args: any[]): any {
    const [first] = args;
    if (typeof first === 'string') statements.push({ text: first, values: [] });
    else if (typeof first?.text === 'string')
      statements.push({ text: first.text, values: first.values ?? [] });
    return Reflect.apply(query, this, args);
  };
  await work().finally(() => {
    pg.Client.prototype.query = query;
  });
  return statements;
}
