import { ApiError } from '@scell/contract';
import { add, compare, type Decimal, negate, sum, trimZeros } from '@scell/core';
import type { Tx } from '../../../platform/db/client-dialect.ts';
import type { Actor } from '../../../platform/http/call.ts';
import { noteLevel } from './alerts.ts';
import { credit } from './credit.ts';
import { openBalance } from './open-balance.ts';
import { insertPostings, insertTransaction, lockBalance, openLots, type TransactionRow } from './store.ts';

export interface Adjustment {
  /** Euros, more than zero. */
  amount: Decimal;
  /** Kept in the journal, where the tenant reads it. */
  reason: string;
}

type Adjuster = Pick<Actor, 'by' | 'environment' | 'scope' | 'now' | 'newId'>;

/** Gives credits to a tenant, by the hand of the platform's operator. */
export async function creditBalance(tx: Tx, actor: Adjuster, wish: Adjustment): Promise<TransactionRow> {
  await openBalance(tx, actor);
  return credit(tx, actor, {
    service: 'admin',
    description: wish.reason,
    lots: [{ kind: 'granted', amount: wish.amount }],
    debit: [{ account: 'granted', amount: wish.amount }],
    reference: null,
  });
}

/**
 * Takes credits from a tenant, by the hand of the platform's operator; never more than there are.
 *
 * @throws {ApiError} INSUFFICIENT_BALANCE
 */
export async function debitBalance(tx: Tx, actor: Adjuster, wish: Adjustment): Promise<TransactionRow> {
  const { tenantId } = actor.scope;
  await openBalance(tx, actor);
  const balance = await lockBalance(tx, tenantId);
  if (balance === undefined) throw new Error('the balance was opened');
  const lots = (await openLots(tx, tenantId)).filter((lot) => lot.expires_at > actor.now);
  const usable = sum(lots.map(({ remaining }) => remaining));
  if (compare(usable, wish.amount) < 0)
    throw new ApiError('INSUFFICIENT_BALANCE', {
      params: { cost: trimZeros(wish.amount), balance: trimZeros(usable) },
      details: { required: Number(wish.amount), balance: Number(usable), currency: 'EUR' },
    });
  const transaction = await insertTransaction(tx, {
    tenant_id: tenantId,
    id: actor.newId(),
    type: 'debit',
    service: 'admin',
    amount: negate(wish.amount),
    description: wish.reason,
    reference_type: null,
    reference_id: null,
    unit_price: null,
    sub_tenant_id: null,
    actor: actor.by,
    created_at: actor.now,
  });
  const taken: { lot_id: string; amount: Decimal }[] = [];
  let rest = wish.amount;
  for (const { id, remaining } of lots) {
    if (compare(rest, '0') <= 0) break;
    const amount = compare(remaining, rest) < 0 ? remaining : rest;
    taken.push({ lot_id: id, amount });
    rest = add(rest, negate(amount));
  }
  await insertPostings(tx, [
    {
      tenant_id: tenantId,
      transaction_id: transaction.id,
      line: 1,
      account: 'granted',
      lot_id: null,
      amount: negate(wish.amount),
    },
    ...taken.map((posting, index) => ({
      ...posting,
      tenant_id: tenantId,
      transaction_id: transaction.id,
      line: index + 2,
      account: 'credits' as const,
    })),
  ]);
  await noteLevel(tx, actor, balance.alert_level, add(usable, negate(wish.amount)), {
    low: balance.low_threshold,
    critical: balance.critical_threshold,
  });
  return transaction;
}

/** Charges a tenant for something it pays with the statement of the month, not from its balance. */
export async function chargeToStatement(tx: Tx, actor: Adjuster, wish: Adjustment): Promise<TransactionRow> {
  const { tenantId } = actor.scope;
  await openBalance(tx, actor);
  const transaction = await insertTransaction(tx, {
    tenant_id: tenantId,
    id: actor.newId(),
    type: 'debit',
    service: 'admin',
    amount: '0',
    description: wish.reason,
    reference_type: null,
    reference_id: null,
    unit_price: wish.amount,
    sub_tenant_id: null,
    actor: actor.by,
    created_at: actor.now,
  });
  const line = { tenant_id: tenantId, transaction_id: transaction.id, lot_id: null };
  await insertPostings(tx, [
    { ...line, line: 1, account: 'receivable', amount: wish.amount },
    { ...line, line: 2, account: 'revenue', amount: negate(wish.amount) },
  ]);
  return transaction;
}
