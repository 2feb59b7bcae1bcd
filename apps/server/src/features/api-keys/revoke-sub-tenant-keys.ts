import type { Environment } from '../../platform/environments.ts';
import type { Services } from '../../platform/services.ts';
import { revokeKeysOfSubTenant } from './store.ts';

/** Revokes every key of a sub-tenant of one environment. Safe to repeat. */
export async function revokeSubTenantKeys(
  services: Services,
  environment: Environment,
  tenantId: string,
  subTenantId: string,
): Promise<void> {
  await services.databases.production.withTenant({ tenantId }, (tx) =>
    revokeKeysOfSubTenant(tx, tenantId, subTenantId, environment, new Date(services.clock())),
  );
  services.keys.forget();
}
