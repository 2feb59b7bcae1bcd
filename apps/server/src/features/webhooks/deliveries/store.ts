import { type Insertable, type Selectable, sql } from 'kysely';
import type { Tx } from '../../../platform/db/client-dialect.ts';
import type { Database } from '../../../platform/db/doors.ts';
import type { WebhookAttemptsTable, WebhookDeliveriesTable } from '../../../platform/db/schema.ts';
import type { RecordedEvent } from '../message.ts';

export type Delivery = Selectable<WebhookDeliveriesTable>;

/** A delivery that is due, with the body of its event where that was rendered before. */
export type DueDelivery = Pick<
  Delivery,
  'id' | 'event_id' | 'event_name' | 'subject_id' | 'sequence' | 'attempts' | 'attempts_before'
> & { body: string | null };

export interface Leased {
  tenant_id: string;
  webhook_id: string;
}

/** How long an endpoint is a worker's that says nothing more. */
export const LEASE_MS = 6_000;
const LEASE = `${LEASE_MS} milliseconds`;

/** Takes endpoints that have something due. */
export async function leaseWebhooks(
  db: Database,
  worker: string,
  now: Date,
  most: number,
): Promise<Leased[]> {
  return db.withSystem('lease webhooks', async (tx) => {
    const { rows } = await sql<Leased>`
      select * from gate.lease_webhooks(${worker}, ${now}, ${LEASE}::interval, ${most})`.execute(tx);
    return rows;
  });
}

/** Keeps what the worker has; answers the ids of those. */
export async function renewLeases(db: Database, worker: string): Promise<Set<string>> {
  return db.withSystem('renew webhook leases', async (tx) => {
    const { rows } = await sql<{ webhook_id: string }>`
      select * from gate.renew_webhook_leases(${worker}, ${LEASE}::interval)`.execute(tx);
    return new Set(rows.map(({ webhook_id }) => webhook_id));
  });
}

export async function releaseWebhooks(db: Database, worker: string, ids: readonly string[]): Promise<void> {
  await db.withSystem('release webhooks', (tx) =>
    sql`select gate.release_webhooks(${worker}, ${[...ids]}::uuid[])`.execute(tx),
  );
}

/** Takes off what is older than the log is kept, in bites. */
export async function purgeLog(db: Database, before: Date): Promise<void> {
  const BITE = 5_000;
  let gone: number;
  do {
    gone = await db.withSystem('purge webhook log', async (tx) => {
      const { rows } = await sql<{ gone: string }>`
        select gate.purge_webhook_log(${before}, ${BITE}::integer)::text as gone`.execute(tx);
      return Number(rows[0]?.gone ?? 0);
    });
  } while (gone >= BITE);
}

/**
 * What is due for an endpoint and not held already. Of a subject in order, only the first that has not arrived, and none
 * while one of the subject is on its way. One that has been tried since `heldSince` or longer no longer holds up the rest.
 */
export async function readDue(
  tx: Tx,
  { tenant_id, webhook_id }: Leased,
  {
    now,
    heldSince,
    ids,
    subjects,
    most,
  }: { now: Date; heldSince: Date; ids: string[]; subjects: string[]; most: number },
): Promise<DueDelivery[]> {
  const { rows } = await sql<DueDelivery>`
    select d.id, d.event_id, d.event_name, d.subject_id, d.sequence, d.attempts, d.attempts_before, m.body
    from webhook_deliveries d left join webhook_messages m on m.tenant_id = d.tenant_id and m.event_id = d.event_id
    where d.tenant_id = ${tenant_id} and d.webhook_id = ${webhook_id} and d.status = 'pending' and d.next_attempt_at <= ${now}
      and d.id <> all (${ids}::uuid[])
      and (d.sequence is null or (d.subject_id <> all (${subjects}::uuid[]) and not exists (
        select from webhook_deliveries p where p.tenant_id = d.tenant_id and p.webhook_id = d.webhook_id
          and p.subject_id = d.subject_id and p.status = 'pending' and p.sequence < d.sequence
          and (p.first_attempt_at is null or p.first_attempt_at > ${heldSince}))))
    order by d.next_attempt_at, d.sequence limit ${most}`.execute(tx);
  return rows;
}

export function findEvents(tx: Tx, tenantId: string, ids: readonly string[]): Promise<RecordedEvent[]> {
  return tx
    .selectFrom('events')
    .select(['tenant_id', 'id', 'sub_tenant_id', 'subject_type', 'subject_id', 'type', 'data', 'created_at'])
    .where('tenant_id', '=', tenantId)
    .where('id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .execute();
}

/** Keeps rendered bodies; answers what is kept, which another may have rendered first. */
export async function keepMessages(
  tx: Tx,
  tenantId: string,
  messages: readonly { eventId: string; subTenantId: string | null; body: string }[],
  now: Date,
): Promise<Map<string, string>> {
  await sql`
    insert into webhook_messages (tenant_id, event_id, sub_tenant_id, body, created_at)
    select ${tenantId}::uuid, m.event_id, m.sub_tenant_id, m.body, ${now}::timestamptz
    from unnest(${messages.map(({ eventId }) => eventId)}::uuid[], ${messages.map(({ subTenantId }) => subTenantId)}::uuid[],
                ${messages.map(({ body }) => body)}::text[]) as m (event_id, sub_tenant_id, body)
    on conflict do nothing`.execute(tx);
  return findMessages(
    tx,
    tenantId,
    messages.map(({ eventId }) => eventId),
  );
}

export async function findMessages(
  tx: Tx,
  tenantId: string,
  eventIds: readonly string[],
): Promise<Map<string, string>> {
  const rows = await tx
    .selectFrom('webhook_messages')
    .select(['event_id', 'body'])
    .where('tenant_id', '=', tenantId)
    .where('event_id', '=', sql<string>`any(${[...eventIds]}::uuid[])`)
    .execute();
  return new Map(rows.map(({ event_id, body }) => [event_id, body]));
}

/** What became of an attempt. */
export interface Outcome {
  delivery_id: string;
  status: 'pending' | 'delivered' | 'failed';
  attempt: number;
  next_attempt_at: Date | null;
  started_at: Date;
  finished_at: Date;
}

export type NewAttempt = Insertable<WebhookAttemptsTable>;

/** How an endpoint fares after a few attempts, in the order in which they ended. */
export interface Standing {
  succeeded: boolean;
  /** Failures since the last success of these attempts, or all. */
  failures: number;
  failingSince: Date | null;
  lastSuccessAt: Date | null;
  lastFailureAt: Date | null;
  restUntil: Date | null;
}

/** Writes down a few attempts in one statement: what became of each delivery, the log, the endpoint. Answers how it stands. */
export async function recordOutcomes(
  tx: Tx,
  { tenant_id, webhook_id }: Leased,
  outcomes: readonly Outcome[],
  attempts: readonly NewAttempt[],
  standing: Standing,
): Promise<{ failing_since: Date | null; alerted_at: Date | null } | undefined> {
  const { rows } = await sql<{ failing_since: Date | null; alerted_at: Date | null }>`
    with outcome as (
      select * from json_to_recordset(${JSON.stringify(outcomes)}::json) as o (delivery_id uuid, status text, attempt integer,
        next_attempt_at timestamptz, started_at timestamptz, finished_at timestamptz)
    ), told as (
      update webhook_deliveries d set status = o.status, attempts = o.attempt,
        next_attempt_at = coalesce(o.next_attempt_at, d.next_attempt_at),
        first_attempt_at = coalesce(d.first_attempt_at, o.started_at),
        finished_at = case when o.status = 'pending' then null else o.finished_at end
      from outcome o
      where d.tenant_id = ${tenant_id} and d.webhook_id = ${webhook_id} and d.id = o.delivery_id and d.status = 'pending'
    ), logged as (
      insert into webhook_attempts (tenant_id, id, webhook_id, sub_tenant_id, delivery_id, event_id, event_name, sequence, attempt,
        url, signature, body, success, response_status, response_body, response_time_ms, error, next_attempt_at, sent_at, created_at)
      select ${tenant_id}::uuid, a.id, ${webhook_id}::uuid, a.sub_tenant_id, a.delivery_id, a.event_id, a.event_name, a.sequence, a.attempt,
        a.url, a.signature, a.body, a.success, a.response_status, a.response_body, a.response_time_ms, a.error, a.next_attempt_at, a.sent_at, a.created_at
      from json_to_recordset(${JSON.stringify(attempts)}::json) as a (id uuid, sub_tenant_id uuid, delivery_id uuid, event_id uuid,
        event_name text, sequence integer, attempt integer, url text, signature text, body text, success boolean,
        response_status integer, response_body text, response_time_ms integer, error text, next_attempt_at timestamptz, sent_at timestamptz, created_at timestamptz)
    )
    update webhook_states s set
      failure_count = case when ${standing.succeeded} then 0 else s.failure_count end + ${standing.failures}::integer,
      failing_since = case when ${standing.succeeded} then ${standing.failingSince}::timestamptz
                           else coalesce(s.failing_since, ${standing.failingSince}::timestamptz) end,
      last_success_at = greatest(s.last_success_at, ${standing.lastSuccessAt}::timestamptz),
      last_failure_at = greatest(s.last_failure_at, ${standing.lastFailureAt}::timestamptz),
      last_triggered_at = greatest(s.last_triggered_at, ${standing.lastSuccessAt}::timestamptz, ${standing.lastFailureAt}::timestamptz),
      rest_until = greatest(s.rest_until, ${standing.restUntil}::timestamptz)
    where s.tenant_id = ${tenant_id} and s.webhook_id = ${webhook_id}
    returning s.failing_since, s.alerted_at`.execute(tx);
  return rows[0];
}
