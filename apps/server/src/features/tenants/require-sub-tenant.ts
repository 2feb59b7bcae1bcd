import { ApiError } from '@scell/contract';
import type { Tx } from '../../platform/db/client-dialect.ts';
import type { Actor } from '../../platform/http/call.ts';
import { findSubTenant, holdSubTenant, type SubTenant } from './store.ts';

/** A sub-tenant of the caller, or 404: another tenant's is not told from none. */
export async function requireSubTenant(
  tx: Tx,
  actor: { principal: Pick<Actor['principal'], 'tenantId'> },
  id: string,
): Promise<SubTenant> {
  const subTenant = await findSubTenant(tx, actor.principal.tenantId, id);
  if (subTenant === undefined) throw new ApiError('SUB_TENANT_NOT_FOUND');
  return subTenant;
}

/** The same for whoever issues for it: it is not deleted before the transaction ends. */
export async function requireSubTenantToIssue(
  tx: Tx,
  actor: { principal: Pick<Actor['principal'], 'tenantId'> },
  id: string,
): Promise<SubTenant> {
  const subTenant = await holdSubTenant(tx, actor.principal.tenantId, id);
  if (subTenant === undefined) throw new ApiError('SUB_TENANT_NOT_FOUND');
  if (!subTenant.is_active) throw new ApiError('SUB_TENANT_NOT_READY');
  return subTenant;
}
