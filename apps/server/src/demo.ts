import { createApiKey, registerApiKey } from './features/api-keys/create-api-key.ts';
import { registerCompany } from './features/companies/register-company.ts';
import { createTenant, findTenantByReference } from './features/tenants/create-tenant.ts';
import type { Services } from './platform/services.ts';

export interface DemoKey {
  /** The whole key, when it was made now or given by the operator; else null: it was shown once. */
  key: string | null;
}

const SLUG = 'acme-sas';

/**
 * A tenant to try things with: Acme SAS and a sandbox key with every right. Made once; with a given key, that key is
 * made to work whatever was there before.
 */
export async function ensureDemo(services: Services, givenKey: string | null): Promise<DemoKey> {
  const known = await findTenantByReference(services, SLUG);
  const tenant = known ?? (await createTenant(services, { name: 'Acme SAS', slug: SLUG, email: null }));
  if (tenant.default_company_id === null) {
    await registerCompany(services, tenant, {
      name: 'Acme SAS',
      siret: '12345678901234',
      vat_number: 'FR12345678901',
      legal_form: 'SAS',
      address_line1: '1 Rue de la Paix',
      postal_code: '75001',
      city: 'Paris',
      country: 'FR',
      email: 'facturation@acme.example',
      iban: 'FR7630006000011234567890189',
      bic: 'BNPAFRPPXXX',
      payment_terms_default: 'Paiement à 30 jours.',
      payment_due_days_default: 30,
      invoice_footer_default: 'Acme SAS au capital de 100 000 € – RCS Paris 123 456 789',
      operation_category: 'services',
    });
  }
  if (givenKey !== null) {
    await registerApiKey(services, tenant.id, givenKey, { name: 'Démonstration', scopes: ['*'] });
    return { key: givenKey };
  }
  if (known !== undefined) return { key: null };
  const { key } = await createApiKey(services, tenant.id, {
    kind: 'sk',
    environment: 'sandbox',
    name: 'Démonstration',
    scopes: ['*'],
    subTenantId: null,
    companyId: null,
    expiresAt: null,
  });
  return { key };
}
