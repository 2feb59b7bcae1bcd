import { ApiError, fieldError, validationError } from '@scell/contract';
import { violatedConstraint } from '../../../platform/db/errors.ts';
import { recordEvent } from '../../../platform/events/record-event.ts';
import { inspectFile } from '../../../platform/files/inspect-file.ts';
import type { Call, Reply } from '../../../platform/http/call.ts';
import type { Upload } from '../../../platform/http/uploads.ts';
import type { Services } from '../../../platform/services.ts';
import { ScannerUnavailable } from '../../../platform/virus-scan/virus-scanner.ts';
import { settleStanding } from './settle-standing.ts';
import { deleteTimer, insertDocument, type KybDocumentRow, lockKyb, setTimer } from './store.ts';

const LARGEST = 10 * 1024 * 1024;
/** Longer than any submission takes. */
const CAME_TO_NOTHING_MS = 60 * 60_000;

/**
 * Takes in a document: looked at, scanned where there is a scanner, kept encrypted, then named by a row. A timer set before
 * the bytes are written erases them if no row ever names them. Nothing slow happens while the verification is locked.
 */
export async function submitKybDocument(
  call: Call,
  type: KybDocumentRow['type'],
  answer: (document: KybDocumentRow) => Reply,
): Promise<Reply> {
  const { services, upload, db, scope } = call;
  const { tenantId } = scope;
  if (upload === null)
    throw validationError([
      fieldError('document', {
        fr: 'un fichier est attendu, dans la partie « document » d’un formulaire multipart/form-data.',
        en: 'a file is expected, in the part "document" of a form (multipart/form-data).',
      }),
    ]);
  const { mediaType, scan } = await lookAt(services, upload);

  const id = call.newId();
  await db.withTenant(scope, (tx) =>
    setTimer(tx, tenantId, id, new Date(call.now.getTime() + CAME_TO_NOTHING_MS)),
  );
  const sealed = await services.confidential.put(id, upload.bytes);
  let named = false;
  try {
    const reply = await call.once(async (tx) => {
      await lockKyb(tx, tenantId);
      const document = await insertDocument(tx, {
        tenant_id: tenantId,
        id,
        type,
        filename: upload.filename || type,
        media_type: mediaType,
        size: upload.bytes.length,
        sha256: upload.sha256,
        sealed_sha256: sealed,
        scan,
        rejection_reason: null,
        uploaded_by: call.by,
        reviewed_by: null,
        reviewed_at: null,
        created_at: call.now,
        deleted_at: null,
      });
      await recordEvent(
        tx,
        call,
        {
          subjectType: 'kyb_document',
          subjectId: id,
          type: 'kyb_document.submitted',
          details: 'Justificatif déposé',
          data: { type, media_type: mediaType, size: upload.bytes.length, scan },
        },
        null,
      );
      await settleStanding(tx, call);
      named = true;
      return answer(document);
    });
    // The answer of a repeat is that of the first time: what came again is not needed.
    if (!named) await forget(call, id);
    return reply;
  } catch (error) {
    if (violatedConstraint(error) !== 'kyb_documents_content') throw error;
    await forget(call, id);
    throw new ApiError('KYB_DOCUMENT_EXISTS', { cause: error });
  }
}

async function lookAt(
  services: Services,
  { field, bytes }: Upload,
): Promise<{ mediaType: string; scan: KybDocumentRow['scan'] }> {
  if (bytes.length > LARGEST) throw new ApiError('PAYLOAD_TOO_LARGE', { params: { limit: LARGEST } });
  const inspected = inspectFile(bytes, ['pdf', 'jpeg', 'png']);
  if ('refused' in inspected)
    throw new ApiError('FILE_REFUSED', { params: { field, reason: inspected.refused } });
  const { virusScanner } = services;
  if (virusScanner === null) return { mediaType: inspected.mediaType, scan: 'not_scanned' };
  try {
    const verdict = await virusScanner.scan(bytes);
    if (!verdict.clean) throw new ApiError('FILE_INFECTED', { params: { found: verdict.found } });
  } catch (cause) {
    // No verdict is no leave.
    if (cause instanceof ScannerUnavailable) throw new ApiError('VIRUS_SCAN_UNAVAILABLE', { cause });
    throw cause;
  }
  return { mediaType: inspected.mediaType, scan: 'clean' };
}

async function forget({ services, db, scope }: Call, id: string): Promise<void> {
  await services.confidential.drop(id);
  await db.withTenant(scope, (tx) => deleteTimer(tx, scope.tenantId, id));
}
