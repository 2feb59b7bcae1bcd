/**
 * An OpenTimestamps proof as data. It starts from the digest of a file; each operation makes the next message out of the one
 * before; an attestation says what is known of the message it stands at.
 */

export type HashName = 'sha1' | 'ripemd160' | 'sha256' | 'keccak256';

export type Operation =
  | { kind: HashName | 'reverse' | 'hexlify' }
  | { kind: 'append' | 'prepend'; bytes: Uint8Array };

export type Attestation =
  /** A calendar promises to get the message into a block, and is asked for the rest at `uri`. Proves nothing yet. */
  | { kind: 'pending'; uri: string }
  /** The message is the Merkle root of the block at this height. */
  | { kind: 'bitcoin' | 'litecoin'; height: number }
  /** Of a kind made up after this was written: kept as it came. `tag`: eight bytes in hex. */
  | { kind: 'unknown'; tag: string; payload: Uint8Array };

/** What is known of one message: attestations of it, and further messages made out of it. Sorted, without repeats. */
export interface Timestamp {
  attestations: readonly Attestation[];
  branches: readonly Branch[];
}

export interface Branch {
  operation: Operation;
  timestamp: Timestamp;
}

/** The content of an `.ots` file. */
export interface DetachedProof {
  /** How the file was hashed. */
  hash: HashName;
  digest: Uint8Array;
  timestamp: Timestamp;
}

/** The hash functions a proof may ask for; a path through one that is not given cannot be followed. */
export interface ProofHashes extends Partial<Record<HashName, (bytes: Uint8Array) => Uint8Array>> {
  sha256: (bytes: Uint8Array) => Uint8Array;
}

/** Why bytes are no proof. */
export type ProofFault =
  | 'not-a-proof'
  | 'unknown-version'
  | 'unknown-operation'
  | 'truncated'
  | 'trailing-bytes'
  | 'too-large'
  | 'too-deep'
  | 'bad-value';

/** Bytes that are no proof this format allows; `offset` is where it shows. */
export class ProofError extends Error {
  override readonly name = 'ProofError';
  readonly fault: ProofFault;
  readonly offset: number;

  constructor(fault: ProofFault, offset: number, message: string) {
    super(`${message} (byte ${offset})`);
    this.fault = fault;
    this.offset = offset;
  }
}

/** Bytes of a digest by how it was made. */
export const DIGEST_LENGTH: Readonly<Record<HashName, number>> = {
  sha1: 20,
  ripemd160: 20,
  sha256: 32,
  keccak256: 32,
};

/** The byte that starts each operation. */
export const OPERATION_TAGS: Readonly<Record<Operation['kind'], number>> = {
  sha1: 0x02,
  ripemd160: 0x03,
  sha256: 0x08,
  keccak256: 0x67,
  append: 0xf0,
  prepend: 0xf1,
  reverse: 0xf2,
  hexlify: 0xf3,
};

export const ATTESTATION_TAGS = {
  pending: '83dfe30d2ef90c8e',
  bitcoin: '0588960d73d71901',
  litecoin: '06869a0d73d71b45',
} as const;

/** `\0OpenTimestamps\0\0Proof\0` and eight bytes that no text has. */
export const MAGIC = Uint8Array.fromHex('004f70656e54696d657374616d7073000050726f6f6600bf89e2e884e89294');
export const VERSION = 1;

/** Bounds of the public clients: longest message and argument, deepest chain of operations, longest payload and address. */
export const MAX_MESSAGE = 4_096;
export const MAX_DEPTH = 256;
export const MAX_PAYLOAD = 8_192;
export const MAX_URI = 1_000;
/** Ours: a proof by ten calendars is a tenth of it. */
export const MAX_PROOF = 65_536;

/** What a calendar may be called: nothing that could carry a query, a login or a second line. */
export const URI = /^[A-Za-z0-9._/:-]*$/;
