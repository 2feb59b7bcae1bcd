import * as contract from '@scell/contract';
import { ok } from '../../../platform/http/call.ts';
import { pageOf, presentList } from '../../../platform/http/lists.ts';
import { route } from '../../../platform/http/route.ts';
import { requireSubTenant } from '../../tenants/require-sub-tenant.ts';
import { chainOf, entryTypesOf, presentEntry } from './present.ts';
import { selectEntries } from './store.ts';

export const entryRoutes = [
  route(contract.listFiscalEntries, async (call) => {
    const { query } = call;
    const wanted = query.entity_type === undefined ? undefined : entryTypesOf(query.entity_type);
    const entryTypes =
      query.entry_type === undefined
        ? wanted
        : wanted === undefined || wanted.includes(query.entry_type)
          ? [query.entry_type]
          : [];
    const filter = {
      chain: query.chain ?? chainOf(query.entry_type ?? (wanted?.length === 1 ? wanted[0] : undefined)),
      entryTypes: entryTypes?.length === 0 ? ['none'] : entryTypes,
      entityId: query.entity_id,
      seller: query.seller,
      subTenantId: query.sub_tenant_id,
      environment: query.environment,
      from: query.date_from,
      to: query.date_to,
    };
    const found = await call.db.withTenant(call.scope, async (tx) => {
      if (query.sub_tenant_id !== undefined) await requireSubTenant(tx, call, query.sub_tenant_id);
      return selectEntries(tx, call.scope.tenantId, filter, query.order, pageOf(query));
    });
    return ok({
      success: true,
      ...presentList(
        query,
        `${call.apiBase}${contract.listFiscalEntries.path}`,
        found,
        presentEntry,
        (row) => ({ value: row.recorded_at.toISOString(), id: row.id }),
      ),
    });
  }),
];
