import * as contract from '@scell/contract';
import { ApiError, type SandboxClock } from '@scell/contract';
import type { Tx } from '../../platform/db/client-dialect.ts';
import { type Actor, ok } from '../../platform/http/call.ts';
import { moment } from '../../platform/http/present.ts';
import { route } from '../../platform/http/route.ts';
import type { Services } from '../../platform/services.ts';
import { moveClock } from './move-clock.ts';
import { countDue, readAhead } from './store.ts';

export const sandboxClockRoutes = [
  route(contract.getSandboxClock, async (call) => {
    if (call.environment !== 'sandbox') throw new ApiError('SANDBOX_ONLY');
    return ok({ data: await call.db.withTenant(call.scope, (tx) => readClock(tx, call, call.services)) });
  }),
  route(contract.moveSandboxClock, async (call) => {
    const { services } = call;
    const reply = await call.once(async (tx) => {
      await moveClock(tx, call, call.body, worldTime(services), call.spell);
      return ok({ data: await readClock(tx, call, services) });
    });
    await services.sandboxClocks.refresh();
    return reply;
  }),
];

/** What time it is without any clock of ours. */
function worldTime({ worldClock }: Pick<Services, 'worldClock'>): Date {
  return new Date(worldClock());
}

async function readClock(tx: Tx, { scope }: Pick<Actor, 'scope'>, services: Services): Promise<SandboxClock> {
  const world = worldTime(services);
  const ahead = await readAhead(tx, scope.tenantId);
  const now = new Date(world.getTime() + ahead);
  return {
    now: moment(now),
    world: moment(world),
    ahead_seconds: Math.round(ahead / 1000),
    due: await countDue(tx, scope.tenantId, now),
  };
}
