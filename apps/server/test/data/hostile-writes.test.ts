/**
 * What somebody with the program's login can write or hold up, beside the program: nothing that stops the books, and nothing of
 * another tenant. That it changes nothing is law-against-change.test.ts.
 */
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  createTestPlatform,
  invoiceBody,
  START,
  type TestPlatform,
  type TestTenant,
} from '../support/platform.ts';
import { type As, inTransaction, query } from './sql.ts';

let platform: TestPlatform;
let mine: TestTenant;
let theirs: TestTenant;
let url: string;
beforeAll(async () => {
  platform = await createTestPlatform({ documents: 'later' });
  [mine, theirs] = [await platform.tenant(), await platform.tenant()];
  for (const tenant of [mine, theirs]) await issue(tenant);
  url = platform.databases.sandbox.appUrl;
});
afterAll(() => platform.close());

const as = ({ summary }: TestTenant): As => ({ role: 'scell_tenant', tenantId: summary.id });
async function draft(tenant: TestTenant): Promise<string> {
  return (await tenant.call('POST', '/invoices', invoiceBody())).body.data.id;
}
async function issue(tenant: TestTenant): Promise<string> {
  const id = await draft(tenant);
  expect((await tenant.call('POST', `/invoices/${id}/submit`)).status).toBe(200);
  return id;
}

/** How a statement of the program's login, in the tenant's transaction, ends: its SQLSTATE, or `null`. */
async function outcome(statement: string, values: unknown[] = [], tenant = mine): Promise<string | null> {
  return query(url, statement, values, as(tenant)).then(
    () => null,
    (error: pg.DatabaseError) => error.constraint ?? error.code ?? 'none',
  );
}

const chainOf = async (tenant: TestTenant) => {
  const [chain] = await query<{ id: string; position: string; hash: Buffer; seller: string }>(
    url,
    "select id, last_position as position, head_hash as hash, seller from ledger.chains where kind = 'fiscal'",
    [],
    as(tenant),
  );
  if (chain === undefined) throw new Error('the tenant has issued');
  return chain;
};

describe('of another tenant', () => {
  test('no function of the ledger writes, closes, seals or erases', async () => {
    const [chain, own] = [await chainOf(theirs), await chainOf(mine)];
    const other = theirs.summary.id;
    const [document] = await query<{ id: string }>(url, 'select id from issued_documents', [], as(theirs));
    const key = platform.services.ledgerKey?.id;
    const attempts: [statement: string, values: unknown[], end: string][] = [
      ["select ledger.open_chain($1, null, 'sandbox', 'siren:1', now())", [other], '42501'],
      ["select ledger.record_technical_event($1, null, 'sandbox', 'x', 'x', '{}', now())", [other], '42501'],
      ["select ledger.record_reprint($1, $2, 'facturx', 'download', now())", [other, document?.id], '42501'],
      [
        "select * from ledger.close_day($1, gen_random_uuid(), true, '12-31', now())",
        [chain.id],
        'ledger_chain',
      ],
      [
        "select * from ledger.close_span($1, gen_random_uuid(), 'monthly', '2026-05-01', '2026-05-31', now())",
        [chain.id],
        'ledger_chain',
      ],
      [
        'select ledger.seal($1, $2, $3, $4, $5)',
        [chain.id, chain.position, chain.hash, key, Buffer.alloc(64)],
        'ledger_seal',
      ],
      // Nor of one's own what another transaction wrote.
      [
        'select ledger.seal($1, $2, $3, $4, $5)',
        [own.id, own.position, own.hash, key, Buffer.alloc(64)],
        'ledger_seal',
      ],
      [
        "select * from gate.erase_person($1, gen_random_uuid(), '{}', '{}', '{a@b.example}', '{}', '{}', 'x', 'sandbox', now())",
        [other],
        '42501',
      ],
      ["select gate.erase_document($1, $2, gen_random_uuid(), 'x', now())", [other, document?.id], '42501'],
      ["select gate.enqueue('x', json_build_object('tenant_id', $1::text))", [other], '42501'],
      [
        "insert into timers (tenant_id, kind, subject_id, due_at) values ($1, 'fiscal-closing', $1, now())",
        [other],
        '42501',
      ],
      [
        "insert into kill_switches (tenant_id, id, reason, activated_at, activated_by) values ($1, $1, 'x', now(), 'x')",
        [other],
        '42501',
      ],
    ];
    const ends = [];
    for (const [statement, values] of attempts) ends.push([statement, await outcome(statement, values)]);
    expect(ends).toEqual(attempts.map(([statement, , end]) => [statement, end]));
    // What is not one's own is not there: nothing to erase, nothing to move.
    expect(
      await outcome("select gate.erase_document($1, $2, gen_random_uuid(), 'x', now())", [
        mine.summary.id,
        document?.id,
      ]),
    ).toBeNull();
    expect(
      await query(
        url,
        'update timers set due_at = now() where tenant_id = $1 returning 1',
        [other],
        as(mine),
      ),
    ).toEqual([]);
    expect(
      (await query(url, "select from issued_documents where document = ''", [], as(theirs))).length,
    ).toBe(0);
  });
});

describe('around the program', () => {
  test.each([
    ['a lock on heads', 'select * from ledger.chains for update'],
    ['a lock on entries', 'select * from ledger.entries for key share'],
    ['a lock on documents', 'select * from issued_documents for share'],
    ['a lock on a table', 'lock table ledger.entries in share mode'],
    ['rows poured in', 'copy ledger.entries from stdin'],
    ['a file of the server', "copy (select 1) to program 'id'"],
    ['a file read', "select pg_read_file('PG_VERSION')"],
    ['a file as a large object', "select lo_import('/etc/passwd')"],
    ['a table that shadows', 'create temp table chains (id uuid)'],
    [
      'a function that shadows',
      'create function scell.current_tenant(text) returns uuid language sql return null',
    ],
    ['the role of the ledger', 'set local role scell_ledger'],
    ['the role of the eraser', 'set local role scell_eraser'],
    ['another session user', 'set session authorization scell_owner'],
    ['triggers switched off', "set local session_replication_role = 'replica'"],
    [
      'a function the ledger keeps to itself',
      "select ledger.enter_payment(null, null, null, 1, 'EUR', '30', now(), now())",
    ],
    ['a row of the list of keys', "insert into ledger.keys (id) values ('x')"],
    ['a key of the installation', "select gate.register_ledger_key('x', '', null, null, now())"],
  ])('%s is refused', async (_what, statement) => {
    expect(await outcome(statement)).toBe('42501');
  });

  const AROUND = `insert into issued_documents (tenant_id, id, environment, kind, seller, number, issue_year, document, rendering, recorded_at)
    select tenant_id, $1, environment, kind, seller, $2, issue_year, $3, '{}', $4 from issued_documents limit 1`;

  test.each([
    ['no number', /"withVat":"[^"]*"/, '"withVat":"NaN"'],
    ['no number at all', /"withoutVat":"[^"]*"/, '"withoutVat":"abc"'],
    ['a number beyond counting', /"vat":"[^"]*"/, '"vat":"1e9999"'],
    ['a base that is no number', /"taxableAmount":"[^"]*"/, '"taxableAmount":"Infinity"'],
    ['no currency', /"currency":"EUR"/, '"currency":"€"'],
  ])(
    'a document with %s for a figure is not recorded: the books can be closed',
    async (_what, figure, wrong) => {
      const [row] = await query<{ document: string }>(
        url,
        'select document from issued_documents',
        [],
        as(mine),
      );
      const document = row?.document.replace(figure, wrong);
      expect(document).not.toBe(row?.document);
      expect(await outcome(AROUND, [await draft(mine), 'HOSTILE-1', document, new Date(START)])).toBe(
        'document_figures',
      );
    },
  );

  test.each([
    ['NaN', 'EUR', 'payments_amount_is_a_number'],
    ['1.00', 'euros', 'payments_currency'],
    ['1e30', 'EUR', '22003'],
  ])('nor is a payment of %s %s', async (amount, currency, end) => {
    const payment = `insert into payments (tenant_id, id, invoice_id, amount, currency, means_code, paid_at, recorded_at)
      select tenant_id, gen_random_uuid(), id, $1, $2, '30', now(), $3 from issued_documents limit 1`;
    expect(await outcome(payment, [amount, currency, new Date(START)])).toBe(end);
  });

  test.each([null, 'infinity', '-infinity'])('nor is anything recorded at %s', async (moment) => {
    const { seller } = await chainOf(mine);
    expect(
      await outcome("select ledger.open_chain($1, null, 'sandbox', $2, $3)", [
        mine.summary.id,
        seller,
        moment,
      ]),
    ).toBe('ledger_clock');
    const [row] = await query<{ document: string }>(
      url,
      'select document from issued_documents',
      [],
      as(mine),
    );
    expect(await outcome(AROUND, [await draft(mine), 'HOSTILE-2', row?.document, moment])).toBe(
      'ledger_clock',
    );
  });

  test('in the end the books are whole, and can be closed', async () => {
    expect((await mine.call('POST', '/tenant/fiscal/closings/daily', {})).status).toBe(200);
    expect((await mine.call('GET', '/tenant/fiscal/integrity')).body.data.is_valid).toBe(true);
  });
});

test('whoever is told that the kill switch is on: what had passed it is written by then, and nothing is later', async () => {
  const tenant = await platform.tenant();
  await issue(tenant);
  const [first, second] = [await draft(tenant), await draft(tenant)];
  const [row] = await query<{ document: string }>(
    url,
    'select document from issued_documents',
    [],
    as(tenant),
  );
  const issueAround = (client: pg.Client, id: string, number: string) =>
    client.query(
      `with d as (insert into issued_documents (tenant_id, id, environment, kind, seller, number, issue_year, document, rendering, recorded_at)
         select tenant_id, $1, environment, kind, seller, $2, issue_year, $3, '{}', $4 from issued_documents limit 1 returning id, number, recorded_at)
       update invoices i set status = 'validated', invoice_number = d.number, validated_at = d.recorded_at from d where i.id = d.id`,
      [id, number, row?.document, new Date(START)],
    );
  const order: string[] = [];
  const { promise: mayCommit, resolve: commit } = Promise.withResolvers<void>();
  const { promise: written, resolve: wrote } = Promise.withResolvers<void>();
  const early = inTransaction(url, as(tenant), async (client) => {
    await issueAround(client, first, 'EARLY-1');
    wrote();
    await mayCommit;
  }).then(() => order.push('written'));
  await written;
  const on = tenant
    .call('POST', '/tenant/fiscal/kill-switch/activate', { reason: 'incident' })
    .then(({ status }) => order.push(`switched ${status}`));
  // Long enough for an activation that does not wait.
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(order).toEqual([]);
  commit();
  await Promise.all([early, on]);
  // Which of the two callers hears first is theirs.
  expect(order.toSorted()).toEqual(['switched 200', 'written']);
  await expect(
    inTransaction(url, as(tenant), (client) => issueAround(client, second, 'LATE-1')),
  ).rejects.toMatchObject({ constraint: 'fiscal_kill_switch' });
});
