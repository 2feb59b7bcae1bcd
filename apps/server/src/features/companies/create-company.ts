import { ApiError, type CompanyCreate, type FieldError } from '@scell/contract';
import type { Insertable } from 'kysely';
import type { Tx } from '../../platform/db/client-dialect.ts';
import { violatedConstraint } from '../../platform/db/errors.ts';
import type { CompaniesTable } from '../../platform/db/schema.ts';
import type { Environment } from '../../platform/environments.ts';
import { recordEvent } from '../../platform/events/record-event.ts';
import type { Actor } from '../../platform/http/call.ts';
import { enqueue } from '../../platform/jobs/enqueue.ts';
import { requireSubTenant } from '../tenants/require-sub-tenant.ts';
import { checkIdentifiers } from './check-identifiers.ts';
import { MIRROR_COMPANY } from './mirror-company.ts';
import { type Company, findCompanyBySiret, insertCompany } from './store.ts';

/**
 * Creates an issuing company. A live one waits for its verification and is mirrored to the sandbox under the same id; a
 * sandbox one is active at once.
 */
export async function createCompany(
  tx: Tx,
  actor: Actor,
  input: CompanyCreate,
  spell: (path: string) => string,
  logoSha256: Buffer | null,
  strictness: Environment = actor.environment,
): Promise<{ company: Company; warnings: FieldError[] }> {
  const subTenantId = input.sub_tenant_id ?? actor.principal.subTenantId;
  if (subTenantId !== null) await requireSubTenant(tx, actor, subTenantId);
  await refuseTakenSiret(tx, actor, input.siret, null);
  const warnings = checkIdentifiers(strictness, input, spell);
  const row: Insertable<CompaniesTable> = {
    tenant_id: actor.scope.tenantId,
    id: actor.newId(),
    sub_tenant_id: subTenantId,
    name: input.name,
    siret: input.siret ?? null,
    siren: input.siren ?? input.siret?.slice(0, 9) ?? null,
    vat_number: input.vat_number ?? null,
    legal_id: input.legal_id ?? null,
    legal_id_scheme: input.legal_id_scheme ?? null,
    legal_form: input.legal_form ?? null,
    address_line1: input.address_line1,
    address_line2: input.address_line2 ?? null,
    postal_code: input.postal_code,
    city: input.city,
    region: input.region ?? null,
    country: input.country,
    phone: input.phone ?? null,
    email: input.email ?? null,
    website: input.website ?? null,
    logo_url: input.logo_url ?? null,
    logo_sha256: logoSha256,
    primary_color: input.primary_color ?? null,
    language: input.language,
    iban: input.iban ?? null,
    bic: input.bic ?? null,
    payment_terms_default: input.payment_terms_default ?? null,
    payment_due_days_default: input.payment_due_days_default ?? null,
    invoice_footer_default: input.invoice_footer_default ?? null,
    invoice_notes_default: input.invoice_notes_default ?? null,
    electronic_address:
      input.electronic_address === undefined ? null : JSON.stringify(input.electronic_address),
    operation_category: input.operation_category ?? null,
    vat_on_debits: input.vat_on_debits,
    vat_regime: input.vat_regime ?? null,
    late_penalty_terms: input.late_penalty_terms ?? null,
    early_payment_discount_terms: input.early_payment_discount_terms ?? null,
    fiscal_year_end: input.fiscal_year_end,
    status: actor.environment === 'sandbox' ? 'active' : 'pending',
    kyc_completed_at: null,
    kyc_reference: null,
    superpdp_id: null,
    metadata: input.metadata === undefined ? null : JSON.stringify(input.metadata),
    created_at: actor.now,
    updated_at: actor.now,
    deleted_at: null,
  };
  const company = await refusingTwins(row.siret, () => insertCompany(tx, row));
  await recordEvent(
    tx,
    actor,
    {
      subjectType: 'company',
      subjectId: company.id,
      type: 'company.created',
      details: 'Société créée',
      data: {},
    },
    subTenantId,
  );
  if (actor.environment === 'production')
    await enqueue(tx, MIRROR_COMPANY, { tenant_id: company.tenant_id, company_id: company.id });
  return { company, warnings };
}

/** Writes a company; a SIRET of one that the caller cannot see, or that comes at the same moment, is taken all the same. */
export async function refusingTwins(
  siret: string | null | undefined,
  write: () => Promise<Company>,
): Promise<Company> {
  try {
    return await write();
  } catch (cause) {
    if (violatedConstraint(cause) !== 'companies_siret') throw cause;
    throw new ApiError('COMPANY_ALREADY_EXISTS', {
      cause,
      params: { siret: siret ?? '', id: { fr: 'hors de votre vue', en: 'out of your sight' } },
    });
  }
}

/** One company a SIRET and tenant. */
export async function refuseTakenSiret(
  tx: Tx,
  actor: Actor,
  siret: string | null | undefined,
  exceptId: string | null,
): Promise<void> {
  if (siret == null) return;
  const taken = await findCompanyBySiret(tx, actor.scope.tenantId, siret);
  if (taken !== undefined && taken.id !== exceptId) {
    throw new ApiError('COMPANY_ALREADY_EXISTS', { params: { siret, id: taken.id } });
  }
}
