import {
  ApiError,
  type BodyOf,
  type Conversion,
  fieldError,
  type convertInvoice as operation,
  RESOURCES,
  validationError,
} from '@scell/contract';
import type { Certificate, ConvertedDocument } from '@scell/facturx';
import { preferred } from '../../platform/http/accept.ts';
import { type BytesReply, type Call, ok, type Reply } from '../../platform/http/call.ts';
import { notFound } from '../../platform/http/lists.ts';
import { LINK_MS, linkTo } from '../../platform/http/signed-links.ts';
import type { Upload } from '../../platform/http/uploads.ts';
import { issuedFile } from '../invoices/issued-file.ts';
import { CONVERSION_LINK } from './read-conversion.ts';
import { insertConversion } from './store.ts';

type Body = BodyOf<typeof operation>;

/** An issued invoice, or an uploaded document, in another format: with its certificate, or as the file alone. */
export async function convertDocument(call: Call<typeof operation>): Promise<Reply> {
  const { body, upload } = call;
  if (upload !== null && body.invoice_id !== undefined)
    throw validationError([
      fieldError('invoice_id', {
        fr: `un seul document à la fois : ${upload.field} en est déjà un.`,
        en: `one document at a time: ${upload.field} is one already.`,
      }),
    ]);
  if (body.profile !== undefined && (upload === null || body.target_format === 'ubl'))
    throw validationError([
      fieldError('profile', {
        fr: 'un profil se demande pour un fichier envoyé, vers cii ou facturx.',
        en: 'a profile is asked for with a file that is sent, to cii or facturx.',
      }),
    ]);
  if (upload !== null) return convertUpload(call, upload);
  if (body.invoice_id !== undefined) return convertIssued(call, body.invoice_id, body);
  throw validationError([
    fieldError('invoice_id', {
      fr: 'un document est attendu : invoice_id, ou un fichier dans la partie original_file d’un formulaire.',
      en: 'a document is expected: invoice_id, or a file in the part original_file of a form.',
    }),
  ]);
}

/** Makes the file of an issued invoice in a format, and keeps it with the invoice. */
async function convertIssued(call: Call, id: string, { target_format: target }: Body): Promise<Reply> {
  const { services, environment, scope } = call;
  const file = await issuedFile(services, call, id, target, wantsFile(call.accept));
  if (file === 'not-issued') throw new ApiError('INVOICE_NOT_ISSUED');
  if (file === undefined) throw notFound(RESOURCES.invoice);
  if (wantsFile(call.accept)) return file.reply;
  // Every file of an invoice says what its CII says: the PDF carries that very CII.
  const { certificate } = await services.foreignDocuments.run({
    kind: 'convert',
    bytes: file.cii,
    target: target === 'ubl' ? 'ubl' : 'cii',
    profile: null,
    language: call.language,
    creationDate: call.now.toISOString(),
    documentId: id,
  });
  const link = { environment, tenantId: scope.tenantId, subjectId: id, kind: target };
  return call.once(async () =>
    ok(
      answer(call, {
        invoice_id: id,
        target_format: target,
        file: file.reply,
        certificate: { ...certificate, target },
        findings: [],
        changes: [],
        link: linkTo(services, link, call.now),
      }),
    ),
  );
}

/** Converts an uploaded document. Its file is kept as long as the link to it is valid. */
async function convertUpload(call: Call<typeof operation>, upload: Upload): Promise<Reply> {
  const { services, environment, scope, body } = call;
  const id = call.newId();
  const target = body.target_format;
  const converted = await services.foreignDocuments.run({
    kind: 'convert',
    bytes: upload.bytes,
    target,
    profile: body.profile ?? null,
    language: call.language,
    creationDate: call.now.toISOString(),
    documentId: id,
  });
  const file = {
    bytes: converted.bytes,
    mediaType: converted.mediaType,
    filename: nameOf(upload, target, converted),
  };
  if (wantsFile(call.accept)) return { status: 200, ...file };
  return call.once(async (tx) => {
    const sha256 = await services.temporary.put(id, converted.bytes);
    await insertConversion(tx, {
      tenant_id: scope.tenantId,
      id,
      sub_tenant_id: scope.subTenantId ?? null,
      filename: file.filename,
      media_type: converted.mediaType,
      sha256,
      size: converted.bytes.length,
      created_at: call.now,
      expires_at: new Date(call.now.getTime() + LINK_MS),
    });
    const link = { environment, tenantId: scope.tenantId, subjectId: id, kind: CONVERSION_LINK };
    return ok(
      answer(call, {
        invoice_id: null,
        target_format: target,
        file,
        certificate: converted.certificate,
        findings: converted.findings,
        changes: converted.changes,
        link: linkTo(services, link, call.now),
      }),
    );
  });
}

function wantsFile(accept: string): boolean {
  const types = {
    'application/json': false,
    'application/pdf': true,
    'application/xml': true,
    'text/xml': true,
  };
  return preferred(accept, types, false);
}

/** After the upload, in what a header can hold: `facture.pdf` becomes `facture-ubl.xml`. */
function nameOf(
  { filename }: Upload,
  target: Body['target_format'],
  { extension }: ConvertedDocument,
): string {
  const stem = filename.replace(/\.[^.]*$/, '').replace(/[^\x20-\x7e]/g, '_') || 'invoice';
  return `${stem}-${target}.${extension}`;
}

function answer(
  { language }: Call,
  made: {
    invoice_id: string | null;
    target_format: Body['target_format'];
    file: Pick<BytesReply, 'bytes' | 'mediaType' | 'filename'>;
    certificate: Certificate;
    findings: ConvertedDocument['findings'];
    changes: ConvertedDocument['changes'];
    link: { url: string; expires_at: string };
  },
): Conversion {
  const { file, findings, changes, link, ...rest } = made;
  return {
    message: { fr: 'Document converti.', en: 'Document converted.' }[language],
    status: 'converted',
    ...rest,
    filename: file.filename,
    media_type: file.mediaType,
    size: file.bytes.length,
    ...link,
    changes: changes.map(({ code, text }) => ({ code, explanation: text[language] })),
    findings: findings.map(({ code, severity, text, remedy }) => ({
      rule: code,
      severity,
      explanation: text[language],
      remedy: remedy[language],
    })),
  };
}
