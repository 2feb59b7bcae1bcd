import {
  createHash,
  createPrivateKey,
  createPublicKey,
  hash,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import type { Cryptography } from '../src/verify/ports.ts';

/** The first bytes of the DER forms of Ed25519 keys (RFC 8410): the raw key follows. */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');

export interface TestKey {
  id: string;
  publicKey: Uint8Array;
  sign(message: Uint8Array): Uint8Array;
}

/** A key made of a seed of any text. */
export function keyOf(seed: string): TestKey {
  const privateKey = createPrivateKey({
    key: Buffer.concat([PKCS8, createHash('sha256').update(seed).digest()]),
    format: 'der',
    type: 'pkcs8',
  });
  const publicKey = createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(SPKI.length);
  return {
    id: createHash('sha256').update(publicKey).digest('hex'),
    publicKey,
    sign: (message) => sign(null, message, privateKey),
  };
}

const known = new Map<string, KeyObject>();

function publicKeyOf(raw: Uint8Array): KeyObject {
  const name = Buffer.from(raw).toString('hex');
  const key =
    known.get(name) ?? createPublicKey({ key: Buffer.concat([SPKI, raw]), format: 'der', type: 'spki' });
  known.set(name, key);
  return key;
}

/** Node's own cryptography. */
export const nodeCryptography: Cryptography = {
  sha256: (bytes) => hash('sha256', bytes, 'buffer'),
  startSha256: () => {
    const running = createHash('sha256');
    return { update: (bytes) => void running.update(bytes), digest: () => running.digest() };
  },
  verifyEd25519: (messages) =>
    messages.map(({ publicKey, message, signature }) =>
      verify(null, message, publicKeyOf(publicKey), signature),
    ),
};
