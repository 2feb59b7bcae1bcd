export { type ChainFinding, verifyChain } from './chain.ts';
export {
  type ChainedEntry,
  type ChainKind,
  GENESIS,
  type Preimage,
  readEntry,
  type Sha256,
} from './entry.ts';
export {
  type ListedChain,
  type ListedProof,
  type Manifest,
  MEMBERS,
} from './export/manifest.ts';
export {
  type About,
  type ExportedChain,
  type ExportPart,
  type Signer,
  writeExport,
} from './export/write-export.ts';
export { type InflateStream, type RandomAccess, ZipError } from './export/zip-reader.ts';
export { fromHex, toHex } from './hex.ts';
export { endorsementMessage, fingerprint, manifestMessage, sealMessage } from './seal.ts';
export { type Finding, Findings, isFault, type Place, type Report } from './verify/finding.ts';
export { KeyRing, type ListedKey } from './verify/key-ring.ts';
export type { Cryptography, RunningHash, SignedMessage } from './verify/ports.ts';
export { factsText, placeText, sentenceOf, verdictText } from './verify/sentences.ts';
export {
  type ChainContext,
  type ChainSummary,
  ChainVerifier,
  type SealedEntry,
  verifyEntries,
} from './verify/verify-entries.ts';
export {
  type ExportVerdict,
  type ProofJudge,
  type ProofVerdict,
  type VerifyOptions,
  type VerifyPorts,
  verifyExport,
} from './verify/verify-export.ts';
