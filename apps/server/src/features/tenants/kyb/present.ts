import type { KybDocument, KybStatusResource } from '@scell/contract';
import { moment } from '../../../platform/http/present.ts';
import { missingTypes } from './standing.ts';
import type { KybDocumentRow, KybState } from './store.ts';

export function presentKybDocument(row: KybDocumentRow): KybDocument {
  return {
    id: row.id,
    type: row.type,
    filename: row.filename,
    mime_type: row.media_type,
    size: row.size,
    sha256: row.sha256.toString('hex'),
    status: row.status,
    scan_status: row.scan,
    rejection_reason: row.rejection_reason,
    reviewed_at: moment(row.reviewed_at),
    created_at: moment(row.created_at),
  };
}

export function presentKybStatus(
  state: KybState | undefined,
  documents: readonly KybDocumentRow[],
): KybStatusResource {
  const status = state?.status ?? 'pending';
  return {
    status,
    verified_at: moment(state?.verified_at ?? null),
    documents_count: documents.length,
    missing_documents: status === 'verified' ? [] : missingTypes(documents),
    rejection_reason: state?.rejection_reason ?? null,
  };
}
