import { sealMessage } from '@scell/ledger';
import type { LedgerKey } from './ledger-key.ts';

/** The notice by which the database tells a transaction what it wrote in the ledger: chain, position and hash. */
export const WRITTEN = 'scell.written';

/** As the database writes it in its notice. The statement below is text, so nothing else may enter it. */
const ENTRY = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}) ([1-9][0-9]*) ([0-9a-f]{64})$/;

/**
 * The statement that seals the entries a transaction wrote. It has no parameters, so that it goes to the database in one message
 * with the commit: the heads of their chains are locked until then.
 */
export function sealStatement(key: LedgerKey, written: readonly string[]): string {
  const rows = written.map((text) => {
    const [, chain, position, hash] = ENTRY.exec(text) ?? [];
    if (chain === undefined || position === undefined || hash === undefined)
      throw new Error(`the database wrote an entry that cannot be sealed: ${text}`);
    const signature = key
      .sign(sealMessage(chain, BigInt(position), Buffer.from(hash, 'hex')))
      .toString('hex');
    return `('${chain}'::uuid, ${position}::bigint, '\\x${hash}'::bytea, '\\x${signature}'::bytea)`;
  });
  return `select ledger.seal(s.chain, s.at, s.hash, '${key.id}', s.signature) from (values ${rows.join(', ')}) as s (chain, at, hash, signature)`;
}
