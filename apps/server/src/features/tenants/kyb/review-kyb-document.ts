import { ApiError, fieldError, RESOURCES, validationError } from '@scell/contract';
import { uuidv7 } from '@scell/core';
import type { Environment } from '../../../platform/environments.ts';
import { recordEvent } from '../../../platform/events/record-event.ts';
import type { Actor } from '../../../platform/http/call.ts';
import { notFound } from '../../../platform/http/lists.ts';
import type { Services } from '../../../platform/services.ts';
import { requireKybDocument } from './require-kyb-document.ts';
import { settleStanding } from './settle-standing.ts';
import {
  callTenantOfDocument,
  callWaitingDocuments,
  findState,
  type KybDocumentRow,
  type KybState,
  lockKyb,
  updateDocument,
  type WaitingDocument,
} from './store.ts';

export type { KybDocumentRow, WaitingDocument } from './store.ts';

/** Whoever reviews: as events name it (`user:{id}`, `operator`), and from where. */
export interface Reviewer {
  by: string;
  ip?: string | null;
  requestId?: string | null;
}

/** `take` says that somebody looks at it now. */
export type ReviewDecision = 'take' | 'approve' | 'reject';

const DECISIONS = {
  take: {
    status: 'under_review',
    type: 'kyb_document.under_review',
    details: 'Justificatif en cours d’examen',
  },
  approve: { status: 'approved', type: 'kyb_document.approved', details: 'Justificatif approuvé' },
  reject: { status: 'rejected', type: 'kyb_document.rejected', details: 'Justificatif refusé' },
} as const;

const LONGEST_REASON = 1_000;

/**
 * Reviews a document of any tenant, and moves the verification of that tenant: verified once the latest of each type is
 * approved and the required ones are there, rejected with the reason of the one that was. The same decision again changes
 * nothing; a document that was decided on is decided otherwise by nobody: a new one takes its place.
 */
export async function reviewKybDocument(
  services: Services,
  environment: Environment,
  documentId: string,
  { decision, reason = null }: { decision: ReviewDecision; reason?: string | null },
  reviewer: Reviewer,
): Promise<{ document: KybDocumentRow; state: KybState | undefined }> {
  const why = reason?.trim() ?? '';
  if (decision === 'reject' && (why === '' || why.length > LONGEST_REASON))
    throw validationError([
      fieldError('reason', {
        fr: `un refus dit pourquoi, en ${LONGEST_REASON} caractères au plus.`,
        en: `a rejection says why, in at most ${LONGEST_REASON} characters.`,
      }),
    ]);
  const { tenantId, actor } = await reviewerOf(services, environment, documentId, reviewer);
  const reviewed = await services.databases[environment].withTenant({ tenantId }, async (tx) => {
    await lockKyb(tx, tenantId);
    const before = await requireKybDocument(tx, actor, documentId);
    const { status, type, details } = DECISIONS[decision];
    const decided = before.status === 'approved' || before.status === 'rejected';
    if (decided && before.status !== status) throw new ApiError('KYB_DOCUMENT_LOCKED');
    if (before.status === status) return { document: before, state: await findState(tx, tenantId) };
    const rejection = decision === 'reject' ? why : null;
    const document = await updateDocument(tx, tenantId, documentId, {
      status,
      rejection_reason: rejection,
      reviewed_by: actor.by,
      reviewed_at: actor.now,
    });
    await recordEvent(
      tx,
      actor,
      {
        subjectType: 'kyb_document',
        subjectId: documentId,
        type,
        details,
        data: { type: before.type, reason: rejection },
      },
      null,
    );
    await settleStanding(tx, actor);
    return { document, state: await findState(tx, tenantId) };
  });
  services.keys.forget();
  return reviewed;
}

/** Documents of every tenant that wait for a review, the oldest first. */
export function waitingKybDocuments(
  services: Services,
  environment: Environment,
  most = 100,
): Promise<WaitingDocument[]> {
  return services.databases[environment].withSystem('find kyb documents', (tx) =>
    callWaitingDocuments(tx, most),
  );
}

/** A document of any tenant and its bytes, for whoever reviews it; that it was looked at is recorded. */
export async function openKybDocument(
  services: Services,
  environment: Environment,
  documentId: string,
  reviewer: Reviewer,
): Promise<{ document: KybDocumentRow; bytes: Buffer }> {
  const { tenantId, actor } = await reviewerOf(services, environment, documentId, reviewer);
  const document = await services.databases[environment].withTenant({ tenantId }, async (tx) => {
    const found = await requireKybDocument(tx, actor, documentId);
    await recordEvent(
      tx,
      actor,
      {
        subjectType: 'kyb_document',
        subjectId: documentId,
        type: 'kyb_document.opened',
        details: 'Justificatif consulté',
        data: {},
      },
      null,
    );
    return found;
  });
  return { document, bytes: await services.confidential.get(documentId, document.sealed_sha256) };
}

async function reviewerOf(
  services: Services,
  environment: Environment,
  documentId: string,
  { by, ip = null, requestId = null }: Reviewer,
) {
  const tenantId = await services.databases[environment].withSystem('find kyb documents', (tx) =>
    callTenantOfDocument(tx, documentId),
  );
  if (tenantId === null) throw notFound(RESOURCES.kybDocument);
  const actor: Pick<Actor, 'by' | 'scope' | 'ip' | 'requestId' | 'now' | 'newId'> = {
    by,
    scope: { tenantId },
    ip,
    requestId,
    now: new Date(services.clock()),
    newId: () => uuidv7(services.clock(), services.random),
  };
  return { tenantId, actor };
}
