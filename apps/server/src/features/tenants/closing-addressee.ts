import type { Actor } from '../../platform/http/call.ts';
import type { Services } from '../../platform/services.ts';
import { findSubTenant, findTenant } from './store.ts';

/** Where the recap of closings goes: the tenant's address, or the contact of the sub-tenant. `null`: nowhere. */
export async function closingAddressee(
  services: Services,
  { scope: { tenantId }, environment }: Pick<Actor, 'scope' | 'environment'>,
  subTenantId: string | null,
): Promise<string | null> {
  if (subTenantId === null) {
    // Tenants live in the live database only.
    const tenant = await services.databases.production.withTenant({ tenantId }, (tx) =>
      findTenant(tx, tenantId),
    );
    return tenant?.email ?? null;
  }
  const subTenant = await services.databases[environment].withTenant({ tenantId }, (tx) =>
    findSubTenant(tx, tenantId, subTenantId),
  );
  return subTenant?.contact_email ?? subTenant?.email ?? null;
}
