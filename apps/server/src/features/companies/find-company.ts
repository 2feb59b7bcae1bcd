import { RESOURCES } from '@scell/contract';
import type { Tx } from '../../platform/db/client-dialect.ts';
import type { Actor } from '../../platform/http/call.ts';
import { notFound } from '../../platform/http/lists.ts';
import type { Services } from '../../platform/services.ts';
import {
  type Company,
  callFindCompanies,
  findCompany,
  lockCompany,
  companiesOf as storeCompaniesOf,
} from './store.ts';

export type { Company } from './store.ts';

/** Somebody of a tenant. */
type OfTenant = { principal: Pick<Actor['principal'], 'tenantId'> };

/** A company the caller may see, or 404. */
export async function requireCompany(tx: Tx, actor: OfTenant, id: string): Promise<Company> {
  const company = await findCompany(tx, actor.principal.tenantId, id);
  if (company === undefined) throw notFound(RESOURCES.company);
  return company;
}

/** A company the caller may change, held until the transaction ends, or 404. */
export async function requireCompanyToChange(tx: Tx, actor: Actor, id: string): Promise<Company> {
  const company = await lockCompany(tx, actor.principal.tenantId, id);
  if (company === undefined) throw notFound(RESOURCES.company);
  return company;
}

/** Every company of a tenant that the transaction may see, or of one sub-tenant, the oldest first. */
export function companiesOf(tx: Tx, tenantId: string, subTenantId: string | null): Promise<Company[]> {
  return storeCompaniesOf(tx, tenantId, subTenantId);
}

/** Live companies by id or SIRET across tenants, for the operator. */
export function findCompaniesByReference(
  services: Services,
  reference: string,
): Promise<{ tenant_id: string; id: string }[]> {
  return services.databases.production.withSystem('find company', (tx) => callFindCompanies(tx, reference));
}
