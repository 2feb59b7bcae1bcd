import { randomBytes } from 'node:crypto';
import { openText, sealText } from '../../platform/sealed-text.ts';

export const SECRET_PREFIX = 'whsec_';
const PURPOSE = 'webhook secret';
const HEADERS_PURPOSE = 'webhook headers';

/** A new secret: `whsec_` and 32 random bytes in base64, as Standard Webhooks wants them. */
export function newSecret(): string {
  return `${SECRET_PREFIX}${randomBytes(32).toString('base64')}`;
}

/** The secret of an endpoint as it is stored. */
export function sealSecret(key: string, webhookId: string, secret: string): Buffer {
  return sealText(key, PURPOSE, webhookId, secret);
}

export function openSecret(key: string, webhookId: string, sealed: Uint8Array): string {
  return openText(key, PURPOSE, webhookId, sealed);
}

/** The headers of an endpoint as they are stored: they may bear passwords. `null`: none. */
export function sealHeaders(
  key: string,
  webhookId: string,
  headers: Readonly<Record<string, string>>,
): Buffer | null {
  if (Object.keys(headers).length === 0) return null;
  return sealText(key, HEADERS_PURPOSE, webhookId, JSON.stringify(headers));
}

export function openHeaders(
  key: string,
  webhookId: string,
  sealed: Uint8Array | null,
): Record<string, string> {
  return sealed === null ? {} : JSON.parse(openText(key, HEADERS_PURPOSE, webhookId, sealed));
}
