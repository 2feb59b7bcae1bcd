import { sql } from 'kysely';
import type { Tx } from '../db/client-dialect.ts';

/** How the page of an issued document left: to a key, by a signed link that was followed, by e-mail. */
export type Delivery = 'download' | 'signed_link' | 'email';

/**
 * Enters a delivery of an issued document's page (its PDF) in the reprint chain, before the page leaves. Answers which copy it
 * is: 0 is the original, the others are duplicates. Where the ledger cannot record, this throws, and no page leaves.
 */
export async function recordReprint(
  tx: Tx,
  tenantId: string,
  documentId: string,
  by: Delivery,
  now: Date,
): Promise<number> {
  const { rows } = await sql<{ copy: number }>`
    select ledger.record_reprint(${tenantId}, ${documentId}, 'facturx', ${by}, ${now}) as copy`.execute(tx);
  const [row] = rows;
  if (row === undefined) throw new Error('the delivery was not entered');
  return row.copy;
}
