import type { Tx } from '../../../platform/db/client-dialect.ts';
import { type NewEvent, recordEvent } from '../../../platform/events/record-event.ts';
import type { Actor } from '../../../platform/http/call.ts';
import { standingOf } from './standing.ts';
import { allDocuments, findState, moveState } from './store.ts';

const FACTS = {
  pending: { type: 'kyb.pending', details: 'Vérification du compte à faire' },
  documents_submitted: { type: 'kyb.submitted', details: 'Justificatifs du compte déposés' },
  under_review: { type: 'kyb.under_review', details: 'Vérification du compte en cours' },
  verified: { type: 'kyb.verified', details: 'Compte vérifié' },
  rejected: { type: 'kyb.rejected', details: 'Vérification du compte refusée' },
} as const;

/** Moves the verification of a tenant to where its documents put it, in the transaction that changed one. */
export async function settleStanding(
  tx: Tx,
  actor: Pick<Actor, 'by' | 'scope' | 'ip' | 'requestId' | 'now' | 'newId'>,
): Promise<void> {
  const { tenantId } = actor.scope;
  const before = await findState(tx, tenantId);
  const current = before?.status ?? 'pending';
  const { status, reason } = standingOf(current, await allDocuments(tx, tenantId));
  if (status === current && reason === (before?.rejection_reason ?? null)) return;
  await moveState(tx, tenantId, { status, reason, by: actor.by, now: actor.now });
  const event: NewEvent = {
    subjectType: 'tenant',
    subjectId: tenantId,
    ...FACTS[status],
    data: { from: current, to: status, reason },
  };
  await recordEvent(tx, actor, event, null);
}
