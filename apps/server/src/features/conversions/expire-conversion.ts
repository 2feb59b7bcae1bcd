import type { Environment } from '../../platform/environments.ts';
import type { Services } from '../../platform/services.ts';
import { deleteConversion } from './store.ts';

/** Takes off the bytes of a conversion whose link has expired, then the row that names them. Safe to run again. */
export async function expireConversion(
  services: Services,
  environment: Environment,
  tenantId: string,
  id: string,
): Promise<void> {
  await services.temporary.drop(id);
  await services.databases[environment].withTenant({ tenantId }, (tx) => deleteConversion(tx, tenantId, id));
}
