import { ApiError } from '@scell/contract';
import type { Tx } from '../../../platform/db/client-dialect.ts';
import { recordEvent } from '../../../platform/events/record-event.ts';
import type { Actor } from '../../../platform/http/call.ts';
import { enqueue } from '../../../platform/jobs/enqueue.ts';
import { retireCompanies } from '../../companies/retire-companies.ts';
import { requireSubTenant } from '../require-sub-tenant.ts';
import { requireWholeTenant } from '../whole-tenant.ts';
import { hasIssued, lockSubTenantToDelete, updateSubTenant } from './store.ts';

/** The job that revokes the keys of a sub-tenant that is gone: they live in another database. */
export const REVOKE_SUB_TENANT_KEYS = 'sub-tenant.revoke-keys';

/**
 * Deletes a sub-tenant that has issued nothing, with its companies when asked. Its row stays, out of sight, for what names
 * it; drafts made for it can no longer be issued. Answers how many companies went.
 */
export async function removeSubTenant(
  tx: Tx,
  actor: Actor,
  id: string,
  { cascade }: { cascade: boolean },
): Promise<number> {
  const { tenantId } = actor.scope;
  await requireSubTenant(tx, actor, id);
  requireWholeTenant(actor);
  // Whoever is issuing for it has the lock until it has: then what it issued is seen here.
  if ((await lockSubTenantToDelete(tx, tenantId, id)) === undefined)
    throw new ApiError('SUB_TENANT_NOT_FOUND');
  if (await hasIssued(tx, tenantId, id)) throw new ApiError('SUB_TENANT_HAS_FISCAL_ENTRIES');
  const companies = await retireCompanies(tx, actor, id, { dryRun: !cascade });
  if (companies > 0 && !cascade)
    throw new ApiError('SUB_TENANT_HAS_COMPANIES', {
      params: { companies_count: companies },
      details: { companies_count: companies },
    });
  await updateSubTenant(tx, tenantId, id, {
    is_active: false,
    deleted_at: actor.now,
    updated_at: actor.now,
  });
  await recordEvent(
    tx,
    actor,
    {
      subjectType: 'sub_tenant',
      subjectId: id,
      type: 'sub_tenant.deleted',
      details: 'Sous-compte supprimé',
      data: { companies_deleted: companies },
    },
    id,
  );
  await enqueue(tx, REVOKE_SUB_TENANT_KEYS, { tenant_id: tenantId, sub_tenant_id: id });
  return companies;
}
