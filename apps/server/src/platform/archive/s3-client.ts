import { createHash } from 'node:crypto';
import { readXml, type XmlNode } from '@scell/syntax';
import { AwsV4Signer } from 'aws4fetch';
import { ArchiveFault } from './fault.ts';

/** A bucket of a server that speaks S3, and who we are there. */
export interface S3Settings {
  bucket: string;
  /** What object names start with, without slashes at its ends; may be empty. */
  prefix: string;
  /** Address of the server; buckets are named in the path (`https://s3.example/bucket/key`), which every server takes. */
  endpoint: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
}

export interface S3Request {
  method: 'GET' | 'HEAD' | 'PUT';
  /** Name of an object; the bucket itself without one. */
  key?: string;
  query?: Readonly<Record<string, string>>;
  headers?: Readonly<Record<string, string>>;
  body?: Uint8Array;
}

export interface S3Answer {
  status: number;
  headers: Headers;
  body: Buffer;
  /** The `Code` of an error: `NoSuchKey`, `AccessDenied` … */
  code: string | null;
}

/** Sends one request; throws `unavailable` when there is no answer, or one that says to come back later. */
export type S3Client = (request: S3Request) => Promise<S3Answer>;

const TIMEOUT_MS = 30_000;
/** More than any document, closing or proof has. */
const MOST_BYTES = 256 * 1024 * 1024;
/** How long nobody is asked again after no answer came: what waits for the archive must not hold up what does not. */
const SILENCE_MS = 20_000;

/**
 * A client for the few operations an archive needs, signed by Signature Version 4 with the SHA-256 of the body, which the
 * server holds against what arrived. Redirects are not followed: a signed request is for one server only.
 */
export function s3Client(settings: S3Settings, now: () => number = Date.now): S3Client {
  const base = `${settings.endpoint.replace(/\/+$/, '')}/${settings.bucket}`;
  let silentUntil = 0;
  return async ({ method, key, query = {}, headers = {}, body }) => {
    if (now() < silentUntil) throw unavailable(settings, 'it did not answer a moment ago');
    const url = new URL(key === undefined ? base : `${base}/${key}`);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    const signed = await new AwsV4Signer({
      method,
      url: url.href,
      headers: {
        ...headers,
        'X-Amz-Content-Sha256': createHash('sha256')
          .update(body ?? '')
          .digest('hex'),
      },
      service: 's3',
      region: settings.region,
      accessKeyId: settings.accessKeyId,
      secretAccessKey: settings.secretAccessKey,
    }).sign();
    try {
      const response = await fetch(signed.url, {
        method,
        headers: signed.headers,
        ...(body === undefined ? {} : { body: Buffer.from(body) }),
        redirect: 'manual',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      const answer = await readAnswer(response);
      if (answer.status >= 500 || answer.status === 429)
        throw unavailable(settings, `it answered ${describe(answer)}`);
      return answer;
    } catch (error) {
      if (error instanceof ArchiveFault) throw error;
      silentUntil = now() + SILENCE_MS;
      throw unavailable(settings, causeOf(error), error);
    }
  };
}

/** What an answer says when it is not the one hoped for: its status and the server's own words. */
export function describe({ status, code, body }: S3Answer): string {
  const message = elementText(body, 'Message');
  return [String(status), code, message?.slice(0, 300)].filter((part) => part != null).join(' ');
}

/** The text of the first element of a name, whatever its namespace; `null` without one, and when it is no XML. */
export function elementText(xml: Uint8Array, name: string): string | null {
  if (xml.length === 0) return null;
  try {
    const pending: XmlNode[] = [readXml(xml).root];
    for (let node = pending.shift(); node !== undefined; node = pending.shift()) {
      if (node.tag.split(/[:}]/).at(-1) === name) return node.text.trim();
      pending.push(...node.children);
    }
  } catch {
    // Whatever answered does not speak S3: its status says what there is to say.
  }
  return null;
}

async function readAnswer(response: Response): Promise<S3Answer> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.length;
    if (size > MOST_BYTES) throw new Error(`it sent more than ${MOST_BYTES} bytes`);
    parts.push(part);
  }
  const body = Buffer.concat(parts);
  const { status, headers } = response;
  return { status, headers, body, code: status >= 300 ? elementText(body, 'Code') : null };
}

function unavailable(settings: S3Settings, reason: string, cause?: unknown): ArchiveFault {
  return new ArchiveFault(
    'unavailable',
    `the archive s3://${settings.bucket} at ${settings.endpoint} cannot be used now: ${reason}`,
    { cause },
  );
}

/** What happened, from an error of fetch, which keeps it in its cause. */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return `no answer within ${TIMEOUT_MS / 1000} seconds`;
  return error.cause instanceof Error ? causeOf(error.cause) : error.message;
}
