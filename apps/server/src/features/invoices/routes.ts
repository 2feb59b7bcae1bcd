import * as contract from '@scell/contract';
import {
  ApiError,
  type FieldError,
  fieldError,
  type InvoiceUpdate,
  RESOURCES,
  type TenantInvoiceCreate,
  validationError,
} from '@scell/contract';
import type { Tx } from '../../platform/db/client-dialect.ts';
import { type Call, LastingRefusal, ok, type Reply } from '../../platform/http/call.ts';
import { notFound, presentList } from '../../platform/http/lists.ts';
import { presentWarnings } from '../../platform/http/present.ts';
import { route, routeWithFile, type UploadReading } from '../../platform/http/route.ts';
import { auditTrail } from './audit-trail.ts';
import { createAndIssue } from './create-and-issue.ts';
import { deleteDraft } from './delete-draft.ts';
import { type DownloadType, downloadInvoice } from './download-invoice.ts';
import { fieldsOfDocument } from './fields-of-document.ts';
import { filesMaker } from './files-after.ts';
import { listInvoices } from './list-invoices.ts';
import { markPaid } from './mark-paid.ts';
import { type Original, readOriginal } from './original.ts';
import { presentInvoice, presentState } from './present.ts';
import { remainingCreditable } from './remaining-creditable.ts';
import { queueInvoiceMail } from './send-by-email.ts';
import { sendInvoice } from './send-invoice.ts';
import { findInvoice, type InvoiceRow } from './store.ts';
import { type RejectedInvoice, type SubmittedInvoice, submitInvoice } from './submit-invoice.ts';
import { updateInvoice } from './update-invoice.ts';

const ISSUED = { fr: 'Facture émise.', en: 'Invoice issued.' };

/** The file that comes with a creation says what the request leaves out. */
const ORIGINAL: UploadReading<Original> = {
  read: readOriginal,
  fill: ({ invoice }) => (invoice === null ? undefined : (given) => fieldsOfDocument(invoice, given)),
};

// The partner surface (/tenant/invoices) is the same commands at other addresses.
export const invoiceRoutes = [
  route(contract.listInvoices, (call) => list(call, call.query, contract.listInvoices.path)),
  route(contract.listTenantInvoices, (call) => list(call, call.query, contract.listTenantInvoices.path)),
  route(contract.listSubTenantInvoices, (call) => {
    const { sub_tenant_id } = call.params;
    return list(call, { ...call.query, sub_tenant_id }, `/tenant/sub-tenants/${sub_tenant_id}/invoices`);
  }),

  routeWithFile(contract.createInvoice, ORIGINAL, (call, original) => create(call, call.body, original)),
  routeWithFile(contract.createTenantInvoice, ORIGINAL, (call, original) =>
    create(call, call.body, original),
  ),
  routeWithFile(contract.createSubTenantInvoice, ORIGINAL, (call, original) =>
    create(call, ofSubTenant(call.body, call.params.sub_tenant_id), original),
  ),

  route(contract.getInvoice, (call) => get(call, call.params.id)),
  route(contract.getTenantInvoice, (call) => get(call, call.params.id)),
  route(contract.getTenantInvoiceStatus, async (call) =>
    ok({ data: presentState(await find(call, call.params.id), call.userAgent) }),
  ),

  route(contract.updateInvoice, (call) => update(call, call.params.id, call.body)),
  route(contract.updateTenantInvoice, (call) => update(call, call.params.id, call.body)),

  route(contract.deleteInvoice, (call) => refuseDeletion(call, call.params.id)),
  route(contract.deleteTenantInvoice, async (call) => {
    await call.db.withTenant(call.scope, (tx) => deleteDraft(tx, call, call.params.id));
    return ok({ message: { fr: 'Brouillon supprimé.', en: 'Draft deleted.' }[call.language] });
  }),

  route(contract.submitInvoice, (call) => submit(call, call.params.id)),
  route(contract.submitTenantInvoice, (call) => submit(call, call.params.id)),
  route(contract.validateTenantInvoice, (call) => submit(call, call.params.id)),
  route(contract.sendTenantInvoice, (call) =>
    issue(call, (tx) => sendInvoice(tx, call, call.services, call.params.id, call.body)),
  ),

  route(contract.markInvoicePaid, (call) =>
    call.once(async (tx) => {
      const invoice = await markPaid(tx, call, call.params.id, call.body, call.spell);
      return ok(
        written(
          call,
          invoice,
          { fr: 'Facture marquée payée.', en: 'Invoice marked as paid.' },
          call.warnings,
        ),
      );
    }),
  ),

  route(contract.sendInvoiceByEmail, (call) =>
    call.once(async (tx) =>
      ok({ sent_to: await queueInvoiceMail(tx, call, call.params.id, call.body.email) }),
    ),
  ),

  route(contract.getAuditTrail, async (call) =>
    ok(await call.db.withTenant(call.scope, (tx) => auditTrail(tx, call, call.params.id))),
  ),
  route(contract.getRemainingCreditable, (call) => creditable(call, call.params.id)),
  route(contract.getTenantRemainingCreditable, (call) => creditable(call, call.params.id)),

  route(contract.downloadInvoice, (call) => download(call, call.params.id, call.query.format)),
  route(contract.downloadInvoiceType, (call) => download(call, call.params.id, call.params.type)),
  route(contract.downloadTenantInvoice, (call) => download(call, call.params.id, call.query.format)),
  route(contract.downloadSubTenantInvoice, (call) =>
    download(call, call.params.id, call.query.format, call.params.sub_tenant_id),
  ),
];

async function list(
  call: Call,
  query: contract.QueryOf<typeof contract.listInvoices>,
  path: string,
): Promise<Reply> {
  const found = await call.db.withTenant(call.scope, (tx) => listInvoices(tx, call, query));
  const sort = query.sort ?? 'created_at';
  return ok(
    presentList(
      query,
      `${call.apiBase}${path}`,
      found,
      (row) => present(call, row),
      (row) => {
        const value = sort === 'invoice_number' ? (row.invoice_number ?? row.draft_number) : row[sort];
        return { value: value instanceof Date ? value.toISOString() : (value ?? '0001-01-01'), id: row.id };
      },
    ),
  );
}

async function create(call: Call, body: TenantInvoiceCreate, original: Original | null): Promise<Reply> {
  let makeThem = async () => {};
  const reply = await call.once(async (tx) => {
    const { invoice, warnings, isNew, toFile } = await createAndIssue(
      tx,
      call,
      call.services,
      body,
      call.spell,
      original,
    );
    makeThem = filesMaker(call, toFile);
    const message = isNew
      ? toFile === null
        ? { fr: 'Facture créée.', en: 'Invoice created.' }
        : ISSUED
      : { fr: 'Cette facture existait déjà.', en: 'This invoice existed already.' };
    return {
      status: isNew ? 201 : 200,
      body: written(call, invoice, message, [...call.warnings, ...warnings]),
    };
  });
  await makeThem();
  return reply;
}

/** What is created at the address of a sub-tenant is that sub-tenant's. */
function ofSubTenant(body: TenantInvoiceCreate, id: string): TenantInvoiceCreate {
  if (body.sub_tenant_id !== undefined && body.sub_tenant_id !== id) {
    throw validationError([
      fieldError('sub_tenant_id', {
        fr: `l’adresse désigne le sous-compte ${id} : envoyez le même, ou rien.`,
        en: `the address names sub-tenant ${id}: send the same, or nothing.`,
      }),
    ]);
  }
  return { ...body, sub_tenant_id: id };
}

async function get(call: Call, id: string): Promise<Reply> {
  return ok({ data: present(call, await find(call, id)) });
}

async function update(call: Call, id: string, body: InvoiceUpdate): Promise<Reply> {
  const { invoice, warnings } = await call.db.withTenant(call.scope, (tx) =>
    updateInvoice(tx, call, call.services, id, body, call.spell),
  );
  return ok(
    written(call, invoice, { fr: 'Brouillon modifié.', en: 'Draft updated.' }, [
      ...call.warnings,
      ...warnings,
    ]),
  );
}

function submit(call: Call, id: string): Promise<Reply> {
  return issue(call, (tx) => submitInvoice(tx, call, call.services, id));
}

async function issue(
  call: Call,
  effect: (tx: Tx) => Promise<SubmittedInvoice | RejectedInvoice>,
): Promise<Reply> {
  let makeThem = async () => {};
  const reply = await call.once(async (tx) => {
    const submitted = await effect(tx);
    if ('rejected' in submitted) return new LastingRefusal(submitted.rejected);
    const { invoice, toFile } = submitted;
    makeThem = filesMaker(call, toFile);
    return ok(written(call, invoice, ISSUED, invoice.warnings as FieldError[]));
  });
  await makeThem();
  return reply;
}

async function refuseDeletion(call: Call, id: string): Promise<Reply> {
  await find(call, id);
  throw new ApiError('INVOICE_NOT_DELETABLE');
}

async function creditable(call: Call, id: string): Promise<Reply> {
  return ok(await call.db.withTenant(call.scope, (tx) => remainingCreditable(tx, call, id)));
}

function download(call: Call, id: string, type: DownloadType, subTenantId?: string): Promise<Reply> {
  return downloadInvoice(call.services, call, call.accept, id, type, subTenantId);
}

async function find(call: Call, id: string): Promise<InvoiceRow> {
  const invoice = await call.db.withTenant(call.scope, (tx) => findInvoice(tx, call.scope.tenantId, id));
  if (invoice === undefined) throw notFound(RESOURCES.invoice);
  return invoice;
}

function present(call: Call, invoice: InvoiceRow) {
  const { environment, apiBase, userAgent } = call;
  return presentInvoice(invoice, { environment, apiBase, userAgent });
}

function written(
  call: Call,
  invoice: InvoiceRow,
  message: { fr: string; en: string },
  warnings: readonly FieldError[],
) {
  return {
    message: message[call.language],
    data: present(call, invoice),
    warnings: presentWarnings(warnings, call.language),
  };
}
