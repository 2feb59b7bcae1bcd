import * as contract from '@scell/contract';
import { cached } from '../../../platform/http/cached.ts';
import { type Call, ok, type Reply } from '../../../platform/http/call.ts';
import { pageOf, presentList } from '../../../platform/http/lists.ts';
import { presentWarnings } from '../../../platform/http/present.ts';
import { publicRoute, route } from '../../../platform/http/route.ts';
import { requireWholeTenant } from '../../tenants/whole-tenant.ts';
import { pricesAt } from '../price-list.ts';
import { changeSettings } from './change-settings.ts';
import { presentBalance, presentTransaction, servicesNamed } from './present.ts';
import { presentPrices, pricesOf } from './prices.ts';
import { readBalance } from './read-balance.ts';
import { listTransactions } from './store.ts';
import { periodAt, readUsage } from './usage.ts';

export const balanceRoutes = [
  route(contract.getBalance, (call) => showBalance(call)),
  route(contract.getTenantBalance, (call) => showBalance(call)),

  route(contract.updateBalanceSettings, async (call) => {
    requireWholeTenant(call);
    const balance = await call.db.withTenant(call.scope, (tx) => changeSettings(tx, call, call.body ?? {}));
    return ok({
      message: { fr: 'Réglages enregistrés.', en: 'Settings saved.' }[call.language],
      data: presentBalance(balance),
      warnings: presentWarnings(call.warnings, call.language),
    });
  }),

  route(contract.listBalanceTransactions, (call) =>
    showTransactions(call, call.query, contract.listBalanceTransactions.path),
  ),
  route(contract.listTenantTransactions, (call) =>
    showTransactions(call, call.query, contract.listTenantTransactions.path),
  ),

  route(contract.getUsage, async (call) => {
    requireWholeTenant(call);
    const period = call.query.period ?? periodAt(call.now);
    return ok({
      data: await call.db.withTenant(call.scope, (tx) => readUsage(tx, call.scope.tenantId, period)),
    });
  }),

  publicRoute(contract.getPublicPricing, async ({ now }) =>
    cached(ok({ data: presentPrices(pricesAt(now)) })),
  ),
  publicRoute(contract.getPricing, async ({ services, caller, now }) => {
    if (caller === null) return ok({ data: presentPrices(pricesAt(now)) });
    const { tenantId } = caller.principal;
    const db = services.databases[caller.environment];
    return ok({
      data: presentPrices(await db.withTenant({ tenantId }, (tx) => pricesOf(tx, tenantId, now))),
    });
  }),
  route(contract.getTenantPricing, async (call) =>
    ok({
      data: presentPrices(
        await call.db.withTenant(call.scope, (tx) => pricesOf(tx, call.scope.tenantId, call.now)),
      ),
    }),
  ),
];

async function showBalance(call: Call): Promise<Reply> {
  requireWholeTenant(call);
  return ok({ data: presentBalance(await call.db.withTenant(call.scope, (tx) => readBalance(tx, call))) });
}

async function showTransactions(
  call: Call,
  query: contract.QueryOf<typeof contract.listBalanceTransactions>,
  path: string,
): Promise<Reply> {
  requireWholeTenant(call);
  const sorted = { ...query, sort: 'sequence' };
  const found = await call.db.withTenant(call.scope, (tx) =>
    listTransactions(
      tx,
      call.scope.tenantId,
      {
        type: query.type,
        services: query.service === undefined ? undefined : servicesNamed(query.service),
        from: query.from,
        to: query.to,
        order: query.order,
      },
      pageOf(sorted),
    ),
  );
  return ok(
    presentList(sorted, `${call.apiBase}${path}`, found, presentTransaction, (row) => ({
      value: row.sequence,
      id: row.id,
    })),
  );
}
