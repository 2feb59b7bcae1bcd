import { sql } from 'kysely';
import type { Tx } from './client-dialect.ts';
import { isConnectionLoss } from './errors.ts';

/** What each open transaction was told that it wrote in the ledger, to be sealed when it commits. */
const writtenBy = new WeakMap<Tx, string[]>();

/** For the doors: names the list that a part which is taken back has to be taken off. */
export function keepWritten(tx: Tx, written: string[]): void {
  writtenBy.set(tx, written);
}

/**
 * Runs a part of a transaction that may fail alone: what it wrote is taken back, its entries in the ledger with it, and the
 * transaction goes on. The error is thrown all the same. Parts run one after the other.
 */
export async function attempt<T>(tx: Tx, part: () => Promise<T>): Promise<T> {
  const written = writtenBy.get(tx);
  if (written === undefined) throw new TypeError('only the doors open transactions');
  const before = written.length;
  await sql`savepoint part`.execute(tx);
  let result: T;
  try {
    result = await part();
  } catch (error) {
    if (!isConnectionLoss(error)) {
      await sql`rollback to savepoint part`.execute(tx);
      await sql`release savepoint part`.execute(tx);
      written.length = before;
    }
    throw error;
  }
  await sql`release savepoint part`.execute(tx);
  return result;
}
