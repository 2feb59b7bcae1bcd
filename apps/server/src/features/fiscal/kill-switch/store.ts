import type { Insertable, Selectable } from 'kysely';
import type { Tx } from '../../../platform/db/client-dialect.ts';
import type { KillSwitchesTable } from '../../../platform/db/schema.ts';

export type KillSwitchRow = Selectable<KillSwitchesTable>;

/** The latest activation of a tenant. */
export function findKillSwitch(tx: Tx, tenantId: string): Promise<KillSwitchRow | undefined> {
  return tx
    .selectFrom('kill_switches')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .orderBy('activated_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** Whether it was inserted: of two at once, one is first and the other finds it active. */
export async function insertKillSwitch(tx: Tx, row: Insertable<KillSwitchesTable>): Promise<boolean> {
  const inserted = await tx
    .insertInto('kill_switches')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted !== undefined;
}

/** Whether one was active. */
export async function endKillSwitch(
  tx: Tx,
  tenantId: string,
  end: { deactivated_at: Date; deactivated_by: string; deactivation_reason: string | null },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('kill_switches')
    .set(end)
    .where('tenant_id', '=', tenantId)
    .where('deactivated_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
