import { ApiError, type FieldError, fieldError, type TenantUpdate, validationError } from '@scell/contract';
import type { Tx } from '../../platform/db/client-dialect.ts';
import { recordEvent } from '../../platform/events/record-event.ts';
import type { Actor } from '../../platform/http/call.ts';
import type { Services } from '../../platform/services.ts';
import { requireCompany } from '../companies/find-company.ts';
import { checkPartyIdentifiers } from '../invoices/check-identifiers.ts';
import { followGlobalUrl } from '../webhooks/global-webhook.ts';
import { mergedAddress } from './address.ts';
import { type Profile, readProfile } from './read-profile.ts';
import { changeAccountSettings, lockTenant, updateTenant as storeUpdate, type Tenant } from './store.ts';

/**
 * Changes the profile. What the tenant is goes to the live database, whatever environment the request is for; where its
 * events go and whom it issues for stay in that environment. Both are set to what was sent, so that a repeat after a crash in
 * between ends in the same place.
 */
export async function updateTenant(
  tx: Tx,
  actor: Actor,
  services: Services,
  input: TenantUpdate,
  spell: (path: string) => string,
): Promise<{ profile: Profile; warnings: FieldError[] }> {
  const { tenantId } = actor.scope;
  const { webhook_url, default_company_id: companyId } = input;
  if (companyId !== undefined && companyId !== null) await refuseAsDefault(tx, actor, companyId, spell);
  if (webhook_url !== undefined) await followGlobalUrl(tx, actor, services, webhook_url, spell);
  const live = actor.environment === 'production';
  const change = (liveTx: Tx) => changeIdentity(liveTx, actor, input, spell);
  // Another database, another transaction, committed before ours: all that may be refused here was looked at before.
  const warnings = await (live ? change(tx) : services.databases.production.withTenant({ tenantId }, change));
  const settings = {
    ...(webhook_url === undefined ? {} : { webhook_url }),
    ...(companyId === undefined || live ? {} : { default_company_id: companyId }),
  };
  if (Object.keys(settings).length > 0) await changeAccountSettings(tx, tenantId, settings, actor.now);
  await recordEvent(
    tx,
    actor,
    {
      subjectType: 'tenant',
      subjectId: tenantId,
      type: 'tenant.updated',
      details: 'Profil du compte modifié',
      data: { fields: Object.keys(input).sort() },
    },
    null,
  );
  const profile = await readProfile(tx, actor, services);
  return {
    profile: live && companyId !== undefined ? { ...profile, defaultCompanyId: companyId } : profile,
    warnings,
  };
}

const IDENTITY = ['legal_name', 'siret', 'vat_number'] as const;
/** While nobody has looked at who the tenant is, it may still say so otherwise. */
const OPEN: ReadonlySet<Tenant['kyb_status']> = new Set(['pending', 'rejected', 'documents_submitted']);

async function changeIdentity(
  tx: Tx,
  actor: Actor,
  input: TenantUpdate,
  spell: (path: string) => string,
): Promise<FieldError[]> {
  const { tenantId } = actor.scope;
  const before = await lockTenant(tx, tenantId);
  if (before === undefined) throw new ApiError('TENANT_NOT_RESOLVED');
  if (input.slug !== undefined && input.slug !== before.slug)
    throw validationError([
      fieldError(spell('slug'), {
        fr: `l’identifiant du compte (${before.slug}) ne change pas : les numéros des factures en viennent.`,
        en: `the slug of the tenant (${before.slug}) does not change: the numbers of invoices come from it.`,
      }),
    ]);
  const locked = IDENTITY.filter((name) => input[name] !== undefined && input[name] !== before[name]);
  if (locked.length > 0 && !OPEN.has(before.kyb_status))
    throw new ApiError('TENANT_IDENTITY_LOCKED', { params: { fields: locked.map(spell).join(', ') } });

  const keep = <T>(sent: T | undefined, stored: T): T => (sent === undefined ? stored : sent);
  const address = mergedAddress(before.address, input, spell);
  const merged = {
    name: input.name ?? before.name,
    legal_name: keep(input.legal_name, before.legal_name),
    siret: keep(input.siret, before.siret),
    vat_number: keep(input.vat_number, before.vat_number),
    email: keep(input.email, before.email),
    phone: keep(input.contact_phone, before.phone),
    billing_email: keep(input.billing_email, before.billing_email),
    technical_email: keep(input.technical_email, before.technical_email),
  };
  const warnings =
    locked.length === 0
      ? []
      : checkPartyIdentifiers(
          actor.environment,
          { siret: merged.siret, vat_number: merged.vat_number, country: address?.country ?? 'FR' },
          '',
          spell,
        );
  await storeUpdate(tx, tenantId, {
    ...merged,
    address: address === null ? null : JSON.stringify(address),
    settings: JSON.stringify(input.settings === undefined ? before.settings : (input.settings ?? {})),
    updated_at: actor.now,
  });
  return warnings;
}

/** The default is the tenant's own, never a sub-tenant's: that issues for its first company. */
async function refuseAsDefault(
  tx: Tx,
  actor: Actor,
  companyId: string,
  spell: (path: string) => string,
): Promise<void> {
  const company = await requireCompany(tx, actor, companyId);
  if (company.sub_tenant_id === null) return;
  throw validationError([
    fieldError(spell('default_company_id'), {
      fr: 'la société par défaut est celle du compte ; un sous-compte émet pour sa première société.',
      en: 'the default company is that of the account; a sub-tenant issues for its first company.',
    }),
  ]);
}
