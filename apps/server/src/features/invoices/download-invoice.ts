import { ApiError, RESOURCES } from '@scell/contract';
import type { TenantScope } from '../../platform/db/doors.ts';
import type { Environment } from '../../platform/environments.ts';
import type { Actor, BytesReply, JsonReply } from '../../platform/http/call.ts';
import { notFound } from '../../platform/http/lists.ts';
import { type FileLink, linkTo } from '../../platform/http/signed-links.ts';
import type { Services } from '../../platform/services.ts';
import { deliverFile } from './deliver-file.ts';
import { isIssued } from './issued.ts';
import { type FileKind, findFile, findInvoice, type InvoiceRow, type StoredFile } from './store.ts';

/**
 * What callers may ask for. `original` is the file that came with the invoice; without one, and for `converted`, the document
 * in its own output format.
 */
export type DownloadType = 'original' | 'converted' | 'pdf' | 'xml' | 'facturx' | 'ubl' | 'cii';

/** A file of an issued invoice: its bytes, or a signed link of fifteen minutes for callers that accept JSON only. */
export async function downloadInvoice(
  services: Services,
  actor: Actor & { headersOnly: boolean },
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
  const { environment, scope } = actor;
  const original = type === 'original' ? await findOriginal(services, environment, scope, id) : undefined;
  if (original === undefined && !isIssued(invoice)) throw new ApiError('FILE_NOT_FOUND');
  const kind = kindOf(type, invoice);
  if (asksForJson(accept)) {
    const linked = original === undefined ? kind : 'original';
    const file = { environment, tenantId: scope.tenantId, subjectId: id, kind: linked };
    return { status: 200, body: linkTo(services, file, actor.now) };
  }
  if (original !== undefined) return originalReply(services, original);
  const bytes = await deliverFile(services, environment, scope, id, kind, {
    by: actor.headersOnly ? null : 'download',
    now: actor.now,
  });
  return fileReply(bytes, kind, invoice.invoice_number);
}

/** The file of an invoice that a valid link opens. */
export async function readLinkedFile(
  services: Services,
  link: FileLink,
  now: Date,
  headersOnly: boolean,
): Promise<BytesReply> {
  const { environment, tenantId, subjectId: invoiceId } = link;
  if (link.kind === 'original') {
    const original = await findOriginal(services, environment, { tenantId }, invoiceId);
    if (original === undefined) throw new ApiError('FILE_NOT_FOUND');
    return originalReply(services, original);
  }
  const kind = link.kind as FileKind;
  const invoice = await services.databases[environment].withTenant({ tenantId }, (tx) =>
    findInvoice(tx, tenantId, invoiceId),
  );
  return fileReply(
    await deliverFile(services, environment, { tenantId }, invoiceId, kind, {
      by: headersOnly ? null : 'signed_link',
      now,
    }),
    kind,
    invoice?.invoice_number ?? null,
  );
}

function findOriginal(
  services: Services,
  environment: Environment,
  scope: TenantScope,
  id: string,
): Promise<StoredFile | undefined> {
  return services.databases[environment].withTenant(scope, (tx) =>
    findFile(tx, scope.tenantId, id, 'original'),
  );
}

/** The file that came with an invoice, as it came. */
async function originalReply(
  services: Services,
  { sha256, media_type, filename, erased_at }: StoredFile,
): Promise<BytesReply> {
  if (erased_at !== null) throw new ApiError('DOCUMENT_ERASED');
  return {
    status: 200,
    bytes: await services.content.get(sha256),
    mediaType: media_type ?? 'application/octet-stream',
    // What a header can hold.
    filename: filename?.replace(/[^\x20-\x7e]/g, '_') ?? 'original',
  };
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
