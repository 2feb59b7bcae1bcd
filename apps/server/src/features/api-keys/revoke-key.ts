import { ApiError } from '@scell/contract';
import type { Tx } from '../../platform/db/client-dialect.ts';
import { recordEvent } from '../../platform/events/record-event.ts';
import { requireKeyToChange } from './find-key.ts';
import type { KeyCall } from './key-call.ts';
import { factsOf } from './make-key.ts';
import { type ApiKeyRow, lockWorkingKeys, setRevoked } from './store.ts';

/**
 * Revokes a key the caller sees; one that is revoked already stays as it is. A key takes away the last working secret key it
 * sees only when it says so (`force`): a person may always sign in and make another. Whoever calls this reads keys anew once
 * the transaction is committed.
 */
export async function revokeKey(tx: Tx, call: KeyCall, id: string, force: boolean): Promise<void> {
  // All of them first, in one order: of two keys that revoke each other at once, one stays.
  const working = await lockWorkingKeys(tx, call.scope.tenantId, call.now);
  const key = await requireKeyToChange(tx, call, id);
  if (key.revoked_at !== null) return;
  const secret = working.filter(({ kind }) => kind !== 'pk');
  const last = secret.length === 1 && secret[0]?.id === id;
  if (last && !force && call.principal.keyId !== null) throw new ApiError('LAST_API_KEY');
  await markRevoked(tx, call, key);
}

/** Revokes a key that is held, and says so. */
export async function markRevoked(tx: Tx, call: KeyCall, key: ApiKeyRow): Promise<void> {
  await setRevoked(tx, key.tenant_id, key.id, call.now);
  await recordEvent(
    tx,
    call,
    {
      subjectType: 'api_key',
      subjectId: key.id,
      type: 'api_key.revoked',
      details: `Clé d’API révoquée : ${key.prefix}…${key.last4}.`,
      data: factsOf(key),
    },
    key.sub_tenant_id,
  );
}
