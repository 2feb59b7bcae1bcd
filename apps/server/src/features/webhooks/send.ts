import type { Environment } from '../../platform/environments.ts';
import { GuardedError } from '../../platform/outbound/guarded-request.ts';
import type { Services } from '../../platform/services.ts';
import { type Outgoing, requestHeaders } from './request.ts';
import { openHeaders, openSecret } from './secrets.ts';
import type { Signing } from './signatures.ts';
import type { Webhook } from './store.ts';

/** What is read of an answer, and what of that is kept. */
const MAX_ANSWER_BYTES = 64 * 1024;
const MAX_KEPT_CHARACTERS = 4 * 1024;

/** An endpoint with its secrets open: for as long as a few deliveries take. */
export interface OpenEndpoint {
  webhook: Webhook;
  url: URL;
  signing: Signing;
  headers: Record<string, string>;
}

/** One attempt and what came of it. */
export interface Sent {
  success: boolean;
  status: number | null;
  retryAfter: string | null;
  body: string | null;
  error: string | null;
  ms: number;
  signature: string;
  sentAt: Date;
}

export function openEndpoint(services: Services, webhook: Webhook, now: Date): OpenEndpoint {
  const { secret } = services;
  const { previous_secret_sealed: previous, previous_secret_until: until } = webhook;
  const current = openSecret(secret, webhook.id, webhook.secret_sealed);
  const overlaps = previous !== null && until !== null && until > now;
  return {
    webhook,
    url: new URL(webhook.url),
    signing: {
      format: webhook.signature_format,
      secrets: overlaps ? [current, openSecret(secret, webhook.id, previous)] : [current],
    },
    headers: openHeaders(secret, webhook.id, webhook.headers_sealed),
  };
}

/** Sends once and never throws: what went wrong is in the answer. An inbox takes everything. */
export async function sendOnce(
  services: Services,
  environment: Environment,
  { webhook, url, signing, headers: custom }: OpenEndpoint,
  outgoing: Outgoing,
): Promise<Sent> {
  const now = services.worldClock();
  const headers = requestHeaders(outgoing, environment, signing, custom, now);
  const signed = { signature: headers['x-scell-signature'] ?? '', sentAt: new Date(now) };
  if (webhook.kind === 'inbox')
    return { success: true, status: 200, retryAfter: null, body: null, error: null, ms: 0, ...signed };
  const started = performance.now();
  const ms = () => Math.round(performance.now() - started);
  try {
    const { status, retryAfter, bytes } = await services.outbound.post(url, {
      headers,
      body: outgoing.body,
      timeoutMs: webhook.timeout_seconds * 1_000,
      maxBytes: MAX_ANSWER_BYTES,
    });
    const success = status >= 200 && status < 300;
    const error = success ? null : `HTTP ${status}`;
    return { success, status, retryAfter, body: keptText(bytes), error, ms: ms(), ...signed };
  } catch (thrown) {
    const error = thrown instanceof GuardedError ? thrown.message : 'the request could not be made';
    return { success: false, status: null, retryAfter: null, body: null, error, ms: ms(), ...signed };
  }
}

/** The beginning of an answer as text that the database takes. */
function keptText(bytes: Buffer): string | null {
  if (bytes.length === 0) return null;
  return bytes.toString('utf8').slice(0, MAX_KEPT_CHARACTERS).toWellFormed().replaceAll('\0', '\uFFFD');
}
