import { ApiError } from '@scell/contract';
import { compare, type Decimal, subtract, trimZeros } from '@scell/core';
import type { Tx } from '../../../platform/db/client-dialect.ts';
import type { Actor } from '../../../platform/http/call.ts';
import { enqueue } from '../../../platform/jobs/enqueue.ts';
import type { Services } from '../../../platform/services.ts';
import { type ChargedService, pricesAt } from '../price-list.ts';
import { noteLevel } from './alerts.ts';
import { openBalance } from './open-balance.ts';
import { spend } from './store.ts';

/** The job that reloads a balance by the saved payment method. */
export const AUTO_RELOAD = 'balance.auto_reload';

/** What is charged for. */
export interface Charged {
  type: 'invoice' | 'credit_note' | 'signature';
  id: string;
  subTenantId: string | null;
  /** The sentence of the journal, in French. */
  description: string;
  /** Signers, of a signature. */
  units?: number;
}

/**
 * Charges what is issued, in the transaction that issues it, and answers how much: the one place where issuing costs. It locks
 * the balance until that transaction ends, so it comes before any number is taken (lock order: idempotency, balance, counter,
 * chain head). Nothing is charged where billing is off, nor to the platform's owner.
 *
 * @throws {ApiError} INSUFFICIENT_BALANCE (402), and nothing is done
 */
export async function chargeFor(
  tx: Tx,
  actor: Pick<Actor, 'by' | 'principal' | 'environment' | 'scope' | 'now' | 'newId'>,
  { billing }: Pick<Services, 'billing'>,
  service: ChargedService,
  subject: Charged,
): Promise<Decimal> {
  if (!billing.on || billing.owner?.tenant === actor.principal.tenantSlug) return '0';
  const { tenantId } = actor.scope;
  const spending = {
    tenantId,
    id: actor.newId(),
    service,
    listPrice: pricesAt(actor.now)[service],
    units: subject.units ?? 1,
    subjectType: subject.type,
    subjectId: subject.id,
    subTenantId: subject.subTenantId,
    description: subject.description,
    actor: actor.by,
    now: actor.now,
  };
  let spent = await spend(tx, spending);
  if (spent.outcome === 'unopened') {
    await openBalance(tx, actor);
    spent = await spend(tx, spending);
  }
  const { charged, available } = spent;
  if (spent.outcome === 'short')
    throw new ApiError('INSUFFICIENT_BALANCE', {
      params: { cost: trimZeros(charged), balance: trimZeros(available) },
      details: { required: Number(charged), balance: Number(available), currency: 'EUR' },
    });
  if (spent.outcome === 'spent') {
    const left = subtract(available, charged);
    await noteLevel(tx, actor, spent.level, left, spent);
    if (spent.reload_below !== null && compare(left, spent.reload_below) < 0)
      await enqueue(tx, AUTO_RELOAD, { tenant_id: tenantId }, `${AUTO_RELOAD}:${tenantId}`);
  }
  return trimZeros(charged);
}
