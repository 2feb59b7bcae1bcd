import { Boolean as Asn1Boolean, Integer, Null, ObjectIdentifier, OctetString, Sequence } from 'asn1js';
import { SHA256 } from './token.ts';

export interface TimestampRequest {
  /** The SHA-256 to be stamped. */
  imprint: Uint8Array;
  /** Random bytes that the reply must repeat: an old reply cannot be passed off as the answer. */
  nonce: Uint8Array;
  /** The policy asked for, with dots; `null` leaves it to the authority. */
  policy: string | null;
}

/** Bytes of a nonce. */
export const TIMESTAMP_NONCE_LENGTH = 8;

/** The bytes to send to a time-stamping authority (RFC 3161 §2.4.1). Its certificate is asked for too. */
export function timestampRequest({ imprint, nonce, policy }: TimestampRequest): Uint8Array {
  const algorithm = new Sequence({ value: [new ObjectIdentifier({ value: SHA256 }), new Null()] });
  const hash = new OctetString({ valueHex: Uint8Array.from(imprint) });
  const request = new Sequence({
    value: [
      new Integer({ value: 1 }),
      new Sequence({ value: [algorithm, hash] }),
      ...(policy === null ? [] : [new ObjectIdentifier({ value: policy })]),
      Integer.fromBigInt(BigInt(`0x${nonce.toHex()}`)),
      new Asn1Boolean({ value: true }),
    ],
  });
  return new Uint8Array(request.toBER());
}
