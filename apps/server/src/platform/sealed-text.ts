import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * A text that must be read back, as it is stored: version 01, a nonce, the ciphertext, the tag of AES-256-GCM. The key is
 * derived (HKDF-SHA-256) from the program's secret for one purpose; `owner` is authenticated with it, so that a row cannot
 * pass for another's.
 */
export function sealText(secret: string, purpose: string, owner: string, text: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', keyOf(secret, purpose), nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(owner));
  return Buffer.concat([
    Buffer.of(1),
    nonce,
    cipher.update(text, 'utf8'),
    cipher.final(),
    cipher.getAuthTag(),
  ]);
}

/** The text. Throws when it was sealed by another secret, for another purpose or owner, or was changed. */
export function openText(secret: string, purpose: string, owner: string, sealed: Uint8Array): string {
  const stored = Buffer.from(sealed);
  if (stored[0] !== 1 || stored.length < 1 + NONCE_BYTES + TAG_BYTES) throw new Error('not a sealed text');
  const nonce = stored.subarray(1, 1 + NONCE_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', keyOf(secret, purpose), nonce, {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(Buffer.from(owner));
  decipher.setAuthTag(stored.subarray(-TAG_BYTES));
  return Buffer.concat([
    decipher.update(stored.subarray(1 + NONCE_BYTES, -TAG_BYTES)),
    decipher.final(),
  ]).toString('utf8');
}

const keys = new Map<string, Buffer>();

function keyOf(secret: string, purpose: string): Buffer {
  const name = `${purpose}\0${secret}`;
  let key = keys.get(name);
  if (key === undefined) {
    key = Buffer.from(hkdfSync('sha256', secret, 'scell sealed text 1', purpose, 32));
    keys.set(name, key);
  }
  return key;
}
