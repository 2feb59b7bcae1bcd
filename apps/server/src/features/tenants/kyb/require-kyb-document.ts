import { RESOURCES } from '@scell/contract';
import type { Tx } from '../../../platform/db/client-dialect.ts';
import type { Actor } from '../../../platform/http/call.ts';
import { notFound } from '../../../platform/http/lists.ts';
import { findDocument, type KybDocumentRow } from './store.ts';

/** A document of the caller, or 404: also for a key of a sub-tenant, to which it does not exist. */
export async function requireKybDocument(
  tx: Tx,
  { scope }: Pick<Actor, 'scope'>,
  id: string,
): Promise<KybDocumentRow> {
  const document = scope.subTenantId == null ? await findDocument(tx, scope.tenantId, id) : undefined;
  if (document === undefined) throw notFound(RESOURCES.kybDocument);
  return document;
}
