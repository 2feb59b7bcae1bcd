import type { Company as CompanyResource } from '@scell/contract';
import { moment } from '../../platform/http/present.ts';
import type { Company } from './store.ts';

export function presentCompany(company: Company, defaultCompanyId: string | null): CompanyResource {
  return {
    id: company.id,
    tenant_id: company.tenant_id,
    sub_tenant_id: company.sub_tenant_id,
    name: company.name,
    siret: company.siret ?? '',
    siren: company.siren,
    vat_number: company.vat_number,
    legal_id: company.legal_id,
    legal_id_scheme: company.legal_id_scheme,
    legal_form: company.legal_form,
    address_line1: company.address_line1,
    address_line2: company.address_line2,
    postal_code: company.postal_code,
    city: company.city,
    region: company.region,
    country: company.country,
    phone: company.phone,
    email: company.email,
    website: company.website,
    logo_url: company.logo_url,
    primary_color: company.primary_color,
    language: company.language,
    iban: company.iban,
    bic: company.bic,
    payment_terms_default: company.payment_terms_default,
    payment_due_days_default: company.payment_due_days_default,
    invoice_footer_default: company.invoice_footer_default,
    invoice_notes_default: company.invoice_notes_default,
    electronic_address: company.electronic_address,
    operation_category: company.operation_category as CompanyResource['operation_category'],
    vat_on_debits: company.vat_on_debits,
    vat_regime: company.vat_regime as CompanyResource['vat_regime'],
    late_penalty_terms: company.late_penalty_terms,
    early_payment_discount_terms: company.early_payment_discount_terms,
    fiscal_year_end: company.fiscal_year_end,
    is_default: company.id === defaultCompanyId,
    status: company.status,
    kyc_status:
      company.status === 'suspended'
        ? 'suspended'
        : company.kyc_completed_at === null
          ? 'pending_kyc'
          : 'active',
    kyc_completed_at: moment(company.kyc_completed_at),
    kyc_reference: company.kyc_reference,
    superpdp_id: company.superpdp_id,
    user_id: null,
    metadata: company.metadata,
    created_at: moment(company.created_at),
    updated_at: moment(company.updated_at),
  };
}
