import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { ArchiveFault } from './fault.ts';

/**
 * An encrypted object: `SCELLARC`, 01, the id of the key (8 bytes), a random nonce (12 bytes), the ciphertext, and the tag (16
 * bytes) of AES-256-GCM. All that stands before the ciphertext, and the SHA-256 of the clear content, are authenticated with
 * it: neither can an object be passed off under another name, nor its header be exchanged.
 */
const MAGIC = Buffer.from('SCELLARC\x01', 'latin1');
const KEY_ID_BYTES = 8;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = MAGIC.length + KEY_ID_BYTES + NONCE_BYTES;

const KEY_BYTES = 32;

/** Keys by which an archive encrypts (the first) and opens (any). None: it keeps things in clear. */
export type ArchiveKeys = readonly ArchiveKey[];

export interface ArchiveKey {
  /** 16 hexadecimal digits, derived from the key: names it without giving it away. */
  id: string;
  bytes: Buffer;
}

/** A key of 32 bytes with its id. */
export function archiveKey(bytes: Buffer): ArchiveKey {
  if (bytes.length !== KEY_BYTES) throw new TypeError('an archive key has 32 bytes');
  const id = createHash('sha256')
    .update('scell archive key 1\n')
    .update(bytes)
    .digest()
    .subarray(0, KEY_ID_BYTES);
  return { id: id.toString('hex'), bytes };
}

/** The bytes as they are stored: encrypted with the first key, in clear without one. */
export function seal(
  bytes: Uint8Array,
  sha256: Uint8Array,
  [key]: ArchiveKeys,
): { bytes: Uint8Array; keyId: string | null } {
  if (key === undefined) return { bytes, keyId: null };
  // Random nonces of 96 bits: one key may encrypt four billion objects before a repeat is as likely as 2^-33.
  const header = Buffer.concat([MAGIC, Buffer.from(key.id, 'hex'), randomBytes(NONCE_BYTES)]);
  const cipher = createCipheriv('aes-256-gcm', key.bytes, nonceOf(header), { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.concat([header, sha256]));
  const body = Buffer.concat([cipher.update(bytes), cipher.final()]);
  return { bytes: Buffer.concat([header, body, cipher.getAuthTag()]), keyId: key.id };
}

/**
 * The clear content of an encrypted object that was archived under the address. `null` when it is none of ours, or was
 * changed in any byte; throws `unreadable` when its key is not among ours.
 */
export function open(
  stored: Buffer,
  sha256: Uint8Array,
  keys: ArchiveKeys,
): { bytes: Buffer; keyId: string } | null {
  if (stored.length < HEADER_BYTES + TAG_BYTES || !stored.subarray(0, MAGIC.length).equals(MAGIC))
    return null;
  const header = stored.subarray(0, HEADER_BYTES);
  const keyId = header.subarray(MAGIC.length, MAGIC.length + KEY_ID_BYTES).toString('hex');
  const key = keys.find(({ id }) => id === keyId);
  if (key === undefined)
    throw new ArchiveFault(
      'unreadable',
      `an object is encrypted with key ${keyId}, which is not among SCELL_ARCHIVE_KEY: add it behind the others.`,
    );
  const decipher = createDecipheriv('aes-256-gcm', key.bytes, nonceOf(header), { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.concat([header, sha256]));
  decipher.setAuthTag(stored.subarray(-TAG_BYTES));
  const clear = decipher.update(stored.subarray(HEADER_BYTES, -TAG_BYTES));
  try {
    return { bytes: Buffer.concat([clear, decipher.final()]), keyId };
  } catch {
    return null;
  }
}

function nonceOf(header: Buffer): Buffer {
  return header.subarray(-NONCE_BYTES);
}
