import * as contract from '@scell/contract';
import { preferred } from '../../../platform/http/accept.ts';
import { type Call, ok, type Reply } from '../../../platform/http/call.ts';
import { route } from '../../../platform/http/route.ts';
import { printPaper } from '../papers/print.ts';
import { SOFTWARE_NAME } from '../papers/software.ts';
import { trailPaper } from './paper.ts';
import { presentTrail } from './present.ts';
import { readTrail } from './read-trail.ts';

export const reliableTrailRoutes = [
  route(contract.getReliableTrail, async (call): Promise<Reply> => {
    const trail = await call.db.withTenant(call.scope, (tx) => readTrail(tx, call, call.params.id));
    if (formatOf(call) === 'json') return ok({ data: presentTrail(trail, call.language, call.now) });
    const { release, editor } = call.services;
    const bytes = printPaper(call.services, trailPaper(trail, release.version, call.now), {
      author: editor.name ?? SOFTWARE_NAME,
      at: call.now,
      id: `audit trail ${trail.id} ${call.now.toISOString()}`,
    });
    return {
      status: 200,
      bytes,
      mediaType: 'application/pdf',
      filename: `piste-audit-${trail.number.replace(/[^A-Za-z0-9_-]/g, '_')}.pdf`,
    };
  }),
];

/** What is asked for by name, else what `Accept` prefers. */
function formatOf({ query, accept }: Call<typeof contract.getReliableTrail>): 'json' | 'pdf' {
  return (
    query.format ??
    preferred(accept, { 'application/json': 'json', 'application/pdf': 'pdf' } as const, 'json')
  );
}
