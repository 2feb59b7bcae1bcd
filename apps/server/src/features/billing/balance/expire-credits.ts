import { negate, sum, trimZeros } from '@scell/core';
import type { Environment } from '../../../platform/environments.ts';
import { recordEvent } from '../../../platform/events/record-event.ts';
import { moveTimer } from '../../../platform/jobs/move-timer.ts';
import type { Services } from '../../../platform/services.ts';
import { noteLevel, tell } from './alerts.ts';
import { bookkeeper } from './bookkeeper.ts';
import { firstLook } from './credit-life.ts';
import {
  insertPostings,
  insertTransaction,
  lockBalance,
  noteWarned,
  openLots,
  takeCreditTimer,
} from './store.ts';
import { CREDIT_TIMER } from './timers.ts';

/**
 * Takes off the credits whose time is over, warns of those that end within thirty days, and has the timer wait for what comes
 * next. Delivered twice, it does nothing twice: what is taken off has nothing remaining.
 */
export async function expireCredits(
  services: Services,
  environment: Environment,
  tenantId: string,
): Promise<void> {
  const clerk = bookkeeper(services, tenantId);
  const { now } = clerk;
  await services.databases[environment].withTenant({ tenantId }, async (tx) => {
    const balance = await lockBalance(tx, tenantId);
    if (balance === undefined) return takeCreditTimer(tx, tenantId);
    const lots = await openLots(tx, tenantId);
    const ended = lots.filter((lot) => lot.expires_at <= now);
    const open = lots.filter((lot) => lot.expires_at > now);
    if (ended.length > 0) {
      const amount = sum(ended.map(({ remaining }) => remaining));
      const { id } = await insertTransaction(tx, {
        tenant_id: tenantId,
        id: clerk.newId(),
        type: 'debit',
        service: 'expiry',
        amount: negate(amount),
        description: 'Crédits expirés douze mois après leur achat',
        reference_type: null,
        reference_id: null,
        unit_price: null,
        sub_tenant_id: null,
        actor: clerk.by,
        created_at: now,
      });
      await insertPostings(tx, [
        {
          tenant_id: tenantId,
          transaction_id: id,
          line: 1,
          account: 'expired',
          lot_id: null,
          amount: negate(amount),
        },
        ...ended.map((lot, index) => ({
          tenant_id: tenantId,
          transaction_id: id,
          line: index + 2,
          account: 'credits' as const,
          lot_id: lot.id,
          amount: lot.remaining,
        })),
      ]);
    }
    if (ended.length > 0)
      await recordEvent(
        tx,
        clerk,
        {
          subjectType: 'balance',
          subjectId: tenantId,
          type: 'balance.expired',
          details: 'Des crédits ont expiré',
          data: { amount: trimZeros(sum(ended.map(({ remaining }) => remaining))), currency: 'EUR' },
        },
        null,
      );
    const toWarn = open.filter((lot) => lot.warned_at === null && firstLook(lot.expires_at) <= now);
    const [soonest] = toWarn;
    if (soonest !== undefined) {
      await noteWarned(
        tx,
        tenantId,
        toWarn.map(({ id }) => id),
        now,
      );
      await tell(tx, clerk, [
        {
          type: 'balance.expiring',
          data: {
            amount: trimZeros(sum(toWarn.map(({ remaining }) => remaining))),
            currency: 'EUR',
            expires_at: soonest.expires_at.toISOString(),
          },
        },
      ]);
    }
    await noteLevel(tx, clerk, balance.alert_level, sum(open.map(({ remaining }) => remaining)), {
      low: balance.low_threshold,
      critical: balance.critical_threshold,
    });
    const warned = new Set(toWarn.map(({ id }) => id));
    const looks = open.map((lot) =>
      lot.warned_at === null && !warned.has(lot.id) ? firstLook(lot.expires_at) : lot.expires_at,
    );
    if (looks.length === 0) return takeCreditTimer(tx, tenantId);
    const next = new Date(Math.min(...looks.map((look) => look.getTime())));
    await moveTimer(tx, { tenantId, kind: CREDIT_TIMER, subjectId: tenantId }, next);
  });
}
