import type { IncomingHttpHeaders } from 'node:http';
import { ApiError } from '@scell/contract';
import { parseApiKey } from './api-keys.ts';
import type { KeyDirectory } from './key-directory.ts';
import type { Principal } from './principal.ts';

/** The headers a key may come in, in the order they are looked at. */
const KEY_HEADERS = ['x-api-key', 'x-tenant-key', 'x-scell-api-key', 'x-publishable-key'] as const;

/**
 * Who calls, by the key in the request. Throws a 401 that says whether the key is missing, malformed, unknown, revoked
 * or expired, and a 403 for a publishable key: it stands in the source of web pages, so it opens nothing that is private.
 */
export async function authenticate(headers: IncomingHttpHeaders, keys: KeyDirectory): Promise<Principal> {
  const key = presentedKey(headers);
  if (key === undefined) throw unauthenticated('MISSING_API_KEY', 'Bearer realm="Scell"');
  if (parseApiKey(key) === null) throw unauthenticated('INVALID_API_KEY_FORMAT');
  const found = await keys.find(key);
  switch (found.status) {
    case 'valid':
      if (found.principal.kind === 'pk') throw new ApiError('FORBIDDEN');
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
    | 'API_KEY_EXPIRED',
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
