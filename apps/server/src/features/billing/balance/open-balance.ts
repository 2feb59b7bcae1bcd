import type { Tx } from '../../../platform/db/client-dialect.ts';
import type { Actor } from '../../../platform/http/call.ts';
import { setStatementTimer } from '../documents/store.ts';
import { credit } from './credit.ts';
import { type BalanceRow, findBalance, insertBalance } from './store.ts';
import { monthOf, periodAt } from './usage.ts';

/** What a new account of the sandbox can play with, in euros. */
const PLAY_MONEY = '1000';

/** The balance of the tenant: made now if there is none yet, in the sandbox with play money. */
export async function openBalance(
  tx: Tx,
  actor: Pick<Actor, 'by' | 'environment' | 'scope' | 'now' | 'newId'>,
): Promise<BalanceRow> {
  const { tenantId } = actor.scope;
  const known = await findBalance(tx, tenantId);
  if (known !== undefined) return known;
  // Of two who open at once the second waits for the first, and finds its credit.
  const isNew = await insertBalance(tx, tenantId, actor.now);
  if (isNew && actor.environment === 'production')
    await setStatementTimer(tx, tenantId, monthOf(periodAt(actor.now)).until);
  if (isNew && actor.environment === 'sandbox')
    await credit(tx, actor, {
      service: 'welcome',
      description: 'Crédit de jeu du bac à sable',
      lots: [{ kind: 'play', amount: PLAY_MONEY }],
      debit: [{ account: 'granted', amount: PLAY_MONEY }],
      reference: { type: 'account', id: tenantId },
    });
  const opened = await findBalance(tx, tenantId);
  if (opened === undefined) throw new Error('the balance was not opened');
  return opened;
}
