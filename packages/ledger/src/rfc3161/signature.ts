import type { Algorithm } from './certificate.ts';
import { context, type Der, Fields, integer, integerHex, MalformedAsn1, oid, readDer, TAG } from './der.ts';

/** The part of Web Cryptography that checks signatures: `crypto.subtle` of Node and of browsers. */
export interface SignatureCrypto {
  digest(algorithm: string, data: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer>;
  importKey(
    format: 'spki',
    keyData: Uint8Array<ArrayBuffer>,
    // biome-ignore lint/suspicious/noExplicitAny: every runtime has its own names for the same dictionaries
    algorithm: any,
    extractable: boolean,
    keyUsages: ['verify'],
    // biome-ignore lint/suspicious/noExplicitAny: a key is only handed on
  ): Promise<any>;
  verify(
    // biome-ignore lint/suspicious/noExplicitAny: see above
    algorithm: any,
    // biome-ignore lint/suspicious/noExplicitAny: see above
    key: any,
    signature: Uint8Array<ArrayBuffer>,
    data: Uint8Array<ArrayBuffer>,
  ): Promise<boolean>;
}

/** An algorithm that is broken, or that this runtime does not have: nothing can be said of the signature. */
export class UnsupportedAlgorithm extends Error {
  override readonly name = 'UnsupportedAlgorithm';
}

/** Hash functions by identifier. SHA-1 is not among them: signatures by it can be forged. */
const HASHES: Readonly<Record<string, string>> = {
  '2.16.840.1.101.3.4.2.1': 'SHA-256',
  '2.16.840.1.101.3.4.2.2': 'SHA-384',
  '2.16.840.1.101.3.4.2.3': 'SHA-512',
};

const RSA = '1.2.840.113549.1.1.1';
const RSA_PSS = '1.2.840.113549.1.1.10';
const EC = '1.2.840.10045.2.1';
const ED25519 = '1.3.101.112';
const MASK_BY_HASH = '1.2.840.113549.1.1.8';

const RSA_WITH: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.1.11': 'SHA-256',
  '1.2.840.113549.1.1.12': 'SHA-384',
  '1.2.840.113549.1.1.13': 'SHA-512',
};
const EC_WITH: Readonly<Record<string, string>> = {
  '1.2.840.10045.4.3.2': 'SHA-256',
  '1.2.840.10045.4.3.3': 'SHA-384',
  '1.2.840.10045.4.3.4': 'SHA-512',
};
/** Curves by identifier, with the bytes of one coordinate. */
const CURVES: Readonly<Record<string, { namedCurve: string; bytes: number }>> = {
  '1.2.840.10045.3.1.7': { namedCurve: 'P-256', bytes: 32 },
  '1.3.132.0.34': { namedCurve: 'P-384', bytes: 48 },
  '1.3.132.0.35': { namedCurve: 'P-521', bytes: 66 },
};

/** The name of a hash function. @throws {UnsupportedAlgorithm} */
export function hashName(algorithm: string): string {
  const name = HASHES[algorithm];
  if (name === undefined) throw new UnsupportedAlgorithm(`hash function ${algorithm} is not accepted`);
  return name;
}

export interface SignatureToCheck {
  algorithm: Algorithm;
  /** The hash function, where the algorithm does not name one (CMS says it beside). */
  digest?: string;
  publicKey: Uint8Array;
  publicKeyAlgorithm: Algorithm;
  signature: Uint8Array;
  data: Uint8Array;
}

/**
 * Whether a signature holds.
 * @throws {UnsupportedAlgorithm}
 */
export async function signatureHolds(crypto: SignatureCrypto, check: SignatureToCheck): Promise<boolean> {
  const { key, verify, signature } = plan(check);
  let imported: unknown;
  try {
    imported = await crypto.importKey('spki', Uint8Array.from(check.publicKey), key, false, ['verify']);
  } catch (error) {
    throw new UnsupportedAlgorithm(`the public key is not accepted: ${String(error)}`);
  }
  return crypto.verify(verify, imported, Uint8Array.from(signature), Uint8Array.from(check.data));
}

/** What Web Cryptography is to be told. */
function plan({ algorithm, digest, publicKeyAlgorithm, signature }: SignatureToCheck) {
  const rsaHash = algorithm.oid === RSA && digest !== undefined ? digest : RSA_WITH[algorithm.oid];
  if (rsaHash !== undefined) {
    const name = 'RSASSA-PKCS1-v1_5';
    return { key: { name, hash: rsaHash }, verify: { name }, signature };
  }
  if (algorithm.oid === RSA_PSS) {
    const { hash, saltLength } = pssParameters(algorithm.parameters);
    return { key: { name: 'RSA-PSS', hash }, verify: { name: 'RSA-PSS', saltLength }, signature };
  }
  const ecHash = algorithm.oid === EC && digest !== undefined ? digest : EC_WITH[algorithm.oid];
  if (ecHash !== undefined) {
    const named = publicKeyAlgorithm.oid === EC ? publicKeyAlgorithm.parameters : null;
    const curve = named?.tag === TAG.oid ? CURVES[oid(named)] : undefined;
    if (curve === undefined) throw new UnsupportedAlgorithm('the elliptic curve is not accepted');
    return {
      key: { name: 'ECDSA', namedCurve: curve.namedCurve },
      verify: { name: 'ECDSA', hash: ecHash },
      signature: ecSignature(signature, curve.bytes),
    };
  }
  if (algorithm.oid === ED25519) return { key: { name: 'Ed25519' }, verify: { name: 'Ed25519' }, signature };
  throw new UnsupportedAlgorithm(`signature algorithm ${algorithm.oid} is not accepted`);
}

/** RFC 4055 §3.1: the defaults are those of SHA-1, so all that matters must be said. */
function pssParameters(parameters: Der | null): { hash: string; saltLength: number } {
  if (parameters === null) throw new UnsupportedAlgorithm('RSA-PSS by SHA-1 is not accepted');
  const fields = new Fields(parameters, TAG.sequence, 'the parameters of RSA-PSS');
  const hashOf = (value: Der | undefined) =>
    hashName(
      value === undefined ? '' : oid(new Fields(value, TAG.sequence, 'a hash function').take(TAG.oid)),
    );
  const hash = hashOf(fields.takeIf(context(0))?.parts[0]);
  const mask = fields.takeIf(context(1))?.parts[0];
  const maskFields = mask && new Fields(mask, TAG.sequence, 'a mask function');
  const maskOk =
    maskFields !== undefined &&
    oid(maskFields.take(TAG.oid)) === MASK_BY_HASH &&
    hashOf(maskFields.rest()[0]) === hash;
  if (!maskOk) throw new UnsupportedAlgorithm('the mask function of RSA-PSS is not accepted');
  const salt = fields.takeIf(context(2))?.parts[0];
  return { hash, saltLength: salt === undefined ? 20 : integer(salt) };
}

/** Certificates write the two numbers of a signature as ASN.1; Web Cryptography wants them side by side. */
function ecSignature(signature: Uint8Array, bytes: number): Uint8Array {
  const fields = new Fields(readDer(signature), TAG.sequence, 'a signature');
  const numbers = [fields.take(TAG.integer), fields.take(TAG.integer)].map((number) => {
    const hex = integerHex(number);
    if (hex.length > 2 * bytes) throw new MalformedAsn1('a signature is longer than its key');
    return hex.padStart(2 * bytes, '0');
  });
  return Uint8Array.fromHex(numbers.join(''));
}
