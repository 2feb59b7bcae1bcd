import {
  type CompanyUpdate,
  type FieldError,
  fieldError,
  SIREN_CONTRADICTS,
  sirenContradicts,
  validationError,
} from '@scell/contract';
import type { Tx } from '../../platform/db/client-dialect.ts';
import { recordEvent } from '../../platform/events/record-event.ts';
import type { Actor } from '../../platform/http/call.ts';
import { enqueue } from '../../platform/jobs/enqueue.ts';
import { refuseMove } from '../tenants/refuse-move.ts';
import { checkIdentifiers } from './check-identifiers.ts';
import { refuseTakenSiret, refusingTwins } from './create-company.ts';
import { defaultWish } from './default-company.ts';
import { requireCompanyToChange } from './find-company.ts';
import { dropVerification } from './kyc/conclude.ts';
import { MIRROR_COMPANY } from './mirror-company.ts';
import { type Company, companyIsUsed, updateCompany as storeUpdate } from './store.ts';

const VERIFY_ANEW = {
  fr: 'la société désigne une autre entité légale : elle doit être vérifiée de nouveau avant d’émettre.',
  en: 'the company names another legal entity: it has to be verified again before it issues.',
};

/** Fields that say which legal entity a company is: they stay once an invoice names it. */
const IDENTITY = ['siret', 'siren', 'vat_number', 'legal_id', 'legal_id_scheme', 'country'] as const;

/**
 * Changes a company. Invoices made before keep the copy they took; drafts take the new one when they are changed. A live
 * company that becomes another legal entity has to be verified anew before it issues.
 */
export async function updateCompany(
  tx: Tx,
  actor: Actor,
  id: string,
  input: CompanyUpdate,
  spell: (path: string) => string,
  logoSha256: Buffer | null | undefined,
): Promise<{ company: Company; becomesDefault: boolean; warnings: FieldError[] }> {
  const before = await requireCompanyToChange(tx, actor, id);
  await refuseTakenSiret(tx, actor, input.siret, id);
  const { is_default, electronic_address, metadata, sub_tenant_id, ...sent } = input;
  refuseMove(before.sub_tenant_id, sub_tenant_id, spell);
  const wish = defaultWish(actor, before, is_default ?? undefined, spell);
  const changed = IDENTITY.filter(
    (name) => sent[name] !== undefined && before[name] !== null && sent[name] !== before[name],
  );
  if (changed.length > 0 && (await companyIsUsed(tx, actor.scope.tenantId, id))) {
    throw validationError(
      changed.map((name) =>
        fieldError(spell(name), {
          fr: 'des factures désignent déjà cette société : créez-en une autre pour une autre entité légale.',
          en: 'invoices name this company already: create another one for another legal entity.',
        }),
      ),
    );
  }
  if (changed.length > 0) await dropVerification(tx, actor, before);
  const anew = actor.environment === 'production' && changed.length > 0 && before.kyc_completed_at !== null;
  const siren = sent.siren === undefined ? (sent.siret?.slice(0, 9) ?? before.siren) : sent.siren;
  const merged = {
    ...before,
    ...sent,
    siren,
    electronic_address: electronic_address === undefined ? before.electronic_address : electronic_address,
  };
  if (merged.country === 'FR' && merged.siret === null) {
    throw validationError([
      fieldError(spell('siret'), {
        fr: 'une société française est désignée par le SIRET de son établissement (14 chiffres).',
        en: 'a French company is named by the SIRET of its establishment (14 digits).',
      }),
    ]);
  }
  if (sirenContradicts(siren, merged.siret))
    throw validationError([fieldError(spell('siren'), SIREN_CONTRADICTS)]);
  const warnings = [
    ...checkIdentifiers(actor.environment, { ...merged, country: merged.country ?? before.country }, spell),
    ...wish.warnings,
    ...(anew ? changed.map((name) => fieldError(spell(name), VERIFY_ANEW)) : []),
  ];
  const changes = {
    ...sent,
    siren,
    ...(anew ? { status: 'pending' as const, kyc_completed_at: null, kyc_reference: null } : {}),
    ...(logoSha256 === undefined ? {} : { logo_sha256: logoSha256 }),
    ...(electronic_address === undefined
      ? {}
      : { electronic_address: electronic_address === null ? null : JSON.stringify(electronic_address) }),
    ...(metadata === undefined ? {} : { metadata: metadata === null ? null : JSON.stringify(metadata) }),
    updated_at: actor.now,
  };
  const company = await refusingTwins(merged.siret, () => storeUpdate(tx, actor.scope.tenantId, id, changes));
  await recordEvent(
    tx,
    actor,
    {
      subjectType: 'company',
      subjectId: id,
      type: 'company.updated',
      details: 'Société modifiée',
      data: { fields: Object.keys(input).sort() },
    },
    company.sub_tenant_id,
  );
  if (actor.environment === 'production')
    await enqueue(tx, MIRROR_COMPANY, { tenant_id: company.tenant_id, company_id: id });
  return { company, becomesDefault: wish.becomes, warnings };
}
