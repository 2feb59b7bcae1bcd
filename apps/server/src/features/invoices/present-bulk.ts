import {
  type ApiError,
  type BulkCreation,
  type BulkSubmission,
  type CreationResult,
  type FieldError,
  type InvoiceStatus,
  messageOf,
  presentError,
  type SubmissionResult,
} from '@scell/contract';
import type { Call } from '../../platform/http/call.ts';
import { presentWarnings } from '../../platform/http/present.ts';
import type { Outcome } from './bulk-create.ts';
import { statusFor } from './client-status.ts';
import type { CreatedOrIssued } from './create-and-issue.ts';
import { presentInvoice } from './present.ts';
import type { InvoiceRow } from './store.ts';
import type { SubmittedInvoice } from './submit-invoice.ts';

/** What became of each creation, and the invoices that came of them. */
export function presentCreations(
  call: Call,
  creations: readonly unknown[],
  outcomes: readonly Outcome<CreatedOrIssued>[],
): BulkCreation['data'] {
  const done = outcomes.flatMap((outcome) => ('done' in outcome ? [outcome.done] : []));
  const created = done.filter(({ isNew }) => isNew).length;
  return {
    created,
    existing: done.length - created,
    failed: outcomes.length - done.length,
    invoices: done.map(({ invoice }) => presentInvoice(invoice, call)),
    results: outcomes.map((outcome, index): CreationResult => {
      const external_id = externalIdOf(creations[index]);
      if ('refused' in outcome)
        return { ...failure(call, index, outcome.refused), outcome: 'failed', external_id, warnings: [] };
      const { invoice, isNew, toFile, warnings } = outcome.done;
      return {
        ...success(call, index, invoice),
        outcome: isNew ? (toFile === null ? 'created' : 'issued') : 'existing',
        external_id,
        warnings: presentWarnings(warnings, call.language),
      };
    }),
  };
}

/** What became of each submission. */
export function presentSubmissions(
  call: Call,
  ids: readonly string[],
  outcomes: readonly Outcome<SubmittedInvoice>[],
): BulkSubmission['data'] {
  const results = outcomes.map((outcome, index): SubmissionResult => {
    if ('refused' in outcome)
      return { ...failure(call, index, outcome.refused), id: ids[index] ?? null, outcome: 'failed' };
    return { ...success(call, index, outcome.done.invoice), outcome: 'issued' };
  });
  const submitted = results.filter(({ success: passed }) => passed).length;
  return { submitted, failed: results.length - submitted, results };
}

/** What was wrong with each, by the place of the fields in the list: `invoices.3.lines.0.vat_rate`. */
export function errorsByPlace(name: string, outcomes: readonly Outcome<unknown>[]): FieldError[] {
  return outcomes.flatMap((outcome, index): FieldError[] => {
    if ('done' in outcome) return [];
    const place = `${name}.${index}`;
    const { errors } = outcome.refused;
    if (errors.length === 0) return [{ path: place, text: textOf(outcome.refused) }];
    return errors.map(({ path, text }) => ({ path: path === 'body' ? place : `${place}.${path}`, text }));
  });
}

function textOf(error: ApiError): FieldError['text'] {
  return { fr: messageOf(error, 'fr'), en: messageOf(error, 'en') };
}

function success(call: Call, index: number, invoice: InvoiceRow) {
  return {
    index,
    id: invoice.id,
    invoice_number: invoice.invoice_number ?? invoice.draft_number,
    status: statusFor(call.userAgent, invoice.status as InvoiceStatus),
    success: true,
    error: null,
  };
}

function failure(call: Call, index: number, refused: ApiError) {
  return {
    index,
    id: null,
    invoice_number: null,
    status: null,
    success: false,
    error: presentError(refused, {
      language: call.language,
      requestId: call.requestId ?? '',
      docBase: `${call.services.publicUrl}/docs`,
    }),
  };
}

function externalIdOf(creation: unknown): string | null {
  const name =
    typeof creation === 'object' && creation !== null && 'external_id' in creation
      ? creation.external_id
      : null;
  return typeof name === 'string' ? name : null;
}
