import { ApiError, RESOURCES } from '@scell/contract';
import type { Actor, BytesReply, JsonReply } from '../../platform/http/call.ts';
import { notFound } from '../../platform/http/lists.ts';
import { type FileLink, linkTo } from '../../platform/http/signed-links.ts';
import type { Services } from '../../platform/services.ts';
import { isIssued } from './issued.ts';
import { readFile } from './make-files.ts';
import { type FileKind, findInvoice, type InvoiceRow } from './store.ts';

/** What callers may ask for. `original` and `converted` are the document in its own output format. */
export type DownloadType = 'original' | 'converted' | 'pdf' | 'xml' | 'facturx' | 'ubl' | 'cii';

/** A file of an issued invoice: its bytes, or a signed link of fifteen minutes for callers that accept JSON only. */
export async function downloadInvoice(
  services: Services,
  actor: Actor,
  accept: string,
  id: string,
  type: DownloadType,
  subTenantId?: string,
): Promise<BytesReply | JsonReply> {
  const invoice = await services.databases[actor.environment].withTenant(actor.scope, (tx) =>
    findInvoice(tx, actor.scope.tenantId, id),
  );
  if (invoice === undefined || (subTenantId !== undefined && invoice.sub_tenant_id !== subTenantId))
    throw notFound(RESOURCES.invoice);
  if (!isIssued(invoice)) throw new ApiError('FILE_NOT_FOUND');
  const kind = kindOf(type, invoice);
  if (asksForJson(accept)) {
    const file = { environment: actor.environment, tenantId: actor.scope.tenantId, subjectId: id, kind };
    return { status: 200, body: linkTo(services, file, actor.now) };
  }
  return fileReply(
    await readFile(services, actor.environment, actor.scope, id, kind),
    kind,
    invoice.invoice_number,
  );
}

/** The file of an invoice that a valid link opens. */
export async function readLinkedFile(services: Services, link: FileLink): Promise<BytesReply> {
  const { environment, tenantId, subjectId: invoiceId } = link;
  const kind = link.kind as FileKind;
  const invoice = await services.databases[environment].withTenant({ tenantId }, (tx) =>
    findInvoice(tx, tenantId, invoiceId),
  );
  return fileReply(
    await readFile(services, environment, { tenantId }, invoiceId, kind),
    kind,
    invoice?.invoice_number ?? null,
  );
}

/** The answer that brings a file of an invoice. */
export function fileReply(bytes: Uint8Array | null, kind: FileKind, number: string | null): BytesReply {
  if (bytes === null) throw new ApiError('FILE_NOT_FOUND');
  const pdf = kind === 'facturx';
  return {
    status: 200,
    bytes,
    mediaType: pdf ? 'application/pdf' : 'application/xml',
    filename: `${number ?? 'invoice'}${pdf ? '.pdf' : `-${kind}.xml`}`,
  };
}

function kindOf(type: DownloadType, invoice: InvoiceRow): FileKind {
  switch (type) {
    case 'pdf':
    case 'facturx':
      return 'facturx';
    case 'ubl':
    case 'cii':
      return type;
    case 'xml':
      return invoice.output_format === 'ubl' ? 'ubl' : 'cii';
    case 'original':
    case 'converted':
      return invoice.output_format;
  }
}

/** Whether JSON is what the caller wants: named, and no file type or wildcard beside it. */
function asksForJson(accept: string): boolean {
  const types = accept.split(',').map((part) => part.split(';')[0]?.trim().toLowerCase() ?? '');
  return (
    types.includes('application/json') &&
    !types.some((type) => /^(\*\/\*|application\/(pdf|xml|\*)|text\/)/.test(type))
  );
}
