import { createHash } from 'node:crypto';
import { verifyChain } from '@scell/ledger';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { closeDue } from '../../src/features/fiscal/closings/close-due.ts';
import { sendRecap } from '../../src/features/fiscal/closings/recap-mail.ts';
import { CLOSING_TIMER } from '../../src/features/fiscal/closings/timers.ts';
import { createSubTenant } from '../../src/features/tenants/create-sub-tenant.ts';
import { query } from '../data/sql.ts';
import {
  answerOf,
  createTestPlatform,
  invoiceBody,
  type TestPlatform,
  type TestTenant,
} from '../support/platform.ts';

let platform: TestPlatform;
let tenant: TestTenant;
beforeEach(async () => {
  platform = await createTestPlatform({ documents: 'later' });
  tenant = await platform.tenant({ slug: 'acme-sas' });
  await query(platform.databases.live.ownerUrl, 'alter table scell.tenants no force row level security');
  await query(platform.databases.live.ownerUrl, "update scell.tenants set email = 'compta@acme.example'");
  return () => platform.close();
});
afterEach(() => {
  platform.now = Date.parse('2026-05-06T08:00:00Z');
});

const at = (moment: string) => {
  platform.now = Date.parse(moment);
};

async function issue(changes: Record<string, unknown> = {}, key = tenant.key): Promise<string> {
  const created = await tenant.call('POST', '/invoices', invoiceBody(changes), { key });
  expect(created.status, JSON.stringify(created.body)).toBe(201);
  const submitted = await tenant.call('POST', `/invoices/${created.body.data.id}/submit`, undefined, { key });
  expect(submitted.status, JSON.stringify(submitted.body)).toBe(200);
  return created.body.data.id;
}

const due = (subject = tenant.summary.id) =>
  closeDue(platform.services, 'sandbox', tenant.summary.id, subject);

// biome-ignore lint/suspicious/noExplicitAny: tests look into bodies freely
async function closings(filter = ''): Promise<any[]> {
  const { status, body } = await tenant.call('GET', `/tenant/fiscal/closings?per_page=100${filter}`);
  expect(status, JSON.stringify(body)).toBe(200);
  // A month ends with its last day, a year with its last month.
  const rank = (closing: { period_end: string; closing_type: string }) =>
    `${closing.period_end}${['daily', 'monthly', 'annual'].indexOf(closing.closing_type)}`;
  return body.data.toSorted((a: never, b: never) => rank(a).localeCompare(rank(b)));
}

const dueAt = async (subject = tenant.summary.id) => {
  const rows = await query<{ due_at: Date }>(
    platform.databases.sandbox.appUrl,
    'select due_at from timers where kind = $1 and subject_id = $2',
    [CLOSING_TIMER, subject],
    { role: 'scell_tenant', tenantId: tenant.summary.id },
  );
  return rows[0]?.due_at.toISOString();
};

/** Sends what was queued, as the worker would. */
async function sendMails(): Promise<void> {
  const rows = await query<{ id: string }>(
    platform.databases.sandbox.appUrl,
    "select id from mails where status = 'queued' and subject_type = 'closing' order by created_at",
    [],
    { role: 'scell_tenant', tenantId: tenant.summary.id },
  );
  for (const { id } of rows) await sendRecap(platform.services, 'sandbox', tenant.summary.id, id);
}

test('a day is closed at five past midnight in Paris, with its totals, and nothing enters it any more', async () => {
  await issue();
  await issue({
    lines: [{ description: 'Livre', quantity: 1, unit: 'C62', unit_price: 100, vat_rate: 5.5 }],
    total_ht: 100,
    total_tax: 5.5,
    total_ttc: 105.5,
  });
  const paid = await issue();
  await tenant.call('POST', `/invoices/${paid}/mark-paid`);
  expect(await dueAt()).toBe('2026-05-06T22:05:00.000Z');

  at('2026-05-06T22:05:00Z');
  await due();
  const [closing, ...others] = await closings();
  expect(others).toEqual([]);
  expect(closing).toMatchObject({
    closing_type: 'daily',
    closing_date: '2026-05-06',
    is_manual: false,
    period_start: '2026-05-05T22:00:00.000Z',
    period_end: '2026-05-06T22:00:00.000Z',
    entries_count: 4,
    counts: { invoices: 3, credit_notes: 0, payments: 1 },
    totals: { currency: 'EUR', invoices_ht: 2100, credit_notes_ht: 0, net_ht: 2100 },
    total_debit: 2505.5,
    previous_closing_hash: null,
    fiscal_year_end: '2026-12-31',
  });
  expect(closing.totals_by_currency[0].vat).toEqual([
    { category: 'S', rate: 5.5, taxable: 100, tax: 5.5 },
    { category: 'S', rate: 20, taxable: 2000, tax: 400 },
  ]);
  expect(closing.totals_by_currency[0].payments).toBe(1200);
  expect(await dueAt()).toBe('2026-05-07T22:05:00.000Z');

  // A server whose clock is behind by a moment: its fact is of the new day. By an hour: it is refused.
  at('2026-05-06T21:58:00Z');
  await issue();
  at('2026-05-06T21:00:00Z');
  const draft = await tenant.call('POST', '/invoices', invoiceBody());
  const late = await tenant.call('POST', `/invoices/${draft.body.data.id}/submit`);
  expect(late).toMatchObject({ status: 503, body: { code: 'ledger_unavailable' } });
});

test('missed days are closed in order, empty ones too, months and years with their last day', async () => {
  at('2026-12-29T10:00:00Z');
  await issue({ issue_date: '2026-12-29', due_date: '2027-01-28' });
  at('2027-01-02T09:00:00Z');
  await due();
  const found = await closings();
  expect(
    found.map(({ closing_type, closing_date, counts }) => [closing_type, closing_date, counts.invoices]),
  ).toEqual([
    ['daily', '2026-12-29', 1],
    ['daily', '2026-12-30', 0],
    ['daily', '2026-12-31', 0],
    ['monthly', '2026-12-31', 1],
    ['annual', '2026-12-31', 1],
    ['daily', '2027-01-01', 0],
  ]);
  const [first, second, , monthly, annual, next] = found;
  expect(second.previous_closing_hash).toBe(first.closing_hash);
  expect(monthly).toMatchObject({ period_start: '2026-11-30T23:00:00.000Z', totals: { net_ht: 1000 } });
  expect(annual).toMatchObject({
    period_start: '2025-12-31T23:00:00.000Z',
    perpetual_totals: [{ total_excl_tax: 1000 }],
  });
  // A new accounting year starts at nothing; the perpetual total never does.
  expect(next).toMatchObject({
    fiscal_year_end: '2027-12-31',
    fiscal_year_totals: [],
    perpetual_totals: [{ total_excl_tax: 1000 }],
  });
  await due();
  expect(await closings()).toHaveLength(6);
});

test('days have 23 and 25 hours where Paris changes its clocks', async () => {
  at('2026-10-24T10:00:00Z');
  await issue({ issue_date: '2026-10-24', due_date: '2026-11-24' });
  at('2026-10-27T00:00:00Z');
  await due();
  const spring = (await closings()).map(
    ({ period_start, period_end }) => (Date.parse(period_end) - Date.parse(period_start)) / 3_600_000,
  );
  expect(spring).toEqual([24, 25, 24]);
});

test('an accounting year ends when the company says', async () => {
  await tenant.call('PATCH', `/companies/${tenant.companyId}`, { fiscal_year_end: '06-30' });
  at('2026-06-30T10:00:00Z');
  await issue({ issue_date: '2026-06-30', due_date: '2026-07-30' });
  at('2026-07-01T09:00:00Z');
  await due();
  expect(
    (await closings('&closing_type=annual')).map(({ period_start, closing_date }) => [
      period_start,
      closing_date,
    ]),
  ).toEqual([['2025-06-30T22:00:00.000Z', '2026-06-30']]);
});

test('closed by hand, a day is closed to now, and the rest of it at midnight', async () => {
  await issue();
  const first = await tenant.call('POST', '/tenant/fiscal/closings/daily', '');
  expect(first.status, JSON.stringify(first.body)).toBe(200);
  expect(first.body).toMatchObject({
    message: 'Daily closing done.',
    data: {
      type: 'daily',
      date: '2026-05-06',
      entries_count: 1,
      is_manual: true,
      totals: { invoices_ht: 1000, credit_notes_ht: 0, net_ht: 1000 },
    },
  });
  expect(first.body.data.closing_hash).toMatch(/^sha256:[0-9a-f]{64}$/);
  // Nothing new: no new closing.
  const again = await tenant.call('POST', '/tenant/fiscal/closings/daily', []);
  expect(again.body.data.id).toBe(first.body.data.id);

  at('2026-05-06T09:00:00Z');
  await issue();
  at('2026-05-06T22:10:00Z');
  await due();
  expect(
    (await closings()).map(({ is_manual, entries_count, period_end }) => [
      is_manual,
      entries_count,
      period_end > '2026-05-06T22',
    ]),
  ).toEqual([
    [true, 1, false],
    [false, 1, true],
  ]);
  const whole = await tenant.call('POST', '/tenant/fiscal/closings/daily', { date: '2026-05-06' });
  expect(whole.body.data).toMatchObject({ entries_count: 2, totals: { net_ht: 2000 }, closings: [{}, {}] });
  for (const date of ['2027-01-01', '2020-01-01'])
    expect((await tenant.call('POST', '/tenant/fiscal/closings/daily', { date })).status).toBe(422);
});

test('an account without a single invoice closes its empty day', async () => {
  const { status, body } = await tenant.call('POST', '/tenant/fiscal/closings/daily');
  expect(status, JSON.stringify(body)).toBe(200);
  expect(body.data).toMatchObject({ entries_count: 0, totals: { currency: null, net_ht: 0 } });
});

test('chains are closed apart: each sub-tenant has its closings, its timer, and its recap', async () => {
  const shop = await createSubTenant(platform.services, 'sandbox', tenant.summary, {
    name: 'Boutique',
    externalId: null,
    country: 'FR',
  });
  await query(
    platform.databases.sandbox.appUrl,
    "update sub_tenants set contact_email = 'boutique@acme.example'",
    [],
    {
      role: 'scell_tenant',
      tenantId: tenant.summary.id,
    },
  );
  const company = await tenant.call('POST', '/companies', {
    sub_tenant_id: shop.id,
    name: 'Boutique SARL',
    siret: '73282932000074',
    address_line1: '3 rue Trois',
    postal_code: '75003',
    city: 'Paris',
    country: 'FR',
    operation_category: 'services',
  });
  expect(company.status).toBe(201);
  const key = await tenant.newKey({ subTenantId: shop.id });
  await issue();
  await issue({}, key);
  at('2026-05-06T22:05:00Z');
  await due();
  await due(shop.id);
  await sendMails();
  expect(platform.mails.map(({ to }) => to).sort()).toEqual(['boutique@acme.example', 'compta@acme.example']);
  const own = await tenant.call('GET', '/tenant/fiscal/closings', undefined, { key });
  expect(own.body.data).toHaveLength(1);
  expect(own.body.data[0]).toMatchObject({ sub_tenant_id: shop.id, seller: 'siren:732829320' });
  expect(await closings()).toHaveLength(2);
});

test('the recap is sent once, in both languages, with hashes and a link of five days to the CSV', async () => {
  await issue();
  at('2026-05-06T22:05:00Z');
  await Promise.all([due(), due()]);
  await sendMails();
  expect(platform.mails).toHaveLength(1);
  const [mail] = platform.mails;
  const [closing] = await closings();
  expect(mail?.subject).toBe('[Sandbox] Clôture fiscale / Fiscal closing 2026-05-06');
  for (const part of [mail?.text ?? '', mail?.html ?? '']) {
    expect(part).toContain('1000.00 EUR');
    expect(part).toContain(closing.closing_hash.slice(7));
    expect(part).toContain(closing.csv_hash.slice(7));
    expect(part).toContain('Journalière'.toLowerCase());
    expect(part).toContain('Daily closing of 2026-05-06');
  }
  const url = /http:\/\/scell\.test(\/files\/\S+)/.exec(mail?.text ?? '')?.[1] ?? '';
  at('2026-05-11T22:04:59Z');
  const csv = answerOf(await platform.app.inject({ url }));
  expect(csv).toMatchObject({ status: 200, headers: { 'content-type': 'text/csv; charset=utf-8' } });
  expect(createHash('sha256').update(csv.bytes).digest('hex')).toBe(closing.csv_hash.slice(7));
  expect(csv.bytes.toString().split('\r\n')).toEqual([
    'increment_id,type,saving_date,document_date,total_excl_tax',
    'ACMES-202605-00001,invoice,2026-05-06T10:00:00+02:00,2026-05-06,1000.00',
    'Total,,,,1000.00',
    '',
  ]);
  at('2026-05-11T22:05:01Z');
  expect(answerOf(await platform.app.inject({ url })).status).toBe(410);
});

test('the CSV is had by key too, or as a link', async () => {
  await issue();
  const { body } = await tenant.call('POST', '/tenant/fiscal/closings/daily');
  for (const path of ['csv', 'download']) {
    const csv = await tenant.call('GET', `/tenant/fiscal/closings/${body.data.id}/${path}`, undefined, {
      headers: { accept: '*/*' },
    });
    expect(csv.bytes.toString()).toContain('Total,,,,1000.00');
    const link = await tenant.call('GET', `/tenant/fiscal/closings/${body.data.id}/${path}`, undefined, {
      headers: { accept: 'application/json' },
    });
    expect(link.body.expires_at).toBe('2026-05-11T08:00:00+00:00');
  }
  const other = await platform.tenant();
  expect((await other.call('GET', `/tenant/fiscal/closings/${body.data.id}/csv`)).status).toBe(404);
});

test('two that close at the same time close once', async () => {
  await issue();
  at('2026-05-09T08:00:00Z');
  await Promise.all([
    due(),
    due(),
    due(),
    tenant.call('POST', '/tenant/fiscal/closings/daily', { date: '2026-05-07' }),
  ]);
  expect((await closings()).map(({ closing_date }) => closing_date)).toEqual([
    '2026-05-06',
    '2026-05-07',
    '2026-05-08',
  ]);
  const rows = await query<{
    preimage: string;
    data_hash: Buffer;
    previous_hash: Buffer;
    chain_hash: Buffer;
  }>(
    platform.databases.sandbox.appUrl,
    "select * from ledger.entries where chain_kind = 'fiscal' order by position",
    [],
    { role: 'scell_tenant', tenantId: tenant.summary.id },
  );
  expect(
    verifyChain(
      rows.map((row) => ({
        preimage: row.preimage,
        dataHash: row.data_hash,
        previousHash: row.previous_hash,
        chainHash: row.chain_hash,
      })),
      (bytes) => createHash('sha256').update(bytes).digest(),
    ),
  ).toEqual([]);
});
