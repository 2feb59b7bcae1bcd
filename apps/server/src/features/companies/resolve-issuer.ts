import { ApiError } from '@scell/contract';
import type { Tx } from '../../platform/db/client-dialect.ts';
import type { Actor } from '../../platform/http/call.ts';
import { requireSubTenantToIssue } from '../tenants/require-sub-tenant.ts';
import { sandboxDefault } from '../tenants/sandbox-default.ts';
import { type Company, companiesOf, findCompany, firstCompanyOf } from './store.ts';

export interface Issuer {
  company: Company;
  subTenantId: string | null;
}

/** What a request says of who issues. */
export interface IssuerWish {
  subTenantId?: string | undefined;
  companyId?: string | undefined;
  /** SIRET of the seller, where nothing names the company. */
  siret?: string | undefined;
}

/**
 * The company that issues a document (REST reference §2.2, §8.2): the one the request or the key names; else that
 * of the SIRET it gives its seller; else the sub-tenant's first company; else the tenant's default company. Live keys need a verified tenant, sub-tenant and
 * company; the sandbox checks nothing of that.
 */
export async function resolveIssuer(tx: Tx, actor: Actor, wish: IssuerWish): Promise<Issuer> {
  const { principal } = actor;
  const subTenantId = wish.subTenantId ?? principal.subTenantId;
  const live = actor.environment === 'production';

  if (subTenantId !== null) {
    const subTenant = await requireSubTenantToIssue(tx, actor, subTenantId);
    if (live && subTenant.kyb_status !== 'verified') throw new ApiError('SUB_TENANT_NOT_READY');
  } else if (live && principal.kybStatus !== 'verified') {
    throw new ApiError('KYB_REQUIRED');
  }

  const company = await companyOf(tx, actor, wish, subTenantId);
  if (company === undefined) throw new ApiError('NO_ISSUER_COMPANY');
  if (live && (company.kyc_completed_at === null || company.status !== 'active'))
    throw new ApiError('KYC_REQUIRED');
  return { company, subTenantId };
}

async function companyOf(
  tx: Tx,
  actor: Actor,
  { companyId: wished, siret }: IssuerWish,
  subTenantId: string | null,
): Promise<Company | undefined> {
  const { principal } = actor;
  const named = wished ?? principal.companyId;
  if (named !== null && named !== undefined) {
    const company = await findCompany(tx, principal.tenantId, named);
    const reachable =
      company !== undefined &&
      company.sub_tenant_id === subTenantId &&
      (principal.companyId === null || principal.companyId === company.id);
    if (!reachable)
      throw new ApiError('NOT_FOUND', { params: { resource: { fr: 'Société', en: 'Company' } } });
    return company;
  }
  const bySiret =
    siret === undefined
      ? undefined
      : (await companiesOf(tx, principal.tenantId, subTenantId)).find(
          (company) => company.sub_tenant_id === subTenantId && company.siret === siret,
        );
  return bySiret ?? usualCompany(tx, actor, subTenantId);
}

/** The company of an account or sub-account where nothing names another. */
export async function usualCompany(
  tx: Tx,
  { principal, environment }: Actor,
  subTenantId: string | null,
): Promise<Company | undefined> {
  if (subTenantId !== null) return firstCompanyOf(tx, principal.tenantId, subTenantId);
  // What was chosen for the sandbox, else the default of live. A tenant that only tries the sandbox issues for the first company
  // it made there.
  for (const id of [await sandboxDefault(tx, principal.tenantId, environment), principal.defaultCompanyId]) {
    const company = id === null ? undefined : await findCompany(tx, principal.tenantId, id);
    if (company !== undefined) return company;
  }
  return environment === 'sandbox' ? firstCompanyOf(tx, principal.tenantId, null) : undefined;
}
