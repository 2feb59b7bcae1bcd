import type { Decimal } from '@scell/core';
import type { Tx } from '../../../platform/db/client-dialect.ts';
import type { Actor } from '../../../platform/http/call.ts';
import type { ChargedService } from '../price-list.ts';
import { insertPrice } from './store.ts';

export interface OwnPrice {
  service: ChargedService;
  /** Euros without VAT; `null`: the price list again. */
  price: Decimal | null;
  reason: string;
  /** From when; `null`: now. */
  from: Date | null;
}

/** Gives a tenant a price of its own, and answers from when it counts. */
export async function setPrice(
  tx: Tx,
  actor: Pick<Actor, 'scope' | 'now' | 'newId'>,
  { service, price, reason, from }: OwnPrice,
): Promise<Date> {
  const effectiveFrom = from ?? actor.now;
  await insertPrice(tx, {
    tenant_id: actor.scope.tenantId,
    id: actor.newId(),
    service,
    price,
    effective_from: effectiveFrom,
    reason,
    created_at: actor.now,
  });
  return effectiveFrom;
}
