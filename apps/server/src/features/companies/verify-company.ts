import { ApiError } from '@scell/contract';
import type { Services } from '../../platform/services.ts';
import { checkPartyIdentifiers } from '../invoices/check-identifiers.ts';
import type { TenantSummary } from '../tenants/create-tenant.ts';
import { operatorFor } from '../tenants/operator.ts';
import { requireCompanyToChange } from './find-company.ts';
import { approveCompany, refuseCompany } from './kyc/conclude.ts';
import { callOpenVerifications, type OpenVerification } from './kyc/store.ts';
import type { Company } from './store.ts';

/**
 * Records that the operator has verified a live company (KYC): it may issue. Its identifiers must hold as live asks.
 */
export async function verifyCompany(
  services: Services,
  tenant: TenantSummary,
  companyId: string,
  reference: string | null,
): Promise<Company> {
  const actor = operatorFor(services, tenant, 'production');
  return services.databases.production.withTenant(actor.scope, async (tx) => {
    const before = await requireCompanyToChange(tx, actor, companyId);
    checkPartyIdentifiers('production', before, '', (path) => path);
    return approveCompany(tx, actor, before, reference);
  });
}

/** Records that the operator could not verify a live company that asked for it. */
export async function refuseVerification(
  services: Services,
  tenant: TenantSummary,
  companyId: string,
  reason: string,
): Promise<void> {
  const actor = operatorFor(services, tenant, 'production');
  await services.databases.production.withTenant(actor.scope, async (tx) => {
    const company = await requireCompanyToChange(tx, actor, companyId);
    if ((await refuseCompany(tx, actor, company, reason)) === null) throw new ApiError('KYC_NOT_OPEN');
  });
}

/** The live companies that wait for the operator, of all accounts, the longest waiting first. */
export function openVerifications(services: Services): Promise<OpenVerification[]> {
  return services.databases.production.withSystem('list verifications', callOpenVerifications);
}
