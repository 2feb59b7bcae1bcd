import type { Tx } from '../../../platform/db/client-dialect.ts';
import { companiesOf } from '../../companies/find-company.ts';
import { sellerKey } from '../../invoices/number.ts';
import { listSellers } from './store.ts';

/** A legal entity, as chains name it, and what a person calls it. */
export interface Seller {
  seller: string;
  companyName: string;
}

/** The legal entities of a tenant, or of one of its sub-tenants: those that have issued; while none has, those of its companies. */
export async function sellersOf(tx: Tx, tenantId: string, subTenantId: string | null): Promise<Seller[]> {
  const names = new Map<string, string>();
  for (const company of await companiesOf(tx, tenantId, subTenantId)) {
    const seller = sellerKey({ ...company, company_id: company.id });
    if (!names.has(seller)) names.set(seller, company.name);
  }
  const issued = await listSellers(tx, tenantId, subTenantId);
  const sellers = issued.length > 0 ? issued : [...names.keys()];
  return sellers.map((seller) => ({ seller, companyName: names.get(seller) ?? seller }));
}
