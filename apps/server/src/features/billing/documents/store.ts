import { type Insertable, type Selectable, sql } from 'kysely';
import type { Tx } from '../../../platform/db/client-dialect.ts';
import { inOrder } from '../../../platform/db/paging.ts';
import type { BillingDocumentsTable } from '../../../platform/db/schema.ts';
import type { Page } from '../../../platform/http/lists.ts';
import { STATEMENT_TIMER } from './timers.ts';

export type BillingDocument = Selectable<BillingDocumentsTable>;

/** Enters a bill; what was entered before for the same purchase or month stays. */
export async function insertDocument(tx: Tx, row: Insertable<BillingDocumentsTable>): Promise<void> {
  await tx
    .insertInto('billing_documents')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export function findDocument(tx: Tx, tenantId: string, id: string): Promise<BillingDocument | undefined> {
  return tx
    .selectFrom('billing_documents')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .executeTakeFirst();
}

export function lockDocument(tx: Tx, tenantId: string, id: string): Promise<BillingDocument | undefined> {
  return tx
    .selectFrom('billing_documents')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

export async function noteDocumentPaid(tx: Tx, tenantId: string, id: string, now: Date): Promise<void> {
  await tx
    .updateTable('billing_documents')
    .set({ status: 'paid', paid_at: now })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .execute();
}

export async function listDocuments(
  tx: Tx,
  tenantId: string,
  filter: { status: 'open' | 'paid' | undefined; order: 'asc' | 'desc' },
  page: Page,
): Promise<{ rows: BillingDocument[]; total: number }> {
  let query = tx.selectFrom('billing_documents').where('tenant_id', '=', tenantId);
  if (filter.status !== undefined) query = query.where('status', '=', filter.status);
  const { total } = await query
    .select((eb) => eb.fn.countAll<string>().as('total'))
    .executeTakeFirstOrThrow();
  const rows = await inOrder(query.selectAll(), { sort: 'created_at', order: filter.order }, page).execute();
  return { rows, total: Number(total) };
}

export function findStatement(
  tx: Tx,
  tenantId: string,
  period: string,
): Promise<BillingDocument | undefined> {
  return tx
    .selectFrom('billing_documents')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('kind', '=', 'statement')
    .where('period', '=', period)
    .executeTakeFirst();
}

/** What was charged to the month's statement instead of the balance. */
export function notPrepaid(
  tx: Tx,
  tenantId: string,
  from: Date,
  until: Date,
): Promise<{ description: string; amount: string }[]> {
  return tx
    .selectFrom('balance_transactions as t')
    .innerJoin('balance_postings as p', (join) =>
      join.onRef('p.tenant_id', '=', 't.tenant_id').onRef('p.transaction_id', '=', 't.id'),
    )
    .select(['t.description', sql<string>`round(p.amount, 2)::text`.as('amount')])
    .where('t.tenant_id', '=', tenantId)
    .where('t.service', '=', 'admin')
    .where('p.account', '=', 'receivable')
    .where('t.created_at', '>=', from)
    .where('t.created_at', '<', until)
    .orderBy('t.sequence')
    .execute();
}

/** Notes the invoice that a statement became. */
export async function noteInvoice(
  tx: Tx,
  tenantId: string,
  id: string,
  invoice: { id: string; number: string },
): Promise<void> {
  await tx
    .updateTable('billing_documents')
    .set({ invoice_id: invoice.id, number: invoice.number })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .execute();
}

/** Sets the timer of statements, unless it is set. */
export async function setStatementTimer(tx: Tx, tenantId: string, dueAt: Date): Promise<void> {
  await tx
    .insertInto('timers')
    .values({ tenant_id: tenantId, kind: STATEMENT_TIMER, subject_id: tenantId, due_at: dueAt })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'kind', 'subject_id']).doNothing())
    .execute();
}
