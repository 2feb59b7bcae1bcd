import { createHash, createPublicKey, hash, type KeyObject, verify } from 'node:crypto';
import type { Cryptography, SignedMessage } from '@scell/ledger';

/** What comes before the 32 raw bytes of an Ed25519 public key in its DER form (RFC 8410). */
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');

/** The cryptography of a verification by Node's: signatures are judged on its threads, several at a time. */
export function nodeCryptography(): Cryptography {
  // Few keys sign all entries, and taking one in costs as much as a signature.
  const keys = new Map<string, KeyObject>();
  const keyOf = (raw: Uint8Array): KeyObject => {
    const name = Buffer.from(raw).toString('hex');
    const known = keys.get(name);
    if (known !== undefined) return known;
    const key = createPublicKey({ key: Buffer.concat([SPKI, raw]), format: 'der', type: 'spki' });
    keys.set(name, key);
    return key;
  };
  const holds = ({ publicKey, message, signature }: SignedMessage) =>
    new Promise<boolean>((resolve) => {
      verify(null, message, keyOf(publicKey), signature, (error, good) => resolve(error === null && good));
    });
  return {
    sha256: (bytes) => hash('sha256', bytes, 'buffer'),
    startSha256: () => {
      const running = createHash('sha256');
      return { update: (bytes) => void running.update(bytes), digest: () => running.digest() };
    },
    verifyEd25519: (messages) => Promise.all(messages.map(holds)),
  };
}
