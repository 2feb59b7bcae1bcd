import type { Selectable } from 'kysely';
import { sql } from 'kysely';
import type { Tx } from '../../platform/db/client-dialect.ts';
import type { RequestsTable } from '../../platform/db/schema.ts';
import type { Page } from '../../platform/http/lists.ts';

export type RequestRow = Selectable<RequestsTable>;

export interface RequestFilter {
  status?: number | undefined;
  errorsOnly: boolean;
  method?: string | undefined;
  operation?: string | undefined;
  actor?: string | undefined;
  requestId?: string | undefined;
  /** First and last day, in Paris. */
  from?: string | undefined;
  to?: string | undefined;
}

export async function selectRequests(
  tx: Tx,
  tenantId: string,
  filter: RequestFilter,
  order: 'asc' | 'desc',
  page: Page,
): Promise<{ rows: RequestRow[]; total: number }> {
  let query = tx.selectFrom('requests').where('tenant_id', '=', tenantId);
  const { status, errorsOnly, method, operation, actor, requestId, from, to } = filter;
  if (status !== undefined) query = query.where('status', '=', status);
  if (errorsOnly) query = query.where('status', '>=', 400);
  if (method !== undefined) query = query.where('method', '=', method);
  if (operation !== undefined) query = query.where('operation', '=', operation);
  if (actor !== undefined) query = query.where('actor', '=', actor);
  if (requestId !== undefined) query = query.where('request_id', '=', requestId);
  if (from !== undefined)
    query = query.where('created_at', '>=', sql<Date>`${from}::timestamp at time zone 'Europe/Paris'`);
  if (to !== undefined)
    query = query.where(
      'created_at',
      '<',
      sql<Date>`(${to}::date + 1)::timestamp at time zone 'Europe/Paris'`,
    );
  const { total } = await query
    .select((eb) => eb.fn.countAll<string>().as('total'))
    .executeTakeFirstOrThrow();
  let paged = query
    .selectAll()
    .orderBy('created_at', order)
    .orderBy('id', order)
    .limit(page.limit)
    .offset(page.offset);
  if (page.after !== null) {
    const beyond = order === 'desc' ? sql`<` : sql`>`;
    paged = paged.where(
      sql<boolean>`(created_at, id) ${beyond} (${page.after.value}::timestamptz, ${page.after.id}::uuid)`,
    );
  }
  return { rows: await paged.execute(), total: Number(total) };
}
