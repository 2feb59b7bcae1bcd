import { type Insertable, type Selectable, sql } from 'kysely';
import type { Tx } from '../../platform/db/client-dialect.ts';
import type { SubTenantsTable, TenantsTable } from '../../platform/db/schema.ts';

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
  companyId: string,
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
