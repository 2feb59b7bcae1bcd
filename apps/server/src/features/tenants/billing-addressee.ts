import type { Services } from '../../platform/services.ts';
import { findTenant } from './store.ts';

/** Where what is about money goes: the tenant's billing address, else its own. `null`: nowhere. */
export async function billingAddressee(services: Services, tenantId: string): Promise<string | null> {
  // Tenants live in the live database only.
  const tenant = await services.databases.production.withTenant({ tenantId }, (tx) =>
    findTenant(tx, tenantId),
  );
  return tenant?.billing_email ?? tenant?.email ?? null;
}
