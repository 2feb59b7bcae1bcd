import * as contract from '@scell/contract';
import { ApiError } from '@scell/contract';
import { created, ok } from '../../../platform/http/call.ts';
import { pageOf, presentList } from '../../../platform/http/lists.ts';
import { presentWarnings } from '../../../platform/http/present.ts';
import { route } from '../../../platform/http/route.ts';
import { revokeSubTenantKeys } from '../../api-keys/revoke-sub-tenant-keys.ts';
import { requireSubTenant } from '../require-sub-tenant.ts';
import { addSubTenant } from './add-sub-tenant.ts';
import { changeSubTenant } from './change-sub-tenant.ts';
import { presentSubTenant } from './present.ts';
import { removeSubTenant } from './remove-sub-tenant.ts';
import { findByExternalId, listSubTenants } from './store.ts';

export const subTenantRoutes = [
  route(contract.listSubTenants, async (call) => {
    const { query } = call;
    const sort = query.sort ?? 'created_at';
    const isActive = query.is_active ?? (query.status === undefined ? undefined : query.status === 'active');
    const found = await call.db.withTenant(call.scope, (tx) =>
      listSubTenants(
        tx,
        call.scope.tenantId,
        {
          q: query.q,
          externalId: query.external_id,
          isActive,
          onboardingStatus: query.onboarding_status,
          sort,
          order: query.order,
        },
        pageOf(query),
      ),
    );
    return ok(
      presentList(
        query,
        `${call.apiBase}${contract.listSubTenants.path}`,
        found,
        (row) => presentSubTenant(row, call.environment),
        (row) => ({ value: sort === 'name' ? row.name : row.created_at.toISOString(), id: row.id }),
      ),
    );
  }),

  route(contract.createSubTenant, (call) =>
    call.once(async (tx) => {
      const { subTenant, warnings, isNew } = await addSubTenant(tx, call, call.body, call.spell);
      const message = isNew
        ? { fr: 'Sous-compte créé.', en: 'Sub-tenant created.' }
        : { fr: 'Ce sous-compte existait déjà.', en: 'This sub-tenant was there already.' };
      return (isNew ? created : ok)({
        message: message[call.language],
        data: presentSubTenant(subTenant, call.environment),
        warnings: presentWarnings([...call.warnings, ...warnings], call.language),
      });
    }),
  ),

  route(contract.findSubTenantByExternalId, async (call) => {
    const found = await call.db.withTenant(call.scope, (tx) =>
      findByExternalId(tx, call.scope.tenantId, call.params.external_id),
    );
    if (found === undefined) throw new ApiError('SUB_TENANT_NOT_FOUND');
    return ok({ data: presentSubTenant(found, call.environment) });
  }),

  route(contract.getSubTenant, async (call) => {
    const found = await call.db.withTenant(call.scope, (tx) =>
      requireSubTenant(tx, call, call.params.sub_tenant_id),
    );
    return ok({ data: presentSubTenant(found, call.environment) });
  }),

  route(contract.updateSubTenant, async (call) => {
    const { subTenant, warnings } = await call.db.withTenant(call.scope, (tx) =>
      changeSubTenant(tx, call, call.params.sub_tenant_id, call.body, call.spell),
    );
    return ok({
      message: call.language === 'fr' ? 'Sous-compte modifié.' : 'Sub-tenant updated.',
      data: presentSubTenant(subTenant, call.environment),
      warnings: presentWarnings([...call.warnings, ...warnings], call.language),
    });
  }),

  route(contract.deleteSubTenant, async (call) => {
    const { sub_tenant_id: id } = call.params;
    const companies = await call.db.withTenant(call.scope, (tx) => removeSubTenant(tx, call, id, call.query));
    // Now rather than when the job comes, which is there in case we are not.
    await revokeSubTenantKeys(call.services, call.environment, call.scope.tenantId, id);
    return ok({
      message: call.language === 'fr' ? 'Sous-compte supprimé.' : 'Sub-tenant deleted.',
      companies_deleted: companies,
    });
  }),
];
