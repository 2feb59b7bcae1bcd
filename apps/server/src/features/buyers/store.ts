import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Tx } from '../../platform/db/client-dialect.ts';
import { containing, inOrder } from '../../platform/db/paging.ts';
import type { BuyersTable } from '../../platform/db/schema.ts';
import type { Page } from '../../platform/http/lists.ts';

export type Buyer = Selectable<BuyersTable>;

export interface BuyerFilter {
  /** Part of a name, SIRET or e-mail. */
  q?: string | undefined;
  isIndividual?: boolean | undefined;
  subTenantId?: string | undefined;
  sort: 'created_at' | 'name';
  order: 'asc' | 'desc';
}

export function findBuyer(tx: Tx, tenantId: string, id: string): Promise<Buyer | undefined> {
  return buyerById(tx, tenantId, id).executeTakeFirst();
}

/** The same, held until the transaction ends: a change starts from what it read. */
export function lockBuyer(tx: Tx, tenantId: string, id: string): Promise<Buyer | undefined> {
  return buyerById(tx, tenantId, id).forUpdate().executeTakeFirst();
}

function buyerById(tx: Tx, tenantId: string, id: string) {
  return tx
    .selectFrom('buyers')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .where('deleted_at', 'is', null);
}

export async function listBuyers(
  tx: Tx,
  tenantId: string,
  filter: BuyerFilter,
  page: Page,
): Promise<{ rows: Buyer[]; total: number }> {
  let query = tx.selectFrom('buyers').where('tenant_id', '=', tenantId).where('deleted_at', 'is', null);
  const { q, isIndividual, subTenantId } = filter;
  if (q !== undefined) {
    const part = containing(q);
    query = query.where((eb) =>
      eb.or([eb('name', 'ilike', part), eb('siret', 'ilike', part), eb('email', 'ilike', part)]),
    );
  }
  if (isIndividual !== undefined) query = query.where('is_individual', '=', isIndividual);
  if (subTenantId !== undefined) query = query.where('sub_tenant_id', '=', subTenantId);

  const { total } = await query
    .select((eb) => eb.fn.countAll<string>().as('total'))
    .executeTakeFirstOrThrow();
  const rows = await inOrder(query.selectAll(), filter, page).execute();
  return { rows, total: Number(total) };
}

export function insertBuyer(tx: Tx, row: Insertable<BuyersTable>): Promise<Buyer> {
  return tx.insertInto('buyers').values(row).returningAll().executeTakeFirstOrThrow();
}

export function updateBuyer(
  tx: Tx,
  tenantId: string,
  id: string,
  changes: Updateable<BuyersTable>,
): Promise<Buyer> {
  return tx
    .updateTable('buyers')
    .set(changes)
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}
