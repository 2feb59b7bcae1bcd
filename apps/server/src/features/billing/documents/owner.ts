import type { Actor } from '../../../platform/http/call.ts';
import type { Services } from '../../../platform/services.ts';
import { findTenantByReference } from '../../tenants/create-tenant.ts';
import { operatorFor } from '../../tenants/operator.ts';

/** The platform's owner as the seller of credits; throws where the settings name nobody who is there. */
export async function ownerActor(
  services: Services,
): Promise<{ actor: Actor; companyId: string | undefined }> {
  const { owner } = services.billing;
  const tenant = owner === null ? undefined : await findTenantByReference(services, owner.tenant);
  if (owner === null || tenant === undefined)
    throw new Error('SCELL_BILLING_COMPANY names no tenant: what was bought cannot be invoiced');
  return {
    actor: { ...operatorFor(services, tenant, 'production'), by: 'system' },
    companyId: owner.companyId ?? undefined,
  };
}
