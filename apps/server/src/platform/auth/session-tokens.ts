import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { macFor } from './derive-key.ts';

/** The name of the cookie that bears a session. */
export const SESSION_COOKIE = 'scell_session';
/** The cookie that pages read, to send it back in `X-XSRF-TOKEN`. */
export const XSRF_COOKIE = 'XSRF-TOKEN';

export interface SessionToken {
  id: string;
  secret: string;
}

const FORM = /^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\|([A-Za-z0-9_-]{43})$/;

/** Reads `{id}|{secret}`; `null` when it has not that form. */
export function parseSessionToken(text: string): SessionToken | null {
  const [, id, secret] = FORM.exec(text) ?? [];
  return id === undefined || secret === undefined ? null : { id, secret };
}

/** The token of a new session, of 256 random bits. */
export function newSessionToken(id: string): { token: string; hash: Buffer } {
  const secret = randomBytes(32).toString('base64url');
  return { token: `${id}|${secret}`, hash: hashSessionSecret(secret) };
}

/** What is stored of a token: nobody guesses 256 bits, so a plain hash is enough. */
function hashSessionSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

export function isSessionSecret(secret: string, hash: Uint8Array): boolean {
  return timingSafeEqual(hashSessionSecret(secret), hash);
}

/**
 * The text that a page has to send back with a write: bound to the session, so that a cookie somebody planted for the
 * whole domain is worth nothing.
 */
export function xsrfTokenOf(secret: string, token: string): string {
  return macFor(secret, 'session xsrf', token).toString('base64url');
}

export function isXsrfToken(given: unknown, secret: string, token: string): boolean {
  const expected = Buffer.from(xsrfTokenOf(secret, token));
  const sent = Buffer.from(typeof given === 'string' ? given : '');
  return sent.length === expected.length && timingSafeEqual(sent, expected);
}
