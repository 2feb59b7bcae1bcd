import type { EventName } from '@scell/contract';
import type { Tx } from '../db/client-dialect.ts';
import type { Actor } from '../http/call.ts';

/** One thing that happened. `details` is the French sentence an auditor reads; `data` what a program needs. */
export interface NewEvent {
  subjectType:
    | 'invoice'
    | 'buyer'
    | 'company'
    | 'tenant'
    | 'sub_tenant'
    | 'kyb_document'
    | 'ledger'
    | 'archive'
    | 'balance'
    | 'webhook'
    | 'api_key';
  subjectId: string;
  /** `invoice.created`, `invoice.validated` …: the names of the webhook catalogue. */
  type: EventName;
  details: string;
  data: Record<string, unknown>;
}

/** Who did it: a caller, the operator, or the program by itself. */
type EventActor = Pick<Actor, 'by' | 'scope' | 'ip' | 'requestId' | 'now' | 'newId'>;

/**
 * Writes what happened in the transaction in which it happened: the audit trail of the subject and the outbox of
 * webhooks are this one row. The database numbers and chains it.
 */
export async function recordEvent(
  tx: Tx,
  actor: EventActor,
  event: NewEvent,
  subTenantId: string | null,
): Promise<void> {
  await tx
    .insertInto('events')
    .values(eventRow(actor, event, subTenantId))
    .execute();
}

/** The row of an event, for stores that write it in the same statement as its cause. */
export function eventRow(actor: EventActor, event: NewEvent, subTenantId: string | null) {
  return {
    tenant_id: actor.scope.tenantId,
    id: actor.newId(),
    sub_tenant_id: subTenantId,
    subject_type: event.subjectType,
    subject_id: event.subjectId,
    type: event.type,
    details: event.details,
    data: JSON.stringify(event.data),
    actor: actor.by,
    actor_ip: actor.ip,
    request_id: actor.requestId,
    created_at: actor.now,
  };
}
