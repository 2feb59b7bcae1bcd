import { randomBytes } from 'node:crypto';
import { link, open, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { sql } from 'kysely';
import type { Database } from '../db/doors.ts';
import type { Databases } from '../environments.ts';
import type { Logger } from '../log.ts';
import { type LedgerKey, newLedgerKeyPem, readLedgerKey } from './ledger-key.ts';

/**
 * The key of the installation, registered in both databases. Made at the first start, when neither database has ever known
 * one. A key that was there and is gone is not replaced in silence: `null`, and the ledger refuses every entry until the
 * file is back or the operator gives a new key.
 */
export async function openLedgerKey(
  path: string,
  databases: Databases,
  logger: Logger,
): Promise<LedgerKey | null> {
  const pem = (await readPem(path)) ?? (await makeFirst(path, databases));
  if (pem === null) {
    logger.error({ path }, 'the key of the ledger is missing: nothing fiscal is written until it is back');
    return null;
  }
  let key: LedgerKey;
  try {
    key = readLedgerKey(pem);
  } catch (error) {
    logger.error({ path, err: error }, 'the key of the ledger cannot be read: nothing fiscal is written');
    return null;
  }
  for (const db of [databases.production, databases.sandbox]) await registerLedgerKey(db, key, null);
  return key;
}

/** Makes a key known to one database; again is no change. `endorser` is the key it follows, with its signature. */
export async function registerLedgerKey(
  db: Database,
  { id, publicKey }: LedgerKey,
  endorser: { id: string; signature: Buffer } | null,
): Promise<void> {
  await db.withSystem('know ledger keys', (tx) =>
    sql`select gate.register_ledger_key(${id}, ${publicKey}, ${endorser?.id ?? null}, ${endorser?.signature ?? null}, now())`.execute(
      tx,
    ),
  );
}

async function makeFirst(path: string, databases: Databases): Promise<string | null> {
  for (const db of [databases.production, databases.sandbox]) {
    const { rows } = await db.withSystem('know ledger keys', (tx) =>
      sql`select id from gate.ledger_keys()`.execute(tx),
    );
    // A key is known once its file is there: another process may have made it since we looked.
    if (rows.length > 0) return readPem(path);
  }
  await writeOnce(path, newLedgerKeyPem());
  return readPem(path);
}

/** The text of a key file, `null` when there is none. */
export async function readPem(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Written aside, synced and linked: of two processes at their first start, one wins and both read the same. */
export async function writeOnce(path: string, text: string): Promise<void> {
  const aside = `${path}.${randomBytes(6).toString('hex')}`;
  const file = await open(aside, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await link(aside, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await rm(aside);
  const folder = await open(dirname(path));
  await folder.sync().finally(() => folder.close());
}
