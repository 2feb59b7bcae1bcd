import { joinBytes } from '../bytes.ts';
import { tagOf } from './merge.ts';
import {
  type Attestation,
  type DetachedProof,
  MAGIC,
  OPERATION_TAGS,
  type Operation,
  type Timestamp,
  VERSION,
} from './proof.ts';

/** The bytes of an `.ots` file, as the public clients write them. */
export function serializeProof({ hash, digest, timestamp }: DetachedProof): Uint8Array {
  return joinBytes(
    MAGIC,
    varuint(VERSION),
    Uint8Array.of(OPERATION_TAGS[hash]),
    digest,
    serializeTimestamp(timestamp),
  );
}

/**
 * The bytes of a timestamp without the head of a file, as calendars answer them.
 * @throws {TypeError} for a timestamp that says nothing at its end: the format has no form for it
 */
export function serializeTimestamp(timestamp: Timestamp): Uint8Array {
  const parts: Uint8Array[] = [];
  write(timestamp, parts);
  return joinBytes(...parts);
}

function write({ attestations, branches }: Timestamp, parts: Uint8Array[]): void {
  let left = attestations.length + branches.length;
  if (left === 0) throw new TypeError('a timestamp that says nothing has no bytes');
  // Before all but the last: another one follows.
  const separate = () => {
    left -= 1;
    if (left > 0) parts.push(Uint8Array.of(0xff));
  };
  for (const attestation of attestations) {
    separate();
    parts.push(Uint8Array.of(0x00), attestationBytes(attestation));
  }
  for (const { operation, timestamp } of branches) {
    separate();
    parts.push(operationBytes(operation));
    write(timestamp, parts);
  }
}

function operationBytes(operation: Operation): Uint8Array {
  const tag = Uint8Array.of(OPERATION_TAGS[operation.kind]);
  return 'bytes' in operation ? joinBytes(tag, varbytes(operation.bytes)) : tag;
}

function attestationBytes(attestation: Attestation): Uint8Array {
  return joinBytes(Uint8Array.fromHex(tagOf(attestation)), varbytes(payloadOf(attestation)));
}

function payloadOf(attestation: Attestation): Uint8Array {
  switch (attestation.kind) {
    case 'pending':
      return varbytes(Uint8Array.from(attestation.uri, (character) => character.charCodeAt(0)));
    case 'unknown':
      return attestation.payload;
    default:
      return varuint(attestation.height);
  }
}

function varbytes(bytes: Uint8Array): Uint8Array {
  return joinBytes(varuint(bytes.length), bytes);
}

function varuint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 0x80) {
    bytes.push((rest % 0x80) | 0x80);
    rest = Math.floor(rest / 0x80);
  }
  return Uint8Array.from([...bytes, rest]);
}
