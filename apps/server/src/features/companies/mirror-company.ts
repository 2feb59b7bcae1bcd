import type { Services } from '../../platform/services.ts';
import {
  companyIsUsed,
  findCompanyBySiret,
  findCompanyWithDeleted,
  replaceCompany,
  updateCompany,
} from './store.ts';

/** The job that copies a live company to the sandbox. */
export const MIRROR_COMPANY = 'company.mirror';

/**
 * Copies a live company to the sandbox under its id, where it is active without verification. Safe to repeat. One that
 * was made in the sandbox with the same SIRET gives way, unless it has invoices there: then the sandbox goes on with it.
 */
export async function mirrorCompany(services: Services, tenantId: string, companyId: string): Promise<void> {
  const company = await services.databases.production.withTenant({ tenantId }, (tx) =>
    findCompanyWithDeleted(tx, tenantId, companyId),
  );
  if (company === undefined) return;
  // A sub-tenant belongs to one environment: its companies are mirrored with it once it exists in both.
  if (company.sub_tenant_id !== null) return;
  const now = new Date(services.clock());
  await services.databases.sandbox.withTenant({ tenantId }, async (tx) => {
    const twin =
      company.siret === null || company.deleted_at !== null
        ? undefined
        : await findCompanyBySiret(tx, tenantId, company.siret);
    if (twin !== undefined && twin.id !== companyId) {
      if (await companyIsUsed(tx, tenantId, twin.id)) return;
      await updateCompany(tx, tenantId, twin.id, { deleted_at: now, updated_at: now });
    }
    await replaceCompany(tx, { ...company, status: 'active' });
  });
}
