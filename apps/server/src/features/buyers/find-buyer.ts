import { RESOURCES } from '@scell/contract';
import type { Tx } from '../../platform/db/client-dialect.ts';
import type { Actor } from '../../platform/http/call.ts';
import { notFound } from '../../platform/http/lists.ts';
import { type Buyer, findBuyer, lockBuyer } from './store.ts';

export type { Buyer } from './store.ts';

const RESOURCE = RESOURCES.buyer;

/** A buyer the caller may see, or 404. */
export async function requireBuyer(tx: Tx, actor: Actor, id: string): Promise<Buyer> {
  const buyer = await findBuyer(tx, actor.principal.tenantId, id);
  if (buyer === undefined) throw notFound(RESOURCE);
  return buyer;
}

/** A buyer the caller may change, held until the transaction ends, or 404. */
export async function requireBuyerToChange(tx: Tx, actor: Actor, id: string): Promise<Buyer> {
  const buyer = await lockBuyer(tx, actor.principal.tenantId, id);
  if (buyer === undefined) throw notFound(RESOURCE);
  return buyer;
}

/** A buyer a document of this issuer may name: the account's own, or one of the same sub-tenant; else 404. */
export async function requireBuyerOf(
  tx: Tx,
  actor: Actor,
  id: string,
  subTenantId: string | null,
): Promise<Buyer> {
  const buyer = await requireBuyer(tx, actor, id);
  if (buyer.sub_tenant_id !== null && buyer.sub_tenant_id !== subTenantId) throw notFound(RESOURCE);
  return buyer;
}

/** A buyer the caller may see, `undefined` when there is none any more. */
export function findBuyerIfAny(tx: Tx, actor: Actor, id: string): Promise<Buyer | undefined> {
  return findBuyer(tx, actor.principal.tenantId, id);
}
