import type { Services } from '../../platform/services.ts';
import { findCompanyWithDeleted, replaceCompany } from './store.ts';

/** The job that copies a live company to the sandbox. */
export const MIRROR_COMPANY = 'company.mirror';

/** Copies a live company to the sandbox under its id, where it is active without verification. Safe to repeat. */
export async function mirrorCompany(services: Services, tenantId: string, companyId: string): Promise<void> {
  const company = await services.databases.production.withTenant({ tenantId }, (tx) =>
    findCompanyWithDeleted(tx, tenantId, companyId),
  );
  if (company === undefined) return;
  // A sub-tenant belongs to one environment: its companies are mirrored with it once it exists in both.
  if (company.sub_tenant_id !== null) return;
  await services.databases.sandbox.withTenant({ tenantId }, (tx) =>
    replaceCompany(tx, { ...company, status: 'active' }),
  );
}
