import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** What a key made of the secret of the installation is for: no two uses share one. */
export type KeyPurpose =
  | 'mail links'
  | 'session xsrf'
  | 'login attempts'
  | 'totp secrets'
  | 'login challenges'
  | 'google login'
  | 'sealed answers';

/** A key of 32 bytes for one purpose (HKDF-SHA-256, RFC 5869). */
function deriveKey(secret: string, purpose: KeyPurpose): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', `scell ${purpose}`, 32));
}

/** HMAC-SHA-256 under the key of a purpose. */
export function macFor(secret: string, purpose: KeyPurpose, text: string | Uint8Array): Buffer {
  return createHmac('sha256', deriveKey(secret, purpose)).update(text).digest();
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Encrypts (AES-256-GCM): nonce, text, tag. `context` is bound to it and must be given again to open it. */
export function seal(secret: string, purpose: KeyPurpose, clear: string, context: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', deriveKey(secret, purpose), nonce);
  cipher.setAAD(Buffer.from(context));
  return Buffer.concat([nonce, cipher.update(clear, 'utf8'), cipher.final(), cipher.getAuthTag()]);
}

/** Opens what {@link seal} closed; `null` when it was not closed here, for this, in this context. */
export function unseal(
  secret: string,
  purpose: KeyPurpose,
  sealed: Uint8Array,
  context: string,
): string | null {
  if (sealed.length < NONCE_BYTES + TAG_BYTES) return null;
  const bytes = Buffer.from(sealed);
  const decipher = createDecipheriv(
    'aes-256-gcm',
    deriveKey(secret, purpose),
    bytes.subarray(0, NONCE_BYTES),
    { authTagLength: TAG_BYTES },
  );
  decipher.setAAD(Buffer.from(context));
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  try {
    return Buffer.concat([
      decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)),
      decipher.final(),
    ]).toString('utf8');
  } catch {
    return null;
  }
}
