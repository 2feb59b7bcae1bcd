/** Figures of a tenant: exact, by currency, in days and months of Paris, and of nobody else. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { issue } from '../support/issue.ts';
import {
  createTestPlatform,
  invoiceBody,
  START,
  type TestPlatform,
  type TestTenant,
} from '../support/platform.ts';

let platform: TestPlatform;
let tenant: TestTenant;
let sub: string;
beforeAll(async () => {
  platform = await createTestPlatform();
  tenant = await platform.tenant({ slug: 'acme-sas' });
  sub = (await tenant.call('POST', '/tenant/sub-tenants', { name: 'Sub' })).body.data.id;
  await tenant.call('POST', '/tenant/sub-tenants', { name: 'Idle', is_active: false });
  const company = await tenant.call('POST', '/companies', {
    sub_tenant_id: sub,
    name: 'Sub SARL',
    siret: '73282932000074',
    address_line1: '2 Rue du Nord',
    postal_code: '59000',
    city: 'Lille',
    operation_category: 'services',
  });
  expect(company.status).toBe(201);
  // A minute before midnight in Paris on the last of March (summer time), and one after.
  platform.now = Date.parse('2026-03-31T21:59:00Z');
  await issue(tenant, amount('0.10'));
  platform.now = Date.parse('2026-03-31T22:01:00Z');
  await issue(tenant, amount('0.20'));
  await issue(tenant, amount('0.10', { currency: 'USD', exchange_rate: 0.9 }));
  platform.now = START;
  for (let count = 0; count < 3; count++) await issue(tenant, amount('0.10'));
  await issue(tenant, amount('12345678.91', { sub_tenant_id: sub }));
  await tenant.call('POST', '/invoices', amount('99.00'));
});
afterAll(() => platform.close());

/** An invoice of one line without VAT to pay, at a price a cent sign apart from what binary sums give. */
function amount(price: string, changes: Record<string, unknown> = {}) {
  const total_tax = (Number(price) * 0.2).toFixed(2);
  const total_ttc = (Number(price) + Number(total_tax)).toFixed(2);
  return invoiceBody({
    issue_date: new Date(platform.now).toISOString().slice(0, 10),
    due_date: undefined,
    total_ht: price,
    total_tax,
    total_ttc,
    lines: [{ description: 'x', quantity: 1, unit_price: price, vat_rate: 20, total_ht: price, total_ttc }],
    ...changes,
  });
}
const overview = async (query = '', options = {}) => {
  const { status, body } = await tenant.call('GET', `/tenant/stats/overview${query}`, undefined, options);
  expect(status, JSON.stringify(body)).toBe(200);
  return body.data;
};

test('this month at a glance', async () => {
  const { body } = await tenant.call('GET', '/tenant/stats');
  expect(body.data).toEqual({ invoices_this_month: 4, credit_notes_this_month: 0, signatures_this_month: 0 });
});

test('this month beside the last: sums to the cent, statuses with drafts, active sub-tenants', async () => {
  expect(await overview()).toEqual({
    total_invoices: 4,
    total_credit_notes: 0,
    // Three times 0.10, which is no 0.30 in binary.
    total_revenue: 12345679.21,
    total_expenses: 0,
    currency: 'EUR',
    active_sub_tenants: 1,
    period: { from: '2026-05-01', to: '2026-05-31' },
    status_breakdown: { draft: 1, validated: 4 },
    period_comparison: {
      previous: { total_invoices: 1, total_credit_notes: 0, total_revenue: 0.2, total_expenses: 0 },
      revenue_change_percent: 6172839505,
    },
    by_currency: [
      {
        currency: 'EUR',
        total_invoices: 4,
        total_credit_notes: 0,
        total_revenue: 12345679.21,
        total_expenses: 0,
      },
    ],
  });
});

test('each currency apart; a period by its name', async () => {
  const april = await overview('?period=2026-04&currency=usd');
  expect(april).toMatchObject({
    currency: 'USD',
    total_invoices: 1,
    total_revenue: 0.1,
    period_comparison: { previous: { total_invoices: 0 }, revenue_change_percent: null },
  });
  expect(april.by_currency.map(({ currency }: { currency: string }) => currency)).toEqual(['EUR', 'USD']);
  expect(await overview('?period=2026-03')).toMatchObject({ total_invoices: 1, total_revenue: 0.1 });
  expect(await overview('?period=year')).toMatchObject({ total_invoices: 6 });
  expect(await overview('?period=2025')).toMatchObject({
    total_invoices: 0,
    by_currency: [],
    status_breakdown: {},
  });
});

test('twelve months, those with nothing included; one month with its days', async () => {
  const year = (await tenant.call('GET', '/tenant/stats/monthly')).body.data;
  expect(
    year.map(({ month, invoices_count: n }: { month: string; invoices_count: number }) => `${month} ${n}`),
  ).toEqual(
    [0, 0, 1, 1, 4, 0, 0, 0, 0, 0, 0, 0].map((n, i) => `2026-${String(i + 1).padStart(2, '0')} ${n}`),
  );
  expect(year[4]).toMatchObject({ revenue: 12345679.21, expenses: 0, daily_breakdown: null });
  const [march] = (await tenant.call('GET', '/tenant/stats/monthly?year=2026&month=3')).body.data;
  expect(march).toMatchObject({ month: '2026-03', invoices_count: 1, revenue: 0.1 });
  expect(march.daily_breakdown).toHaveLength(31);
  expect(march.daily_breakdown[30]).toEqual({
    date: '2026-03-31',
    invoices_count: 1,
    credit_notes_count: 0,
    revenue: 0.1,
    expenses: 0,
  });
  const [april] = (await tenant.call('GET', '/tenant/stats/monthly?month=4')).body.data;
  expect(april.daily_breakdown[0]).toMatchObject({ date: '2026-04-01', invoices_count: 1, revenue: 0.2 });
  expect((await tenant.call('GET', '/tenant/stats/monthly?year=2099')).body.data).toHaveLength(12);
});

test('of a sub-tenant alone, also for its own key, and of no other tenant', async () => {
  const of = async (id: string, options = {}) =>
    (await tenant.call('GET', `/tenant/sub-tenants/${id}/stats/overview`, undefined, options)).body.data;
  const own = {
    total_invoices: 1,
    total_revenue: 12345678.91,
    active_sub_tenants: 1,
    status_breakdown: { validated: 1 },
  };
  expect(await of(sub)).toMatchObject(own);
  const key = await tenant.newKey({ subTenantId: sub });
  expect(await of(sub, { key })).toMatchObject(own);
  expect(await overview('', { key })).toMatchObject(own);
  const rival = await platform.tenant();
  const { body } = await rival.call('GET', '/tenant/stats/overview?period=year');
  expect(body.data).toMatchObject({ total_invoices: 0, active_sub_tenants: 0, by_currency: [] });
});
