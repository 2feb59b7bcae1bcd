import { createHash } from 'node:crypto';
import { type PendingMessage, ProofError, parseTimestamp, type Timestamp } from '@scell/ledger';
import { OutboundError, outbound } from '../../../platform/outbound/request.ts';
import type { Problem } from './step.ts';

const TIMEOUT_MS = 10_000;
/** What the public clients read of an answer at most. */
const MAX_ANSWER = 10_000;
const ACCEPT = { accept: 'application/vnd.opentimestamps.v1' };
const COMMITMENT = 32;

/** The hash functions of proofs that Node has. */
export const hashes = {
  sha256: (bytes: Uint8Array) => createHash('sha256').update(bytes).digest(),
  sha1: (bytes: Uint8Array) => createHash('sha1').update(bytes).digest(),
  ripemd160: (bytes: Uint8Array) => createHash('ripemd160').update(bytes).digest(),
  keccak256: (bytes: Uint8Array) => createHash('keccak-256').update(bytes).digest(),
};

/** A calendar gave nothing that can be used. */
export class CalendarError extends Error {
  override readonly name = 'CalendarError';
  readonly code: Problem['code'];

  constructor(code: Problem['code'], detail: string) {
    super(detail);
    this.code = code;
  }
}

/**
 * Hands a commitment to a calendar, and answers its promise.
 * @throws {CalendarError}
 */
export async function submit(
  calendar: string,
  commitment: Uint8Array,
  calendars: readonly string[],
): Promise<Timestamp> {
  const url = new URL(`${calendar}/digest`);
  const { status, bytes } = await ask(url, { method: 'POST', body: commitment });
  if (status !== 200) throw new CalendarError('refused', `${url.host}: HTTP ${status}`);
  const answer = read(url, bytes, COMMITMENT);
  if (!leadsOn(answer, calendars))
    throw new CalendarError('unusable', `${url.host}: its promise is kept where we do not ask`);
  return answer;
}

/**
 * What a calendar has made of a message; `null` while it is not in a block.
 * @throws {CalendarError}
 */
export async function collect({ uri, message }: PendingMessage): Promise<Timestamp | null> {
  const url = new URL(`${uri.replace(/\/+$/, '')}/timestamp/${Buffer.from(message).toString('hex')}`);
  const { status, bytes } = await ask(url, { method: 'GET' });
  if (status === 404) return null;
  if (status !== 200) throw new CalendarError('refused', `${url.host}: HTTP ${status}`);
  return read(url, bytes, message.length);
}

/** Calendars that keep the promises of the public pools. */
const KEEPERS =
  /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.calendar\.(?:opentimestamps\.org|eternitywall\.com|catallaxy\.com)$/;

/**
 * Whether a promise may be followed: to the known calendars, or to one the operator named. A proof is anybody's file, and must not
 * lead us to other addresses.
 */
export function mayFollow(uri: string, calendars: readonly string[]): boolean {
  const url = URL.parse(uri);
  if (url === null) return false;
  const known = url.protocol === 'https:' && url.port === '' && KEEPERS.test(url.hostname);
  const plain = url.pathname === '/' && `${url.search}${url.hash}${url.username}` === '';
  return (known && plain) || calendars.includes(url.href.replace(/\/+$/, ''));
}

/** Whether a timestamp holds a promise we may follow, or already a block. */
function leadsOn({ attestations, branches }: Timestamp, calendars: readonly string[]): boolean {
  return (
    attestations.some(
      (one) => one.kind === 'bitcoin' || (one.kind === 'pending' && mayFollow(one.uri, calendars)),
    ) || branches.some(({ timestamp }) => leadsOn(timestamp, calendars))
  );
}

async function ask(url: URL, request: { method: 'GET' | 'POST'; body?: Uint8Array }) {
  try {
    return await outbound(url, {
      ...request,
      headers: ACCEPT,
      timeoutMs: TIMEOUT_MS,
      maxBytes: MAX_ANSWER,
    });
  } catch (error) {
    if (error instanceof OutboundError) throw new CalendarError('unreachable', error.message);
    throw error;
  }
}

function read(url: URL, bytes: Uint8Array, messageLength: number): Timestamp {
  try {
    return parseTimestamp(bytes, messageLength);
  } catch (error) {
    if (error instanceof ProofError) throw new CalendarError('unusable', `${url.host}: ${error.message}`);
    throw error;
  }
}
