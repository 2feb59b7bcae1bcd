import { ChainWalk, type LinkProblem } from './chain-walk.ts';
import type { ChainedEntry, Sha256 } from './entry.ts';

/** What is wrong with a chain, and at which position (1-based) it shows. */
export interface ChainFinding {
  position: number;
  problem: LinkProblem;
}

/**
 * Walks the hashes and links of a whole chain that is in memory, in the order of its positions; seals, closings and documents
 * are for `verifyEntries`. A chain without findings proves that nothing between its first and its last entry was changed; that
 * nothing was cut off its end is proved by comparing the last `chain_hash` with one published elsewhere.
 */
export function verifyChain(entries: Iterable<ChainedEntry>, sha256: Sha256): ChainFinding[] {
  const findings: ChainFinding[] = [];
  const walk = new ChainWalk(sha256, ({ position, problem }) => findings.push({ position, problem }));
  for (const entry of entries) walk.step(entry);
  walk.finish();
  return findings;
}
