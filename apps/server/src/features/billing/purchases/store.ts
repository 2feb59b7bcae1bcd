import { type Insertable, type Selectable, sql, type Updateable } from 'kysely';
import type { Tx } from '../../../platform/db/client-dialect.ts';
import type { PaymentEventsTable, PurchasesTable } from '../../../platform/db/schema.ts';

export type PurchaseRow = Selectable<PurchasesTable>;

export function insertPurchase(tx: Tx, row: Insertable<PurchasesTable>): Promise<PurchaseRow> {
  return tx.insertInto('purchases').values(row).returningAll().executeTakeFirstOrThrow();
}

/** Enters an automatic reload, unless another waits for its payment. */
export function insertReload(tx: Tx, row: Insertable<PurchasesTable>): Promise<PurchaseRow | undefined> {
  return tx
    .insertInto('purchases')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst();
}

/** The balance before what changes it, always: who spends or reloads does the same. */
async function lockBalanceFirst(tx: Tx, tenantId: string): Promise<void> {
  await tx.selectFrom('balances').select('tenant_id').where('tenant_id', '=', tenantId).forUpdate().execute();
}

export function findByIntent(tx: Tx, tenantId: string, intent: string): Promise<PurchaseRow | undefined> {
  return tx
    .selectFrom('purchases')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('payment_intent', '=', intent)
    .executeTakeFirst();
}

/** A purchase, held until the transaction ends, and the balance with it. */
export async function lockPurchase(tx: Tx, tenantId: string, id: string): Promise<PurchaseRow | undefined> {
  await lockBalanceFirst(tx, tenantId);
  return tx
    .selectFrom('purchases')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

export function pendingReload(tx: Tx, tenantId: string): Promise<PurchaseRow | undefined> {
  return tx
    .selectFrom('purchases')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('kind', '=', 'auto_reload')
    .where('status', '=', 'pending')
    .executeTakeFirst();
}

export function updatePurchase(
  tx: Tx,
  tenantId: string,
  id: string,
  changes: Updateable<PurchasesTable>,
): Promise<PurchaseRow> {
  return tx
    .updateTable('purchases')
    .set(changes)
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Notes what the provider told us; `false` when it told us before. */
export async function noteEvent(tx: Tx, row: Insertable<PaymentEventsTable>): Promise<boolean> {
  const noted = await tx
    .insertInto('payment_events')
    .values(row)
    .onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doNothing())
    .returning(sql`1`.as('one'))
    .executeTakeFirst();
  return noted !== undefined;
}
