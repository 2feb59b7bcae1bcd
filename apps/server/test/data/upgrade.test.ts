import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { verifyChain } from '@scell/ledger';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { callEnterOlderFacts } from '../../src/features/fiscal/integrity/store.ts';
import { openDatabase } from '../../src/platform/db/doors.ts';
import { migrate } from '../../src/platform/db/migrate.ts';
import { APP_LOGIN, loginUrls, OWNER_LOGIN } from '../../src/platform/db/provision.ts';
import { newLedgerKeyPem, readLedgerKey } from '../../src/platform/ledger/ledger-key.ts';
import { registerLedgerKey } from '../../src/platform/ledger/open-ledger-key.ts';
import { createLogger } from '../../src/platform/log.ts';
import { query } from './sql.ts';

// A ledger begun by the release that knew neither seals nor closings: its migrations, and the facts it left.

const FOLDER = new URL('../../src/migrations/', import.meta.url);
const LAST_OF_THEN = '0010-originals.sql';

const server = inject('testServer');
const name = `upgrade_${process.pid}`;
const { owner, app } = loginUrls(server.superuserUrl, name, server);
const superuser = Object.assign(new URL(server.superuserUrl), { pathname: `/${name}` }).href;
const [tenantId, company, invoice, payment] = [1, 2, 3, 4].map(
  (n) => `0193af1a-7c64-7b9b-94e3-00000000000${n}`,
);

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server.superuserUrl });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

beforeAll(async () => {
  await onServer(`create database ${name} owner ${OWNER_LOGIN}`);
  await query(
    owner,
    'create table public.scell_migrations (name text primary key, sha256 text not null, applied_at timestamptz not null default now())',
  );
  for (const file of (await readdir(FOLDER)).filter((file) => file <= LAST_OF_THEN).sort()) {
    const sql = await readFile(new URL(file, FOLDER), 'utf8');
    await query(owner, sql);
    await query(owner, 'insert into public.scell_migrations (name, sha256) values ($1, $2)', [
      file,
      createHash('sha256').update(sql).digest('hex'),
    ]);
  }
  const document = {
    typeCode: '380',
    issueDate: '2026-05-06',
    currency: 'EUR',
    totals: { lineNet: '1000.00', withoutVat: '1000.00', vat: '200.00', withVat: '1200.00', due: '1200.00' },
    vatBreakdown: [{ category: 'S', rate: '20', taxableAmount: '1000.00', taxAmount: '200.00' }],
    buyer: { name: 'Globex' },
    lines: [{ id: '1', name: 'Conseil', quantity: '5', price: { net: '200' }, netAmount: '1000.00' }],
  };
  await query(
    superuser,
    `with c as (
       insert into scell.companies (tenant_id, id, name, address_line1, postal_code, city, country, created_at, updated_at)
       values ('${tenantId}', '${company}', 'Acme', '1 rue', '75001', 'Paris', 'FR', now(), now())
     ), i as (
       insert into scell.invoices (tenant_id, id, company_id, direction, output_format, draft_number, invoice_number, status, content, input, checked_by,
         issue_date, currency, total_ht, total_tax, total_ttc, buyer_name, archive_enabled, validated_at, created_at, updated_at)
       values ('${tenantId}', '${invoice}', '${company}', 'outgoing', 'facturx', 'D-1', 'ACME-1', 'paid', '{}', '{}', '0',
         '2026-05-06', 'EUR', 1000, 200, 1200, 'Globex', true, now(), now(), now())
     ), d as (
       insert into scell.issued_documents (tenant_id, id, environment, kind, seller, number, issue_year, document, rendering, recorded_at)
       values ('${tenantId}', '${invoice}', 'production', 'invoice', 'siren:123456789', 'ACME-1', 2026, '${JSON.stringify(document)}', '{}', now())
     ), p as (
       insert into scell.payments (tenant_id, id, invoice_id, amount, currency, means_code, paid_at, recorded_at)
       values ('${tenantId}', '${payment}', '${invoice}', 1200, 'EUR', '30', now(), now())
     )
     insert into scell.files (tenant_id, subject_id, kind, sha256, size, made_by, created_at)
     select '${tenantId}', '${invoice}', kind, sha256(kind::bytea), 1, '0', now() from unnest(array['facturx', 'cii']) kind`,
  );
  await migrate(owner, APP_LOGIN);
});
afterAll(() => onServer(`drop database ${name} with (force)`));

test('an older ledger is closed and checked from the upgrade on', async () => {
  const timers = await query<{ kind: string }>(
    superuser,
    'select kind, subject_id from scell.timers order by kind',
  );
  expect(timers).toEqual([
    { kind: 'fiscal-closing', subject_id: tenantId },
    { kind: 'fiscal-integrity', subject_id: tenantId },
  ]);
});

test('what was never chained is entered once, sealed; a later fact without its entry is not', async () => {
  const key = readLedgerKey(newLedgerKeyPem());
  const db = openDatabase({ url: app, poolSize: 1, ledgerKey: () => key, logger: createLogger('silent') });
  try {
    await registerLedgerKey(db, key, null);
    await query(
      superuser,
      `set session_replication_role = 'replica';
       insert into scell.payments (tenant_id, id, invoice_id, amount, currency, means_code, paid_at, recorded_at)
       values ('${tenantId}', '${company}', '${invoice}', 1, 'EUR', '30', now(), now() + interval '1 minute')`,
    );
    const enter = (most: number) =>
      db.withTenant({ tenantId: tenantId ?? '' }, (tx) => callEnterOlderFacts(tx, new Date(), most));
    expect([await enter(2), await enter(2), await enter(2)]).toEqual([2, 1, 0]);
  } finally {
    await db.close();
  }
  const entries = await query<{
    chain_kind: string;
    entry_type: string;
    sealed: boolean;
    preimage: string;
    data_hash: Buffer;
    previous_hash: Buffer;
    chain_hash: Buffer;
  }>(
    superuser,
    `select e.*, s.key_id is not null as sealed from ledger.entries e left join ledger.seals s using (tenant_id, chain_id, position)
     order by chain_kind desc, position`,
  );
  expect(entries.map(({ chain_kind, entry_type, sealed }) => [chain_kind, entry_type, sealed])).toEqual([
    ['fiscal', 'invoice_created', false],
    ['fiscal', 'seal_key', true],
    ['fiscal', 'payment', true],
    ['archive', 'seal_key', true],
    ['archive', 'file_recorded', true],
    ['archive', 'file_recorded', true],
  ]);
  for (const kind of ['fiscal', 'archive'])
    expect(
      verifyChain(
        entries
          .filter(({ chain_kind }) => chain_kind === kind)
          .map((row) => ({
            preimage: row.preimage,
            dataHash: row.data_hash,
            previousHash: row.previous_hash,
            chainHash: row.chain_hash,
          })),
        (bytes) => createHash('sha256').update(bytes).digest(),
      ),
    ).toEqual([]);
});
