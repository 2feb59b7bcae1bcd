import * as contract from '@scell/contract';
import { ApiError } from '@scell/contract';
import { type Call, LastingRefusal, ok, type Reply } from '../../platform/http/call.ts';
import { type Route, route } from '../../platform/http/route.ts';
import { createInvoices, type Outcome } from './bulk-create.ts';
import { submitInvoices } from './bulk-submit.ts';
import { makeAllFiles } from './files-after.ts';
import type { DocumentToFile } from './make-files.ts';
import { presentState } from './present.ts';
import { errorsByPlace, presentCreations, presentSubmissions } from './present-bulk.ts';
import { findInvoices } from './store.ts';

/** Several invoices in one request, at the addresses partners know and at those of the dashboard. */
export const bulkRoutes: readonly Route[] = [
  route(contract.bulkCreateTenantInvoices, (call) => create(call, call.body.invoices)),
  route(contract.bulkSubmitInvoices, (call) => submit(call, call.body.invoice_ids)),
  route(contract.bulkSubmitTenantInvoices, (call) => submit(call, call.body.invoice_ids)),
  route(contract.bulkInvoiceStatus, (call) => statuses(call, call.body.invoice_ids)),
  route(contract.bulkTenantInvoiceStatus, (call) => statuses(call, call.body.invoice_ids)),
];

async function create(call: Call, creations: readonly unknown[]): Promise<Reply> {
  let toFile: (DocumentToFile | null)[] = [];
  const reply = await call.once(async (tx) => {
    const outcomes = await createInvoices(tx, call, call.services, creations, call.strict);
    const data = presentCreations(call, creations, outcomes);
    if (data.failed === creations.length) {
      throw refusalOfAll('invoices', outcomes, data);
    }
    toFile = outcomes.map((outcome) => ('done' in outcome ? outcome.done.toFile : null));
    const { created, existing, failed } = data;
    const message = {
      fr: `Factures créées : ${created} ; existantes : ${existing} ; refusées : ${failed}.`,
      en: `Invoices created: ${created}; existing: ${existing}; refused: ${failed}.`,
    };
    return { status: created > 0 ? 201 : 200, body: { message: message[call.language], data } };
  });
  makeAllFiles(call, toFile);
  return reply;
}

async function submit(call: Call, sent: readonly string[]): Promise<Reply> {
  const ids = unique(sent);
  let toFile: (DocumentToFile | null)[] = [];
  const reply = await call.once(async (tx) => {
    const outcomes = await submitInvoices(tx, call, call.services, ids);
    const data = presentSubmissions(call, ids, outcomes);
    if (data.submitted === 0) {
      // What the rules refused stays marked as such.
      return new LastingRefusal(refusalOfAll('invoice_ids', outcomes, data));
    }
    toFile = outcomes.map((outcome) => ('done' in outcome ? outcome.done.toFile : null));
    const message = {
      fr: `Factures émises : ${data.submitted} ; refusées : ${data.failed}.`,
      en: `Invoices issued: ${data.submitted}; refused: ${data.failed}.`,
    };
    return ok({ message: message[call.language], data });
  });
  makeAllFiles(call, toFile);
  return reply;
}

async function statuses(call: Call, sent: readonly string[]): Promise<Reply> {
  const ids = unique(sent);
  const { tenantId } = call.scope;
  const rows = await call.db.withTenant(call.scope, (tx) => findInvoices(tx, tenantId, ids));
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ok({
    data: ids.flatMap((id) => {
      const row = byId.get(id);
      return row === undefined ? [] : [presentState(row, call.userAgent)];
    }),
    not_found: ids.filter((id) => !byId.has(id)),
  });
}

/** Why the whole account may issue nothing now: said as it is of a single invoice, since clients know it by its status. */
const OF_THE_ACCOUNT: ReadonlySet<string> = new Set(['INSUFFICIENT_BALANCE', 'FISCAL_KILLSWITCH_ACTIVE']);

/** The error of a list of which nothing passed. */
function refusalOfAll(list: string, outcomes: readonly Outcome<unknown>[], data: object): ApiError {
  const refused = outcomes.flatMap((outcome) => ('refused' in outcome ? [outcome.refused] : []));
  const [first] = refused;
  const same = refused.every(({ errorCode }) => errorCode === first?.errorCode);
  if (first !== undefined && same && OF_THE_ACCOUNT.has(first.errorCode)) return first;
  return new ApiError('BULK_REFUSED', {
    params: { count: refused.length },
    errors: errorsByPlace(list, outcomes),
    details: { data },
  });
}

/** Each once, where it came first. */
function unique(ids: readonly string[]): string[] {
  return [...new Set(ids.map((id) => id.toLowerCase()))];
}
