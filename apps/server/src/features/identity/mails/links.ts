import { createHash } from 'node:crypto';
import { macFor } from '../../../platform/auth/derive-key.ts';
import type { Services } from '../../../platform/services.ts';
import type { MailKind } from './store.ts';

/**
 * The secret of a link in a mail: its identifier and a MAC over it. The database keeps a hash, and the job that sends the mail
 * makes the secret again: it is stored nowhere.
 */
export function linkSecret({ secret }: Pick<Services, 'secret'>, kind: MailKind, id: string): string {
  const bytes = Buffer.from(id.replaceAll('-', ''), 'hex');
  return Buffer.concat([bytes, macFor(secret, 'mail links', `${kind} ${id}`)]).toString('base64url');
}

export function hashLinkSecret(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** How long links are good. */
export const LINK_MS = {
  reset: 60 * 60_000,
  verify: 3 * 24 * 60 * 60_000,
  invitation: 7 * 24 * 60 * 60_000,
} as const;
