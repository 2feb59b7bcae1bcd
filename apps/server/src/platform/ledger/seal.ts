import type pg from 'pg';
import type { LedgerKey } from './ledger-key.ts';

/** The notice by which the database tells a transaction what it wrote in the ledger: chain, position and hash. */
export const WRITTEN = 'scell.written';

/** What a seal signs: nothing but the place of an entry and its hash, which commits to everything else. */
function sealText(chainId: string, position: string, chainHash: string): string {
  return `scell seal 1\n${chainId}\n${position}\n${chainHash}\n`;
}

/** Seals the entries a transaction wrote, in one statement. */
export async function sealEntries(
  client: pg.PoolClient,
  key: LedgerKey,
  written: readonly string[],
): Promise<void> {
  const entries = written.map((text) => {
    const [chain = '', position = '', hash = ''] = text.split(' ');
    return { chain, position, hash, signature: key.sign(sealText(chain, position, hash)) };
  });
  await client.query(
    'select ledger.seal(s.chain, s.at, s.hash, $5, s.signature) from unnest($1::uuid[], $2::bigint[], $3::bytea[], $4::bytea[]) as s (chain, at, hash, signature)',
    [
      entries.map(({ chain }) => chain),
      entries.map(({ position }) => position),
      entries.map(({ hash }) => Buffer.from(hash, 'hex')),
      entries.map(({ signature }) => signature),
      key.id,
    ],
  );
}
