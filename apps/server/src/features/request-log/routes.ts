import type { LoggedRequest } from '@scell/contract';
import * as contract from '@scell/contract';
import { ok } from '../../platform/http/call.ts';
import { pageOf, presentList } from '../../platform/http/lists.ts';
import { moment } from '../../platform/http/present.ts';
import { route } from '../../platform/http/route.ts';
import { type RequestRow, selectRequests } from './store.ts';

export const requestLogRoutes = [
  route(contract.listRequests, async (call) => {
    const { query } = call;
    const filter = {
      status: query.status,
      errorsOnly: query.errors_only,
      method: query.method,
      operation: query.operation,
      actor: query.actor,
      requestId: query.request_id,
      from: query.date_from,
      to: query.date_to,
    };
    const found = await call.db.withTenant(call.scope, (tx) =>
      selectRequests(tx, call.scope.tenantId, filter, query.order, pageOf(query)),
    );
    return ok(
      presentList(query, `${call.apiBase}${contract.listRequests.path}`, found, presentRequest, (row) => ({
        value: row.created_at.toISOString(),
        id: row.id,
      })),
    );
  }),
];

function presentRequest({ tenant_id: _, created_at, ...row }: RequestRow): LoggedRequest {
  return { ...row, created_at: moment(created_at) };
}
