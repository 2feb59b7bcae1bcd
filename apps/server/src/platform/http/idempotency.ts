import { createHash } from 'node:crypto';
import { ApiError } from '@scell/contract';
import { canonicalJson, type Json } from '@scell/core';
import { sql } from 'kysely';
import type { Tx } from '../db/client-dialect.ts';
import { isJson, type JsonReply, LastingRefusal, type Reply } from './call.ts';
import { openAnswer, sealAnswer } from './sealed-answers.ts';

/** A repeatable request: the caller's key, what it calls, and a fingerprint of what it sent. */
export interface RepeatableRequest {
  tenantId: string;
  /** Whose key it is, where the caller is one sub-tenant: another's key of the same text is another key. */
  subTenantId: string | null;
  key: string;
  operation: string;
  fingerprint: Buffer;
  now: Date;
  /** Where the answer bears a secret: the secret of the installation, under which the answer is kept. */
  sealedUnder: string | null;
}

/**
 * SHA-256 over the path and the body, whatever the order of the body's members. A body that JSON can only say by accident
 * (half a surrogate pair, a number beyond all bounds, endless nesting) is a 400: RFC 8785 has no form for it.
 */
export function fingerprintOf(path: string, body: unknown): Buffer {
  return createHash('sha256')
    .update(`${path}\n${body === undefined ? '' : canonical(body)}`)
    .digest();
}

function canonical(body: unknown): string {
  try {
    return canonicalJson(body as Json);
  } catch (cause) {
    throw new ApiError('BAD_REQUEST', {
      cause,
      params: {
        reason: {
          fr: 'le corps porte un texte mal formé, un nombre hors bornes ou trop de niveaux',
          en: 'the body has ill-formed text, a number out of bounds or too many levels',
        },
      },
    });
  }
}

/**
 * Runs an effect once for a key, inside its transaction (draft-ietf-httpapi-idempotency-key-header): the answer is
 * stored with the effect, a repeat gets it again with `Idempotency-Replayed: true`. The same key with another payload
 * is refused, and so is a repeat while the first one still runs. A refused request has no effect and stores nothing, so
 * it can be mended and sent again under its key.
 */
export async function runOnce(
  tx: Tx,
  request: RepeatableRequest,
  effect: () => Promise<Reply | LastingRefusal>,
): Promise<Reply | LastingRefusal> {
  const { tenantId, key, fingerprint, now } = request;
  const operation =
    request.subTenantId === null ? request.operation : `${request.operation} ${request.subTenantId}`;
  const lock = createHash('sha256').update(`${tenantId}\n${operation}\n${key}`).digest().readBigInt64BE();
  const kept = keeping(request.sealedUnder, `${tenantId}\n${operation}\n${key}`);
  const { rows } = await sql<{
    locked: boolean;
  }>`select pg_try_advisory_xact_lock(${lock.toString()}::bigint) as locked`.execute(tx);
  if (rows[0]?.locked !== true)
    throw new ApiError('IDEMPOTENCY_IN_PROGRESS', { headers: { 'Retry-After': '1' } });

  const stored = await tx
    .selectFrom('idempotency_keys')
    .select(['fingerprint', 'status', 'body'])
    .where('tenant_id', '=', tenantId)
    .where('key', '=', key)
    .where('operation', '=', operation)
    .executeTakeFirst();
  if (stored !== undefined) {
    // An answer that named a person who was erased since is not given again.
    if (!stored.fingerprint.equals(fingerprint) || stored.body === '')
      throw new ApiError('IDEMPOTENCY_KEY_REUSED');
    return {
      status: stored.status,
      body: JSON.parse(kept.open(stored.body)),
      headers: { 'Idempotency-Replayed': 'true' },
    };
  }

  const outcome = await effect();
  if (outcome instanceof LastingRefusal) return outcome;
  const reply = storable(outcome);
  await tx
    .insertInto('idempotency_keys')
    .values({
      tenant_id: tenantId,
      key,
      operation,
      fingerprint,
      status: reply.status,
      body: kept.close(JSON.stringify(reply.body)),
      created_at: now,
    })
    .execute();
  return reply;
}

/** How an answer lies in the database: as it is, or sealed in the place it is for. */
function keeping(secret: string | null, place: string) {
  return {
    close: (body: string) => (secret === null ? body : sealAnswer(secret, place, body)),
    open: (stored: string) => (secret === null ? stored : openAnswer(secret, place, stored)),
  };
}

function storable(reply: Reply): JsonReply {
  if (!isJson(reply)) throw new TypeError('an operation that answers bytes cannot be repeated by key');
  return reply;
}
