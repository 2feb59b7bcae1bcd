import type { ArchiveObject, ArchiveVerification } from '@scell/contract';
import { moment } from '../../../platform/http/present.ts';
import type { ArchivedObject } from './store.ts';
import type { VerificationRow } from './verification/store.ts';
import type { ArchiveFaultReport } from './verify-archive.ts';

export function presentObject(row: ArchivedObject): ArchiveObject {
  return {
    id: row.id,
    sub_tenant_id: row.sub_tenant_id,
    subject_type: row.subject_type,
    subject_id: row.subject_id,
    number: row.number,
    kind: row.kind,
    media_type: row.media_type,
    sha256: row.sha256.toString('hex'),
    status: row.status,
    archive_path: row.path,
    archive_until: row.retain_through,
    retain_until: moment(row.retain_until),
    locked_until: moment(row.locked_until),
    encryption_key_id: row.key_id,
    attempts: row.attempts,
    archived_at: moment(row.archived_at),
    verified_at: moment(row.verified_at),
    verdict: row.verdict,
    created_at: moment(row.created_at),
  };
}

export function presentVerification(row: VerificationRow): ArchiveVerification {
  return {
    id: row.id,
    reason: row.reason,
    valid: row.intact === row.checked,
    started_at: moment(row.started_at),
    finished_at: moment(row.finished_at),
    checked: row.checked,
    intact: row.intact,
    // Why is in the operator's own words, with folders and servers in them.
    faults: (row.faults as ArchiveFaultReport[]).map(({ reason: _why, ...fault }) => fault),
  };
}
