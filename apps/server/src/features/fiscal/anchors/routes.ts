import * as contract from '@scell/contract';
import { type Call, ok } from '../../../platform/http/call.ts';
import { notFound, pageOf, presentList } from '../../../platform/http/lists.ts';
import { route } from '../../../platform/http/route.ts';
import { presentAnchor } from './present.ts';
import { readProof } from './read-proof.ts';
import { type AnchorFile, findAnchor, listAnchors } from './store.ts';

export const anchorRoutes = [
  route(contract.listFiscalAnchors, async (call) => {
    const { query } = call;
    const filter = { ...query, type: query.anchor_type, entityId: query.entity_id };
    const found = await call.db.withTenant(call.scope, (tx) =>
      listAnchors(tx, call.scope.tenantId, filter, pageOf(query)),
    );
    return ok(
      presentList(
        query,
        `${call.apiBase}${contract.listFiscalAnchors.path}`,
        found,
        (file) => presentAnchor(file, call.language),
        ({ anchor }) => ({ value: anchor.created_at.toISOString(), id: anchor.id }),
      ),
    );
  }),

  route(contract.getFiscalAnchor, async (call) =>
    ok({ data: presentAnchor(await requireAnchor(call, call.params.anchor), call.language) }),
  ),

  route(contract.downloadFiscalAnchorProof, async (call) =>
    readProof(call.services, await requireAnchor(call, call.params.anchor), call.query.version),
  ),
];

/** An anchor the caller may see, or 404. */
async function requireAnchor(call: Pick<Call, 'db' | 'scope'>, id: string): Promise<AnchorFile> {
  const found = await call.db.withTenant(call.scope, (tx) => findAnchor(tx, call.scope.tenantId, id));
  if (found === undefined) throw notFound(contract.RESOURCES.anchor);
  return found;
}
