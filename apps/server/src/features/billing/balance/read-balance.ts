import { type Decimal, sum } from '@scell/core';
import type { Tx } from '../../../platform/db/client-dialect.ts';
import type { Actor } from '../../../platform/http/call.ts';
import { openBalance } from './open-balance.ts';
import { type BalanceRow, openLots } from './store.ts';

/** What a tenant can spend, and how it wants to be told. */
export interface Balance {
  row: BalanceRow;
  /** What can be spent now: without what has just ended. */
  amount: Decimal;
  /** What ends next, and when. */
  expiring: { amount: Decimal; at: Date } | null;
}

/** The balance of the caller's tenant in its environment; opened by the first who looks. */
export async function readBalance(
  tx: Tx,
  actor: Pick<Actor, 'by' | 'environment' | 'scope' | 'now' | 'newId'>,
): Promise<Balance> {
  const row = await openBalance(tx, actor);
  const lots = (await openLots(tx, actor.scope.tenantId)).filter((lot) => lot.expires_at > actor.now);
  const [first] = lots;
  const together = lots.filter((lot) => lot.expires_at.getTime() === first?.expires_at.getTime());
  return {
    row,
    amount: sum(lots.map(({ remaining }) => remaining)),
    expiring:
      first === undefined
        ? null
        : { amount: sum(together.map(({ remaining }) => remaining)), at: first.expires_at },
  };
}
