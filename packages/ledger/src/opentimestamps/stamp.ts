import { joinBytes } from '../bytes.ts';
import { mergeTimestamps } from './merge.ts';
import { apply, attestedMessages } from './messages.ts';
import type { DetachedProof, ProofHashes, Timestamp } from './proof.ts';

/** Random bytes between a digest and what calendars see of it. */
export const NONCE_LENGTH = 16;

/**
 * What is sent to calendars: SHA-256 of the digest followed by the nonce. They never learn the digest itself, nor can tell
 * that two stamps are of the same file.
 */
export function commitmentOf(
  digest: Uint8Array,
  nonce: Uint8Array,
  sha256: ProofHashes['sha256'],
): Uint8Array {
  return sha256(joinBytes(digest, nonce));
}

/** The proof of a SHA-256 digest, made of what calendars answered about its commitment. */
export function stampOf(digest: Uint8Array, nonce: Uint8Array, answers: readonly Timestamp[]): DetachedProof {
  const hashed = { operation: { kind: 'sha256' }, timestamp: mergeTimestamps(answers) } as const;
  const appended = {
    operation: { kind: 'append', bytes: nonce },
    timestamp: { attestations: [], branches: [hashed] },
  } as const;
  return { hash: 'sha256', digest, timestamp: { attestations: [], branches: [appended] } };
}

/** A message a calendar was given, and where it is asked for the rest. */
export interface PendingMessage {
  uri: string;
  message: Uint8Array;
}

/** What calendars still owe: each address once a message. */
export function pendingMessages(proof: DetachedProof, hashes: ProofHashes): PendingMessage[] {
  return [...attestedMessages(proof.timestamp, proof.digest, hashes)].flatMap(({ attestation, message }) =>
    attestation.kind === 'pending' && message !== null ? [{ uri: attestation.uri, message }] : [],
  );
}

/** A proof with what a calendar answered about one of its messages. All that was in the proof stays in it. */
export function upgradeProof(
  proof: DetachedProof,
  message: Uint8Array,
  answer: Timestamp,
  hashes: ProofHashes,
): DetachedProof {
  const wanted = message.toHex();
  const grow = (timestamp: Timestamp, at: Uint8Array | null): Timestamp => {
    const grown: Timestamp = {
      attestations: timestamp.attestations,
      branches: timestamp.branches.map(({ operation, timestamp: below }) => ({
        operation,
        timestamp: grow(below, at === null ? null : apply(operation, at, hashes)),
      })),
    };
    return at?.toHex() === wanted ? mergeTimestamps([grown, answer]) : grown;
  };
  return { ...proof, timestamp: grow(proof.timestamp, proof.digest) };
}
