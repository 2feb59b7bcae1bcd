import { type CompanyUpdate, type FieldError, validationError } from '@scell/contract';
import type { Tx } from '../../platform/db/client-dialect.ts';
import { recordEvent } from '../../platform/events/record-event.ts';
import type { Actor } from '../../platform/http/call.ts';
import { enqueue } from '../../platform/jobs/enqueue.ts';
import { checkBankDetails, checkPartyIdentifiers } from '../invoices/check-identifiers.ts';
import { refuseTakenSiret } from './create-company.ts';
import { requireCompany } from './find-company.ts';
import { MIRROR_COMPANY } from './mirror-company.ts';
import { type Company, companyIsUsed, updateCompany as storeUpdate } from './store.ts';

/** Fields that say which legal entity a company is: they stay once an invoice names it. */
const IDENTITY = ['siret', 'siren', 'vat_number', 'legal_id', 'legal_id_scheme', 'country'] as const;

/** Changes a company. Invoices made before keep the copy they took; drafts take the new one when they are changed. */
export async function updateCompany(
  tx: Tx,
  actor: Actor,
  id: string,
  input: CompanyUpdate,
  spell: (path: string) => string,
  logoSha256: Buffer | null | undefined,
): Promise<{ company: Company; warnings: FieldError[] }> {
  const before = await requireCompany(tx, actor, id);
  await refuseTakenSiret(tx, actor, input.siret, id);
  const { is_default, electronic_address, metadata, sub_tenant_id, ...sent } = input;
  const changed = IDENTITY.filter(
    (name) => sent[name] !== undefined && before[name] !== null && sent[name] !== before[name],
  );
  if (changed.length > 0 && (await companyIsUsed(tx, actor.scope.tenantId, id))) {
    throw validationError(
      changed.map((name) => ({
        path: spell(name),
        text: {
          fr: 'des factures désignent déjà cette société : créez-en une autre pour une autre entité légale.',
          en: 'invoices name this company already: create another one for another legal entity.',
        },
      })),
    );
  }
  const merged = {
    ...before,
    ...sent,
    electronic_address: electronic_address === undefined ? before.electronic_address : electronic_address,
  };
  if (merged.country === 'FR' && merged.siret === null) {
    throw validationError([
      {
        path: spell('siret'),
        text: {
          fr: 'une société française est désignée par le SIRET de son établissement (14 chiffres).',
          en: 'a French company is named by the SIRET of its establishment (14 digits).',
        },
      },
    ]);
  }
  const warnings = [
    ...checkPartyIdentifiers(
      actor.environment,
      { ...merged, country: merged.country ?? before.country },
      '',
      spell,
    ),
    ...checkBankDetails(actor.environment, merged, '', spell),
  ];
  const company = await storeUpdate(tx, actor.scope.tenantId, id, {
    ...sent,
    ...(sent.siret == null ? {} : { siren: sent.siren ?? sent.siret.slice(0, 9) }),
    ...(logoSha256 === undefined ? {} : { logo_sha256: logoSha256 }),
    ...(electronic_address === undefined
      ? {}
      : { electronic_address: electronic_address === null ? null : JSON.stringify(electronic_address) }),
    ...(metadata === undefined ? {} : { metadata: metadata === null ? null : JSON.stringify(metadata) }),
    updated_at: actor.now,
  });
  if (company === undefined) throw new Error(`company ${id} vanished while it was changed`);
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
  return { company, warnings };
}
