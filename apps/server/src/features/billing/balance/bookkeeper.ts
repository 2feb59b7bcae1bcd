import { uuidv7 } from '@scell/core';
import type { Actor } from '../../../platform/http/call.ts';
import type { Services } from '../../../platform/services.ts';

/** The program itself, when nobody asks it to act: jobs and timers. */
export function bookkeeper(
  services: Pick<Services, 'clock' | 'random'>,
  tenantId: string,
): Pick<Actor, 'by' | 'scope' | 'ip' | 'requestId' | 'now' | 'newId'> {
  return {
    by: 'system',
    scope: { tenantId },
    ip: null,
    requestId: null,
    now: new Date(services.clock()),
    newId: () => uuidv7(services.clock(), services.random),
  };
}
