import type { Actor } from '../../platform/http/call.ts';
import type { Services } from '../../platform/services.ts';
import { callSetDefaultCompany } from './store.ts';

/** Makes a company the one the tenant issues for when a request names none; `null`: no company is. */
export async function setDefaultCompany(
  services: Services,
  actor: Pick<Actor, 'scope' | 'now'>,
  companyId: string | null,
): Promise<void> {
  await services.databases.production.withSystem('set tenant defaults', (tx) =>
    callSetDefaultCompany(tx, actor.scope.tenantId, companyId, actor.now),
  );
  services.keys.forget();
}
