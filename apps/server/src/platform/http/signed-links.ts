import { createHmac, timingSafeEqual } from 'node:crypto';
import type { DownloadLink } from '@scell/contract';
import { isUuid } from '@scell/core';
import type { Environment } from '../environments.ts';
import type { Services } from '../services.ts';
import { moment } from './present.ts';

/** A file one may fetch without a key, until the moment given. */
export interface FileLink {
  environment: Environment;
  tenantId: string;
  /** What it is a file of. */
  subjectId: string;
  kind: string;
  /** Unix seconds. */
  expires: number;
}

/** How long a link is valid. */
export const LINK_MS = 15 * 60_000;

/** A link to a file, of fifteen minutes unless said. */
export function linkTo(
  services: Services,
  file: Omit<FileLink, 'expires'>,
  now: Date,
  milliseconds = LINK_MS,
): DownloadLink {
  const expires = Math.floor((now.getTime() + milliseconds) / 1000);
  return {
    url: `${services.publicUrl}/files/${signLink({ ...file, expires }, services.secret)}`,
    expires_at: moment(new Date(expires * 1000)),
  };
}

/** The token of a link: what it opens in clear, then an HMAC-SHA-256 over it. */
export function signLink(link: FileLink, secret: string): string {
  const text = [link.environment, link.tenantId, link.subjectId, link.kind, link.expires].join('~');
  return `${Buffer.from(text).toString('base64url')}.${mac(text, secret).toString('base64url')}`;
}

/** What a token opens; `null` when it is not one of ours. Says nothing of expiry: the caller compares with its clock. */
export function readLink(token: string, secret: string): FileLink | null {
  const [body = '', signature = ''] = token.split('.');
  const text = Buffer.from(body, 'base64url').toString();
  const given = Buffer.from(signature, 'base64url');
  const expected = mac(text, secret);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  const [environment, tenantId = '', subjectId = '', kind = '', expires = ''] = text.split('~');
  if ((environment !== 'production' && environment !== 'sandbox') || !isUuid(tenantId) || !isUuid(subjectId))
    return null;
  return { environment, tenantId, subjectId, kind, expires: Number(expires) };
}

function mac(text: string, secret: string): Buffer {
  return createHmac('sha256', secret).update(`scell file link 1\n${text}`).digest();
}
