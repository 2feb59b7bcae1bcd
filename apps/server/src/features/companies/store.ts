import { type Insertable, type Selectable, sql, type Updateable } from 'kysely';
import type { Tx } from '../../platform/db/client-dialect.ts';
import { containing, inOrder } from '../../platform/db/paging.ts';
import type { CompaniesTable } from '../../platform/db/schema.ts';
import type { Page } from '../../platform/http/lists.ts';

export type Company = Selectable<CompaniesTable>;

const ofTenant = (tx: Tx, tenantId: string) =>
  tx.selectFrom('companies').selectAll().where('tenant_id', '=', tenantId).where('deleted_at', 'is', null);

export function findCompany(tx: Tx, tenantId: string, id: string): Promise<Company | undefined> {
  return ofTenant(tx, tenantId).where('id', '=', id).executeTakeFirst();
}

/** The same, held until the transaction ends: a change starts from what it read. */
export function lockCompany(tx: Tx, tenantId: string, id: string): Promise<Company | undefined> {
  return ofTenant(tx, tenantId).where('id', '=', id).forUpdate().executeTakeFirst();
}

/** Also when it was deleted: for copies. */
export function findCompanyWithDeleted(tx: Tx, tenantId: string, id: string): Promise<Company | undefined> {
  return tx
    .selectFrom('companies')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .executeTakeFirst();
}

export function findCompanyBySiret(tx: Tx, tenantId: string, siret: string): Promise<Company | undefined> {
  return ofTenant(tx, tenantId).where('siret', '=', siret).executeTakeFirst();
}

/** Every company the transaction may see. */
export function allCompanies(tx: Tx, tenantId: string): Promise<Company[]> {
  return ofTenant(tx, tenantId).orderBy('created_at').orderBy('id').execute();
}

/** The oldest company of a sub-tenant, or of the tenant itself: the one it issues for. */
export function firstCompanyOf(
  tx: Tx,
  tenantId: string,
  subTenantId: string | null,
): Promise<Company | undefined> {
  const companies = ofTenant(tx, tenantId).orderBy('created_at').orderBy('id').limit(1);
  return subTenantId === null
    ? companies.where('sub_tenant_id', 'is', null).executeTakeFirst()
    : companies.where('sub_tenant_id', '=', subTenantId).executeTakeFirst();
}

export function companiesOf(tx: Tx, tenantId: string, subTenantId: string | null): Promise<Company[]> {
  const companies = ofTenant(tx, tenantId).orderBy('created_at').orderBy('id');
  return (subTenantId === null ? companies : companies.where('sub_tenant_id', '=', subTenantId)).execute();
}

export async function listCompanies(
  tx: Tx,
  tenantId: string,
  filter: {
    q?: string | undefined;
    subTenantId?: string | undefined;
    sort: 'created_at' | 'name';
    order: 'asc' | 'desc';
  },
  page: Page,
): Promise<{ rows: Company[]; total: number }> {
  let query = tx.selectFrom('companies').where('tenant_id', '=', tenantId).where('deleted_at', 'is', null);
  const { q, subTenantId } = filter;
  if (q !== undefined) {
    const part = containing(q);
    query = query.where((eb) => eb.or([eb('name', 'ilike', part), eb('siret', 'ilike', part)]));
  }
  if (subTenantId !== undefined) query = query.where('sub_tenant_id', '=', subTenantId);
  const { total } = await query
    .select((eb) => eb.fn.countAll<string>().as('total'))
    .executeTakeFirstOrThrow();
  const rows = await inOrder(query.selectAll(), filter, page).execute();
  return { rows, total: Number(total) };
}

export function insertCompany(tx: Tx, row: Insertable<CompaniesTable>): Promise<Company> {
  return tx.insertInto('companies').values(row).returningAll().executeTakeFirstOrThrow();
}

export function updateCompany(
  tx: Tx,
  tenantId: string,
  id: string,
  changes: Updateable<CompaniesTable>,
): Promise<Company> {
  return tx
    .updateTable('companies')
    .set(changes)
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Copies a company over the one of the same id, unless that is a later state of it: copies may overtake each other. */
export async function replaceCompany(tx: Tx, company: Company): Promise<void> {
  const { tenant_id, id, ...rest } = company;
  const values = {
    ...rest,
    electronic_address:
      company.electronic_address === null ? null : JSON.stringify(company.electronic_address),
    metadata: company.metadata === null ? null : JSON.stringify(company.metadata),
  };
  await tx
    .insertInto('companies')
    .values({ tenant_id, id, ...values })
    .onConflict((conflict) =>
      conflict
        .columns(['tenant_id', 'id'])
        .doUpdateSet(values)
        .where('companies.updated_at', '<=', company.updated_at),
    )
    .execute();
}

/** Through the system door: the companies of an id or a SIRET, with the tenant of each. */
export async function callFindCompanies(
  tx: Tx,
  reference: string,
): Promise<{ tenant_id: string; id: string }[]> {
  const { rows } = await sql<{
    tenant_id: string;
    id: string;
  }>`select * from gate.find_companies(${reference})`.execute(tx);
  return rows;
}

/** Whether any invoice, draft or issued, names the company. */
export async function companyIsUsed(tx: Tx, tenantId: string, id: string): Promise<boolean> {
  const row = await tx
    .selectFrom('invoices')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('company_id', '=', id)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
