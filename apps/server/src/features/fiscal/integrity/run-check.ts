import { uuidv7 } from '@scell/core';
import type { TenantScope } from '../../../platform/db/doors.ts';
import type { Environment } from '../../../platform/environments.ts';
import type { Services } from '../../../platform/services.ts';
import { checkLedger, type LedgerCheck } from './check-ledger.ts';
import { raiseAlarm } from './raise-alarm.ts';
import { insertCheck, latestCheck, listChains } from './store.ts';

/** How long a check that still says the same is not kept again. */
const FRESH_MS = 3_600_000;

/**
 * Checks the whole ledger the scope sees and keeps what was found. Live checks that say what the one of the last hour said
 * are not kept again; `always` keeps them, as the daily job does. What was whole and is not any more raises the alarm.
 */
export async function runCheck(
  services: Services,
  environment: Environment,
  scope: TenantScope,
  { always = false }: { always?: boolean } = {},
): Promise<LedgerCheck> {
  const check = await checkLedger(services, environment, scope);
  const db = services.databases[environment];
  const { tenantId, subTenantId = null } = scope;
  await db.withTenant(scope, async (tx) => {
    const before = await latestCheck(tx, tenantId, subTenantId);
    const same =
      before !== undefined &&
      before.is_valid === check.valid &&
      before.findings_count === String(check.findings) &&
      check.checkedAt.getTime() - before.created_at.getTime() < FRESH_MS;
    if (same && !always) return;
    const id = uuidv7(services.clock(), services.random);
    await insertCheck(tx, {
      tenant_id: tenantId,
      id,
      sub_tenant_id: subTenantId,
      created_at: check.checkedAt,
      is_valid: check.valid,
      entries_checked: String(check.entriesChecked),
      findings_count: String(check.findings),
      chains: JSON.stringify(check.chains),
    });
    if (!check.valid && (always || before?.is_valid !== false))
      await raiseAlarm(tx, services, environment, scope, id, check);
  });
  return check;
}

/** Notes the heads of a tenant's chains outside the database: what is cut off them later shows. */
export async function noteHeads(
  services: Services,
  environment: Environment,
  tenantId: string,
): Promise<void> {
  const chains = await services.databases[environment].withTenant({ tenantId }, (tx) =>
    listChains(tx, tenantId),
  );
  const noted_at = new Date(services.clock()).toISOString();
  await services.publishedHeads.note(
    environment,
    tenantId,
    chains
      .filter(({ last_position }) => last_position !== '0')
      .map(({ id, last_position, head_hash }) => ({
        chain_id: id,
        position: last_position,
        chain_hash: head_hash.toString('hex'),
        noted_at,
      })),
  );
}
