import type { Services } from '../../platform/services.ts';
import { revokeApiKeys } from './store.ts';

/** Revokes the keys of a tenant that end in these four characters; answers how many. They stop working everywhere at once. */
export async function revokeApiKey(services: Services, tenantId: string, last4: string): Promise<number> {
  const revoked = await services.databases.production.withTenant({ tenantId }, (tx) =>
    revokeApiKeys(tx, tenantId, last4, new Date(services.clock())),
  );
  services.keys.forget();
  return revoked;
}
