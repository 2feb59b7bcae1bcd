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
export {
  type AccountPlan,
  type AccountRule,
  type AccountUse,
  DEFAULT_ACCOUNTS,
  DEFAULT_PLAN,
  type Journal,
  type JournalUse,
} from './fec/accounts.ts';
export { FecChecker, type FecContext } from './fec/check/check-fec.ts';
export { type FecFinding, type FecPlace, type FecReport, isCleanFec } from './fec/check/report.ts';
export { describeFec, EXTRACT_NOTICE, type FecSubject } from './fec/description.ts';
export { EntryBook, type FecPeriod } from './fec/entries.ts';
export type { Client, Fact, Payment, Sale, Supply, SupplyKind, VatGroup } from './fec/facts.ts';
export { amountText } from './fec/money.ts';
export { type FecTotals, totalsOf } from './fec/totals.ts';
export { FEC_FORM, type FecForm, fecFileName, writeFec } from './fec/write.ts';
export { fromHex, toHex } from './hex.ts';
export { type BlockHeader, readBlockHeader } from './opentimestamps/block-header.ts';
export { mergeTimestamps } from './opentimestamps/merge.ts';
export { parseProof, parseTimestamp } from './opentimestamps/parse.ts';
export {
  type Attestation,
  type DetachedProof,
  ProofError,
  type ProofFault,
  type ProofHashes,
  type Timestamp,
} from './opentimestamps/proof.ts';
export { serializeProof, serializeTimestamp } from './opentimestamps/serialize.ts';
export {
  commitmentOf,
  NONCE_LENGTH,
  type PendingMessage,
  pendingMessages,
  stampOf,
  upgradeProof,
} from './opentimestamps/stamp.ts';
export {
  type AttestationFinding,
  type OpenTimestampsCheck,
  type OpenTimestampsVerdict,
  verifyOpenTimestamps,
} from './opentimestamps/verify.ts';
export { readPemCertificates } from './rfc3161/pem.ts';
export { TIMESTAMP_NONCE_LENGTH, type TimestampRequest, timestampRequest } from './rfc3161/request.ts';
export type { SignatureCrypto } from './rfc3161/signature.ts';
export {
  type TimestampCheck,
  type TimestampFacts,
  type TimestampFault,
  type TimestampVerdict,
  verifyTimestampToken,
} from './rfc3161/verify.ts';
export { endorsementMessage, fingerprint, manifestMessage, sealMessage } from './seal.ts';
export { type Finding, Findings, isFault, type Place, type Report, shown } from './verify/finding.ts';
export { KeyRing, type ListedKey } from './verify/key-ring.ts';
export type { Cryptography, RunningHash, SignedMessage } from './verify/ports.ts';
export { type ProofPorts, proofJudge } from './verify/proofs.ts';
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
