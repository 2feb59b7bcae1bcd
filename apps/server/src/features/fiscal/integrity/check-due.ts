import type { Environment } from '../../../platform/environments.ts';
import { moveTimer } from '../../../platform/jobs/move-timer.ts';
import type { Services } from '../../../platform/services.ts';
import { noteHeads, runCheck } from './run-check.ts';
import { callEnterOlderFacts, listChains } from './store.ts';
import { INTEGRITY_TIMER, nextCheck } from './timers.ts';

/** Older facts entered in one transaction, which holds the heads of their chains. */
const OLDER_FACTS = 200;

/**
 * The daily check of a tenant as a whole and of each of its sub-tenants; heads are noted once it has been done. Before the very
 * first one, what is older than the seals and was never chained is entered, so that an upgraded ledger is whole. Never later: what is
 * found then without its entry was put there since, and is reported. That a check was done stands outside of the database.
 */
export async function checkDue(
  services: Services,
  environment: Environment,
  tenantId: string,
): Promise<void> {
  const db = services.databases[environment];
  const noted = await services.publishedHeads.read(environment, tenantId);
  if (noted.length === 0) {
    while (
      (await db.withTenant({ tenantId }, (tx) =>
        callEnterOlderFacts(tx, new Date(services.clock()), OLDER_FACTS),
      )) > 0
    );
  }
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
