import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSubTenant } from '../../src/features/tenants/create-sub-tenant.ts';
import type { Tx } from '../../src/platform/db/client-dialect.ts';
import { type Database, openDatabase } from '../../src/platform/db/doors.ts';
import { DatabaseUnavailable } from '../../src/platform/db/errors.ts';
import { createTestPlatform, invoiceBody, type TestPlatform, type TestTenant } from '../support/platform.ts';
import { query } from './sql.ts';

let platform: TestPlatform;
let acme: TestTenant;
let globex: TestTenant;
/** The sandbox, through one connection only: what one transaction leaves behind, the next one finds. */
let narrow: Database;
beforeAll(async () => {
  platform = await createTestPlatform();
  [acme, globex] = [await platform.tenant(), await platform.tenant()];
  narrow = openDatabase({
    url: platform.databases.sandbox.appUrl,
    poolSize: 1,
    ledgerKey: () => null,
    logger: platform.services.logger,
  });
  for (const tenant of [acme, acme, globex]) {
    const { status } = await tenant.call('POST', '/invoices', invoiceBody());
    expect(status).toBe(201);
  }
});
afterAll(async () => {
  await narrow.close();
  await platform.close();
});

const context = (tx: Tx) =>
  sql<{ tenant: string | null; sub_tenant: string | null; role: string }>`
    select current_tenant() as tenant, current_sub_tenant() as sub_tenant, current_user as role`
    .execute(tx)
    .then(({ rows }) => rows[0]);
const countInvoices = (tx: Tx) =>
  tx
    .selectFrom('invoices')
    .select((eb) => eb.fn.countAll<string>().as('n'))
    .executeTakeFirstOrThrow()
    .then(({ n }) => Number(n));

/** Tables that no tenant's transaction can read at all. */
const CLOSED_TO_TENANTS = ['scell.credit_packs', 'scell.request_counts'];

describe('the tenant door', () => {
  test('opens on one tenant’s rows, whatever the statement asks for', async () => {
    expect(await narrow.withTenant({ tenantId: acme.summary.id }, countInvoices)).toBe(2);
    expect(await narrow.withTenant({ tenantId: globex.summary.id }, countInvoices)).toBe(1);
  });

  test('without a tenant there is no row in any table, and none can be added', async () => {
    const all = await query<{ name: string; readable: boolean }>(
      platform.databases.sandbox.ownerUrl,
      `select n.nspname || '.' || c.relname as name, has_any_column_privilege('scell_tenant', c.oid, 'select') as readable
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname in ('scell', 'ledger') and c.relkind = 'r' order by 1`,
    );
    expect(all.filter(({ readable }) => !readable).map(({ name }) => name)).toEqual(CLOSED_TO_TENANTS);
    const tables = all.filter(({ readable }) => readable);
    expect(tables.length).toBeGreaterThan(10);
    for (const { name } of tables) {
      const [row] = await query(
        platform.databases.sandbox.appUrl,
        `select count(*)::int as n from ${name}`,
        [],
        { role: 'scell_tenant' },
      );
      expect({ name, ...row }).toEqual({ name, n: 0 });
    }
    await expect(
      query(
        platform.databases.sandbox.appUrl,
        "insert into counters values ($1, 'siren:123456789', 'invoice', '202605', 41)",
        [acme.summary.id],
        { role: 'scell_tenant' },
      ),
    ).rejects.toThrow(/violates row-level security policy for table "counters"/);
  });

  test('another tenant’s row can be neither added, nor changed, nor moved to', async () => {
    const asAcme = { role: 'scell_tenant', tenantId: acme.summary.id } as const;
    const { appUrl } = platform.databases.sandbox;
    await expect(
      query(
        appUrl,
        "insert into timers (tenant_id, kind, subject_id, due_at) values ($1, 'x', gen_random_uuid(), now())",
        [globex.summary.id],
        asAcme,
      ),
    ).rejects.toThrow(/violates row-level security policy for table "timers"/);
    await expect(
      query(appUrl, 'update companies set tenant_id = $1', [globex.summary.id], asAcme),
    ).rejects.toThrow(/violates row-level security policy for table "companies"/);
    const changed = await query(
      appUrl,
      "update companies set name = 'Intrus' where tenant_id = $1 returning id",
      [globex.summary.id],
      asAcme,
    );
    expect(changed).toEqual([]);
  });

  test('a number prefix is claimed, and a job entered, for the tenant of the transaction only', async () => {
    const asAcme = { role: 'scell_tenant', tenantId: acme.summary.id } as const;
    const { appUrl } = platform.databases.sandbox;
    await expect(
      query(appUrl, "select gate.claim_number_prefix($1, 'siren:1', 'GLOBE')", [globex.summary.id], asAcme),
    ).rejects.toThrow(/a prefix is claimed for the tenant of the transaction/);
    for (const payload of [{ tenant_id: globex.summary.id }, {}]) {
      await expect(
        query(appUrl, "select gate.enqueue('company.mirror', $1::json)", [JSON.stringify(payload)], asAcme),
      ).rejects.toThrow(/a job is entered for the tenant of the transaction/);
    }
  });

  test('after the transaction, kept or not, the connection knows no tenant', async () => {
    const scope = { tenantId: acme.summary.id, subTenantId: globex.summary.id };
    const during = await narrow.withTenant(scope, context);
    expect(during).toEqual({ tenant: scope.tenantId, sub_tenant: scope.subTenantId, role: 'scell_tenant' });
    // The same connection, seen without the door: the pool has no other.
    const client = new pg.Client({
      connectionString: platform.databases.sandbox.appUrl,
      options: '-c role=scell_tenant -c search_path=scell',
    });
    await client.connect();
    try {
      for (const end of ['commit', 'rollback']) {
        await client.query('begin');
        await client.query("select set_config('scell.tenant_id', $1, true)", [scope.tenantId]);
        expect((await client.query('select count(*)::int as n from invoices')).rows).toEqual([{ n: 2 }]);
        await client.query(end);
        expect((await client.query('select current_tenant() as tenant')).rows).toEqual([{ tenant: null }]);
        expect((await client.query('select count(*)::int as n from invoices')).rows).toEqual([{ n: 0 }]);
      }
    } finally {
      await client.end();
    }
    const after = await narrow.withTenant({ tenantId: globex.summary.id }, context);
    expect(after).toEqual({ tenant: globex.summary.id, sub_tenant: null, role: 'scell_tenant' });
  });

  test('what failed leaves nothing, and the next one works', async () => {
    const scope = { tenantId: acme.summary.id };
    await expect(
      narrow.withTenant(scope, async (tx) => {
        await sql`insert into timers (tenant_id, kind, subject_id, due_at)
                  values (${scope.tenantId}, 'left', gen_random_uuid(), now())`.execute(tx);
        throw new Error('changed my mind');
      }),
    ).rejects.toThrow('changed my mind');
    await expect(narrow.withTenant(scope, (tx) => sql`select 1 / 0`.execute(tx))).rejects.toThrow(
      'division by zero',
    );
    const left = await narrow.withTenant(scope, (tx) =>
      tx.selectFrom('timers').selectAll().where('kind', '=', 'left').execute(),
    );
    expect(left).toEqual([]);
  });

  test('only UUIDs make a scope', async () => {
    for (const tenantId of ['', '*', "x'; drop table invoices; --"])
      await expect(narrow.withTenant({ tenantId }, countInvoices)).rejects.toThrow(TypeError);
    await expect(
      narrow.withTenant({ tenantId: acme.summary.id, subTenantId: "' or ''='" }, countInvoices),
    ).rejects.toThrow(TypeError);
  });

  test('a statement that takes too long is given up, and says so', async () => {
    const slow = narrow.withTenant({ tenantId: acme.summary.id }, async (tx) => {
      await sql`set local statement_timeout = 50`.execute(tx);
      await sql`select pg_sleep(10)`.execute(tx);
    });
    await expect(slow).rejects.toThrow(DatabaseUnavailable);
    expect(await narrow.withTenant({ tenantId: acme.summary.id }, countInvoices)).toBe(2);
  });

  test('a process that goes silent in a transaction loses it, with its locks', async () => {
    const scope = { tenantId: acme.summary.id };
    const [settings] = await narrow.withTenant(scope, async (tx) => {
      const { rows } = await sql<{ name: string }>`
        select current_setting('statement_timeout') as statement, current_setting('idle_in_transaction_session_timeout') as silence`.execute(
        tx,
      );
      return rows;
    });
    expect(settings).toEqual({ statement: '20s', silence: '20s' });
    let talk = () => {};
    const silent = narrow.withTenant(scope, async (tx) => {
      await sql`set local idle_in_transaction_session_timeout = 50`.execute(tx);
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
      const pid = rows[0]?.pid;
      const talking = new Promise<void>((resolve) => {
        talk = resolve;
      });
      // The server ends the session; once it has, we speak again.
      const watch = setInterval(async () => {
        const alive = await query(
          platform.databases.sandbox.ownerUrl,
          'select from pg_stat_activity where pid = $1',
          [pid],
        );
        if (alive.length === 0) {
          clearInterval(watch);
          talk();
        }
      }, 20);
      await talking;
      await countInvoices(tx);
    });
    await expect(silent).rejects.toThrow(DatabaseUnavailable);
    expect(await narrow.withTenant(scope, countInvoices)).toBe(2);
  });
});

describe('sub-tenants', () => {
  test('the scope narrows to one, the tenant itself sees all', async () => {
    const { summary } = acme;
    const [shop, cafe] = await Promise.all(
      ['Boutique', 'Café'].map((name) =>
        createSubTenant(platform.services, 'sandbox', summary, { name, externalId: name, country: 'FR' }),
      ),
    );
    if (shop === undefined || cafe === undefined) throw new Error('sub-tenants are there');
    const insert = (subTenantId: string | null) => (tx: Tx) =>
      sql`insert into events (tenant_id, id, sub_tenant_id, subject_type, subject_id, type, details, data, actor, created_at)
          values (${summary.id}, gen_random_uuid(), ${subTenantId}::uuid, 'company', gen_random_uuid(), 'x', 'x', '{}', 'test', now())`.execute(
        tx,
      );
    const inShop = { tenantId: summary.id, subTenantId: shop.id };
    await narrow.withTenant(inShop, insert(shop.id));
    await narrow.withTenant({ tenantId: summary.id }, insert(cafe.id));
    await narrow.withTenant({ tenantId: summary.id }, insert(null));

    const seen = (tx: Tx) =>
      tx
        .selectFrom('events')
        .select('sub_tenant_id')
        .where('type', '=', 'x')
        .execute()
        .then((rows) => rows.map(({ sub_tenant_id }) => sub_tenant_id));
    expect(await narrow.withTenant(inShop, seen)).toEqual([shop.id]);
    expect(new Set(await narrow.withTenant({ tenantId: summary.id }, seen))).toEqual(
      new Set([shop.id, cafe.id, null]),
    );
    // A sub-tenant writes neither a sibling's row nor the parent's, and makes no sub-tenant.
    for (const other of [cafe.id, null])
      await expect(narrow.withTenant(inShop, insert(other))).rejects.toThrow(/row-level security policy/);
    await expect(
      narrow.withTenant(inShop, (tx) =>
        sql`insert into sub_tenants (tenant_id, id, name, country, created_at, updated_at)
            values (${summary.id}, ${shop.id}, 'x', 'FR', now(), now())`.execute(tx),
      ),
    ).rejects.toThrow(/row-level security policy/);
  });
});

describe('the system door', () => {
  test('reads and writes no table', async () => {
    for (const statement of [
      sql`select from scell.tenants`,
      sql`select from ledger.entries`,
      sql`delete from scell.timers`,
      sql`select from graphile_worker._private_jobs`,
    ]) {
      await expect(narrow.withSystem('find tenant', (tx) => statement.execute(tx))).rejects.toThrow(
        /permission denied/,
      );
    }
  });

  /** Who uses it and why: a new caller is reviewed here. */
  const REVIEWED = {
    'features/billing/packs/packs.ts': ['list credit packs', 'write credit pack'],
    'features/identity/google/sign-in-with-google.ts': ['sign in'],
    'features/identity/mails/send-account-mail.ts': ['send account mail', 'send account mail'],
    'features/identity/people/appoint-admin.ts': ['appoint platform admins'],
    'features/identity/people/own-account.ts': [
      'manage an account',
      'manage an account',
      'manage an account',
      'manage an account',
      'manage an account',
      'manage an account',
      'manage an account',
      'manage an account',
      'manage an account',
    ],
    'features/identity/people/routes.ts': ['manage an account', 'read security log'],
    'features/identity/routes.ts': ['sign in'],
    'features/identity/second-factor/second-step.ts': ['sign in', 'sign in'],
    'features/identity/second-factor/set-up.ts': [
      'manage an account',
      'manage an account',
      'manage an account',
      'manage an account',
    ],
    'features/identity/sign-in/check-password.ts': ['sign in', 'sign in', 'sign in', 'sign in', 'sign in'],
    'features/identity/sign-in/register.ts': ['register'],
    'features/identity/sign-in/reset-password.ts': ['sign in', 'sign in', 'sign in'],
    'features/identity/sign-in/sign-in.ts': ['sign in'],
    'features/identity/sign-in/tenant-login.ts': ['register', 'sign in'],
    'features/identity/team/accept-invitation.ts': ['sign in'],
    'features/identity/team/team.ts': [
      'manage members',
      'manage members',
      'manage members',
      'manage members',
      'manage members',
    ],
    'platform/auth/sessions.ts': ['find session', 'note session use'],
    'features/companies/find-company.ts': ['find company'],
    'features/companies/verify-company.ts': ['list verifications'],
    'features/fiscal/erasures/take-off-copies.ts': ['find content names'],
    'features/webhooks/deliveries/store.ts': [
      'lease webhooks',
      'purge webhook log',
      'release webhooks',
      'renew webhook leases',
    ],
    'features/tenants/create-tenant.ts': ['create tenant', 'find tenant'],
    'features/tenants/kyb/review-kyb-document.ts': ['find kyb documents', 'find kyb documents'],
    'features/tenants/set-default-company.ts': ['set tenant defaults'],
    'features/tenants/verify-tenant.ts': ['verify tenant'],
    'features/fiscal/archive/backlog.ts': ['count archive backlog', 'list archives'],
    'platform/auth/key-directory.ts': ['find api key', 'note api key use'],
    'platform/http/request-log.ts': ['note requests'],
    'platform/http/shared-counts.ts': ['count requests'],
    'platform/jobs/late-timers.ts': ['count late timers'],
    'platform/sandbox-clocks.ts': ['read sandbox clocks'],
    'platform/ledger/open-ledger-key.ts': ['know ledger keys', 'know ledger keys'],
    'platform/jobs/scheduler.ts': ['claim due timers', 'purge idempotency keys', 'purge requests'],
  };

  test('is used by those reviewed, for those reasons', async () => {
    const source = fileURLToPath(new URL('../../src', import.meta.url));
    const callers: Record<string, string[]> = {};
    for (const entry of await readdir(source, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !entry.name.endsWith('.ts') || entry.name.endsWith('.test.ts')) continue;
      const path = join(entry.parentPath, entry.name);
      const name = relative(source, path).replaceAll('\\', '/');
      const text = await readFile(path, 'utf8');
      const mentions = text.match(/\bwithSystem\b/g)?.length ?? 0;
      const calls = [...text.matchAll(/\.withSystem\(\s*'([^']+)'/g)].map(([, reason]) => reason ?? '');
      if (mentions === 0 || name === 'platform/db/doors.ts') continue;
      // A mention that is no plain call with its reason spelled out cannot be reviewed.
      expect({ name, mentions }).toEqual({ name, mentions: calls.length });
      callers[name] = calls.sort();
    }
    expect(callers).toEqual(REVIEWED);
  });

  test('there is no third door: nobody else opens connections of the program', async () => {
    const source = fileURLToPath(new URL('../../src', import.meta.url));
    const openers: string[] = [];
    for (const entry of await readdir(source, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !entry.name.endsWith('.ts') || entry.name.endsWith('.test.ts')) continue;
      const path = join(entry.parentPath, entry.name);
      if (/from 'pg'/.test((await readFile(path, 'utf8')).replaceAll(/import type .*\n/g, '')))
        openers.push(relative(source, path).replaceAll('\\', '/'));
    }
    expect(openers.sort()).toEqual([
      'platform/db/connections.ts', // whether the program that shares its database runs
      'platform/db/doors.ts',
      'platform/db/migrate.ts', // the owner
      'platform/db/provision.ts', // the administrator of the embedded server
      'platform/jobs/presence.ts', // role scell_worker
      'platform/jobs/worker-pool.ts', // role scell_worker
    ]);
  });
});
