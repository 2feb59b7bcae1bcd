import { createHmac, timingSafeEqual } from 'node:crypto';
import { isUuid } from '@scell/core';
import type { Environment } from '../environments.ts';

/** A file one may fetch without a key, until the moment given. */
export interface FileLink {
  environment: Environment;
  tenantId: string;
  invoiceId: string;
  kind: string;
  /** Unix seconds. */
  expires: number;
}

/** The token of a link: what it opens in clear, then an HMAC-SHA-256 over it. */
export function signLink(link: FileLink, secret: string): string {
  const text = [link.environment, link.tenantId, link.invoiceId, link.kind, link.expires].join('~');
  return `${Buffer.from(text).toString('base64url')}.${mac(text, secret).toString('base64url')}`;
}

/** What a token opens; `null` when it is not one of ours. Says nothing of expiry: the caller compares with its clock. */
export function readLink(token: string, secret: string): FileLink | null {
  const [body = '', signature = ''] = token.split('.');
  const text = Buffer.from(body, 'base64url').toString();
  const given = Buffer.from(signature, 'base64url');
  const expected = mac(text, secret);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  const [environment, tenantId = '', invoiceId = '', kind = '', expires = ''] = text.split('~');
  if ((environment !== 'production' && environment !== 'sandbox') || !isUuid(tenantId) || !isUuid(invoiceId))
    return null;
  return { environment, tenantId, invoiceId, kind, expires: Number(expires) };
}

function mac(text: string, secret: string): Buffer {
  return createHmac('sha256', secret).update(`scell file link 1\n${text}`).digest();
}
