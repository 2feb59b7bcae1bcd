import * as contract from '@scell/contract';
import type { PublicCall, Reply } from '../../platform/http/call.ts';
import { moment } from '../../platform/http/present.ts';
import { publicRoute } from '../../platform/http/route.ts';

export const systemRoutes = [
  publicRoute(contract.getHealth, async (call) => ({
    status: 200,
    body: {
      status: 'ok',
      healthy: true,
      timestamp: moment(call.now),
      services: {},
    } satisfies contract.Health,
  })),

  publicRoute(contract.getReadiness, readiness),

  publicRoute(contract.getVersion, async ({ services, now }) => {
    const { version, commit, committedAt } = services.release;
    const body: contract.Version = {
      version,
      commit_sha: commit,
      commit_short: commit?.slice(0, 7) ?? null,
      committed_at: committedAt,
      environment: 'production',
      runtime: `node ${process.versions.node}`,
      resolved_at: moment(now),
    };
    return { status: 200, body };
  }),
];

/** Ready when both databases answer. */
async function readiness({ services, now }: PublicCall): Promise<Reply> {
  const [production, sandbox] = await Promise.all([
    services.databases.production.ping(),
    services.databases.sandbox.ping(),
  ]);
  const ready = production && sandbox;
  const word = (up: boolean) => (up ? ('ok' as const) : ('unavailable' as const));
  const body: contract.Health = {
    status: word(ready),
    healthy: ready,
    timestamp: moment(now),
    services: { database: word(production), sandbox_database: word(sandbox) },
  };
  return { status: ready ? 200 : 503, body };
}
