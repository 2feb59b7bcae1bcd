import * as contract from '@scell/contract';
import { ok } from '../../../platform/http/call.ts';
import { pageOf, presentList } from '../../../platform/http/lists.ts';
import { route } from '../../../platform/http/route.ts';
import { requireSubTenant } from '../../tenants/require-sub-tenant.ts';
import { exportArchive } from './export/export-archive.ts';
import { presentObject, presentVerification } from './present.ts';
import { readObject } from './read-object.ts';
import { selectObjects } from './store.ts';
import { selectVerifications } from './verification/store.ts';

export const archiveRoutes = [
  route(contract.listArchive, async (call) => {
    const { query } = call;
    const found = await call.db.withTenant(call.scope, async (tx) => {
      if (query.sub_tenant_id !== undefined) await requireSubTenant(tx, call, query.sub_tenant_id);
      return selectObjects(tx, call.scope.tenantId, query, pageOf(query));
    });
    return ok(
      presentList(query, `${call.apiBase}${contract.listArchive.path}`, found, presentObject, byCreation),
    );
  }),

  route(contract.listArchiveVerifications, async (call) => {
    const { query } = call;
    const found = await call.db.withTenant(call.scope, (tx) =>
      selectVerifications(tx, call.scope.tenantId, pageOf(query), query.order),
    );
    return ok(
      presentList(
        query,
        `${call.apiBase}${contract.listArchiveVerifications.path}`,
        found,
        presentVerification,
        byCreation,
      ),
    );
  }),

  route(contract.exportArchive, async (call) => {
    const { start_date: from = null, end_date: to = null, sub_tenant_id: subTenantId } = call.query;
    if (subTenantId !== undefined) {
      // The scope is narrowed below: a key of one sub-tenant must not widen it to another.
      if (call.scope.subTenantId != null && call.scope.subTenantId !== subTenantId)
        throw new contract.ApiError('SUB_TENANT_NOT_FOUND');
      await call.db.withTenant(call.scope, (tx) => requireSubTenant(tx, call, subTenantId));
    }
    const actor = {
      by: call.by,
      environment: call.environment,
      now: call.now,
      scope: { ...call.scope, ...(subTenantId === undefined ? {} : { subTenantId }) },
    };
    const { tenantName } = call.principal;
    return {
      status: 200,
      stream: exportArchive(call.services, { actor, tenantName, from, to }),
      mediaType: 'application/zip',
      filename: `factures-${call.environment === 'sandbox' ? 'sandbox-' : ''}${call.now.toISOString().slice(0, 10)}.zip`,
    };
  }),

  route(contract.readArchiveObject, (call) => readObject(call.services, call, call.params.id)),
];

function byCreation(row: { created_at: Date; id: string }) {
  return { value: row.created_at.toISOString(), id: row.id };
}
