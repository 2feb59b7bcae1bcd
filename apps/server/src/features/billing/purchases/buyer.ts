import { ApiError } from '@scell/contract';
import type { Services } from '../../../platform/services.ts';
import { companiesOf } from '../../companies/find-company.ts';
import { billingAddressee } from '../../tenants/billing-addressee.ts';
import { findTenantByReference } from '../../tenants/create-tenant.ts';

/** Whom a purchase is invoiced to, as its row keeps it. */
export interface BillingParty extends Record<string, unknown> {
  name: string;
  siret: string | null;
  siren: string | null;
  vat_number: string | null;
  legal_id: string | null;
  legal_id_scheme: string | null;
  email: string | null;
  country: string;
  address: Record<string, string>;
}

/**
 * The tenant as a customer of the platform: its default company, else its first, in live.
 *
 * @throws {ApiError} BILLING_PROFILE_INCOMPLETE without any
 */
export async function billingParty(services: Services, tenantId: string): Promise<BillingParty> {
  const tenant = await findTenantByReference(services, tenantId);
  const companies = await services.databases.production.withTenant({ tenantId }, (tx) =>
    companiesOf(tx, tenantId, null),
  );
  const company = companies.find(({ id }) => id === tenant?.default_company_id) ?? companies[0];
  if (company === undefined) throw new ApiError('BILLING_PROFILE_INCOMPLETE');
  const account = await billingAddressee(services, tenantId);
  return {
    name: company.name,
    siret: company.siret,
    siren: company.siren,
    vat_number: company.vat_number,
    legal_id: company.legal_id,
    legal_id_scheme: company.legal_id_scheme,
    email: account ?? company.email,
    country: company.country,
    address: {
      line1: company.address_line1,
      ...(company.address_line2 === null ? {} : { line2: company.address_line2 }),
      postal_code: company.postal_code,
      city: company.city,
      country: company.country,
    },
  };
}
