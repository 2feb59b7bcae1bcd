import type { Environment } from '../../platform/environments.ts';
import { moveTimer } from '../../platform/jobs/move-timer.ts';
import type { Services } from '../../platform/services.ts';
import { forgetAnswers, stopForgetting } from './store.ts';
import { FORGET_TIMER, HOLDS_MS } from './timers.ts';

/** Forgets the answers that no longer hold, and waits for the next. */
export async function forgetDue(
  services: Services,
  environment: Environment,
  tenantId: string,
): Promise<void> {
  const until = new Date(services.clock() - HOLDS_MS);
  await services.databases[environment].withTenant({ tenantId }, async (tx) => {
    const oldest = await forgetAnswers(tx, tenantId, until);
    if (oldest === null) return stopForgetting(tx, tenantId);
    const timer = { tenantId, kind: FORGET_TIMER, subjectId: tenantId };
    return moveTimer(tx, timer, new Date(oldest.getTime() + HOLDS_MS));
  });
}
