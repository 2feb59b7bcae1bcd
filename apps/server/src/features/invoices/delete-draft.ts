import { ApiError, RESOURCES } from '@scell/contract';
import type { Tx } from '../../platform/db/client-dialect.ts';
import { recordEvent } from '../../platform/events/record-event.ts';
import type { Actor } from '../../platform/http/call.ts';
import { notFound } from '../../platform/http/lists.ts';
import { isIssued } from './issued.ts';
import { callDeleteDraft, lockInvoice } from './store.ts';

/**
 * Deletes a draft: it has no number, no document and no entry in the ledger. Its trail stays, with its end; its `external_id` is
 * free again. What is issued is never deleted.
 */
export async function deleteDraft(tx: Tx, actor: Actor, id: string): Promise<void> {
  const { tenantId } = actor.scope;
  const draft = await lockInvoice(tx, tenantId, id);
  if (draft === undefined) throw notFound(RESOURCES.invoice);
  if (isIssued(draft) || draft.direction === 'incoming') throw new ApiError('INVOICE_NOT_DELETABLE');
  await recordEvent(
    tx,
    actor,
    {
      subjectType: 'invoice',
      subjectId: id,
      type: 'invoice.deleted',
      details: 'Brouillon de facture supprimé',
      data: { draft_number: draft.draft_number },
    },
    draft.sub_tenant_id,
  );
  await callDeleteDraft(tx, tenantId, id, actor.now);
}
