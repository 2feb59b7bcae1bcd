import type { Services } from '../../platform/services.ts';
import { callSetKybStatus } from './store.ts';

/** Records that the operator has verified who the tenant is (KYB): its keys may then issue in live. */
export async function verifyTenant(services: Services, tenantId: string): Promise<void> {
  await services.databases.production.withSystem('verify tenant', (tx) =>
    callSetKybStatus(tx, tenantId, 'verified', new Date(services.clock())),
  );
  services.keys.forget();
}
