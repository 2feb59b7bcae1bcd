import type { Insertable, Selectable } from 'kysely';
import type { Tx } from '../../platform/db/client-dialect.ts';
import type { ConversionsTable } from '../../platform/db/schema.ts';
import { CONVERSION_TIMER } from './timers.ts';

export type ConversionRow = Selectable<ConversionsTable>;

/** Names a conversion, and sets the timer that takes it off. */
export async function insertConversion(tx: Tx, row: Insertable<ConversionsTable>): Promise<void> {
  await tx
    .with('named', (db) => db.insertInto('conversions').values(row).returning('id'))
    .insertInto('timers')
    .values({ tenant_id: row.tenant_id, kind: CONVERSION_TIMER, subject_id: row.id, due_at: row.expires_at })
    .execute();
}

export function findConversion(tx: Tx, tenantId: string, id: string): Promise<ConversionRow | undefined> {
  return tx
    .selectFrom('conversions')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Takes off a conversion and its timer. */
export async function deleteConversion(tx: Tx, tenantId: string, id: string): Promise<void> {
  await tx
    .with('gone', (db) =>
      db.deleteFrom('conversions').where('tenant_id', '=', tenantId).where('id', '=', id).returning('id'),
    )
    .deleteFrom('timers')
    .where('tenant_id', '=', tenantId)
    .where('kind', '=', CONVERSION_TIMER)
    .where('subject_id', '=', id)
    .execute();
}
