import { ApiError } from '@scell/contract';
import type { Tx } from '../../../platform/db/client-dialect.ts';
import { recordEvent } from '../../../platform/events/record-event.ts';
import type { Actor } from '../../../platform/http/call.ts';
import { requireKybDocument } from './require-kyb-document.ts';
import { settleStanding } from './settle-standing.ts';
import { findState, lockKyb, setTimer, updateDocument } from './store.ts';

/** Withdraws a document that has verified nobody yet. Its bytes are erased by its timer, due at once. */
export async function withdrawKybDocument(tx: Tx, actor: Actor, id: string): Promise<void> {
  const { tenantId } = actor.scope;
  await requireKybDocument(tx, actor, id);
  await lockKyb(tx, tenantId);
  // Read again under the lock: a review may have come first.
  const document = await requireKybDocument(tx, actor, id);
  const state = await findState(tx, tenantId);
  if (document.status === 'approved' || state?.status === 'verified')
    throw new ApiError('KYB_DOCUMENT_LOCKED');
  await updateDocument(tx, tenantId, id, { deleted_at: actor.now });
  await setTimer(tx, tenantId, id, actor.now);
  await recordEvent(
    tx,
    actor,
    {
      subjectType: 'kyb_document',
      subjectId: id,
      type: 'kyb_document.withdrawn',
      details: 'Justificatif retiré',
      data: { type: document.type },
    },
    null,
  );
  await settleStanding(tx, actor);
}
