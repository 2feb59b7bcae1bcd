import type { Insertable } from 'kysely';
import type { Tx } from '../../platform/db/client-dialect.ts';
import type { ApiKeysTable } from '../../platform/db/schema.ts';

export async function insertApiKey(tx: Tx, row: Insertable<ApiKeysTable>): Promise<void> {
  await tx.insertInto('api_keys').values(row).execute();
}

export async function revokeApiKeys(tx: Tx, tenantId: string, last4: string, now: Date): Promise<number> {
  const { numUpdatedRows } = await tx
    .updateTable('api_keys')
    .set({ revoked_at: now })
    .where('tenant_id', '=', tenantId)
    .where('last4', '=', last4)
    .where('revoked_at', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
}

export async function revokeKeysOfSubTenant(
  tx: Tx,
  tenantId: string,
  subTenantId: string,
  environment: ApiKeysTable['environment'],
  now: Date,
): Promise<void> {
  await tx
    .updateTable('api_keys')
    .set({ revoked_at: now })
    .where('tenant_id', '=', tenantId)
    .where('sub_tenant_id', '=', subTenantId)
    .where('environment', '=', environment)
    .where('revoked_at', 'is', null)
    .execute();
}
