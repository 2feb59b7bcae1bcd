import * as contract from '@scell/contract';
import { type Call, ok, type Reply } from '../../../platform/http/call.ts';
import { route } from '../../../platform/http/route.ts';
import { requireSubTenant } from '../require-sub-tenant.ts';
import { presentMonth, presentOverview } from './present.ts';
import { monthsOf, spanOf } from './span.ts';
import { readOverview, readSeries } from './store.ts';

const EURO = 'EUR';

export const statsRoutes = [
  route(contract.getTenantStats, async (call) => {
    const { figures } = await call.db.withTenant(call.scope, (tx) =>
      readOverview(tx, call.scope.tenantId, null, spanOf(undefined, call.now)),
    );
    const count = (name: 'invoices' | 'credit_notes') =>
      figures.filter(({ part }) => part === 'current').reduce((all, row) => all + row[name], 0);
    return ok({
      data: {
        invoices_this_month: count('invoices'),
        credit_notes_this_month: count('credit_notes'),
        signatures_this_month: 0,
      },
    });
  }),

  route(contract.getStatsOverview, (call) => overview(call, null)),
  route(contract.getSubTenantStatsOverview, (call) => overview(call, call.params.sub_tenant_id)),

  route(contract.getStatsMonthly, async (call) => {
    const { year, month, currency = EURO } = call.query;
    const span = monthsOf(year, month, call.now);
    const by = month === undefined ? 'month' : 'day';
    const rows = await call.db.withTenant(call.scope, (tx) =>
      readSeries(tx, call.scope.tenantId, currency, by, span),
    );
    return ok({
      data:
        by === 'day'
          ? [presentMonth(span.from.slice(0, 7), currency, rows, true)]
          : rows.map((row) => presentMonth(row.at, currency, [row], false)),
    });
  }),
];

async function overview(
  call: Call<typeof contract.getStatsOverview> | Call<typeof contract.getSubTenantStatsOverview>,
  subTenantId: string | null,
): Promise<Reply> {
  const { period, currency = EURO } = call.query;
  const span = spanOf(period, call.now);
  const row = await call.db.withTenant(call.scope, async (tx) => {
    if (subTenantId !== null) await requireSubTenant(tx, call, subTenantId);
    return readOverview(tx, call.scope.tenantId, subTenantId, span);
  });
  return ok({ data: presentOverview(row, currency, span) });
}
