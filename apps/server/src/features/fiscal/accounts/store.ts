import type { Insertable, Selectable } from 'kysely';
import type { Tx } from '../../../platform/db/client-dialect.ts';
import type { CompanyAccountsTable } from '../../../platform/db/schema.ts';

export type CompanyAccountsRow = Selectable<CompanyAccountsTable>;

export function findAccounts(
  tx: Tx,
  tenantId: string,
  companyIds: readonly string[],
): Promise<CompanyAccountsRow[]> {
  return tx
    .selectFrom('company_accounts')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('company_id', 'in', companyIds)
    .execute();
}

export function replaceAccounts(tx: Tx, row: Insertable<CompanyAccountsTable>): Promise<CompanyAccountsRow> {
  const { journals, accounts, updated_at } = row;
  return tx
    .insertInto('company_accounts')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['tenant_id', 'company_id']).doUpdateSet({ journals, accounts, updated_at }),
    )
    .returningAll()
    .executeTakeFirstOrThrow();
}
