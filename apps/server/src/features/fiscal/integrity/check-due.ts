import type { Environment } from '../../../platform/environments.ts';
import { moveTimer } from '../../../platform/jobs/move-timer.ts';
import type { Services } from '../../../platform/services.ts';
import { noteHeads, runCheck } from './run-check.ts';
import { listChains } from './store.ts';
import { INTEGRITY_TIMER, nextCheck } from './timers.ts';

/** The daily check of a tenant as a whole and of each of its sub-tenants; heads are noted once it has been done. */
export async function checkDue(
  services: Services,
  environment: Environment,
  tenantId: string,
): Promise<void> {
  const db = services.databases[environment];
  const chains = await db.withTenant({ tenantId }, (tx) => listChains(tx, tenantId));
  const subTenants = new Set(chains.flatMap(({ sub_tenant_id: id }) => (id === null ? [] : [id])));
  await runCheck(services, environment, { tenantId }, { always: true });
  for (const subTenantId of subTenants)
    await runCheck(services, environment, { tenantId, subTenantId }, { always: true });
  await noteHeads(services, environment, tenantId);
  await db.withTenant({ tenantId }, (tx) =>
    moveTimer(
      tx,
      { tenantId, kind: INTEGRITY_TIMER, subjectId: tenantId },
      nextCheck(new Date(services.clock())),
    ),
  );
}
