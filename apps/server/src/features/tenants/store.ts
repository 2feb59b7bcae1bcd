import { type Insertable, type Selectable, sql, type Updateable } from 'kysely';
import type { Tx } from '../../platform/db/client-dialect.ts';
import type { AccountSettingsTable, SubTenantsTable, TenantsTable } from '../../platform/db/schema.ts';

export type Tenant = Selectable<TenantsTable>;
export type SubTenant = Selectable<SubTenantsTable>;

export interface TenantSummary {
  id: string;
  slug: string;
  name: string;
  kyb_status: Tenant['kyb_status'];
  default_company_id: string | null;
}

export function findTenant(tx: Tx, tenantId: string): Promise<Tenant | undefined> {
  return tx.selectFrom('tenants').selectAll().where('id', '=', tenantId).executeTakeFirst();
}

export function findSubTenant(tx: Tx, tenantId: string, id: string): Promise<SubTenant | undefined> {
  return tx
    .selectFrom('sub_tenants')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
}

/** The same, kept from being deleted until the transaction ends. */
export function holdSubTenant(tx: Tx, tenantId: string, id: string): Promise<SubTenant | undefined> {
  return tx
    .selectFrom('sub_tenants')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .forKeyShare()
    .executeTakeFirst();
}

export function insertSubTenant(tx: Tx, row: Insertable<SubTenantsTable>): Promise<SubTenant> {
  return tx.insertInto('sub_tenants').values(row).returningAll().executeTakeFirstOrThrow();
}

export async function setSubTenantKyb(
  tx: Tx,
  tenantId: string,
  id: string,
  status: SubTenant['kyb_status'],
  now: Date,
): Promise<void> {
  await tx
    .updateTable('sub_tenants')
    .set({ kyb_status: status, updated_at: now })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .execute();
}

/** What the tenant chose for the environment of the transaction. */
export function findAccountSettings(
  tx: Tx,
  tenantId: string,
): Promise<Selectable<AccountSettingsTable> | undefined> {
  return tx.selectFrom('account_settings').selectAll().where('tenant_id', '=', tenantId).executeTakeFirst();
}

export async function changeAccountSettings(
  tx: Tx,
  tenantId: string,
  changes: { webhook_url?: string | null; default_company_id?: string | null },
  now: Date,
): Promise<void> {
  await tx
    .insertInto('account_settings')
    .values({ tenant_id: tenantId, webhook_url: null, default_company_id: null, ...changes, updated_at: now })
    .onConflict((conflict) => conflict.column('tenant_id').doUpdateSet({ ...changes, updated_at: now }))
    .execute();
}

/** The tenant, held until the transaction ends: a change starts from what it read. */
export function lockTenant(tx: Tx, tenantId: string): Promise<Tenant | undefined> {
  return tx.selectFrom('tenants').selectAll().where('id', '=', tenantId).forNoKeyUpdate().executeTakeFirst();
}

export function updateTenant(tx: Tx, tenantId: string, changes: Updateable<TenantsTable>): Promise<Tenant> {
  return tx
    .updateTable('tenants')
    .set(changes)
    .where('id', '=', tenantId)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** When the operator verified who the tenant is. */
export async function verifiedAt(tx: Tx, tenantId: string): Promise<Date | null> {
  const row = await tx
    .selectFrom('kyb_states')
    .select('verified_at')
    .where('tenant_id', '=', tenantId)
    .executeTakeFirst();
  return row?.verified_at ?? null;
}

// What follows runs through the system door.

export async function callCreateTenant(
  tx: Tx,
  tenant: { id: string; slug: string; name: string; email: string | null; createdAt: Date },
): Promise<void> {
  await sql`select gate.create_tenant(${tenant.id}, ${tenant.slug}, ${tenant.name}, ${tenant.email}, ${tenant.createdAt})`.execute(
    tx,
  );
}

/** By id or slug. */
export async function callFindTenant(tx: Tx, reference: string): Promise<TenantSummary | undefined> {
  const { rows } = await sql<TenantSummary>`select * from gate.find_tenant(${reference})`.execute(tx);
  return rows[0];
}

export async function callSetDefaultCompany(
  tx: Tx,
  tenantId: string,
  companyId: string | null,
  now: Date,
): Promise<void> {
  await sql`select gate.set_default_company(${tenantId}, ${companyId}, ${now})`.execute(tx);
}

export async function callSetKybStatus(
  tx: Tx,
  tenantId: string,
  status: Tenant['kyb_status'],
  now: Date,
): Promise<void> {
  await sql`select gate.set_kyb_status(${tenantId}, ${status}, ${now})`.execute(tx);
}
