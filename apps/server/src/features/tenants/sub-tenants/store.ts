import { type Insertable, sql, type Updateable } from 'kysely';
import type { Tx } from '../../../platform/db/client-dialect.ts';
import { containing, inOrder } from '../../../platform/db/paging.ts';
import type { OnboardingStatus, SubTenantsTable } from '../../../platform/db/schema.ts';
import type { Page } from '../../../platform/http/lists.ts';
import type { SubTenant } from '../store.ts';

export type { SubTenant } from '../store.ts';

export interface SubTenantFilter {
  /** Part of a name, an e-mail, a SIRET or an external id. */
  q?: string | undefined;
  externalId?: string | undefined;
  isActive?: boolean | undefined;
  onboardingStatus?: OnboardingStatus | undefined;
  sort: 'created_at' | 'name';
  order: 'asc' | 'desc';
}

const ofTenant = (tx: Tx, tenantId: string) =>
  tx.selectFrom('sub_tenants').selectAll().where('tenant_id', '=', tenantId).where('deleted_at', 'is', null);

export async function listSubTenants(
  tx: Tx,
  tenantId: string,
  filter: SubTenantFilter,
  page: Page,
): Promise<{ rows: SubTenant[]; total: number }> {
  let query = tx.selectFrom('sub_tenants').where('tenant_id', '=', tenantId).where('deleted_at', 'is', null);
  const { q, externalId, isActive, onboardingStatus } = filter;
  if (q !== undefined) {
    const part = containing(q);
    query = query.where((eb) =>
      eb.or([
        eb('name', 'ilike', part),
        eb('email', 'ilike', part),
        eb('siret', 'ilike', part),
        eb('external_id', 'ilike', part),
      ]),
    );
  }
  if (externalId !== undefined) query = query.where('external_id', '=', externalId);
  if (isActive !== undefined) query = query.where('is_active', '=', isActive);
  if (onboardingStatus !== undefined) query = query.where('onboarding_status', '=', onboardingStatus);
  const { total } = await query
    .select((eb) => eb.fn.countAll<string>().as('total'))
    .executeTakeFirstOrThrow();
  const rows = await inOrder(query.selectAll(), filter, page).execute();
  return { rows, total: Number(total) };
}

export function findByExternalId(
  tx: Tx,
  tenantId: string,
  externalId: string,
): Promise<SubTenant | undefined> {
  return ofTenant(tx, tenantId).where('external_id', '=', externalId).executeTakeFirst();
}

/**
 * The sub-tenant of an external id, for whoever is about to create it: creations under the same one wait for each other until
 * their transactions end, so that the later ones find what the first one made.
 */
export async function claimExternalId(
  tx: Tx,
  tenantId: string,
  externalId: string,
): Promise<SubTenant | undefined> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`sub-tenant ${tenantId} ${externalId}`}, 0))`.execute(
    tx,
  );
  return findByExternalId(tx, tenantId, externalId);
}

/** Held until the transaction ends: a change starts from what it read. */
export function lockSubTenant(tx: Tx, tenantId: string, id: string): Promise<SubTenant | undefined> {
  return ofTenant(tx, tenantId).where('id', '=', id).forNoKeyUpdate().executeTakeFirst();
}

/** Held against those who issue for it too: they wait, or are waited for. */
export function lockSubTenantToDelete(tx: Tx, tenantId: string, id: string): Promise<SubTenant | undefined> {
  return ofTenant(tx, tenantId).where('id', '=', id).forUpdate().executeTakeFirst();
}

export function insertSubTenant(tx: Tx, row: Insertable<SubTenantsTable>): Promise<SubTenant> {
  return tx.insertInto('sub_tenants').values(row).returningAll().executeTakeFirstOrThrow();
}

export function updateSubTenant(
  tx: Tx,
  tenantId: string,
  id: string,
  changes: Updateable<SubTenantsTable>,
): Promise<SubTenant> {
  return tx
    .updateTable('sub_tenants')
    .set(changes)
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Whether the ledger names the sub-tenant as the issuer of anything. */
export async function hasIssued(tx: Tx, tenantId: string, id: string): Promise<boolean> {
  const { rows } = await sql<{ issued: boolean }>`
    select exists (select from issued_documents where tenant_id = ${tenantId} and sub_tenant_id = ${id}::uuid)
        or exists (select from ledger.chains where tenant_id = ${tenantId} and sub_tenant_id = ${id}::uuid and kind = 'fiscal') as issued`.execute(
    tx,
  );
  return rows[0]?.issued === true;
}
