import { type Insertable, type Selectable, sql } from 'kysely';
import type { Tx } from '../../../platform/db/client-dialect.ts';
import type { FiscalRulesTable } from '../../../platform/db/schema.ts';

/** One version of a rule of an account. */
export type OwnRuleRow = Selectable<FiscalRulesTable>;

/** Makes writers of versions of one key wait for each other until their transactions end. */
export async function claimRuleKey(tx: Tx, tenantId: string, key: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`fiscal rule ${tenantId} ${key}`}, 0))`.execute(
    tx,
  );
}

/** Every version the transaction may see, oldest first; `key` narrows to one rule. */
export function ownRuleRows(tx: Tx, tenantId: string, key?: string): Promise<OwnRuleRow[]> {
  const query = tx.selectFrom('fiscal_rules').selectAll().where('tenant_id', '=', tenantId);
  const narrowed = key === undefined ? query : query.where('rule_key', '=', key);
  return narrowed.orderBy('rule_key').orderBy('sub_tenant_id').orderBy('version').execute();
}

/** Every version that binds documents of a sub-tenant, or of the account itself. */
export function bindingRuleRows(tx: Tx, tenantId: string, subTenantId: string | null): Promise<OwnRuleRow[]> {
  const query = tx.selectFrom('fiscal_rules').selectAll().where('tenant_id', '=', tenantId);
  const binding =
    subTenantId === null
      ? query.where('sub_tenant_id', 'is', null)
      : query.where((eb) => eb.or([eb('sub_tenant_id', 'is', null), eb('sub_tenant_id', '=', subTenantId)]));
  return binding.orderBy('rule_key').orderBy('sub_tenant_id').orderBy('version').execute();
}

export function findOwnRule(tx: Tx, tenantId: string, id: string): Promise<OwnRuleRow | undefined> {
  return tx
    .selectFrom('fiscal_rules')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .executeTakeFirst();
}

export async function countOwnRules(tx: Tx, tenantId: string): Promise<number> {
  const { count } = await tx
    .selectFrom('fiscal_rules')
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .where('tenant_id', '=', tenantId)
    .executeTakeFirstOrThrow();
  return Number(count);
}

export function insertOwnRule(tx: Tx, row: Insertable<FiscalRulesTable>): Promise<OwnRuleRow> {
  return tx.insertInto('fiscal_rules').values(row).returningAll().executeTakeFirstOrThrow();
}

/** An issued document as a replay reads it. */
export interface IssuedRow {
  id: string;
  sub_tenant_id: string | null;
  number: string;
  issue_date: string;
  document: string;
}

interface IssuedFilter {
  tenantId: string;
  from: string | null;
  until: string | null;
}

function issued(tx: Tx, { tenantId, from, until }: IssuedFilter) {
  let query = tx
    .selectFrom('issued_documents')
    .innerJoin('invoices', (join) =>
      join
        .onRef('invoices.tenant_id', '=', 'issued_documents.tenant_id')
        .onRef('invoices.id', '=', 'issued_documents.id'),
    )
    .where('issued_documents.tenant_id', '=', tenantId)
    // What was lawfully erased says nothing any more.
    .where('issued_documents.erased_at', 'is', null)
    .where('invoices.tenant_id', '=', tenantId);
  if (from !== null) query = query.where('invoices.issue_date', '>=', from);
  if (until !== null) query = query.where('invoices.issue_date', '<=', until);
  return query;
}

export async function countIssued(tx: Tx, filter: IssuedFilter): Promise<number> {
  const { count } = await issued(tx, filter)
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** The next documents issued in a period, by issue date and id, after the last one read. */
export function issuedPage(
  tx: Tx,
  filter: IssuedFilter,
  after: Pick<IssuedRow, 'issue_date' | 'id'> | null,
  limit: number,
): Promise<IssuedRow[]> {
  let query = issued(tx, filter).select([
    'issued_documents.id',
    'issued_documents.sub_tenant_id',
    'issued_documents.number',
    'issued_documents.document',
    'invoices.issue_date',
  ]);
  if (after !== null)
    query = query.where(
      sql<boolean>`(invoices.issue_date, invoices.id) > (${after.issue_date}::date, ${after.id}::uuid)`,
    );
  return query.orderBy('invoices.issue_date').orderBy('invoices.id').limit(limit).execute();
}
