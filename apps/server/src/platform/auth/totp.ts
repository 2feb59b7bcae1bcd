import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { KeyPurpose } from './derive-key.ts';

// Time-based one-time passwords (RFC 6238, over RFC 4226) as every authenticator makes them: SHA-1, six digits, 30 seconds.

export const TOTP_PURPOSE: KeyPurpose = 'totp secrets';

const STEP_SECONDS = 30;
const DIGITS = 6;
/** Steps before and after the present one whose codes are taken: clocks differ, people are slow (RFC 6238 §5.2). */
const DRIFT = 1;

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** A new secret of 160 bits, in base 32 as people type it (RFC 4648 §6). */
export function newTotpSecret(): string {
  return toBase32(randomBytes(20));
}

/** What a QR code says to an authenticator. */
export function otpauthUrl(secret: string, account: string): string {
  const label = encodeURIComponent(`Scell:${account}`);
  return `otpauth://totp/${label}?${new URLSearchParams({ secret, issuer: 'Scell', algorithm: 'SHA1', digits: String(DIGITS), period: String(STEP_SECONDS) })}`;
}

/** The code of a step. */
export function totpCode(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', fromBase32(secret)).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 0x0f;
  return String((mac.readUInt32BE(offset) & 0x7fff_ffff) % 10 ** DIGITS).padStart(DIGITS, '0');
}

export function totpStep(now: Date): number {
  return Math.floor(now.getTime() / 1000 / STEP_SECONDS);
}

/** The step whose code was given; `null` when it is none of those taken now. Every one is compared, whichever it is. */
export function matchingStep(secret: string, code: string, now: Date): number | null {
  const given = Buffer.from(code);
  let match: number | null = null;
  for (let step = totpStep(now) - DRIFT; step <= totpStep(now) + DRIFT; step++) {
    const expected = Buffer.from(totpCode(secret, step));
    if (given.length === expected.length && timingSafeEqual(given, expected)) match ??= step;
  }
  return match;
}

/** Letters and digits nobody confuses: thirty-two of them, so that a byte gives five bits without bias. */
const RECOVERY_ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789';
const RECOVERY_CODES = 10;

/** Ten codes of 60 bits for the day the authenticator is lost. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: RECOVERY_CODES }, () =>
    [...randomBytes(12)]
      .map((byte) => RECOVERY_ALPHABET[byte % 32] ?? '')
      .join('')
      .replace(/(.{4})(?=.)/g, '$1-'),
  );
}

/** What is stored of a recovery code, hyphens or not: 60 random bits need no slow hash. */
export function hashRecoveryCode(userId: string, code: string): Buffer {
  return createHash('sha256')
    .update(`${userId} ${code.replaceAll('-', '')}`)
    .digest();
}

function toBase32(bytes: Uint8Array): string {
  let bits = '';
  for (const byte of bytes) bits += byte.toString(2).padStart(8, '0');
  return (bits.match(/.{5}/g) ?? []).map((five) => BASE32[Number.parseInt(five, 2)]).join('');
}

function fromBase32(text: string): Buffer {
  let bits = '';
  for (const letter of text) bits += BASE32.indexOf(letter).toString(2).padStart(5, '0');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((eight) => Number.parseInt(eight, 2)));
}
