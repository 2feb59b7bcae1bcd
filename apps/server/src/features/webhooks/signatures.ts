import { createHmac } from 'node:crypto';
import { SECRET_PREFIX } from './secrets.ts';

export type SignatureFormat = 'sha256' | 't_v1';

/** What a request is signed with, the secret in force first. */
export interface Signing {
  format: SignatureFormat;
  secrets: readonly [string, ...string[]];
}

/**
 * The signatures of one request.
 *
 * `X-Scell-Signature` by the secret in force, in the endpoint's format; during an overlap `X-Scell-Signature-Previous` by
 * the former. Their key is the whole secret as text, `whsec_` included:
 *   `sha256`: `sha256=` and HMAC-SHA-256 of the body (REST reference §7.4)
 *   `t_v1`: `t=<seconds>,v1=<HMAC-SHA-256 of "seconds.body">` (the public clients)
 *
 * `Webhook-Signature` by all of them (Standard Webhooks 1.0.0): `v1,` and base64 of HMAC-SHA-256 of `id.seconds.body`, whose
 * key is the bytes that the base64 behind `whsec_` stands for.
 */
export function signatureHeaders(
  { format, secrets }: Signing,
  id: string,
  seconds: number,
  body: string,
): Record<string, string> {
  const own = (secret: string) =>
    format === 'sha256'
      ? `sha256=${hmac(secret, body).toString('hex')}`
      : `t=${seconds},v1=${hmac(secret, `${seconds}.${body}`).toString('hex')}`;
  const standard = (secret: string) =>
    `v1,${hmac(standardKey(secret), `${id}.${seconds}.${body}`).toString('base64')}`;
  const [current, previous] = secrets;
  return {
    'x-scell-signature': own(current),
    ...(previous === undefined ? {} : { 'x-scell-signature-previous': own(previous) }),
    'webhook-signature': secrets.map(standard).join(' '),
  };
}

function standardKey(secret: string): Buffer {
  return Buffer.from(secret.slice(SECRET_PREFIX.length), 'base64');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
