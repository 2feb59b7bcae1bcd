import type { FastifyRequest } from 'fastify';
import { readCookie } from './cookies.ts';

/** Where a request comes from, for whoever signs somebody in. */
export interface Visitor {
  ip: string;
  userAgent: string | null;
  /** A page of this platform sent it: the session goes into a cookie, out of reach of scripts. */
  browser: boolean;
  /** The request asks for a page, not for data. */
  wantsPage: boolean;
  cookie(name: string): string | undefined;
}

/**
 * A browser is known by `Origin` or `Referer` of this platform, or by `X-Requested-With: XMLHttpRequest`. Programs send none
 * of these, and a page of somebody else cannot forge them.
 */
export function visitorOf({ headers, ip }: FastifyRequest, publicUrl: string): Visitor {
  const own = new URL(publicUrl).origin;
  const originOf = (value: string | undefined) =>
    value === undefined ? null : (URL.parse(value)?.origin ?? null);
  return {
    // An address of one link names its interface (RFC 4007 §11), which is nobody's business elsewhere.
    ip: ip.replace(/%.*$/, ''),
    userAgent: headers['user-agent']?.replaceAll(/[^\x20-\x7e]/g, '').slice(0, 255) || null,
    browser:
      originOf(headers.origin) === own ||
      originOf(headers.referer) === own ||
      String(headers['x-requested-with'] ?? '').toLowerCase() === 'xmlhttprequest',
    wantsPage: /\btext\/html\b/.test(headers.accept ?? ''),
    cookie: (name) => readCookie(headers.cookie, name),
  };
}
