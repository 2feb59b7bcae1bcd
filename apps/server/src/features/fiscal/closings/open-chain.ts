import type { Tx } from '../../../platform/db/client-dialect.ts';
import type { Actor } from '../../../platform/http/call.ts';
import { callOpenChain } from './store.ts';

/** Opens the fiscal chain of a seller that has no fact yet, so that its empty days are closed. Again is no change. */
export function openChain(
  tx: Tx,
  { scope, environment, now }: Pick<Actor, 'scope' | 'environment' | 'now'>,
  subTenantId: string | null,
  seller: string,
): Promise<void> {
  return callOpenChain(tx, { tenantId: scope.tenantId, subTenantId, environment, seller, now });
}
