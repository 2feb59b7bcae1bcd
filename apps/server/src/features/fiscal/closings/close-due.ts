import { uuidv7 } from '@scell/core';
import type { Environment } from '../../../platform/environments.ts';
import { moveTimer } from '../../../platform/jobs/move-timer.ts';
import type { Services } from '../../../platform/services.ts';
import { closeDays } from './close-days.ts';
import { recordClosings } from './record-closings.ts';
import { CLOSING_TIMER, nextClosing } from './timers.ts';

/**
 * What is due at five past midnight: closes the days that are over, keeps what was closed, tells of it by mail, and waits for
 * the next midnight. The mail and the waiting are one transaction: each closing is told of once.
 */
export async function closeDue(
  services: Services,
  environment: Environment,
  tenantId: string,
  subjectId: string,
): Promise<void> {
  const subTenantId = subjectId === tenantId ? null : subjectId;
  await closeDays(services, environment, tenantId, subTenantId);
  const now = new Date(services.clock());
  const recorder = {
    scope: { tenantId },
    environment,
    now,
    newId: () => uuidv7(now.getTime(), services.random),
  };
  await recordClosings(services, recorder, subTenantId, (tx) =>
    moveTimer(tx, { tenantId, kind: CLOSING_TIMER, subjectId }, nextClosing(now)),
  );
}
