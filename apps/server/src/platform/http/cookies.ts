/** The value of one cookie of a request (RFC 6265 §4.2); the first where it is sent twice. */
export function readCookie(header: string | undefined, name: string): string | undefined {
  for (const pair of header?.split(';') ?? []) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return undefined;
}

export interface CookieOptions {
  /** Seconds; 0 takes the cookie off. */
  maxAge: number;
  /** Out of reach of scripts. */
  httpOnly: boolean;
  /** Only over TLS. */
  secure: boolean;
  path?: string;
}

/** A `Set-Cookie` value that other sites’ requests do not bear, but for a link that is followed (SameSite=Lax). */
export function writeCookie(
  name: string,
  value: string,
  { maxAge, httpOnly, secure, path = '/' }: CookieOptions,
): string {
  return [
    `${name}=${value}`,
    `Path=${path}`,
    `Max-Age=${maxAge}`,
    'SameSite=Lax',
    ...(httpOnly ? ['HttpOnly'] : []),
    ...(secure ? ['Secure'] : []),
  ].join('; ');
}
