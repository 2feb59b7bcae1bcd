import type { IncomingHttpHeaders } from 'node:http';
import { ApiError } from '@scell/contract';
import { isUuid } from '@scell/core';
import { readCookie } from '../http/cookies.ts';
import type { Services } from '../services.ts';
import { isIn } from './address-ranges.ts';
import { parseApiKey } from './api-keys.ts';
import type { Principal } from './principal.ts';
import { isXsrfToken, parseSessionToken, SESSION_COOKIE, type SessionToken } from './session-tokens.ts';
import { type FoundSession, findSession } from './sessions.ts';

/** The headers a credential may come in, in the order they are looked at. */
const KEY_HEADERS = ['x-api-key', 'x-tenant-key', 'x-scell-api-key', 'x-publishable-key'] as const;

/** Methods that change nothing: they need no proof that a page of ours sent them. */
const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Who calls: a key, or a person who is signed in, in some account or in none. */
export type Caller = { session: null; principal: Principal } | FoundSession;

/**
 * Who calls, by what the request bears: a key, the token of a session, or its cookie. Throws a 401 that says whether the
 * key is missing, malformed, unknown, revoked or expired, or the session over; and a 403 for a publishable key (it stands in
 * the source of web pages, so it opens nothing that is private), for a key that does not work from the
 * caller's address, and for a write by cookie that no page of ours sent.
 */
export async function authenticate(
  method: string,
  headers: IncomingHttpHeaders,
  ip: string,
  services: Pick<Services, 'keys' | 'databases' | 'clock' | 'logger' | 'secret'>,
): Promise<Caller> {
  const key = presentedKey(headers);
  if (key === undefined) {
    const cookie = readCookie(headers.cookie, SESSION_COOKIE);
    if (cookie === undefined) throw unauthenticated('MISSING_API_KEY', 'Bearer realm="Scell"');
    const token = parseSessionToken(cookie);
    if (token === null) throw unauthenticated('SESSION_EXPIRED');
    const found = await requireSession(services, token, headers);
    if (!SAFE_METHODS.has(method) && !isXsrfToken(headers['x-xsrf-token'], services.secret, cookie))
      throw new ApiError('XSRF_MISMATCH');
    return found;
  }
  const token = parseSessionToken(key);
  if (token !== null) return requireSession(services, token, headers);
  return { session: null, principal: await requireKey(services, key, ip) };
}

async function requireSession(
  services: Parameters<typeof authenticate>[3],
  token: SessionToken,
  headers: IncomingHttpHeaders,
): Promise<FoundSession> {
  const wished = headers['x-scell-tenant'];
  const named = typeof wished === 'string' && wished.trim() !== '' ? wished.trim().toLowerCase() : null;
  const readable = named === null || isUuid(named);
  const found = await findSession(services, token, readable ? named : null);
  if (found === null) throw unauthenticated('SESSION_EXPIRED');
  if (!readable || (named !== null && found.principal === null)) throw new ApiError('TENANT_NOT_FOUND');
  return found;
}

async function requireKey({ keys }: Pick<Services, 'keys'>, key: string, ip: string): Promise<Principal> {
  if (parseApiKey(key) === null) throw unauthenticated('INVALID_API_KEY_FORMAT');
  const found = await keys.find(key);
  switch (found.status) {
    case 'valid':
      if (found.principal.kind === 'pk') throw new ApiError('FORBIDDEN');
      if (found.allowedIps.length > 0 && !isIn(ip, found.allowedIps))
        throw new ApiError('API_KEY_ADDRESS_REFUSED', { params: { ip } });
      return found.principal;
    case 'unknown':
      throw unauthenticated('UNAUTHENTICATED');
    case 'revoked':
      throw unauthenticated('API_KEY_REVOKED');
    case 'expired':
      throw unauthenticated('API_KEY_EXPIRED');
  }
}

/** Whether a request comes with a key, good or not. */
export function sendsKey(headers: IncomingHttpHeaders): boolean {
  return presentedKey(headers) !== undefined;
}

/** A 401 carries a challenge (RFC 9110 §15.5.2; RFC 6750 §3). */
function unauthenticated(
  code:
    | 'MISSING_API_KEY'
    | 'INVALID_API_KEY_FORMAT'
    | 'UNAUTHENTICATED'
    | 'API_KEY_REVOKED'
    | 'API_KEY_EXPIRED'
    | 'SESSION_EXPIRED',
  challenge = 'Bearer realm="Scell", error="invalid_token"',
): ApiError {
  return new ApiError(code, { headers: { 'WWW-Authenticate': challenge } });
}

function presentedKey(headers: IncomingHttpHeaders): string | undefined {
  for (const name of KEY_HEADERS) {
    const value = headers[name];
    if (typeof value === 'string' && value.trim() !== '') return value.trim();
  }
  const bearer = /^Bearer\s+(\S+)\s*$/i.exec(headers.authorization ?? '');
  return bearer?.[1];
}
