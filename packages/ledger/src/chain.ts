import { type ChainedEntry, equal, GENESIS, readEntry, type Sha256 } from './entry.ts';

/** What is wrong with a chain, and at which position (1-based) it shows. */
export interface ChainFinding {
  position: number;
  problem: 'altered' | 'unlinked' | 'out-of-place' | 'of-another-chain' | 'back-in-time';
}

/**
 * Walks a chain in the order of its positions. `altered`: an entry's own hashes do not hold. `unlinked`: it does not
 * follow the one before it (an entry was removed, inserted or replaced). `out-of-place`: its position is not the next
 * one. A chain without findings proves that nothing between its first and its last entry was changed; that nothing was
 * cut off its end is proved by comparing the last `chain_hash` with one published elsewhere.
 */
export function verifyChain(entries: Iterable<ChainedEntry>, sha256: Sha256): ChainFinding[] {
  const findings: ChainFinding[] = [];
  let position = 0;
  let previous: Uint8Array = GENESIS;
  let chainId: string | undefined;
  let recordedAt = '';
  for (const entry of entries) {
    position += 1;
    const preimage = readEntry(entry, sha256);
    if (preimage === null) findings.push({ position, problem: 'altered' });
    else {
      if (preimage.position !== String(position)) findings.push({ position, problem: 'out-of-place' });
      chainId ??= preimage.chain_id;
      if (preimage.chain_id !== chainId) findings.push({ position, problem: 'of-another-chain' });
      if (preimage.recorded_at < recordedAt) findings.push({ position, problem: 'back-in-time' });
      recordedAt = preimage.recorded_at;
    }
    if (!equal(entry.previousHash, previous)) findings.push({ position, problem: 'unlinked' });
    previous = entry.chainHash;
  }
  return findings;
}
