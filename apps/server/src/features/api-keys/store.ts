import type { Insertable, Selectable } from 'kysely';
import type { Tx } from '../../platform/db/client-dialect.ts';
import { inOrder } from '../../platform/db/paging.ts';
import type { ApiKeysTable } from '../../platform/db/schema.ts';
import type { Page } from '../../platform/http/lists.ts';

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

export type ApiKeyRow = Selectable<ApiKeysTable>;

export interface ApiKeyFilter {
  environment?: ApiKeysTable['environment'] | undefined;
  companyId?: string | undefined;
  subTenantId?: string | undefined;
  publishable?: boolean | undefined;
  order: 'asc' | 'desc';
}

export function findApiKey(tx: Tx, tenantId: string, id: string): Promise<ApiKeyRow | undefined> {
  return apiKeyById(tx, tenantId, id).executeTakeFirst();
}

/** The same, held until the transaction ends: two that replace or revoke it come one after the other. */
export function lockApiKey(tx: Tx, tenantId: string, id: string): Promise<ApiKeyRow | undefined> {
  return apiKeyById(tx, tenantId, id).forUpdate().executeTakeFirst();
}

function apiKeyById(tx: Tx, tenantId: string, id: string) {
  return tx.selectFrom('api_keys').selectAll().where('tenant_id', '=', tenantId).where('id', '=', id);
}

export async function listApiKeys(
  tx: Tx,
  tenantId: string,
  filter: ApiKeyFilter,
  page: Page,
): Promise<{ rows: ApiKeyRow[]; total: number }> {
  const { environment, companyId, subTenantId, publishable } = filter;
  let query = tx.selectFrom('api_keys').where('tenant_id', '=', tenantId);
  if (environment !== undefined) query = query.where('environment', '=', environment);
  if (companyId !== undefined) query = query.where('company_id', '=', companyId);
  if (subTenantId !== undefined) query = query.where('sub_tenant_id', '=', subTenantId);
  if (publishable !== undefined) query = query.where('kind', publishable ? '=' : '!=', 'pk');
  const { total } = await query
    .select((eb) => eb.fn.countAll<string>().as('total'))
    .executeTakeFirstOrThrow();
  const sorted = { sort: 'created_at', order: filter.order } as const;
  const rows = await inOrder(query.selectAll(), sorted, page).execute();
  return { rows, total: Number(total) };
}

/** Keys that work, secret or not, as far as the transaction sees; held until it ends. */
export function lockWorkingKeys(tx: Tx, tenantId: string, now: Date): Promise<ApiKeyRow[]> {
  return tx
    .selectFrom('api_keys')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('revoked_at', 'is', null)
    .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', now)]))
    .orderBy('id')
    .forUpdate()
    .execute();
}

export async function setRevoked(tx: Tx, tenantId: string, id: string, now: Date): Promise<void> {
  await tx
    .updateTable('api_keys')
    .set({ revoked_at: now })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .execute();
}
