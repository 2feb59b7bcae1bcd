import type { Tx } from '../../platform/db/client-dialect.ts';
import { sellerKey } from '../invoices/number.ts';
import { allCompanies } from './store.ts';

/** The last day of the accounting year of a seller, `MM-DD`; that of the calendar where no company says otherwise. */
export async function yearEndsOfSellers(tx: Tx, tenantId: string): Promise<(seller: string) => string> {
  const companies = await allCompanies(tx, tenantId);
  const ends = new Map(
    companies.map((company) => [sellerKey({ ...company, company_id: company.id }), company.fiscal_year_end]),
  );
  return (seller) => ends.get(seller) ?? '12-31';
}

/** Who may issue for a tenant: the seller of each active company, and the sub-tenant it belongs to. */
export async function issuingCompanies(
  tx: Tx,
  tenantId: string,
): Promise<{ seller: string; subTenantId: string | null }[]> {
  return (await allCompanies(tx, tenantId))
    .filter(({ status }) => status === 'active')
    .map((company) => ({
      seller: sellerKey({ ...company, company_id: company.id }),
      subTenantId: company.sub_tenant_id,
    }));
}
