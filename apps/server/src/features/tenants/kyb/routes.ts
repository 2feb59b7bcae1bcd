import * as contract from '@scell/contract';
import { type Call, created, ok } from '../../../platform/http/call.ts';
import { pageOf, presentList } from '../../../platform/http/lists.ts';
import { presentWarnings } from '../../../platform/http/present.ts';
import { route } from '../../../platform/http/route.ts';
import { requireWholeTenant } from '../whole-tenant.ts';
import { presentKybDocument, presentKybStatus } from './present.ts';
import { requireKybDocument } from './require-kyb-document.ts';
import { allDocuments, findState, listDocuments } from './store.ts';
import { submitKybDocument } from './submit-kyb-document.ts';
import { withdrawKybDocument } from './withdraw-kyb-document.ts';

export const kybRoutes = [
  route(contract.getKybStatus, async (call) => {
    requireWholeTenant(call);
    const { tenantId } = call.scope;
    const data = await call.db.withTenant(call.scope, async (tx) =>
      presentKybStatus(await findState(tx, tenantId), await allDocuments(tx, tenantId)),
    );
    return ok({ data });
  }),

  route(contract.listKybDocuments, async (call) => {
    requireWholeTenant(call);
    const { query } = call;
    const found = await call.db.withTenant(call.scope, (tx) =>
      listDocuments(
        tx,
        call.scope.tenantId,
        { type: query.type, status: query.status, order: query.order },
        pageOf(query),
      ),
    );
    const address = `${call.apiBase}${contract.listKybDocuments.path}`;
    return ok(
      presentList(query, address, found, presentKybDocument, (row) => ({
        value: row.created_at.toISOString(),
        id: row.id,
      })),
    );
  }),

  route(contract.submitKybDocument, (call) => {
    requireWholeTenant(call);
    return submitKybDocument(call as unknown as Call, call.body.type, (document) =>
      created({
        message: call.language === 'fr' ? 'Justificatif déposé.' : 'Document submitted.',
        data: presentKybDocument(document),
        warnings: presentWarnings(call.warnings, call.language),
      }),
    );
  }),

  route(contract.getKybDocument, async (call) => {
    const found = await call.db.withTenant(call.scope, (tx) =>
      requireKybDocument(tx, call, call.params.document),
    );
    return ok({ data: presentKybDocument(found) });
  }),

  route(contract.downloadKybDocument, async (call) => {
    const { id, type, media_type, sealed_sha256 } = await call.db.withTenant(call.scope, (tx) =>
      requireKybDocument(tx, call, call.params.document),
    );
    return {
      status: 200,
      bytes: await call.services.confidential.get(id, sealed_sha256),
      mediaType: media_type,
      // Not the name it came with: a header carries no other letters, and a name proves nothing.
      filename: `${type}.${media_type.replace(/^.*\//, '').replace('jpeg', 'jpg')}`,
    };
  }),

  route(contract.deleteKybDocument, async (call) => {
    await call.db.withTenant(call.scope, (tx) => withdrawKybDocument(tx, call, call.params.document));
    return ok({ message: call.language === 'fr' ? 'Justificatif retiré.' : 'Document withdrawn.' });
  }),
];
