import { sql } from 'kysely';
import type { Tx } from '../db/client-dialect.ts';

/**
 * Enters a job in the transaction of its cause: it runs if that commits. A job already waiting under `dedupeKey` is
 * replaced. Jobs are delivered at least once, so what they do is safe to repeat.
 */
export async function enqueue(
  tx: Tx,
  task: string,
  payload: Record<string, unknown>,
  dedupeKey?: string,
): Promise<void> {
  await sql`select gate.enqueue(${task}, ${JSON.stringify(payload)}::json, ${dedupeKey ?? null})`.execute(tx);
}
