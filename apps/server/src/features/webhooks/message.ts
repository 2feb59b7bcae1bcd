import type { Selectable } from 'kysely';
import type { EventsTable } from '../../platform/db/schema.ts';
import type { Environment } from '../../platform/environments.ts';
import { moment } from '../../platform/http/present.ts';
import type { InvoiceFacts } from '../invoices/webhook-facts.ts';

export type RecordedEvent = Pick<
  Selectable<EventsTable>,
  'tenant_id' | 'id' | 'sub_tenant_id' | 'subject_type' | 'subject_id' | 'type' | 'data' | 'created_at'
>;

/** The status that a fact left its invoice in, where the fact says it: the invoice may be further by now. */
const STATUS_AFTER: Readonly<Record<string, string>> = {
  'invoice.created': 'draft',
  'invoice.updated': 'draft',
  'invoice.validated': 'validated',
  'invoice.transmitted': 'transmitted',
  'invoice.accepted': 'accepted',
  'invoice.rejected': 'rejected',
  'invoice.paid': 'paid',
};

/** The members of a body that are the same for every endpoint. */
export interface Message {
  created_at: string;
  timestamp: string;
  tenant_id: string;
  sub_tenant_id: string | null;
  environment: Environment;
  data: Record<string, unknown>;
}

/**
 * What is told of an event: the nested object of the REST reference (`data.invoice`) and beside it the flat members that
 * the public clients read (`data.id`, `data.invoice_number`, `data.status`).
 */
export function messageOf(
  event: RecordedEvent,
  environment: Environment,
  invoice: InvoiceFacts | undefined,
): Message {
  const at = moment(event.created_at);
  return {
    created_at: at,
    timestamp: at,
    tenant_id: event.tenant_id,
    sub_tenant_id: event.sub_tenant_id,
    environment,
    data: dataOf(event, environment, invoice),
  };
}

function dataOf(event: RecordedEvent, environment: Environment, invoice: InvoiceFacts | undefined) {
  const { subject_type: subject, subject_id: id, data } = event;
  if (invoice === undefined) return { ...data, id, environment, [subject]: { ...data, id } };
  const status = STATUS_AFTER[event.type] ?? invoice.status;
  const issued = event.type !== 'invoice.created' && event.type !== 'invoice.updated';
  const facts = {
    ...invoice,
    status,
    invoice_number: issued ? invoice.invoice_number : invoice.draft_number,
    validated_at: issued ? invoice.validated_at : null,
    paid_at: status === 'paid' ? invoice.paid_at : null,
  };
  return {
    ...data,
    id,
    invoice_number: facts.invoice_number,
    status,
    environment,
    invoice: facts,
  };
}

/** A message as it is stored: JSON without its opening brace. */
export function storedBody(message: Message): string {
  return JSON.stringify(message).slice(1);
}

/** An event's id as everybody outside reads it. */
export function eventName(id: string): string {
  return `evt_${id}`;
}

/** The bytes for one endpoint, the same at each attempt: what is its own, then the message. */
export function bodyFor(
  delivery: { id: string; event_id: string; event_name: string; sequence: number | null },
  stored: string,
): string {
  const own = JSON.stringify({
    id: eventName(delivery.event_id),
    delivery_id: delivery.id,
    type: delivery.event_name,
    event: delivery.event_name,
    ...(delivery.sequence === null ? {} : { sequence: delivery.sequence }),
  });
  return `${own.slice(0, -1)},${stored}`;
}
