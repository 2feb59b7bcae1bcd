import type { Tx } from '../../../platform/db/client-dialect.ts';
import type { Actor } from '../../../platform/http/call.ts';
import type { Company } from '../../companies/find-company.ts';
import { usualCompany } from '../../companies/resolve-issuer.ts';
import { requireSubTenant } from '../../tenants/require-sub-tenant.ts';

/** Whom a paper is made for: an account or one of its sub-accounts, and the company that is the taxable person. */
export interface Holder {
  tenantId: string;
  subTenantId: string | null;
  /** Name of the account or sub-account. */
  name: string;
  company: Company | null;
}

/** The holder a caller asks for: a sub-tenant that is named, else that of the key, else the account. Throws `SUB_TENANT_NOT_FOUND`. */
export async function findHolder(tx: Tx, actor: Actor, wished: string | null): Promise<Holder> {
  const { principal, scope } = actor;
  const subTenantId = wished ?? scope.subTenantId ?? null;
  const subTenant = subTenantId === null ? null : await requireSubTenant(tx, actor, subTenantId);
  const company = await usualCompany(tx, actor, subTenantId);
  return {
    tenantId: principal.tenantId,
    subTenantId,
    name: subTenant?.name ?? principal.tenantName,
    company: company ?? null,
  };
}
