import { compare, type Decimal } from '@scell/core';
import type { Tx } from '../../../platform/db/client-dialect.ts';
import type { Actor } from '../../../platform/http/call.ts';
import { enqueue } from '../../../platform/jobs/enqueue.ts';
import { cheapest, pricesAt } from '../price-list.ts';
import { type AlertRow, insertAlerts, updateBalance } from './store.ts';

/** The job that tells what happened to a balance. */
export const BALANCE_ALERTS = 'balance.alerts';

/** Whoever acts on a balance. */
export type Teller = Pick<Actor, 'scope' | 'now' | 'newId'>;

export interface Thresholds {
  low: Decimal;
  critical: Decimal;
}

const CROSSINGS = ['balance.low', 'balance.critical', 'balance.depleted'] as const;

/** 0 fine, 1 low, 2 critical, 3 depleted: nothing can be issued any more. */
export function levelOf(amount: Decimal, { low, critical }: Thresholds, now: Date): number {
  if (compare(amount, cheapest(pricesAt(now))) < 0) return 3;
  if (compare(amount, critical) < 0) return 2;
  return compare(amount, low) < 0 ? 1 : 0;
}

/**
 * Notes where a balance stands now, and has each threshold told of that it fell below since it was noted last. What rises is
 * told of by what made it rise.
 */
export async function noteLevel(
  tx: Tx,
  teller: Teller,
  before: number,
  amount: Decimal,
  thresholds: Thresholds,
): Promise<void> {
  const level = levelOf(amount, thresholds, teller.now);
  if (level === before) return;
  await updateBalance(tx, teller.scope.tenantId, { alert_level: level });
  const crossed = CROSSINGS.slice(before, level);
  if (crossed.length === 0) return;
  const data = {
    balance: amount,
    currency: 'EUR',
    low_threshold: thresholds.low,
    critical_threshold: thresholds.critical,
  };
  await tell(
    tx,
    teller,
    crossed.map((type) => ({ type, data })),
  );
}

/** Has something told of, once this commits: a row of the cause, and the job that turns it into event and mail. */
export async function tell(
  tx: Tx,
  { scope, now, newId }: Teller,
  alerts: readonly { type: AlertRow['type']; data: Record<string, string | null> }[],
): Promise<void> {
  const { tenantId } = scope;
  await insertAlerts(
    tx,
    alerts.map(({ type, data }) => ({
      tenant_id: tenantId,
      id: newId(),
      type,
      data: JSON.stringify(data),
      created_at: now,
      told_at: null,
    })),
  );
  await enqueue(tx, BALANCE_ALERTS, { tenant_id: tenantId }, `${BALANCE_ALERTS}:${tenantId}`);
}
