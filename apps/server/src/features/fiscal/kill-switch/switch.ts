import type { Tx } from '../../../platform/db/client-dialect.ts';
import type { Actor } from '../../../platform/http/call.ts';
import { recordTechnicalEvent } from '../../../platform/ledger/technical-events.ts';
import { endKillSwitch, findKillSwitch, insertKillSwitch, type KillSwitchRow } from './store.ts';

/** Stops every fiscal write of the tenant; the journal of technical events says who did, and why. Again is no change. */
export async function switchOn(
  tx: Tx,
  actor: Pick<Actor, 'by' | 'scope' | 'environment' | 'now' | 'newId'>,
  reason: string,
): Promise<KillSwitchRow | undefined> {
  const { tenantId } = actor.scope;
  const isNew = await insertKillSwitch(tx, {
    tenant_id: tenantId,
    id: actor.newId(),
    reason,
    activated_at: actor.now,
    activated_by: actor.by,
    deactivated_at: null,
    deactivated_by: null,
    deactivation_reason: null,
  });
  if (isNew) await recordTechnicalEvent(tx, actor, 'kill_switch_activated', {});
  return findKillSwitch(tx, tenantId);
}

/** Lets fiscal writes through again. */
export async function switchOff(
  tx: Tx,
  actor: Actor,
  reason: string | null,
): Promise<KillSwitchRow | undefined> {
  const { tenantId } = actor.scope;
  const ended = await endKillSwitch(tx, tenantId, {
    deactivated_at: actor.now,
    deactivated_by: actor.by,
    deactivation_reason: reason,
  });
  if (ended) await recordTechnicalEvent(tx, actor, 'kill_switch_deactivated', {});
  return findKillSwitch(tx, tenantId);
}
