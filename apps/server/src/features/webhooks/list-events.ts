import { fieldError, validationError } from '@scell/contract';
import { isUuid } from '@scell/core';
import type { Tx } from '../../platform/db/client-dialect.ts';
import type { Environment } from '../../platform/environments.ts';
import { webhookFactsOfInvoices } from '../invoices/webhook-facts.ts';
import { findMessages } from './deliveries/store.ts';
import { type EventCursor, lastEvent, readEvents } from './log/store.ts';
import { eventName, messageOf, type RecordedEvent, storedBody } from './message.ts';

/** Events after a place, and the place to go on from. */
export async function listEvents(
  tx: Tx,
  tenantId: string,
  environment: Environment,
  query: { after?: string | undefined; limit: number; type?: string | undefined },
) {
  const after = query.after === undefined ? null : query.after === 'now' ? 'now' : readPlace(query.after);
  if (after === 'now') {
    const last = await lastEvent(tx, tenantId);
    return { data: [], next_after: last === null ? null : writePlace(last), has_more: false };
  }
  const rows = await readEvents(tx, tenantId, after, { type: query.type }, query.limit + 1);
  const shown = rows.slice(0, query.limit);
  const bodies = await renderMessages(tx, tenantId, environment, shown);
  const last = shown.at(-1);
  return {
    data: shown.map(({ id, type }) => ({
      id: eventName(id),
      type,
      event: type,
      ...(JSON.parse(`{${bodies.get(id)}`) as object),
    })),
    next_after:
      last === undefined
        ? (query.after ?? null)
        : writePlace({ recordedBy: last.recorded_by, sequence: last.sequence, id: last.id }),
    has_more: rows.length > query.limit,
  };
}

/** The messages of events: as they were sent where they were, else as they would be. */
async function renderMessages(
  tx: Tx,
  tenantId: string,
  environment: Environment,
  events: readonly RecordedEvent[],
): Promise<Map<string, string>> {
  const bodies = await findMessages(
    tx,
    tenantId,
    events.map(({ id }) => id),
  );
  for (const [id, { body }] of await renderNew(
    tx,
    tenantId,
    environment,
    events.filter(({ id }) => !bodies.has(id)),
  ))
    bodies.set(id, body);
  return bodies;
}

/** Renders messages of events as things are now. */
export async function renderNew(
  tx: Tx,
  tenantId: string,
  environment: Environment,
  events: readonly RecordedEvent[],
): Promise<Map<string, { body: string; subTenantId: string | null }>> {
  const invoices = events.filter((event) => event.subject_type === 'invoice');
  const facts =
    invoices.length === 0
      ? new Map()
      : await webhookFactsOfInvoices(tx, tenantId, [...new Set(invoices.map((event) => event.subject_id))]);
  return new Map(
    events.map((event) => [
      event.id,
      {
        body: storedBody(messageOf(event, environment, facts.get(event.subject_id))),
        subTenantId: event.sub_tenant_id,
      },
    ]),
  );
}

function writePlace({ recordedBy, sequence, id }: EventCursor): string {
  return Buffer.from(`${recordedBy}.${sequence}.${id}`).toString('base64url');
}

/** A place we gave; anything else is refused. */
function readPlace(text: string): EventCursor {
  const [recordedBy = '', sequence = '', id = ''] = Buffer.from(text, 'base64url').toString().split('.');
  if (/^\d{1,18}$/.test(recordedBy) && /^\d{1,9}$/.test(sequence) && isUuid(id))
    return { recordedBy, sequence: Number(sequence), id };
  throw validationError([
    fieldError('after', {
      fr: 'cette place n’est pas des nôtres : reprenez next_after, ou partez sans after.',
      en: 'this place is not one of ours: take next_after, or start without after.',
    }),
  ]);
}
