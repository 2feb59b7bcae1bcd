import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
} from 'node:crypto';

/** The Ed25519 key that seals the ledger. Its private half never enters the database. */
export interface LedgerKey {
  /** Fingerprint: SHA-256 of the 32 bytes of the public key, in hexadecimal. */
  id: string;
  /** The 32 raw bytes (RFC 8032). */
  publicKey: Buffer;
  /** The 64 bytes of the signature of a message. */
  sign(message: Uint8Array): Buffer;
}

/** A key made now, as PKCS#8 in PEM. */
export function newLedgerKeyPem(): string {
  return generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
}

/** @throws {Error} when the text is no Ed25519 private key in PEM */
export function readLedgerKey(pem: string): LedgerKey {
  const privateKey = createPrivateKey(pem);
  if (privateKey.asymmetricKeyType !== 'ed25519') throw new Error('the ledger is sealed by an Ed25519 key');
  const publicKey = rawPublicKey(createPublicKey(privateKey));
  return {
    id: createHash('sha256').update(publicKey).digest('hex'),
    publicKey,
    sign: (message) => sign(null, message, privateKey),
  };
}

function rawPublicKey(key: KeyObject): Buffer {
  return Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url');
}
