import { add, type Decimal, negate, sum, trimZeros } from '@scell/core';
import type { Tx } from '../../../platform/db/client-dialect.ts';
import type { Actor } from '../../../platform/http/call.ts';
import { levelOf, tell } from './alerts.ts';
import { firstLook } from './credit-life.ts';
import {
  insertLots,
  insertPostings,
  insertTransaction,
  type LotRow,
  lockBalance,
  openLots,
  setCreditTimer,
  type TransactionRow,
  updateBalance,
} from './store.ts';

/** Credits that come, and what they are set against. */
export interface Credit {
  service: TransactionRow['service'];
  description: string;
  /** What may be spent, by where it comes from. */
  lots: readonly { kind: LotRow['kind']; amount: Decimal }[];
  /** Accounts that grow by it: money received, a bonus given. Together as much as `lots` and `due`. */
  debit: readonly { account: 'cash' | 'bonus' | 'granted'; amount: Decimal }[];
  /** VAT received with it. */
  vat?: Decimal;
  reference: { type: string; id: string } | null;
}

/** How long credits can be spent. */
const CREDIT_MONTHS = 12;

/**
 * Adds credits to an opened balance, in lots of their own that end after twelve months, and answers the transaction. The same
 * reference is credited once: the database refuses a second time.
 */
export async function credit(
  tx: Tx,
  actor: Pick<Actor, 'by' | 'scope' | 'now' | 'newId'>,
  wish: Credit,
): Promise<TransactionRow> {
  const { tenantId } = actor.scope;
  const { now } = actor;
  const before = await lockBalance(tx, tenantId);
  if (before === undefined) throw new Error('the balance is opened before it is credited');
  const transaction = await insertTransaction(tx, {
    tenant_id: tenantId,
    id: actor.newId(),
    type: 'credit',
    service: wish.service,
    amount: sum(wish.lots.map(({ amount }) => amount)),
    description: wish.description,
    reference_type: wish.reference?.type ?? null,
    reference_id: wish.reference?.id ?? null,
    unit_price: null,
    sub_tenant_id: null,
    actor: actor.by,
    created_at: now,
  });
  const lots = wish.lots.map(({ kind, amount }) => ({ id: actor.newId(), kind, amount }));
  const expiresAt = monthsLater(now, CREDIT_MONTHS);
  await insertLots(
    tx,
    lots.map(({ id, kind }) => ({
      tenant_id: tenantId,
      id,
      transaction_id: transaction.id,
      kind,
      granted_at: now,
      expires_at: expiresAt,
    })),
  );
  const vat = wish.vat ?? '0';
  const postings = [
    ...wish.debit.map(({ account, amount }) => ({ account, lot_id: null, amount })),
    ...lots.map(({ id, amount }) => ({ account: 'credits' as const, lot_id: id, amount: negate(amount) })),
    ...(vat === '0' ? [] : [{ account: 'vat' as const, lot_id: null, amount: negate(vat) }]),
  ];
  await insertPostings(
    tx,
    postings.map((posting, index) => ({
      ...posting,
      tenant_id: tenantId,
      transaction_id: transaction.id,
      line: index + 1,
    })),
  );
  await setCreditTimer(tx, tenantId, firstLook(expiresAt));
  const usable = sum(
    (await openLots(tx, tenantId)).filter((lot) => lot.expires_at > now).map(({ remaining }) => remaining),
  );
  const level = levelOf(usable, { low: before.low_threshold, critical: before.critical_threshold }, now);
  if (level !== before.alert_level) await updateBalance(tx, tenantId, { alert_level: level });
  if (wish.service !== 'welcome')
    await tell(tx, actor, [
      {
        type: 'balance.reloaded',
        data: {
          amount: trimZeros(transaction.amount),
          balance: trimZeros(add(usable, '0')),
          currency: 'EUR',
          service: wish.service,
          transaction_id: transaction.id,
          expires_at: expiresAt.toISOString(),
        },
      },
    ]);
  return transaction;
}

/** The same day of a later month, in Paris. */
function monthsLater(moment: Date, months: number): Date {
  const later = Temporal.Instant.fromEpochMilliseconds(moment.getTime())
    .toZonedDateTimeISO('Europe/Paris')
    .add({ months });
  return new Date(later.epochMilliseconds);
}
