import type { KybStatus } from '../../../platform/db/schema.ts';
import type { KybDocumentRow } from './store.ts';

type Document = Pick<KybDocumentRow, 'type' | 'status' | 'rejection_reason'>;

/** Without an extract of the register and the card of who acts for the company, nobody is verified. */
const REQUIRED = ['kbis', 'id_card'] as const;

/**
 * Where a verification stands, given its documents, the oldest first. Of each type the latest counts: a new one takes the
 * place of one that was rejected. What was verified stays so until a document is rejected.
 */
export function standingOf(
  current: KybStatus,
  documents: readonly Document[],
): { status: KybStatus; reason: string | null } {
  const latest = latestOf(documents);
  const rejected = latest.find(({ status }) => status === 'rejected');
  if (rejected !== undefined) return { status: 'rejected', reason: rejected.rejection_reason };
  const plain = (status: KybStatus) => ({ status, reason: null });
  if (current === 'verified') return plain('verified');
  if (latest.length === 0) return plain('pending');
  const approved = latest.filter(({ status }) => status === 'approved');
  const complete = REQUIRED.every((type) => approved.some((document) => document.type === type));
  if (complete && approved.length === latest.length) return plain('verified');
  const looked = latest.some(({ status }) => status !== 'pending');
  return plain(looked ? 'under_review' : 'documents_submitted');
}

/** The types a verification still needs. */
export function missingTypes(documents: readonly Document[]): (typeof REQUIRED)[number][] {
  const latest = latestOf(documents);
  return REQUIRED.filter((type) => !latest.some((one) => one.type === type && one.status !== 'rejected'));
}

function latestOf(documents: readonly Document[]): Document[] {
  return [...new Map(documents.map((document) => [document.type, document])).values()];
}
