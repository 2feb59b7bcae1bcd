import type { Environment } from '../../../platform/environments.ts';
import type { Services } from '../../../platform/services.ts';
import { deleteTimer, findDocument } from './store.ts';

/** Erases the bytes of a document that no row names, or none any more. Safe to run again. */
export async function eraseBytes(
  services: Services,
  environment: Environment,
  tenantId: string,
  id: string,
): Promise<void> {
  const db = services.databases[environment];
  const document = await db.withTenant({ tenantId }, (tx) => findDocument(tx, tenantId, id));
  if (document === undefined) await services.confidential.drop(id);
  await db.withTenant({ tenantId }, (tx) => deleteTimer(tx, tenantId, id));
}
