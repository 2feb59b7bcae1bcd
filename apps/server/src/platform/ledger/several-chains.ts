import { sql } from 'kysely';
import type { Tx } from '../db/client-dialect.ts';

/**
 * Taken first by a transaction that may write on several chains of a tenant: it holds the counter and the head of each until
 * it ends, and two of them in other orders would wait for each other for ever.
 */
export async function lockSeveralChains(tx: Tx, tenantId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`several chains ${tenantId}`}, 0))`.execute(tx);
}
