import { joinBytes } from '../bytes.ts';
import type { Attestation, Operation, ProofHashes, Timestamp } from './proof.ts';

/** An attestation with the message it is about; `null` where a hash function that leads to it was not given. */
export interface AttestedMessage {
  attestation: Attestation;
  message: Uint8Array | null;
}

/** Every attestation below a message, with the message it stands at. */
export function* attestedMessages(
  timestamp: Timestamp,
  message: Uint8Array | null,
  hashes: ProofHashes,
): Generator<AttestedMessage> {
  for (const attestation of timestamp.attestations) yield { attestation, message };
  for (const branch of timestamp.branches) {
    const next = message === null ? null : apply(branch.operation, message, hashes);
    yield* attestedMessages(branch.timestamp, next, hashes);
  }
}

/** The message an operation makes of another one; `null` when its hash function was not given. */
export function apply(operation: Operation, message: Uint8Array, hashes: ProofHashes): Uint8Array | null {
  switch (operation.kind) {
    case 'append':
      return joinBytes(message, operation.bytes);
    case 'prepend':
      return joinBytes(operation.bytes, message);
    case 'reverse':
      return message.toReversed();
    case 'hexlify':
      return new TextEncoder().encode(message.toHex());
    default:
      return hashes[operation.kind]?.(message) ?? null;
  }
}
