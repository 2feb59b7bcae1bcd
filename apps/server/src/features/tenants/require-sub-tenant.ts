import { ApiError } from '@scell/contract';
import type { Tx } from '../../platform/db/client-dialect.ts';
import type { Actor } from '../../platform/http/call.ts';
import { findSubTenant, type SubTenant } from './store.ts';

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
