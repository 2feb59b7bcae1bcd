import { recordEvent } from '../../platform/events/record-event.ts';
import type { Services } from '../../platform/services.ts';
import { openChain } from '../fiscal/closings/open-chain.ts';
import { checkPartyIdentifiers } from '../invoices/check-identifiers.ts';
import { sellerKey } from '../invoices/number.ts';
import type { TenantSummary } from '../tenants/create-tenant.ts';
import { operatorFor } from '../tenants/operator.ts';
import { requireCompanyToChange } from './find-company.ts';
import { type Company, updateCompany } from './store.ts';

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
    const company = await updateCompany(tx, tenant.id, companyId, {
      status: 'active',
      kyc_completed_at: actor.now,
      kyc_reference: reference,
      updated_at: actor.now,
    });
    // From now on its empty days are closed too.
    await openChain(tx, actor, company.sub_tenant_id, sellerKey({ ...company, company_id: company.id }));
    await recordEvent(
      tx,
      actor,
      {
        subjectType: 'company',
        subjectId: companyId,
        type: 'company.verified',
        details: 'Société vérifiée',
        data: { reference },
      },
      before.sub_tenant_id,
    );
    return company;
  });
}
