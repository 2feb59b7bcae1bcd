import { endorsementMessage } from '@scell/ledger';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeDue } from '../../src/features/fiscal/closings/close-due.ts';
import { sendAlarm } from '../../src/features/fiscal/integrity/alarm-mail.ts';
import { checkDue } from '../../src/features/fiscal/integrity/check-due.ts';
import { INTEGRITY_TIMER } from '../../src/features/fiscal/integrity/timers.ts';
import { newLedgerKeyPem, readLedgerKey } from '../../src/platform/ledger/ledger-key.ts';
import { registerLedgerKey } from '../../src/platform/ledger/open-ledger-key.ts';
import { inTransaction, query, superuserUrl } from '../data/sql.ts';
import {
  createTestPlatform,
  invoiceBody,
  START,
  type TestPlatform,
  type TestTenant,
} from '../support/platform.ts';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await createTestPlatform();
});
afterAll(() => platform.close());

const DAY = 86_400_000;

/** Three invoices, one of them paid, and a closed day; then two more. */
async function books(): Promise<{ tenant: TestTenant; ids: string[] }> {
  platform.now = START;
  const tenant = await platform.tenant();
  const ids: string[] = [];
  for (let i = 0; i < 3; i++) ids.push(await issue(tenant));
  await tenant.call('POST', `/invoices/${ids[0]}/mark-paid`);
  platform.now = START + DAY;
  await closeDue(platform.services, 'sandbox', tenant.summary.id, tenant.summary.id);
  for (let i = 0; i < 2; i++) ids.push(await issue(tenant));
  return { tenant, ids };
}

async function issue(tenant: TestTenant): Promise<string> {
  const { body } = await tenant.call('POST', '/invoices', invoiceBody());
  expect((await tenant.call('POST', `/invoices/${body.data.id}/submit`)).status).toBe(200);
  return body.data.id;
}

/** What somebody does who owns the database server. */
const tamper = (statement: string, values: unknown[]) =>
  inTransaction(superuserUrl(platform.databases.sandbox), {}, async (client) => {
    await client.query("set local session_replication_role = 'replica'");
    expect((await client.query(statement, values)).rowCount).toBeGreaterThan(0);
  });

async function check(tenant: TestTenant, path = '/tenant/fiscal/integrity') {
  const { status, body } = await tenant.call('GET', path);
  expect(status, JSON.stringify(body)).toBe(200);
  return body.data;
}

test('books as the program wrote them are whole', async () => {
  const { tenant } = await books();
  const report = await check(tenant);
  expect(report.broken_link_details).toEqual([]);
  expect(report).toMatchObject({
    is_valid: true,
    valid: true,
    broken_links: 0,
    first_entry: '2026-05-06T08:00:00.000000Z',
  });
  const fiscal = report.chains.find(({ kind }: { kind: string }) => kind === 'fiscal');
  // The key, three invoices, a payment, the closing, two invoices.
  expect(fiscal).toMatchObject({
    scope: { tenant_id: tenant.summary.id, sub_tenant_id: null },
    head_sequence: 8,
    head_hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    gaps: [],
    orphan_entities: [],
    tampering: false,
  });
  expect(report.chains.map(({ kind }: { kind: string }) => kind).sort()).toEqual(['archive', 'fiscal']);
});

test('books are whole when the key has changed, twice, and chains that rest have not entered the new one', async () => {
  const { tenant, ids } = await books();
  const first = platform.services.ledgerKey;
  for (let i = 0; i < 2; i++) {
    const before = platform.services.ledgerKey;
    const next = readLedgerKey(newLedgerKeyPem());
    if (before === null) throw new Error('no key');
    const endorser = {
      id: before.id,
      signature: before.sign(endorsementMessage(next.id, next.publicKey)),
    };
    await registerLedgerKey(platform.services.databases.sandbox, next, endorser);
    platform.services.ledgerKey = next;
    expect((await check(tenant)).broken_link_details).toEqual([]);
  }
  await tenant.call('POST', `/invoices/${ids[1]}/mark-paid`);
  platform.services.ledgerKey = first;
  await tenant.call('POST', `/invoices/${ids[2]}/mark-paid`);
  expect((await check(tenant)).broken_link_details).toEqual([]);
});

const FORGERIES: Record<string, [statement: string, code: string]> = {
  'an amount in an entry': [
    `update ledger.entries set preimage = replace(preimage, '1200.00', '1100.00') where subject_id = $1 and entry_type = 'invoice_created'`,
    'altered',
  ],
  'the kind of an entry, beside its text': [
    `update ledger.entries set entry_type = 'payment' where subject_id = $1 and entry_type = 'invoice_created'`,
    'altered',
  ],
  'the document of an invoice': [
    `update scell.issued_documents set document = replace(document, '1200.00', '1100.00') where id = $1`,
    'document-altered',
  ],
  'the number of a document': [`update scell.issued_documents set number = 'X-1' where id = $1`, 'altered'],
  'an entry, taken out': [
    `delete from ledger.entries where subject_id = $1 and entry_type = 'invoice_created'`,
    'gap',
  ],
  'a document, taken out': ['delete from scell.issued_documents where id = $1', 'entry-without-fact'],
  'a document with its entry, taken out, and the head set back': [
    `with d as (delete from scell.issued_documents where id = $1), f as (delete from scell.files where subject_id = $1) delete from ledger.entries where subject_id = $1 and entry_type = 'invoice_created'`,
    'gap',
  ],
  'a link': [
    `update ledger.entries set previous_hash = sha256(previous_hash) where subject_id = $1 and entry_type = 'invoice_created'`,
    'altered',
  ],
  'a seal': [
    `update ledger.seals s set signature = sha512(signature) from ledger.entries e where e.chain_id = s.chain_id and e.position = s.position and e.subject_id = $1 and e.entry_type = 'invoice_created'`,
    'bad-seal',
  ],
  'a seal, taken off': [
    `delete from ledger.seals s using ledger.entries e where e.chain_id = s.chain_id and e.position = s.position and e.subject_id = $1 and e.entry_type = 'invoice_created'`,
    'unsealed',
  ],
  'the seller whose chain it is': [
    `update ledger.chains set seller = 'siren:404833048' where kind = 'fiscal' and id in (select chain_id from ledger.entries where subject_id = $1)`,
    'of-another-chain',
  ],
  'the sub-tenant who sees an entry': [
    `update ledger.entries set sub_tenant_id = gen_random_uuid() where subject_id = $1`,
    'altered',
  ],
  'the hash of a file': [
    `update scell.files set sha256 = sha256(sha256) where subject_id = $1 and kind = 'cii'`,
    'fact-without-entry',
  ],
  'the number an invoice shows': [
    `update scell.invoices set invoice_number = 'X-2' where id = $1`,
    'fact-without-entry',
  ],
};

test.each(Object.entries(FORGERIES))('%s: the check names it', async (_what, [statement, code]) => {
  const { tenant, ids } = await books();
  await tamper(statement, [ids[1]]);
  const report = await check(tenant);
  expect(report.is_valid).toBe(false);
  expect(report.broken_link_details.map((finding: { code: string }) => finding.code)).toContain(code);
  for (const { message } of report.broken_link_details) expect(message).toMatch(/\w/);
});

test('a payment and a closing that were changed show', async () => {
  const { tenant, ids } = await books();
  await tamper('update scell.payments set amount = 1 where invoice_id = $1', [ids[0]]);
  await tamper(`update ledger.closings set totals = '[]' where tenant_id = $1`, [tenant.summary.id]);
  const members = (await check(tenant)).broken_link_details.map(({ member }: { member: string }) => member);
  expect(members).toEqual(expect.arrayContaining(['row.amount', 'row.totals']));
});

test('an entry made around the program is chained, and named as unsealed', async () => {
  const { tenant, ids } = await books();
  const { body } = await tenant.call('POST', '/invoices', invoiceBody());
  await query(
    platform.databases.sandbox.appUrl,
    `with document as (
       insert into issued_documents (tenant_id, id, environment, kind, seller, number, issue_year, document, rendering, recorded_at)
       select tenant_id, $1, environment, kind, seller, 'AROUND-1', issue_year, document, '{}', $3 from issued_documents where id = $2
       returning tenant_id, id, number, recorded_at
     )
     update invoices i set status = 'validated', invoice_number = d.number, validated_at = d.recorded_at
     from document d where i.tenant_id = d.tenant_id and i.id = d.id`,
    [body.data.id, ids[0], new Date(platform.now)],
    { role: 'scell_tenant', tenantId: tenant.summary.id },
  );
  const { broken_link_details: details } = await check(tenant);
  expect(details).toEqual([expect.objectContaining({ code: 'unsealed', position: 9 })]);
});

test('an end that was cut off shows against the head, and against heads noted outside the database', async () => {
  const { tenant } = await books();
  const { id } = tenant.summary;
  await checkDue(platform.services, 'sandbox', id);
  await tamper(`delete from ledger.entries where tenant_id = $1 and chain_kind = 'fiscal' and position > 6`, [
    id,
  ]);
  expect((await check(tenant)).broken_link_details.map(({ code }: { code: string }) => code)).toContain(
    'chain-cut',
  );
  // Whoever also sets the head back, and takes the facts out, is betrayed by what was noted elsewhere.
  await tamper(
    `update ledger.chains c set last_position = 6, head_hash = (select chain_hash from ledger.entries e where e.chain_id = c.id and e.position = 6)
     where tenant_id = $1 and kind = 'fiscal'`,
    [id],
  );
  await tamper(
    `delete from scell.issued_documents d where tenant_id = $1 and not exists (select from ledger.entries e where e.subject_id = d.id and e.chain_kind = 'fiscal')`,
    [id],
  );
  const codes = (await check(tenant)).broken_link_details.map(({ code }: { code: string }) => code);
  expect(codes).toContain('head-not-reached');
});

test('a day is checked alone, and a span of days', async () => {
  const { tenant, ids } = await books();
  const first = await check(tenant, '/tenant/fiscal/integrity/2026-05-06');
  expect(first).toMatchObject({ is_valid: true });
  expect(
    (await check(tenant, '/tenant/fiscal/integrity?date_from=2026-05-07&date_to=2026-05-07')).is_valid,
  ).toBe(true);
  await tamper(
    `update ledger.entries set preimage = replace(preimage, '1200.00', '1100.00') where subject_id = $1`,
    [ids[4]],
  );
  expect((await check(tenant, '/tenant/fiscal/integrity/2026-05-06')).is_valid).toBe(true);
  expect((await check(tenant, '/tenant/fiscal/integrity/2026-05-07')).is_valid).toBe(false);
  expect((await tenant.call('GET', '/tenant/fiscal/integrity/2026-05-08')).status).toBe(422);
  expect((await tenant.call('GET', '/tenant/fiscal/integrity/yesterday')).status).toBe(422);
});

test('the daily check is kept, and a failure is told: event, journal, mail, and the kill switch where it is set', async () => {
  const { tenant, ids } = await books();
  const { id } = tenant.summary;
  await query(
    superuserUrl(platform.databases.live),
    "update scell.tenants set email = 'compta@acme.example' where id = $1",
    [id],
  );
  expect((await check(tenant, '/tenant/fiscal/integrity-status')).status).toBe('never');
  await checkDue(platform.services, 'sandbox', id);
  expect(await check(tenant, '/tenant/fiscal/integrity-status')).toMatchObject({
    status: 'passed',
    latest: { result: 'passed' },
  });
  const [timer] = await query<{ due_at: Date }>(
    superuserUrl(platform.databases.sandbox),
    'select due_at from scell.timers where kind = $1 and subject_id = $2',
    [INTEGRITY_TIMER, id],
  );
  expect(timer?.due_at.toISOString()).toBe('2026-05-07T22:30:00.000Z');

  await tamper(
    `update ledger.entries set preimage = replace(preimage, '1200.00', '1100.00') where subject_id = $1 and entry_type = 'invoice_created'`,
    [ids[1]],
  );
  platform.services.autoKillSwitch = true;
  await checkDue(platform.services, 'sandbox', id);
  platform.services.autoKillSwitch = false;
  expect(await check(tenant, '/tenant/fiscal/integrity-status')).toMatchObject({ status: 'failed' });
  const history = await tenant.call('GET', '/tenant/fiscal/integrity/history');
  expect(history.body.data.map(({ result }: { result: string }) => result)).toEqual(['failed', 'passed']);

  const as = { role: 'scell_tenant', tenantId: id } as const;
  const { appUrl } = platform.databases.sandbox;
  expect(await query(appUrl, "select type from events where subject_type = 'ledger'", [], as)).toEqual([
    { type: 'fiscal.integrity_failed' },
  ]);
  const journal = await query<{ preimage: string }>(
    appUrl,
    "select preimage from ledger.entries where chain_kind = 'technical' and entry_type = 'technical_event' order by position",
    [],
    as,
  );
  expect(journal.map(({ preimage }) => JSON.parse(preimage).event)).toEqual([
    'integrity_failed',
    'kill_switch_activated',
  ]);
  const [mail] = await query<{ id: string }>(
    appUrl,
    "select id from mails where subject_type = 'integrity'",
    [],
    as,
  );
  await sendAlarm(platform.services, 'sandbox', id, mail?.id ?? '');
  expect(platform.mails.at(-1)).toMatchObject({
    to: 'compta@acme.example',
    subject: expect.stringContaining('not whole'),
  });
  expect((await tenant.call('POST', '/invoices', invoiceBody())).status).toBe(451);
  expect((await tenant.call('GET', '/tenant/fiscal/kill-switch/status')).body.data.reason).toContain(
    'Contrôle du registre',
  );
});

test('a live check that says the same is kept once an hour', async () => {
  const { tenant } = await books();
  for (let i = 0; i < 3; i++) await check(tenant);
  platform.now += 3_700_000;
  await check(tenant);
  expect((await tenant.call('GET', '/tenant/fiscal/integrity/history')).body.meta.total).toBe(2);
});

test('compliance says what is wrong, how gravely, since when', async () => {
  const { tenant, ids } = await books();
  const compliance = () => check(tenant, '/tenant/fiscal/compliance');
  await checkDue(platform.services, 'sandbox', tenant.summary.id);
  const fine = await compliance();
  expect(fine).toMatchObject({
    overall_status: 'CONFORME',
    compliant: true,
    closing_coverage_percent: 100,
    chain_integrity_percent: 100,
    last_daily_closing: '2026-05-06',
    last_monthly_closing: null,
    chain_length: 8,
    total_fiscal_entries: 6,
    days_with_activity: 2,
    days_closed: 1,
    open_incidents: [],
    attestation_status: { current: false, needs_renewal: true },
  });

  platform.now += 2 * DAY;
  const late = await compliance();
  expect(late).toMatchObject({ overall_status: 'ALERTE', compliant: false });
  expect(late.open_incidents.map(({ type }: { type: string }) => type)).toEqual([
    'closings_missing',
    'check_overdue',
  ]);
  expect(late.closing_coverage_percent).toBe(33.33);

  await tamper(
    `update ledger.entries set preimage = replace(preimage, '1200.00', '1100.00') where subject_id = $1 and entry_type = 'invoice_created'`,
    [ids[1]],
  );
  await checkDue(platform.services, 'sandbox', tenant.summary.id);
  await tenant.call('POST', '/tenant/fiscal/kill-switch/activate', { reason: 'look into it' });
  const broken = await compliance();
  expect(broken).toMatchObject({
    overall_status: 'NON_CONFORME',
    integrity_valid: false,
    kill_switch_active: true,
  });
  expect(broken.open_incidents[0]).toMatchObject({ type: 'integrity_failed', severity: 'critical' });
  expect(broken.chain_integrity_percent).toBeLessThan(100);
  expect(broken.warnings).toHaveLength(3);
});

/** A document of the tenant once more, under an id and a number of the forger's, for a seller who has no chain. */
const FORGED_DOCUMENT = `
  with i as (
    insert into scell.invoices select (jsonb_populate_record(i, jsonb_build_object('id', gen_random_uuid(), 'draft_number', 'F-1', 'invoice_number', 'F-' || right(i.tenant_id::text, 12)))).*
    from scell.invoices i where i.id = $1 returning tenant_id, id, invoice_number
  )
  insert into scell.issued_documents
    select (jsonb_populate_record(d, jsonb_build_object('id', i.id, 'number', i.invoice_number, 'seller', 'siren:732829320'))).*
    from scell.issued_documents d, i where d.id = $1`;
/** Its entry, as the release before the seals would have written it, in a chain of its own. */
const FORGED_CHAIN = `
  with c as (
    insert into ledger.chains (tenant_id, kind, environment, seller, opened_at, last_position, last_recorded_at)
    select tenant_id, 'fiscal', environment, seller, '2025-05-06', 1, '2025-05-06' from scell.issued_documents where number like 'F-%' and tenant_id = $1
    returning tenant_id, id
  ), e as (
    select e.*, d.id as document_id, c.id as new_chain,
      regexp_replace(replace(replace(replace(replace(replace(e.preimage, '"schema_version":"2"', '"schema_version":"1"'),
        ',"chain_kind":"fiscal"', ''), e.chain_id::text, c.id::text), e.subject_id::text, d.id::text),
        '"seller":"siren:123456789"', '"seller":"siren:732829320"'),
        '"position":"[0-9]+","recorded_at":"[^"]*"(.*)"number":"[^"]*"', '"position":"1","recorded_at":"2025-05-06T00:00:00.000000Z"\\1"number":"' || d.number || '"') as text
    from ledger.entries e, c, scell.issued_documents d
    where e.subject_id = $2 and e.entry_type = 'invoice_created' and d.number like 'F-%' and d.tenant_id = $1
  )
  insert into ledger.entries (tenant_id, chain_id, position, chain_kind, entry_type, subject_id, fiscal_date, schema_version, preimage,
    data_hash, previous_hash, chain_hash, recorded_at)
  select tenant_id, new_chain, 1, 'fiscal', entry_type, document_id, '2025-05-06', 1, text, sha256(convert_to(text, 'UTF8')),
    decode(repeat('00', 32), 'hex'), sha256(decode(repeat('00', 32), 'hex') || sha256(convert_to(text, 'UTF8'))), '2025-05-06'
  from e`;
const FORGED_HEAD = `update ledger.chains c set head_hash = e.chain_hash from ledger.entries e
  where e.chain_id = c.id and c.tenant_id = $1 and c.seller = 'siren:732829320' and e.position = 1`;
const FORGED_PAYMENT = `insert into scell.payments (tenant_id, id, invoice_id, amount, currency, means_code, paid_at, recorded_at)
  select tenant_id, gen_random_uuid(), id, 1200, 'EUR', '30', '2025-05-06', '2025-05-06' from scell.issued_documents where id = $1`;

/** Forges a chain of before the seals, with what is needed for it to look like one. */
async function forgeOlderChain(tenant: TestTenant, model: string | undefined): Promise<string> {
  await tamper(FORGED_DOCUMENT, [model]);
  await tamper(FORGED_CHAIN, [tenant.summary.id, model]);
  await tamper(FORGED_HEAD, [tenant.summary.id]);
  const [forged] = await query<{ id: string }>(
    superuserUrl(platform.databases.sandbox),
    "select id from scell.issued_documents where number like 'F-%' and tenant_id = $1",
    [tenant.summary.id],
  );
  return forged?.id ?? '';
}

const orphansIn = (report: { chains: { orphan_entities: unknown[] }[] }) =>
  report.chains.flatMap(({ orphan_entities }) => orphan_entities);

test('a payment written around the program under a date of long ago is never entered for it, but reported', async () => {
  const { tenant, ids } = await books();
  const night = () => checkDue(platform.services, 'sandbox', tenant.summary.id);
  // Before the first check of all, too: what its invoice is of was never without seals.
  await tamper(FORGED_PAYMENT, [ids[1]]);
  await night();
  await tamper(FORGED_PAYMENT, [ids[2]]);
  await night();
  const orphans = orphansIn(await check(tenant));
  expect(orphans).toEqual([
    { problem: 'fact-without-entry', kind: 'payment', id: expect.any(String) },
    { problem: 'fact-without-entry', kind: 'payment', id: expect.any(String) },
  ]);
});

test('nor is a chain of before the seals believed once a check was done', async () => {
  const { tenant, ids } = await books();
  const { id } = tenant.summary;
  await checkDue(platform.services, 'sandbox', id);
  const forged = await forgeOlderChain(tenant, ids[4]);
  await tamper(FORGED_PAYMENT, [forged]);
  // The next midnight closes it, and seals that.
  platform.now += DAY;
  await closeDue(platform.services, 'sandbox', id, id);
  await checkDue(platform.services, 'sandbox', id);
  const report = await check(tenant);
  expect(report.is_valid).toBe(false);
  const chain = report.chains.find(({ seller }: { seller: string }) => seller === 'siren:732829320');
  expect(
    chain.findings.map(({ code, position }: { code: string; position: number }) => [code, position]),
  ).toContainEqual(['unsealed', 1]);
  // The payment stays without an entry.
  expect(orphansIn(report)).toEqual([
    { problem: 'fact-without-entry', kind: 'payment', id: expect.any(String) },
  ]);
});

test('a chain of before the seals is taken up at the first check, payments and all', async () => {
  const { tenant, ids } = await books();
  const { id } = tenant.summary;
  const older = await forgeOlderChain(tenant, ids[4]);
  await tamper(FORGED_PAYMENT, [older]);
  platform.now += DAY;
  await closeDue(platform.services, 'sandbox', id, id);
  await checkDue(platform.services, 'sandbox', id);
  await checkDue(platform.services, 'sandbox', id);
  const report = await check(tenant);
  expect(report.chains.flatMap(({ findings }: { findings: unknown[] }) => findings)).toEqual([]);
  expect(orphansIn(report)).toEqual([]);
  expect(report.is_valid).toBe(true);
});
