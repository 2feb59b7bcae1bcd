/** Closings where calendars, clocks and currencies are at their edges; the verifier adds up all of them again. */
import { beforeEach, expect, test } from 'vitest';
import { closeDue } from '../../src/features/fiscal/closings/close-due.ts';
import { createSubTenant } from '../../src/features/tenants/create-sub-tenant.ts';
import { query } from '../data/sql.ts';
import { verifyBooks } from '../support/ledger-books.ts';
import { createTestPlatform, invoiceBody, type TestPlatform, type TestTenant } from '../support/platform.ts';

let platform: TestPlatform;
let tenant: TestTenant;
beforeEach(async () => {
  platform = await createTestPlatform({ documents: 'later' });
  tenant = await platform.tenant();
  return () => platform.close();
});

const at = (moment: string) => {
  platform.now = Date.parse(moment);
};
const url = () => platform.databases.sandbox.appUrl;
const asTenant = () => ({ role: 'scell_tenant' as const, tenantId: tenant.summary.id });

async function issue(changes: Record<string, unknown> = {}, key = tenant.key): Promise<string> {
  const day = new Date(platform.now).toISOString().slice(0, 10);
  const body = invoiceBody({ issue_date: day, due_date: day, ...changes });
  const created = await tenant.call('POST', '/invoices', body, { key });
  expect(created.status, JSON.stringify(created.body)).toBe(201);
  const submitted = await tenant.call('POST', `/invoices/${created.body.data.id}/submit`, undefined, { key });
  expect(submitted.status, JSON.stringify(submitted.body)).toBe(200);
  return created.body.data.id;
}

const due = (subject = tenant.summary.id) =>
  closeDue(platform.services, 'sandbox', tenant.summary.id, subject);

/** Type, day and bounds of the closings, in the order in which they were made. */
const closings = () =>
  query<{ type: string; day: string; start: string; hours: string; invoices: number }>(
    url(),
    `select closing_type as type, day, to_char(period_start at time zone 'Europe/Paris', 'YYYY-MM-DD HH24:MI') as start,
       extract(epoch from period_end - period_start)::int / 3600 || 'h' as hours, invoices from ledger.closings order by chain_id, position`,
    [],
    asTenant(),
  );
const verified = () => verifyBooks({ appUrl: url(), tenantId: tenant.summary.id });

test('the day on which Paris loses an hour has 23, and a month with it 743', async () => {
  at('2027-03-27T22:59:59.999Z'); // 23:59:59.999 in Paris
  await issue();
  at('2027-03-28T00:59:59Z'); // 01:59:59, a second before 03:00
  await issue();
  at('2027-04-01T06:00:00Z');
  await due();
  expect((await closings()).map(({ type, day, hours, invoices }) => [type, day, hours, invoices])).toEqual([
    ['daily', '2027-03-27', '24h', 1],
    ['daily', '2027-03-28', '23h', 1],
    ['daily', '2027-03-29', '24h', 0],
    ['daily', '2027-03-30', '24h', 0],
    ['daily', '2027-03-31', '24h', 0],
    ['monthly', '2027-03-31', '743h', 2],
  ]);
  expect((await verified()).findings).toEqual([]);
});

test.each([
  ['02-29', '2027-02-27', '2027-02-28', '2026-03-01'],
  ['02-28', '2028-02-27', '2028-02-29', '2027-03-01'],
  ['02-29', '2028-02-27', '2028-02-29', '2027-03-01'],
])('an accounting year that ends on %s, from %s on, ends on %s', async (yearEnd, from, ends, began) => {
  await tenant.call('PATCH', `/companies/${tenant.companyId}`, { fiscal_year_end: yearEnd });
  at(`${from}T10:00:00Z`);
  await issue();
  at(`${ends.slice(0, 4)}-03-03T06:00:00Z`);
  await due();
  await issue();
  at(`${ends.slice(0, 4)}-03-04T06:00:00Z`);
  await due();
  const made = await closings();
  expect(
    made.filter(({ type }) => type !== 'daily').map(({ type, day, start }) => [type, day, start]),
  ).toEqual([
    ['monthly', ends, `${ends.slice(0, 7)}-01 00:00`],
    ['annual', ends, `${began} 00:00`],
  ]);
  const years = await query<{ year: string; total: string }>(
    url(),
    `select distinct on (fiscal_year) fiscal_year as year, fiscal_year_total -> 0 ->> 'total_incl_tax' as total
     from ledger.closings where closing_type = 'daily' order by fiscal_year, period_end desc`,
    [],
    asTenant(),
  );
  expect(years[0]).toEqual({ year: ends, total: '1200.00' });
  expect(years[1]?.total).toBe('1200.00');
  expect((await verified()).findings).toEqual([]);
});

test('several currencies are added up apart, period by period', async () => {
  at('2026-05-30T10:00:00Z');
  const abroad = {
    buyer_name: 'Acme Inc',
    buyer_country: 'US',
    buyer_is_individual: true,
    buyer_siret: undefined,
    buyer_address: { line1: '1 Main St', postal_code: '10001', city: 'New York', country: 'US' },
  };
  const untaxed = (currency: string, amount: number) => ({
    ...abroad,
    currency,
    exchange_rate: 0.9,
    total_ht: amount,
    total_tax: 0,
    total_ttc: amount,
    lines: [
      {
        description: 'Advice',
        quantity: 1,
        unit: 'DAY',
        unit_price: amount,
        vat_rate: 0,
        vat_category: 'G',
        vat_exemption_reason: 'Export',
      },
    ],
  });
  await issue();
  await issue(untaxed('USD', 300.1));
  await issue(untaxed('JPY', 45000));
  const paid = await issue(untaxed('USD', 0.2));
  expect((await tenant.call('POST', `/invoices/${paid}/mark-paid`)).status).toBe(200);
  at('2026-06-01T06:00:00Z');
  await due();
  const rows = await query<{ type: string; totals: Record<string, string>[] }>(
    url(),
    "select closing_type as type, perpetual_total as totals from ledger.closings where day = '2026-05-31' order by position",
    [],
    asTenant(),
  );
  expect(rows.map(({ type }) => type)).toEqual(['daily', 'monthly']);
  for (const { totals } of rows)
    expect(
      totals.map(({ currency, total_incl_tax, payments }) => [currency, total_incl_tax, payments]),
    ).toEqual([
      ['EUR', '1200.00', '0.00'],
      ['JPY', '45000.00', '0.00'],
      ['USD', '300.30', '0.20'],
    ]);
  expect((await verified()).findings).toEqual([]);
});

test('a day closed by hand to its very end closes its month too', async () => {
  at('2026-05-31T10:00:00Z');
  const id = await issue();
  const next = (await tenant.call('POST', '/invoices', invoiceBody())).body.data.id;
  // The last microsecond of the day, as no program of ours writes it.
  await query(
    url(),
    `with d as (insert into issued_documents (tenant_id, id, environment, kind, seller, number, issue_year, document, rendering, recorded_at)
       select tenant_id, $1, environment, kind, seller, 'LAST-1', issue_year, document, '{}', '2026-05-31T21:59:59.999999Z'
       from issued_documents where id = $2 returning id, number, recorded_at)
     update invoices i set status = 'validated', invoice_number = d.number, validated_at = d.recorded_at from d where i.id = d.id`,
    [next, id],
    asTenant(),
  );
  at('2026-05-31T21:59:59.999Z');
  const closed = await tenant.call('POST', '/tenant/fiscal/closings/daily');
  expect(closed.body.data).toMatchObject({ date: '2026-05-31', is_manual: true, entries_count: 2 });
  at('2026-06-01T22:10:00Z');
  await due();
  expect((await closings()).map(({ type, day, invoices }) => [type, day, invoices])).toEqual([
    ['daily', '2026-05-31', 2],
    ['monthly', '2026-05-31', 2],
    ['daily', '2026-06-01', 0],
  ]);
  expect((await verified()).findings.map(({ code }) => code)).toEqual(['unsealed']);
});

test('a sub-tenant that comes at noon is closed from that day on, by itself, and told of once', async () => {
  at('2026-05-06T10:00:00Z');
  await issue();
  at('2026-05-07T10:00:00Z');
  const shop = await createSubTenant(platform.services, 'sandbox', tenant.summary, {
    name: 'Boutique',
    externalId: null,
    country: 'FR',
  });
  await query(url(), "update sub_tenants set contact_email = 'boutique@acme.example'", [], asTenant());
  const made = await tenant.call('POST', '/companies', {
    sub_tenant_id: shop.id,
    name: 'Acme SAS boutique',
    siret: '12345678900099',
    address_line1: '3 rue Trois',
    postal_code: '75003',
    city: 'Paris',
    country: 'FR',
    operation_category: 'services',
  });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  await issue({}, await tenant.newKey({ subTenantId: shop.id }));
  at('2026-05-07T22:05:00Z');
  // Two processes at once, each twice.
  await Promise.all([due(), due(shop.id), due(), due(shop.id)]);
  await due(shop.id);
  const rows = await query<{ shop: boolean; day: string; start: string }>(
    url(),
    `select sub_tenant_id is not null as shop, day, to_char(period_start at time zone 'Europe/Paris', 'MM-DD HH24:MI') as start
     from ledger.closings order by 1, 2`,
    [],
    asTenant(),
  );
  expect(rows).toEqual([
    { shop: false, day: '2026-05-06', start: '05-06 00:00' },
    { shop: false, day: '2026-05-07', start: '05-07 00:00' },
    { shop: true, day: '2026-05-07', start: '05-07 00:00' },
  ]);
  expect(
    await query(url(), "select recipient from mails where subject_type = 'closing'", [], asTenant()),
  ).toEqual([{ recipient: 'boutique@acme.example' }]);
  expect((await verified()).findings).toEqual([]);
});
