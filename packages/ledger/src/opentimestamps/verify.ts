import type { BlockHeader } from './block-header.ts';
import { attestedMessages } from './messages.ts';
import { parseProof } from './parse.ts';
import {
  type Attestation,
  type DetachedProof,
  type HashName,
  ProofError,
  type ProofFault,
  type ProofHashes,
} from './proof.ts';

/** What is known of one attestation of a proof. */
export type AttestationFinding =
  /** A calendar's promise. */
  | { status: 'pending'; uri: string }
  /** The block at this height has the Merkle root the proof arrives at. */
  | { status: 'confirmed'; height: number; time: number }
  /** The block's header was not given: `merkleRoot` is what it must say. */
  | { status: 'unchecked'; height: number; merkleRoot: string }
  /** The block at this height says something else. */
  | { status: 'refuted'; height: number; merkleRoot: string }
  /** Of a kind, or by a hash function, that is not known here. */
  | { status: 'unknown'; kind: string };

/**
 * What a proof shows of a digest.
 *
 *   confirmed     it existed before `time`: a block whose header was given commits to it
 *   attested      it says a block at one of `heights` commits to it; no header was given to check that
 *   pending       calendars promised, nothing is proved
 *   refuted       it says a block commits to it that does not
 *   undecided     it holds only attestations of kinds not known here
 *   other-digest  it is a proof, of something else
 *   malformed     it is no proof
 *
 * A proof may have several attestations, one of each calendar: `attestations` tells of each, and the best one decides.
 */
export type OpenTimestampsVerdict =
  | { outcome: 'confirmed'; height: number; time: number; attestations: AttestationFinding[] }
  | { outcome: 'attested'; heights: number[]; attestations: AttestationFinding[] }
  | { outcome: 'pending'; calendars: string[]; attestations: AttestationFinding[] }
  | { outcome: 'refuted' | 'undecided'; attestations: AttestationFinding[] }
  | { outcome: 'other-digest'; hash: HashName; digest: Uint8Array }
  | { outcome: 'malformed'; fault: ProofFault; offset: number; detail: string };

export interface OpenTimestampsCheck {
  /** SHA-256 of what the proof is said to be about. */
  digest: Uint8Array;
  hashes: ProofHashes;
  /** The headers of blocks, from a source the caller trusts. `undefined` for one it has not. */
  blockHeader?: (height: number) => BlockHeader | undefined;
}

/** What an `.ots` file shows of a digest. Takes any bytes and throws nothing. */
export function verifyOpenTimestamps(file: Uint8Array, check: OpenTimestampsCheck): OpenTimestampsVerdict {
  let proof: DetachedProof;
  try {
    proof = parseProof(file);
  } catch (error) {
    if (!(error instanceof ProofError)) throw error;
    return { outcome: 'malformed', fault: error.fault, offset: error.offset, detail: error.message };
  }
  if (proof.hash !== 'sha256' || proof.digest.toHex() !== check.digest.toHex())
    return { outcome: 'other-digest', hash: proof.hash, digest: proof.digest };
  const attestations = [...attestedMessages(proof.timestamp, proof.digest, check.hashes)].map(
    ({ attestation, message }) => findingOf(attestation, message, check),
  );
  return decide(attestations);
}

function findingOf(
  attestation: Attestation,
  message: Uint8Array | null,
  { blockHeader }: OpenTimestampsCheck,
): AttestationFinding {
  if (attestation.kind === 'pending') return { status: 'pending', uri: attestation.uri };
  if (attestation.kind !== 'bitcoin' || message === null)
    return { status: 'unknown', kind: attestation.kind === 'unknown' ? attestation.tag : attestation.kind };
  const { height } = attestation;
  const merkleRoot = message.toReversed().toHex();
  // No block has such a root, whatever its header says.
  if (message.length !== 32) return { status: 'refuted', height, merkleRoot };
  const header = blockHeader?.(height);
  if (header === undefined) return { status: 'unchecked', height, merkleRoot };
  return header.merkleRoot === merkleRoot
    ? { status: 'confirmed', height, time: header.time }
    : { status: 'refuted', height, merkleRoot };
}

function decide(attestations: AttestationFinding[]): OpenTimestampsVerdict {
  const of = <S extends AttestationFinding['status']>(status: S) =>
    attestations.filter((one): one is Extract<AttestationFinding, { status: S }> => one.status === status);
  const first = of('confirmed').toSorted((a, b) => a.time - b.time)[0];
  if (first !== undefined)
    return { outcome: 'confirmed', height: first.height, time: first.time, attestations };
  if (of('refuted').length > 0) return { outcome: 'refuted', attestations };
  const heights = of('unchecked').map(({ height }) => height);
  if (heights.length > 0) return { outcome: 'attested', heights, attestations };
  const calendars = of('pending').map(({ uri }) => uri);
  if (calendars.length > 0) return { outcome: 'pending', calendars, attestations };
  return { outcome: 'undecided', attestations };
}
