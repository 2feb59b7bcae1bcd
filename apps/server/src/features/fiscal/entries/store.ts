import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/client-dialect.ts';
import type { Page } from '../../../platform/http/lists.ts';

export interface EntryFilter {
  chain: string;
  entryTypes?: readonly string[] | undefined;
  entityId?: string | undefined;
  seller?: string | undefined;
  subTenantId?: string | undefined;
  environment?: string | undefined;
  /** First and last fiscal day. */
  from?: string | undefined;
  to?: string | undefined;
}

/** Entries of one kind of chain in the order of their recording, page by page; a cursor is the id of an entry. */
export async function selectEntries(
  tx: Tx,
  tenantId: string,
  filter: EntryFilter,
  order: 'asc' | 'desc',
  page: Page,
) {
  let query = tx
    .selectFrom('ledger.entries as e')
    .innerJoin('ledger.chains as c', (join) =>
      join.onRef('c.tenant_id', '=', 'e.tenant_id').onRef('c.id', '=', 'e.chain_id'),
    )
    .where('e.tenant_id', '=', tenantId)
    .where('e.chain_kind', '=', filter.chain as 'fiscal');
  const { entryTypes, entityId, seller, subTenantId, environment, from, to } = filter;
  if (entryTypes !== undefined) query = query.where('e.entry_type', 'in', [...entryTypes]);
  if (entityId !== undefined) query = query.where('e.subject_id', '=', entityId);
  if (seller !== undefined) query = query.where('c.seller', '=', seller);
  if (subTenantId !== undefined) query = query.where('e.sub_tenant_id', '=', subTenantId);
  if (environment !== undefined) query = query.where('c.environment', '=', environment as 'sandbox');
  if (from !== undefined) query = query.where('e.fiscal_date', '>=', from);
  if (to !== undefined) query = query.where('e.fiscal_date', '<=', to);
  const { total } = await query
    .select((eb) => eb.fn.countAll<string>().as('total'))
    .executeTakeFirstOrThrow();

  let paged = query
    .leftJoin('ledger.seals as s', (join) =>
      join
        .onRef('s.tenant_id', '=', 'e.tenant_id')
        .onRef('s.chain_id', '=', 'e.chain_id')
        .onRef('s.position', '=', 'e.position'),
    )
    .orderBy('e.recorded_at', order)
    .orderBy('e.chain_id', order)
    .orderBy('e.position', order)
    .limit(page.limit)
    .offset(page.offset);
  if (page.after !== null) {
    const beyond = order === 'desc' ? sql`<` : sql`>`;
    paged = paged.where(sql<boolean>`(e.recorded_at, e.chain_id, e.position) ${beyond} (
      select last.recorded_at, last.chain_id, last.position from ledger.entries last
      where last.tenant_id = ${tenantId} and last.id = ${page.after.id}::uuid)`);
  }
  const rows = await paged
    .select([
      'e.id',
      'e.tenant_id',
      'e.sub_tenant_id',
      'e.chain_id',
      'e.chain_kind',
      'e.position',
      'e.entry_type',
      'e.subject_id',
      'e.preimage',
      'e.data_hash',
      'e.previous_hash',
      'e.chain_hash',
      'e.recorded_at',
      'c.seller',
      'c.environment',
      's.key_id',
      's.signature',
    ])
    .execute();
  return { rows, total: Number(total) };
}

export type EntryRow = Awaited<ReturnType<typeof selectEntries>>['rows'][number];
