import * as contract from '@scell/contract';
import { ApiError, type KillSwitchStatus } from '@scell/contract';
import { type Call, ok } from '../../../platform/http/call.ts';
import { moment, presentWarnings } from '../../../platform/http/present.ts';
import { route } from '../../../platform/http/route.ts';
import { findKillSwitch, type KillSwitchRow } from './store.ts';
import { switchOff, switchOn } from './switch.ts';

export const killSwitchRoutes = [
  route(contract.getKillSwitchStatus, async (call) =>
    ok({
      data: present(await call.db.withTenant(call.scope, (tx) => findKillSwitch(tx, call.scope.tenantId))),
    }),
  ),

  route(contract.activateKillSwitch, (call) => {
    requireWholeTenant(call);
    return call.once(async (tx) =>
      ok({
        message: { fr: 'Coupe-circuit fiscal activé.', en: 'Fiscal kill switch activated.' }[call.language],
        data: present(await switchOn(tx, call, call.body.reason)),
        warnings: presentWarnings(call.warnings, call.language),
      }),
    );
  }),

  route(contract.deactivateKillSwitch, (call) => {
    requireWholeTenant(call);
    return call.once(async (tx) =>
      ok({
        message: { fr: 'Coupe-circuit fiscal désactivé.', en: 'Fiscal kill switch deactivated.' }[
          call.language
        ],
        data: present(await switchOff(tx, call, call.body?.reason ?? null)),
        warnings: presentWarnings(call.warnings, call.language),
      }),
    );
  }),
];

/** It stops every sub-tenant at once: none of them may touch it. */
function requireWholeTenant({ scope }: Call): void {
  if (scope.subTenantId != null) throw new ApiError('SUB_TENANT_FORBIDDEN');
}

function present(row: KillSwitchRow | undefined): KillSwitchStatus {
  const active = row !== undefined && row.deactivated_at === null;
  return {
    is_active: active,
    active,
    activated_at: active ? moment(row.activated_at) : null,
    activated_by: active ? row.activated_by : null,
    reason: active ? row.reason : null,
    kill_switch:
      row === undefined
        ? null
        : {
            id: row.id,
            tenant_id: row.tenant_id,
            is_active: active,
            reason: row.reason,
            activated_at: moment(row.activated_at),
            activated_by: row.activated_by,
            deactivated_at: moment(row.deactivated_at),
            deactivated_by: row.deactivated_by,
            deactivation_reason: row.deactivation_reason,
          },
  };
}
