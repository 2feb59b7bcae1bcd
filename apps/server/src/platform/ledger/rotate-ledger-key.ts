import { link, rename } from 'node:fs/promises';
import { endorsementMessage } from '@scell/ledger';
import type { Databases } from '../environments.ts';
import { type LedgerKey, newLedgerKeyPem, readLedgerKey } from './ledger-key.ts';
import { readPem, registerLedgerKey, writeOnce } from './open-ledger-key.ts';

/**
 * Puts a new key in the place of the current one, endorsed by it: both databases know the new one before the file bears it, and
 * each chain enters it before its next entry. The old file stays beside it under its fingerprint. Interrupted anywhere, it is
 * run again and goes on with the same new key. Processes that run seal with the old key, which stays valid, until restarted.
 */
export async function rotateLedgerKey(
  path: string,
  current: LedgerKey,
  databases: Databases,
): Promise<LedgerKey> {
  const next = `${path}.next`;
  await writeOnce(next, newLedgerKeyPem());
  const key = readLedgerKey((await readPem(next)) ?? '');
  const endorser = { id: current.id, signature: current.sign(endorsementMessage(key.id, key.publicKey)) };
  for (const db of [databases.production, databases.sandbox]) await registerLedgerKey(db, key, endorser);
  await link(path, `${path}.${current.id.slice(0, 16)}`).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await rename(next, path);
  return key;
}
