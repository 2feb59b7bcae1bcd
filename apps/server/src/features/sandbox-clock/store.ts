import { sql } from 'kysely';
import type { Tx } from '../../platform/db/client-dialect.ts';

/** How far a clock is ahead, in milliseconds. */
export async function readAhead(tx: Tx, tenantId: string): Promise<number> {
  const row = await tx
    .selectFrom('sandbox_clocks')
    .select('ahead_ms')
    .where('tenant_id', '=', tenantId)
    .executeTakeFirst();
  return Number(row?.ahead_ms ?? 0);
}

/** The same, held until the end of the transaction. */
export async function lockAhead(tx: Tx, tenantId: string): Promise<number> {
  await tx
    .insertInto('sandbox_clocks')
    .values({ tenant_id: tenantId, ahead_ms: 0, moved_at: new Date(0) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const { ahead_ms } = await tx
    .selectFrom('sandbox_clocks')
    .select('ahead_ms')
    .where('tenant_id', '=', tenantId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return Number(ahead_ms);
}

export async function setAhead(tx: Tx, tenantId: string, aheadMs: number, movedAt: Date): Promise<void> {
  await tx
    .updateTable('sandbox_clocks')
    .set({ ahead_ms: String(aheadMs), moved_at: movedAt })
    .where('tenant_id', '=', tenantId)
    .execute();
}

/** What is due at a moment: what waits in a lease is counted too, as it is not done yet. */
export async function countDue(tx: Tx, tenantId: string, moment: Date): Promise<number> {
  const { due } = await tx
    .selectFrom('timers')
    .select(sql<string>`count(*)`.as('due'))
    .where('tenant_id', '=', tenantId)
    .where((eb) => eb.or([eb('due_at', '<=', moment), eb('attempts', '>', 0)]))
    .executeTakeFirstOrThrow();
  return Number(due);
}
