export { type ChainFinding, verifyChain } from './chain.ts';
export { type ChainedEntry, GENESIS, type Preimage, readEntry, type Sha256 } from './entry.ts';
