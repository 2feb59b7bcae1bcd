import { type Insertable, type Selectable, sql, type Updateable } from 'kysely';
import type { Tx } from '../../../platform/db/client-dialect.ts';
import type { VerificationsTable } from '../../../platform/db/schema.ts';
import { KYC_TIMER } from './timers.ts';

export type Verification = Selectable<VerificationsTable>;

const ofTenant = (tx: Tx, tenantId: string) =>
  tx.selectFrom('verifications').selectAll().where('tenant_id', '=', tenantId);

export function findVerification(tx: Tx, tenantId: string, id: string): Promise<Verification | undefined> {
  return ofTenant(tx, tenantId).where('id', '=', id).executeTakeFirst();
}

/** The verification of a company that is not over; there is one at most. */
export function findOpen(tx: Tx, tenantId: string, companyId: string): Promise<Verification | undefined> {
  return ofTenant(tx, tenantId)
    .where('company_id', '=', companyId)
    .where('completed_at', 'is', null)
    .executeTakeFirst();
}

export function findLatest(tx: Tx, tenantId: string, companyId: string): Promise<Verification | undefined> {
  return ofTenant(tx, tenantId)
    .where('company_id', '=', companyId)
    .orderBy('started_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export function insertVerification(tx: Tx, row: Insertable<VerificationsTable>): Promise<Verification> {
  return tx.insertInto('verifications').values(row).returningAll().executeTakeFirstOrThrow();
}

export function updateVerification(
  tx: Tx,
  { tenant_id, id }: Pick<Verification, 'tenant_id' | 'id'>,
  changes: Updateable<VerificationsTable>,
): Promise<Verification> {
  return tx
    .updateTable('verifications')
    .set(changes)
    .where('tenant_id', '=', tenant_id)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Has a verification wait for its next step, or for nothing any more. */
export async function setTimer(
  tx: Tx,
  { tenant_id, id }: Pick<Verification, 'tenant_id' | 'id'>,
  dueAt: Date | null,
): Promise<void> {
  if (dueAt === null) {
    await tx
      .deleteFrom('timers')
      .where('tenant_id', '=', tenant_id)
      .where('kind', '=', KYC_TIMER)
      .where('subject_id', '=', id)
      .execute();
    return;
  }
  const waiting = { due_at: dueAt, attempts: 0, last_error: null };
  await tx
    .insertInto('timers')
    .values({ tenant_id, kind: KYC_TIMER, subject_id: id, ...waiting })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'kind', 'subject_id']).doUpdateSet(waiting))
    .execute();
}

/** Through the system door: what waits for the operator, of all accounts. */
export async function callOpenVerifications(tx: Tx): Promise<OpenVerification[]> {
  const { rows } = await sql<OpenVerification>`select * from gate.open_verifications()`.execute(tx);
  return rows;
}

export interface OpenVerification {
  tenant_id: string;
  tenant_slug: string;
  company_id: string;
  company_name: string;
  siret: string | null;
  reference: string;
  started_at: Date;
}
