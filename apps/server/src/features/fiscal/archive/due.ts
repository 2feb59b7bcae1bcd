import type { Environment } from '../../../platform/environments.ts';
import { enqueue } from '../../../platform/jobs/enqueue.ts';
import type { DueTimer } from '../../../platform/jobs/scheduler.ts';
import type { Services } from '../../../platform/services.ts';
import { moveTimer } from './store.ts';

/** How long a job has before its timer starts another: a job that died is found by then. */
const LEASE_MS = 15 * 60_000;

/**
 * A timer of the archive is due: hands the work to a job, so that a slow archive holds up no other timer, and looks again
 * later. The job takes the timer off, or sets its next hour.
 */
export async function startArchiveJob(
  services: Services,
  environment: Environment,
  { tenantId, kind, subjectId }: DueTimer,
): Promise<void> {
  const later = new Date(services.clock() + LEASE_MS);
  await services.databases[environment].withTenant({ tenantId }, async (tx) => {
    await moveTimer(tx, tenantId, kind, subjectId, later);
    await enqueue(
      tx,
      kind,
      { tenant_id: tenantId, subject_id: subjectId },
      `${kind} ${tenantId} ${subjectId}`,
    );
  });
}
