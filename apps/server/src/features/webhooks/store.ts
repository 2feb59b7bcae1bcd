import { type Insertable, type Selectable, sql, type Updateable } from 'kysely';
import type { Tx } from '../../platform/db/client-dialect.ts';
import type { WebhookStatesTable, WebhooksTable } from '../../platform/db/schema.ts';

export type WebhookRow = Selectable<WebhooksTable>;
export type WebhookState = Selectable<WebhookStatesTable>;
/** An endpoint and how it fares. */
export type Webhook = WebhookRow &
  Pick<
    WebhookState,
    | 'failure_count'
    | 'failing_since'
    | 'alerted_at'
    | 'last_triggered_at'
    | 'last_success_at'
    | 'last_failure_at'
    | 'rest_until'
  >;

function withState(tx: Tx, tenantId: string) {
  return tx
    .selectFrom('webhooks as w')
    .innerJoin('webhook_states as s', (join) =>
      join.onRef('s.tenant_id', '=', 'w.tenant_id').onRef('s.webhook_id', '=', 'w.id'),
    )
    .selectAll('w')
    .select([
      's.failure_count',
      's.failing_since',
      's.alerted_at',
      's.last_triggered_at',
      's.last_success_at',
      's.last_failure_at',
      's.rest_until',
    ])
    .where('w.tenant_id', '=', tenantId)
    .where('w.deleted_at', 'is', null);
}

export function findWebhook(tx: Tx, tenantId: string, id: string): Promise<Webhook | undefined> {
  return withState(tx, tenantId).where('w.id', '=', id).executeTakeFirst();
}

/** The same, held until the transaction ends. */
export function lockWebhook(tx: Tx, tenantId: string, id: string): Promise<Webhook | undefined> {
  return withState(tx, tenantId).where('w.id', '=', id).forUpdate('w').executeTakeFirst();
}

export function findGlobalWebhook(tx: Tx, tenantId: string): Promise<Webhook | undefined> {
  return withState(tx, tenantId).where('w.is_global', '=', true).forUpdate('w').executeTakeFirst();
}

/** Every endpoint, the latest first: they are few. */
export function listWebhooks(tx: Tx, tenantId: string, subTenantId: string | undefined): Promise<Webhook[]> {
  const all = withState(tx, tenantId).orderBy('w.created_at', 'desc').orderBy('w.id', 'desc');
  return (subTenantId === undefined ? all : all.where('w.sub_tenant_id', '=', subTenantId)).execute();
}

export async function countWebhooks(tx: Tx, tenantId: string): Promise<number> {
  const { count } = await tx
    .selectFrom('webhooks')
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .where('tenant_id', '=', tenantId)
    .where('deleted_at', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(count);
}

export async function insertWebhook(tx: Tx, row: Insertable<WebhooksTable>): Promise<void> {
  await tx.insertInto('webhooks').values(row).execute();
  await tx
    .insertInto('webhook_states')
    .values({ tenant_id: row.tenant_id, webhook_id: row.id, sub_tenant_id: row.sub_tenant_id })
    .execute();
}

export async function changeWebhook(
  tx: Tx,
  tenantId: string,
  id: string,
  changes: Updateable<WebhooksTable>,
): Promise<void> {
  await tx
    .updateTable('webhooks')
    .set(changes)
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .execute();
}

export async function changeState(
  tx: Tx,
  tenantId: string,
  webhookId: string,
  changes: Updateable<WebhookStatesTable>,
): Promise<void> {
  await tx
    .updateTable('webhook_states')
    .set(changes)
    .where('tenant_id', '=', tenantId)
    .where('webhook_id', '=', webhookId)
    .execute();
}

/** Lets one at a time make the account's global endpoint. */
export async function lockGlobal(tx: Tx, tenantId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('scell global webhook ' || ${tenantId}, 0))`.execute(
    tx,
  );
}
