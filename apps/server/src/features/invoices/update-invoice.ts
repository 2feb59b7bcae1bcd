import {
  ApiError,
  draftProblems,
  type FieldError,
  fieldError,
  type InvoiceCreate,
  type InvoiceUpdate,
  RESOURCES,
  validationError,
} from '@scell/contract';
import { missingCharacters } from '@scell/facturx';
import type { Tx } from '../../platform/db/client-dialect.ts';
import { recordEvent } from '../../platform/events/record-event.ts';
import type { Actor } from '../../platform/http/call.ts';
import { notFound } from '../../platform/http/lists.ts';
import type { Services } from '../../platform/services.ts';
import { dressed } from '../branding/dressed.ts';
import { requireBuyerOf } from '../buyers/find-buyer.ts';
import { resolveIssuer } from '../companies/resolve-issuer.ts';
import { accountRefusalOf } from './account-rules.ts';
import type { InvoiceContent } from './content.ts';
import { type DraftSource, draftContent } from './draft.ts';
import { isIssued } from './issued.ts';
import {
  claimExternalId,
  contentColumns,
  type InvoiceRow,
  lockInvoice,
  updateInvoice as storeUpdate,
} from './store.ts';

/**
 * Changes a draft: what was sent is merged into what the draft was made of, and the whole is made again. The buyer keeps
 * the copy that was taken unless the update speaks of the buyer.
 */
export async function updateInvoice(
  tx: Tx,
  actor: Actor,
  services: Services,
  id: string,
  update: InvoiceUpdate,
  spell: (path: string) => string,
): Promise<{ invoice: InvoiceRow; warnings: FieldError[] }> {
  const before = await lockInvoice(tx, actor.scope.tenantId, id);
  if (before === undefined) throw notFound(RESOURCES.invoice);
  if (isIssued(before)) {
    throw new ApiError('INVOICE_IMMUTABLE', {
      params: {
        number: before.invoice_number ?? before.draft_number,
        fields: Object.keys(update).sort().join(', ') || '-',
      },
    });
  }
  const input = merge(before.input as InvoiceCreate, update);
  const problems = draftProblems(input);
  if (problems.length > 0)
    throw validationError(problems.map(({ path, text }) => fieldError(spell(path), text)));

  // A draft stays with the company it was made for, unless the update names another or another sub-tenant.
  const moves = update.sub_tenant_id != null && update.sub_tenant_id !== before.sub_tenant_id;
  const renamed = await newExternalId(tx, actor, before, update);
  const issuer = await resolveIssuer(tx, actor, {
    subTenantId: input.sub_tenant_id ?? before.sub_tenant_id ?? undefined,
    companyId:
      update.company_id === undefined && !moves ? before.company_id : (update.company_id ?? undefined),
  });
  const speaksOfBuyer = Object.keys(update).some((name) => BUYER_IDENTITY.has(name));
  const buyer =
    speaksOfBuyer && input.buyer_id !== undefined
      ? await requireBuyerOf(tx, actor, input.buyer_id, issuer.subTenantId)
      : null;
  const made = draftContent({
    environment: actor.environment,
    input,
    company: await dressed(tx, actor.scope.tenantId, issuer),
    buyer,
    kept: {
      ...(speaksOfBuyer ? {} : { buyer: before.content.buyer }),
      ...keptShipping(update, before.content, speaksOfBuyer),
    },
    spell,
    missingGlyphs: (text) => missingCharacters(text, services.fonts),
    now: actor.now,
    newId: actor.newId,
  });
  const { content } = made;
  const account = await accountRefusalOf(tx, actor.scope.tenantId, issuer.subTenantId, content, spell);
  const warnings = [...made.warnings, ...(account?.errors ?? [])];
  const invoice = await storeUpdate(tx, actor.scope.tenantId, id, {
    ...contentColumns(content),
    input: JSON.stringify(input),
    checked_by: services.release.version,
    company_id: issuer.company.id,
    sub_tenant_id: issuer.subTenantId,
    output_format: input.output_format,
    ...renamed,
    ...(speaksOfBuyer || 'buyer_email' in update
      ? { buyer_email: input.buyer_email ?? buyer?.email ?? null }
      : {}),
    ...(speaksOfBuyer || 'buyer_phone' in update
      ? { buyer_phone: input.buyer_phone ?? buyer?.phone ?? null }
      : {}),
    internal_reference: input.internal_reference ?? null,
    metadata: input.metadata === undefined ? null : JSON.stringify(input.metadata),
    archive_enabled: input.archive_enabled,
    warnings: JSON.stringify(warnings),
    // What was rejected is a draft again, once it is changed.
    status: 'draft',
    rejected_at: null,
    rejection_reason: null,
    updated_at: actor.now,
  });
  await recordEvent(
    tx,
    actor,
    {
      subjectType: 'invoice',
      subjectId: id,
      type: 'invoice.updated',
      details: 'Brouillon de facture modifié',
      data: { fields: Object.keys(update).sort() },
    },
    issuer.subTenantId,
  );
  return { invoice, warnings };
}

/**
 * The columns of another `external_id`, which must name nothing else. A repeat of the creation under it is then no repeat:
 * it never created this document.
 */
async function newExternalId(
  tx: Tx,
  actor: Actor,
  before: InvoiceRow,
  { external_id: wished }: InvoiceUpdate,
): Promise<{ external_id?: string | null; fingerprint?: null }> {
  if (wished === undefined || wished === before.external_id) return {};
  if (wished !== null) {
    const known = await claimExternalId(tx, actor.scope.tenantId, wished);
    if (known !== undefined)
      throw new ApiError('EXTERNAL_ID_CONFLICT', { params: { external_id: wished, id: known.id } });
  }
  return { external_id: wished, fingerprint: null };
}

/** The fields that say who the buyer is: an update of one of them takes a new copy of a registered buyer. */
const BUYER_IDENTITY: ReadonlySet<string> = new Set([
  'buyer_id',
  'buyer_name',
  'buyer_type',
  'buyer_is_individual',
  'buyer_siret',
  'buyer_siren',
  'buyer_vat_number',
  'buyer_legal_id',
  'buyer_legal_id_scheme',
  'buyer_country',
  'buyer_address',
  'buyer_electronic_address',
]);

/** The place of delivery that stays: none where it was taken off, the copy where the update is silent. */
function keptShipping(
  update: InvoiceUpdate,
  { shipping_address }: InvoiceContent,
  speaksOfBuyer: boolean,
): Pick<NonNullable<DraftSource['kept']>, 'shipping_address'> {
  if (update.buyer_shipping_address === null) return { shipping_address: null };
  return speaksOfBuyer || update.buyer_shipping_address !== undefined ? {} : { shipping_address };
}

/** The request the draft is made of, with the update over it: absent leaves, `null` clears. */
function merge(before: InvoiceCreate, update: InvoiceUpdate): InvoiceCreate {
  const merged: Record<string, unknown> = { ...before };
  for (const [name, value] of Object.entries(update)) {
    if (value === null) delete merged[name];
    else if (value !== undefined) merged[name] = value;
  }
  // Type and flag may say the same of the buyer: the one that is sent alone replaces the other.
  if (update.buyer_is_individual != null && update.buyer_type == null) delete merged.buyer_type;
  if (update.buyer_type != null && update.buyer_is_individual == null) delete merged.buyer_is_individual;
  // A discount is an amount or a percentage: the one that is sent alone replaces the other. The amount beside a
  // percentage is that of the old lines.
  if (update.discount_amount != null && update.discount_percent == null) delete merged.discount_percent;
  const percentIsNew = update.discount_percent != null || update.lines !== undefined;
  if (merged.discount_percent !== undefined && percentIsNew && update.discount_amount == null)
    delete merged.discount_amount;
  // Totals are those of the lines: with new lines the old ones mean nothing.
  if (update.lines !== undefined || 'discount_amount' in update || 'discount_percent' in update) {
    for (const total of ['total_ht', 'total_tax', 'total_ttc'] as const)
      if (update[total] == null) delete merged[total];
  }
  return merged as unknown as InvoiceCreate;
}
