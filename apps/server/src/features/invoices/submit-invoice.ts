import { ApiError, RESOURCES } from '@scell/contract';
import { canonicalJson, type Json } from '@scell/core';
import { missingCharacters } from '@scell/facturx';
import type { Tx } from '../../platform/db/client-dialect.ts';
import type { Rendering } from '../../platform/documents/render-files.ts';
import { eventRow, recordEvent } from '../../platform/events/record-event.ts';
import type { Actor } from '../../platform/http/call.ts';
import { notFound } from '../../platform/http/lists.ts';
import type { Services } from '../../platform/services.ts';
import { chargeFor } from '../billing/balance/charge-for.ts';
import { resolveIssuer } from '../companies/resolve-issuer.ts';
import { accountRefusalOf } from './account-rules.ts';
import { checkDocument } from './check-document.ts';
import { isIssued } from './issued.ts';
import type { DocumentToFile } from './make-files.ts';
import { Notes } from './notes.ts';
import { fiscalMonth, numberPrefix, sellerKey } from './number.ts';
import { type Refusal, refusalOf } from './refusal.ts';
import { semanticInvoice } from './semantic.ts';
import { type InvoiceRow, issueInvoice, lockInvoice, updateInvoice } from './store.ts';

/** How long the process that issued has to make the files before the worker looks after them. */
const FILES_GRACE_MS = 30_000;

export interface SubmittedInvoice {
  invoice: InvoiceRow;
  /** What the files are made from; `null` when the invoice had been issued before. */
  toFile: DocumentToFile | null;
}

/** The rules refuse the document: the draft says so now, and the caller is told. */
export interface RejectedInvoice {
  rejected: ApiError;
}

/**
 * Issues a draft: takes its number, writes the one row that says what the document says (the database chains it in the
 * ledger) and freezes the invoice, all in the caller's transaction. A second call answers the same invoice. A document that
 * the official rules would refuse is not issued: the draft becomes `rejected`, and no number is spent. What it costs is charged
 * before the number is taken; without the credits for it, nothing is done.
 *
 * @throws {ApiError} INSUFFICIENT_BALANCE
 */
export async function submitInvoice(
  tx: Tx,
  actor: Actor,
  services: Services,
  id: string,
): Promise<SubmittedInvoice | RejectedInvoice> {
  const { tenantId } = actor.scope;
  const draft = await lockInvoice(tx, tenantId, id);
  if (draft === undefined) throw notFound(RESOURCES.invoice);
  if (isIssued(draft)) return { invoice: draft, toFile: null };

  const { content } = draft;
  // What was verified may have been withdrawn since the draft was made, a sub-tenant stopped or deleted, and a key of one
  // company issues for no other. The sandbox verifies nothing of the account itself.
  if (
    actor.environment === 'production' ||
    actor.principal.companyId !== null ||
    draft.sub_tenant_id !== null
  ) {
    await resolveIssuer(tx, actor, {
      subTenantId: draft.sub_tenant_id ?? undefined,
      companyId: draft.company_id,
    });
  }
  // The rules of the release that checked the draft are the ones in force: only another release checks again.
  if (draft.checked_by !== services.release.version) {
    const notes = new Notes((path) => path);
    checkDocument(content, actor.environment, (text) => missingCharacters(text, services.fonts), notes);
    notes.raise();
  }

  const refusal =
    refusalOf(content, draft.output_format) ??
    (await accountRefusalOf(tx, tenantId, draft.sub_tenant_id, content));
  if (refusal !== null) return { rejected: await reject(tx, actor, draft, refusal) };

  const charged = await chargeFor(tx, actor, services, 'invoice', {
    type: 'invoice',
    id,
    subTenantId: draft.sub_tenant_id,
    description: `Facture ${draft.draft_number}`,
  });
  const document = canonicalJson(semanticInvoice(content) as unknown as Json);
  const rendering: Rendering = {
    language: content.language,
    output_format: draft.output_format,
    ...content.layout,
  };
  const seller = sellerKey(content.seller);
  const { number, recordedAt } = await issueInvoice(tx, {
    tenantId,
    subTenantId: draft.sub_tenant_id,
    invoiceId: id,
    environment: actor.environment,
    seller,
    wishedPrefix: numberPrefix(actor.principal.tenantSlug),
    period: fiscalMonth(actor.now),
    issueYear: Number(content.issue_date.slice(0, 4)),
    document,
    rendering: JSON.stringify(rendering),
    charged,
    now: actor.now,
    filesDueAt: new Date(actor.now.getTime() + FILES_GRACE_MS),
    event: eventRow(
      actor,
      {
        subjectType: 'invoice',
        subjectId: id,
        type: 'invoice.validated',
        details: 'Facture émise sous le numéro ',
        data: { draft_number: draft.draft_number, processing_rule: content.processing_rule },
      },
      draft.sub_tenant_id,
    ),
  });
  const invoice = {
    ...draft,
    status: 'validated',
    rejected_at: null,
    rejection_reason: null,
    invoice_number: number,
    validated_at: recordedAt,
    amount_charged: charged,
    updated_at: actor.now,
  };
  return {
    invoice,
    toFile: { invoiceId: id, subTenantId: draft.sub_tenant_id, number, document, rendering, recordedAt },
  };
}

/** Marks a draft as rejected, with the rules that refuse it, and answers the error that says so. */
async function reject(
  tx: Tx,
  actor: Actor,
  { id, sub_tenant_id: subTenantId }: InvoiceRow,
  { rules, errors }: Refusal,
): Promise<ApiError> {
  const reason = rules.join(', ');
  await updateInvoice(tx, actor.scope.tenantId, id, {
    status: 'rejected',
    rejected_at: actor.now,
    rejection_reason: reason,
    updated_at: actor.now,
  });
  await recordEvent(
    tx,
    actor,
    {
      subjectType: 'invoice',
      subjectId: id,
      type: 'invoice.rejected',
      details: `Émission refusée par les règles ${reason}`,
      data: { rules },
    },
    subTenantId,
  );
  return new ApiError('INVOICE_REJECTED', { params: { rules: reason }, errors, details: { rules } });
}
