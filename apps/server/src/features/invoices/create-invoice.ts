import { ApiError, type FieldError, type InvoiceCreate, type TenantInvoiceCreate } from '@scell/contract';
import { missingCharacters } from '@scell/facturx';
import type { Tx } from '../../platform/db/client-dialect.ts';
import { violatedConstraint } from '../../platform/db/errors.ts';
import { eventRow } from '../../platform/events/record-event.ts';
import type { Actor } from '../../platform/http/call.ts';
import { fingerprintOf } from '../../platform/http/idempotency.ts';
import type { Services } from '../../platform/services.ts';
import { dressed } from '../branding/dressed.ts';
import { requireBuyerOf } from '../buyers/find-buyer.ts';
import { resolveIssuer } from '../companies/resolve-issuer.ts';
import { accountRefusalOf } from './account-rules.ts';
import { compareOriginal } from './compare-original.ts';
import { draftContent } from './draft.ts';
import { Notes } from './notes.ts';
import { fiscalDay, numberPrefix } from './number.ts';
import type { Original } from './original.ts';
import { claimExternalId, contentColumns, type InvoiceRow, insertDraft, insertFiles } from './store.ts';

export interface CreatedInvoice {
  invoice: InvoiceRow;
  warnings: FieldError[];
  /** `false` when the `external_id` named a document with the same content already. */
  isNew: boolean;
}

/**
 * Creates a draft for the resolved issuer. A creation is repeatable by `external_id`: the same content gives the
 * document that is there, another content is a conflict. The file that came with it is kept with the draft, and its amounts
 * have to be those of the draft.
 */
export async function createInvoice(
  tx: Tx,
  actor: Actor,
  services: Services,
  request: TenantInvoiceCreate,
  spell: (path: string) => string,
  original: Original | null,
): Promise<CreatedInvoice> {
  // A date that was left out is the day's, and stays out of the fingerprint: a repeat after midnight is the same request.
  const fingerprint = fingerprintOf(
    'invoice',
    original === null ? request : { ...request, original_file: original.sha256.toString('hex') },
  );
  const input: InvoiceCreate = { ...request, issue_date: request.issue_date ?? fiscalDay(actor.now) };
  if (input.external_id !== undefined) {
    const known = await claimExternalId(tx, actor.scope.tenantId, input.external_id);
    if (known !== undefined) return repeated(known, fingerprint, input.external_id);
  }

  const issuer = await resolveIssuer(tx, actor, {
    subTenantId: input.sub_tenant_id,
    companyId: input.company_id,
    siret: input.seller_siret,
  });
  const buyer =
    input.buyer_id === undefined ? null : await requireBuyerOf(tx, actor, input.buyer_id, issuer.subTenantId);
  const made = draftContent({
    environment: actor.environment,
    input,
    company: await dressed(tx, actor.scope.tenantId, issuer),
    buyer,
    spell,
    missingGlyphs: (text) => missingCharacters(text, services.fonts),
    now: actor.now,
    newId: actor.newId,
  });
  const { content } = made;
  const notes = new Notes(spell);
  if (original !== null) {
    compareOriginal(content, original, notes);
    notes.raise();
    // On the disk before the row that names it.
    await services.content.put(original.bytes);
  }
  const { tenantId } = actor.scope;
  const account = await accountRefusalOf(tx, tenantId, issuer.subTenantId, content, spell);
  const warnings = [...made.warnings, ...notes.warnings, ...(account?.errors ?? [])];
  const id = actor.newId();
  const event = eventRow(
    actor,
    {
      subjectType: 'invoice',
      subjectId: id,
      type: 'invoice.created',
      details: 'Brouillon de facture créé',
      data: {
        total_ttc: content.totals.total_ttc,
        currency: content.currency,
        ...(original === null ? {} : { original_sha256: original.sha256.toString('hex') }),
      },
    },
    issuer.subTenantId,
  );
  const invoice = await insertDraft(
    tx,
    {
      tenant_id: actor.scope.tenantId,
      id,
      sub_tenant_id: issuer.subTenantId,
      company_id: issuer.company.id,
      api_key_id: actor.principal.keyId,
      external_id: input.external_id ?? null,
      fingerprint: input.external_id === undefined ? null : fingerprint,
      direction: 'outgoing',
      output_format: input.output_format,
      ...contentColumns(content),
      input: JSON.stringify(input),
      checked_by: services.release.version,
      buyer_email: input.buyer_email ?? buyer?.email ?? null,
      buyer_phone: input.buyer_phone ?? buyer?.phone ?? null,
      internal_reference: input.internal_reference ?? null,
      metadata: input.metadata === undefined ? null : JSON.stringify(input.metadata),
      archive_enabled: input.archive_enabled,
      warnings: JSON.stringify(warnings),
      validated_at: null,
      transmitted_at: null,
      paid_at: null,
      payment_reference: null,
      payment_method: null,
      payment_note: null,
      created_at: actor.now,
      updated_at: actor.now,
    },
    numberPrefix(actor.principal.tenantSlug),
    event,
  ).catch((cause: unknown) => {
    throw takenOutOfSight(cause, input.external_id);
  });
  if (original !== null) {
    await insertFiles(tx, [
      {
        tenant_id: actor.scope.tenantId,
        subject_id: id,
        sub_tenant_id: issuer.subTenantId,
        kind: 'original',
        sha256: original.sha256,
        size: original.bytes.length,
        made_by: actor.by,
        media_type: original.mediaType,
        filename: original.filename,
        created_at: actor.now,
      },
    ]);
  }
  return { invoice, warnings, isNew: true };
}

/** What a caller is told when a sub-tenant it cannot see has used its `external_id`. */
function takenOutOfSight(cause: unknown, externalId: string | undefined): unknown {
  if (externalId === undefined || violatedConstraint(cause) !== 'invoices_external_id') return cause;
  const id = { fr: 'hors de votre vue', en: 'out of your sight' };
  return new ApiError('EXTERNAL_ID_CONFLICT', { cause, params: { external_id: externalId, id } });
}

function repeated(known: InvoiceRow, fingerprint: Buffer, externalId: string): CreatedInvoice {
  if (known.fingerprint?.equals(fingerprint) !== true) {
    throw new ApiError('EXTERNAL_ID_CONFLICT', { params: { external_id: externalId, id: known.id } });
  }
  return { invoice: known, warnings: known.warnings as FieldError[], isNew: false };
}
