import type { Tx } from '../../../platform/db/client-dialect.ts';
import { type NewEvent, recordEvent } from '../../../platform/events/record-event.ts';
import type { Actor } from '../../../platform/http/call.ts';
import { standingOf } from './standing.ts';
import { allDocuments, findState, moveState } from './store.ts';

const DETAILS = {
  pending: 'Vérification du compte à faire',
  documents_submitted: 'Justificatifs du compte déposés',
  under_review: 'Vérification du compte en cours',
  verified: 'Compte vérifié',
  rejected: 'Vérification du compte refusée',
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
    type: `tenant.kyb_${status}`,
    details: DETAILS[status],
    data: { from: current, to: status, reason },
  };
  await recordEvent(tx, actor, event, null);
}
