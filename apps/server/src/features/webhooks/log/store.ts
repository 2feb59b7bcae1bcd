import { type Selectable, sql } from 'kysely';
import type { Tx } from '../../../platform/db/client-dialect.ts';
import { inOrder } from '../../../platform/db/paging.ts';
import type { WebhookAttemptsTable } from '../../../platform/db/schema.ts';
import type { Page } from '../../../platform/http/lists.ts';
import type { Delivery, NewAttempt } from '../deliveries/store.ts';
import type { RecordedEvent } from '../message.ts';

export type Attempt = Selectable<WebhookAttemptsTable>;

interface Found<Row> {
  rows: Row[];
  total: number;
}

export async function listAttempts(
  tx: Tx,
  tenantId: string,
  webhookId: string,
  filter: { success: boolean | undefined; deliveryId: string | undefined; order: 'asc' | 'desc' },
  page: Page,
): Promise<Found<Attempt>> {
  let query = tx
    .selectFrom('webhook_attempts')
    .where('tenant_id', '=', tenantId)
    .where('webhook_id', '=', webhookId);
  if (filter.success !== undefined) query = query.where('success', '=', filter.success);
  if (filter.deliveryId !== undefined) query = query.where('delivery_id', '=', filter.deliveryId);
  const { total } = await query
    .select((eb) => eb.fn.countAll<string>().as('total'))
    .executeTakeFirstOrThrow();
  const rows = await inOrder(query.selectAll(), { sort: 'created_at', order: filter.order }, page).execute();
  return { rows, total: Number(total) };
}

export async function listDeliveries(
  tx: Tx,
  tenantId: string,
  webhookId: string,
  filter: { status: Delivery['status'] | undefined; order: 'asc' | 'desc' },
  page: Page,
): Promise<Found<Delivery>> {
  let query = tx
    .selectFrom('webhook_deliveries')
    .where('tenant_id', '=', tenantId)
    .where('webhook_id', '=', webhookId);
  if (filter.status !== undefined) query = query.where('status', '=', filter.status);
  const { total } = await query
    .select((eb) => eb.fn.countAll<string>().as('total'))
    .executeTakeFirstOrThrow();
  const rows = await inOrder(query.selectAll(), { sort: 'created_at', order: filter.order }, page).execute();
  return { rows, total: Number(total) };
}

export async function insertAttempt(tx: Tx, attempt: NewAttempt): Promise<void> {
  await tx.insertInto('webhook_attempts').values(attempt).execute();
}

/**
 * Has deliveries begin their schedule anew; those that wait leave at once and keep theirs. Answers the rows, the least
 * first.
 */
export async function beginAnew(
  tx: Tx,
  tenantId: string,
  webhookId: string,
  now: Date,
  which: { id: string } | { since: Date; until: Date; statuses: readonly Delivery['status'][]; most: number },
): Promise<Delivery[]> {
  const chosen =
    'id' in which
      ? sql`d.id = ${which.id}`
      : sql`d.id in (select o.id from webhook_deliveries o where o.tenant_id = ${tenantId} and o.webhook_id = ${webhookId}
             and o.created_at >= ${which.since} and o.created_at <= ${which.until} and o.status = any (${[...which.statuses]}::text[])
             order by o.created_at, o.id limit ${which.most})`;
  const { rows } = await sql<Delivery>`
    update webhook_deliveries d set status = 'pending', next_attempt_at = ${now}, finished_at = null,
      attempts_before = case when d.status = 'pending' then d.attempts_before else d.attempts end,
      first_attempt_at = case when d.status = 'pending' then d.first_attempt_at end
    where d.tenant_id = ${tenantId} and d.webhook_id = ${webhookId} and ${chosen}
    returning d.*`.execute(tx);
  return rows;
}

/** Where a reader of events stands: after the event of this transaction, place and id. */
export interface EventCursor {
  recordedBy: string;
  sequence: number;
  id: string;
}

export type EventInTurn = RecordedEvent & { recorded_by: string; sequence: number };

/**
 * Events after a place, in the order of their transactions and only of those that are over and have none before them that
 * still runs: what is read never gets a predecessor.
 */
export async function readEvents(
  tx: Tx,
  tenantId: string,
  after: EventCursor | null,
  filter: { type: string | undefined },
  most: number,
): Promise<EventInTurn[]> {
  // The column is named with its table in the order: alone, the name would mean its text in the answer.
  const { rows } = await sql<EventInTurn>`
    select e.tenant_id, e.id, e.sub_tenant_id, e.subject_type, e.subject_id, e.type, e.data, e.created_at,
           e.recorded_by::text as recorded_by, e.sequence
    from events e
    where e.tenant_id = ${tenantId} and e.recorded_by < pg_snapshot_xmin(pg_current_snapshot())
      and ${after === null ? sql`true` : sql`(e.recorded_by, e.sequence, e.id) > (${after.recordedBy}::xid8, ${after.sequence}::integer, ${after.id}::uuid)`}
      and ${filter.type === undefined ? sql`true` : sql`e.type = ${filter.type}`}
    order by e.recorded_by, e.sequence, e.id limit ${most}`.execute(tx);
  return rows;
}

/** The last event that can be read. */
export async function lastEvent(tx: Tx, tenantId: string): Promise<EventCursor | null> {
  const { rows } = await sql<EventCursor>`
    select recorded_by::text as "recordedBy", sequence, id from events
    where tenant_id = ${tenantId} and recorded_by < pg_snapshot_xmin(pg_current_snapshot())
    order by recorded_by desc, sequence desc, id desc limit 1`.execute(tx);
  return rows[0] ?? null;
}
