export { type ChainFinding, verifyChain } from './chain.ts';
export { type ChainedEntry, GENESIS, type PreimageV1, readEntry, type Sha256 } from './entry.ts';
