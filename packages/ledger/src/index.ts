export { type ChainFinding, verifyChain } from './chain.ts';
export { type ChainedEntry, type ChainKind, GENESIS, type Preimage, readEntry, type Sha256 } from './entry.ts';
