import { createHash, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** What a key says of itself: `{kind}_{test|live}_{secret}`. */
export interface ParsedKey {
  kind: 'sk' | 'tk' | 'pk';
  environment: 'sandbox' | 'production';
}

const FORMAT = /^(sk|tk|pk)_(test|live)_[A-Za-z0-9_-]{8,128}$/;

/** Reads a key's shape, `null` when it has none of ours. Says nothing about whether the key exists. */
export function parseApiKey(key: string): ParsedKey | null {
  const match = FORMAT.exec(key);
  if (match === null) return null;
  return { kind: match[1] as ParsedKey['kind'], environment: match[2] === 'test' ? 'sandbox' : 'production' };
}

/** What is stored of a key. Keys carry 190 random bits or more, so a plain hash is enough: there is nothing to guess. */
export function hashApiKey(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** A new key: 32 random base-62 characters, then a CRC-32 in base 62 by which secret scanners know a leaked one. */
export function newApiKey({ kind, environment }: ParsedKey): string {
  const start = `${kind}_${environment === 'sandbox' ? 'test' : 'live'}_`;
  let secret = '';
  while (secret.length < 32) {
    for (const byte of randomBytes(48)) {
      // 248 is the largest multiple of 62 a byte holds: no letter is likelier than another.
      if (byte < 248 && secret.length < 32) secret += ALPHABET[byte % 62];
    }
  }
  return `${start}${secret}${checksum(start + secret)}`;
}

/** Prefix and last four characters: all that is ever shown again. */
export function keyLabel(key: string): { prefix: string; last4: string } {
  return { prefix: key.split('_').slice(0, 2).join('_'), last4: key.slice(-4) };
}

function checksum(text: string): string {
  let rest = crc32(text);
  let out = '';
  for (let i = 0; i < 6; i++) {
    out = ALPHABET[rest % 62] + out;
    rest = Math.floor(rest / 62);
  }
  return out;
}
