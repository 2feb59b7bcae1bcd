import { createHash } from 'node:crypto';
import { ApiError } from '@scell/contract';
import { canonicalJson, type Json } from '@scell/core';
import { sql } from 'kysely';
import type { Tx } from '../db/client-dialect.ts';
import { isBytes, type JsonReply, type Reply } from './call.ts';

/** A repeatable request: the caller's key, what it calls, and a fingerprint of what it sent. */
export interface RepeatableRequest {
  tenantId: string;
  key: string;
  operation: string;
  fingerprint: Buffer;
  now: Date;
}

/** SHA-256 over the path and the body, whatever the order of the body's members. */
export function fingerprintOf(path: string, body: unknown): Buffer {
  return createHash('sha256')
    .update(`${path}\n${body === undefined ? '' : canonicalJson(body as Json)}`)
    .digest();
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
  effect: () => Promise<Reply>,
): Promise<Reply> {
  const { tenantId, key, operation, fingerprint, now } = request;
  const lock = createHash('sha256').update(`${tenantId}\n${operation}\n${key}`).digest().readBigInt64BE();
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
    if (!stored.fingerprint.equals(fingerprint)) throw new ApiError('IDEMPOTENCY_KEY_REUSED');
    return {
      status: stored.status,
      body: JSON.parse(stored.body),
      headers: { 'Idempotency-Replayed': 'true' },
    };
  }

  const reply = storable(await effect());
  await tx
    .insertInto('idempotency_keys')
    .values({
      tenant_id: tenantId,
      key,
      operation,
      fingerprint,
      status: reply.status,
      body: JSON.stringify(reply.body),
      created_at: now,
    })
    .execute();
  return reply;
}

function storable(reply: Reply): JsonReply {
  if (isBytes(reply)) throw new TypeError('an operation that answers bytes cannot be repeated by key');
  return reply;
}
