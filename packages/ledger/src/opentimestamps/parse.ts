import { timestampOf } from './merge.ts';
import {
  ATTESTATION_TAGS,
  type Attestation,
  type Branch,
  type DetachedProof,
  DIGEST_LENGTH,
  type HashName,
  MAGIC,
  MAX_DEPTH,
  MAX_MESSAGE,
  MAX_PAYLOAD,
  MAX_PROOF,
  MAX_URI,
  OPERATION_TAGS,
  type Operation,
  ProofError,
  type Timestamp,
  URI,
  VERSION,
} from './proof.ts';

/**
 * Reads an `.ots` file.
 * @throws {ProofError} when it is none
 */
export function parseProof(file: Uint8Array): DetachedProof {
  const reader = new Reader(file);
  const magic = file.subarray(0, MAGIC.length);
  if (magic.toHex() !== MAGIC.toHex())
    throw new ProofError('not-a-proof', 0, 'an OpenTimestamps proof does not start like this');
  reader.bytes(MAGIC.length);
  const version = reader.varuint();
  if (version !== VERSION)
    throw new ProofError('unknown-version', MAGIC.length, `version ${version} is not known`);
  const at = reader.offset;
  const operation = KINDS.get(reader.byte());
  if (operation === undefined || !isHash(operation))
    throw new ProofError('unknown-operation', at, 'the file was hashed in a way that is not known');
  const digest = reader.bytes(DIGEST_LENGTH[operation]);
  const timestamp = readTimestamp(reader, digest.length, 0);
  reader.end();
  return { hash: operation, digest, timestamp };
}

/**
 * Reads what a calendar answers: a timestamp without the head of a file, about a message of `messageLength` bytes.
 * @throws {ProofError} when it is none
 */
export function parseTimestamp(answer: Uint8Array, messageLength: number): Timestamp {
  const reader = new Reader(answer);
  const timestamp = readTimestamp(reader, messageLength, 0);
  reader.end();
  return timestamp;
}

const KINDS: ReadonlyMap<number, Operation['kind']> = new Map(
  Object.entries(OPERATION_TAGS).map(([kind, tag]) => [tag, kind as Operation['kind']]),
);
const KNOWN_ATTESTATIONS: ReadonlyMap<string, keyof typeof ATTESTATION_TAGS> = new Map(
  Object.entries(ATTESTATION_TAGS).map(([kind, tag]) => [tag, kind as keyof typeof ATTESTATION_TAGS]),
);
const ATTESTATION = 0x00;
const MORE = 0xff;

function isHash(kind: Operation['kind']): kind is HashName {
  return Object.hasOwn(DIGEST_LENGTH, kind);
}

function readTimestamp(reader: Reader, messageLength: number, depth: number): Timestamp {
  if (depth >= MAX_DEPTH)
    throw new ProofError('too-deep', reader.offset, `more than ${MAX_DEPTH} operations follow each other`);
  const attestations: Attestation[] = [];
  const branches: Branch[] = [];
  for (let last = false; !last; ) {
    let tag = reader.byte();
    last = tag !== MORE;
    if (!last) tag = reader.byte();
    if (tag === ATTESTATION) attestations.push(readAttestation(reader));
    else {
      const at = reader.offset - 1;
      const operation = readOperation(reader, tag, at);
      const length = lengthAfter(operation, messageLength);
      if (length > MAX_MESSAGE)
        throw new ProofError('bad-value', at, `a message is longer than ${MAX_MESSAGE} bytes`);
      branches.push({ operation, timestamp: readTimestamp(reader, length, depth + 1) });
    }
  }
  return timestampOf(attestations, branches);
}

function readOperation(reader: Reader, tag: number, at: number): Operation {
  const kind = KINDS.get(tag);
  // Unlike an attestation, an operation says nowhere how long it is: what follows it cannot be read.
  if (kind === undefined)
    throw new ProofError('unknown-operation', at, `operation 0x${tag.toString(16)} is not known`);
  return kind === 'append' || kind === 'prepend'
    ? { kind, bytes: reader.varbytes(1, MAX_MESSAGE) }
    : { kind };
}

/** How long a message is after an operation: known without doing it. */
function lengthAfter(operation: Operation, length: number): number {
  switch (operation.kind) {
    case 'append':
    case 'prepend':
      return length + operation.bytes.length;
    case 'reverse':
      return length;
    case 'hexlify':
      return 2 * length;
    default:
      return DIGEST_LENGTH[operation.kind];
  }
}

function readAttestation(reader: Reader): Attestation {
  const tag = reader.bytes(8).toHex();
  const at = reader.offset;
  const payload = reader.varbytes(0, MAX_PAYLOAD);
  const kind = KNOWN_ATTESTATIONS.get(tag);
  if (kind === undefined) return { kind: 'unknown', tag, payload };
  const inner = new Reader(payload, at);
  const attestation: Attestation =
    kind === 'pending' ? { kind, uri: readUri(inner) } : { kind, height: inner.varuint() };
  inner.end();
  return attestation;
}

function readUri(reader: Reader): string {
  const at = reader.offset;
  const uri = String.fromCharCode(...reader.varbytes(0, MAX_URI));
  if (!URI.test(uri))
    throw new ProofError('bad-value', at, 'the address of a calendar has characters it may not have');
  return uri;
}

class Reader {
  readonly #bytes: Uint8Array;
  /** Where these bytes lie in the whole. */
  readonly #start: number;
  #offset = 0;

  constructor(bytes: Uint8Array, start = 0) {
    if (bytes.length > MAX_PROOF)
      throw new ProofError('too-large', MAX_PROOF, `a proof is at most ${MAX_PROOF} bytes long`);
    // A copy of its own kind: a Buffer would hand out views of somebody's memory.
    this.#bytes = Uint8Array.from(bytes);
    this.#start = start;
  }

  get offset(): number {
    return this.#start + this.#offset;
  }

  byte(): number {
    const byte = this.#bytes[this.#offset];
    if (byte === undefined) throw this.#truncated();
    this.#offset += 1;
    return byte;
  }

  bytes(length: number): Uint8Array {
    if (this.#offset + length > this.#bytes.length) throw this.#truncated();
    const bytes = this.#bytes.slice(this.#offset, this.#offset + length);
    this.#offset += length;
    return bytes;
  }

  /** Seven bits a byte, the lowest first; the last byte has the highest bit clear. */
  varuint(): number {
    const at = this.offset;
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = this.byte();
      value += (byte & 0x7f) * factor;
      if (value > Number.MAX_SAFE_INTEGER) throw new ProofError('bad-value', at, 'a number is too large');
      if (byte < 0x80) return value;
      if (factor > 2 ** 45) throw new ProofError('bad-value', at, 'a number is too long');
    }
  }

  varbytes(least: number, most: number): Uint8Array {
    const at = this.offset;
    const length = this.varuint();
    if (length < least || length > most)
      throw new ProofError('bad-value', at, `a length is ${length}, and ${least} to ${most} are allowed`);
    return this.bytes(length);
  }

  end(): void {
    if (this.#offset !== this.#bytes.length)
      throw new ProofError('trailing-bytes', this.offset, 'bytes follow the end of the proof');
  }

  #truncated(): ProofError {
    return new ProofError('truncated', this.#start + this.#bytes.length, 'the proof ends too early');
  }
}
