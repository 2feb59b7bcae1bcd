/** The cryptography that a verification needs, handed in by whoever runs it: Node's, a browser's, or a library's. */
import type { Sha256 } from '../entry.ts';

/** A hash in the making. */
export interface RunningHash {
  update(bytes: Uint8Array): void;
  digest(): Uint8Array;
}

/** One Ed25519 signature to judge: raw key of 32 bytes, signature of 64. */
export interface SignedMessage {
  publicKey: Uint8Array;
  message: Uint8Array;
  signature: Uint8Array;
}

export interface Cryptography {
  sha256: Sha256;
  /** For what is too large for memory. */
  startSha256(): RunningHash;
  /** Judges many signatures at once, so that they may be spread over threads; the answers in the same order. */
  verifyEd25519(messages: readonly SignedMessage[]): boolean[] | Promise<boolean[]>;
}
