import type { Tx } from '../../platform/db/client-dialect.ts';
import type { Actor } from '../../platform/http/call.ts';
import { notFound } from '../../platform/http/lists.ts';
import { type Buyer, findBuyer } from './store.ts';

export type { Buyer } from './store.ts';

/** A buyer the caller may see, or 404. */
export async function requireBuyer(tx: Tx, actor: Actor, id: string): Promise<Buyer> {
  const buyer = await findBuyer(tx, actor.principal.tenantId, id);
  if (buyer === undefined) throw notFound({ fr: 'Acheteur', en: 'Buyer' });
  return buyer;
}

/** A buyer the caller may see, `undefined` when there is none any more. */
export function findBuyerIfAny(tx: Tx, actor: Actor, id: string): Promise<Buyer | undefined> {
  return findBuyer(tx, actor.principal.tenantId, id);
}
