import { type Insertable, type Selectable, sql, type Updateable } from 'kysely';
import type { Tx } from '../../../platform/db/client-dialect.ts';
import { inOrder } from '../../../platform/db/paging.ts';
import type { KybDocumentsTable, KybStatesTable, KybStatus } from '../../../platform/db/schema.ts';
import type { Page } from '../../../platform/http/lists.ts';
import { KYB_BYTES_TIMER } from './timers.ts';

export type KybDocumentRow = Selectable<KybDocumentsTable>;
export type KybState = Selectable<KybStatesTable>;

/** Has whoever changes the verification of one tenant wait for whoever does so already. */
export async function lockKyb(tx: Tx, tenantId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`kyb ${tenantId}`}, 0))`.execute(tx);
}

export function findState(tx: Tx, tenantId: string): Promise<KybState | undefined> {
  return tx.selectFrom('kyb_states').selectAll().where('tenant_id', '=', tenantId).executeTakeFirst();
}

export async function moveState(
  tx: Tx,
  tenantId: string,
  to: { status: KybStatus; reason: string | null; by: string; now: Date },
): Promise<void> {
  await sql`select gate.move_kyb(${tenantId}, ${to.status}, ${to.reason}, ${to.by}, ${to.now})`.execute(tx);
}

/** Every document that was not withdrawn, the oldest first. */
export function allDocuments(tx: Tx, tenantId: string): Promise<KybDocumentRow[]> {
  return tx
    .selectFrom('kyb_documents')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('deleted_at', 'is', null)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}

export async function listDocuments(
  tx: Tx,
  tenantId: string,
  filter: {
    type?: KybDocumentRow['type'] | undefined;
    status?: KybDocumentRow['status'] | undefined;
    order: 'asc' | 'desc';
  },
  page: Page,
): Promise<{ rows: KybDocumentRow[]; total: number }> {
  let query = tx
    .selectFrom('kyb_documents')
    .where('tenant_id', '=', tenantId)
    .where('deleted_at', 'is', null);
  if (filter.type !== undefined) query = query.where('type', '=', filter.type);
  if (filter.status !== undefined) query = query.where('status', '=', filter.status);
  const { total } = await query
    .select((eb) => eb.fn.countAll<string>().as('total'))
    .executeTakeFirstOrThrow();
  const rows = await inOrder(query.selectAll(), { sort: 'created_at', order: filter.order }, page).execute();
  return { rows, total: Number(total) };
}

export function findDocument(tx: Tx, tenantId: string, id: string): Promise<KybDocumentRow | undefined> {
  return tx
    .selectFrom('kyb_documents')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
}

/** Names bytes that are there; the timer that would have erased them goes. */
export async function insertDocument(tx: Tx, row: Insertable<KybDocumentsTable>): Promise<KybDocumentRow> {
  await deleteTimer(tx, row.tenant_id, row.id);
  return tx.insertInto('kyb_documents').values(row).returningAll().executeTakeFirstOrThrow();
}

export function updateDocument(
  tx: Tx,
  tenantId: string,
  id: string,
  changes: Updateable<KybDocumentsTable>,
): Promise<KybDocumentRow> {
  return tx
    .updateTable('kyb_documents')
    .set(changes)
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Has bytes erased at a moment, unless a row names them by then. */
export async function setTimer(tx: Tx, tenantId: string, id: string, dueAt: Date): Promise<void> {
  await tx
    .insertInto('timers')
    .values({ tenant_id: tenantId, kind: KYB_BYTES_TIMER, subject_id: id, due_at: dueAt })
    .onConflict((conflict) =>
      conflict.columns(['tenant_id', 'kind', 'subject_id']).doUpdateSet({ due_at: dueAt }),
    )
    .execute();
}

export async function deleteTimer(tx: Tx, tenantId: string, id: string): Promise<void> {
  await tx
    .deleteFrom('timers')
    .where('tenant_id', '=', tenantId)
    .where('kind', '=', KYB_BYTES_TIMER)
    .where('subject_id', '=', id)
    .execute();
}

// What follows runs through the system door.

export interface WaitingDocument {
  tenant_id: string;
  id: string;
  type: KybDocumentRow['type'];
  filename: string;
  media_type: string;
  size: number;
  scan: KybDocumentRow['scan'];
  status: KybDocumentRow['status'];
  created_at: Date;
}

export async function callWaitingDocuments(tx: Tx, most: number): Promise<WaitingDocument[]> {
  const { rows } = await sql<WaitingDocument>`select * from gate.waiting_kyb_documents(${most})`.execute(tx);
  return rows;
}

export async function callTenantOfDocument(tx: Tx, id: string): Promise<string | null> {
  const { rows } = await sql<{
    tenant_id: string | null;
  }>`select gate.tenant_of_kyb_document(${id}::uuid) as tenant_id`.execute(tx);
  return rows[0]?.tenant_id ?? null;
}
