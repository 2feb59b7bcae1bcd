import type { BodyOf, updateBalanceSettings } from '@scell/contract';
import { fieldError, validationError } from '@scell/contract';
import { compare } from '@scell/core';
import type { Tx } from '../../../platform/db/client-dialect.ts';
import type { Actor } from '../../../platform/http/call.ts';
import { enqueue } from '../../../platform/jobs/enqueue.ts';
import { noteLevel } from './alerts.ts';
import { AUTO_RELOAD } from './charge-for.ts';
import { openBalance } from './open-balance.ts';
import { type Balance, readBalance } from './read-balance.ts';
import { lockBalance, updateBalance } from './store.ts';

/** Changes when a tenant is told of its balance, and when it is reloaded by itself. */
export async function changeSettings(
  tx: Tx,
  actor: Pick<Actor, 'by' | 'environment' | 'scope' | 'now' | 'newId'>,
  wish: BodyOf<typeof updateBalanceSettings>,
): Promise<Balance> {
  const { tenantId } = actor.scope;
  await openBalance(tx, actor);
  const before = await lockBalance(tx, tenantId);
  if (before === undefined) throw new Error('the balance was opened');
  const keep = <T>(sent: T | undefined, stored: T): T => (sent === undefined ? stored : sent);
  const low = keep(wish.low_balance_alert_threshold, before.low_threshold);
  const critical = keep(wish.critical_balance_alert_threshold, before.critical_threshold);
  const enabled = keep(wish.auto_reload_enabled, before.auto_reload_enabled);
  const below = keep(wish.auto_reload_threshold, before.auto_reload_threshold);
  const amount = keep(wish.auto_reload_amount, before.auto_reload_amount);
  if (compare(critical, low) > 0)
    throw validationError([
      fieldError('critical_balance_alert_threshold', {
        fr: 'le seuil critique ne dépasse pas le seuil d’alerte (low_balance_alert_threshold).',
        en: 'the critical threshold is not above the low one (low_balance_alert_threshold).',
      }),
    ]);
  if (enabled && (below === null || amount === null))
    throw validationError([
      fieldError(below === null ? 'auto_reload_threshold' : 'auto_reload_amount', {
        fr: 'le rechargement automatique a besoin d’un seuil et d’un montant.',
        en: 'automatic top-ups need a threshold and an amount.',
      }),
    ]);
  await updateBalance(tx, tenantId, {
    low_threshold: low,
    critical_threshold: critical,
    auto_reload_enabled: enabled,
    auto_reload_threshold: below,
    auto_reload_amount: amount,
    updated_at: actor.now,
  });
  const balance = await readBalance(tx, actor);
  await noteLevel(tx, actor, before.alert_level, balance.amount, { low, critical });
  if (enabled && below !== null && compare(balance.amount, below) < 0)
    await enqueue(tx, AUTO_RELOAD, { tenant_id: tenantId }, `${AUTO_RELOAD}:${tenantId}`);
  return balance;
}
