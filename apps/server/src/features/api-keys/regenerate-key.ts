import { ApiError } from '@scell/contract';
import type { Tx } from '../../platform/db/client-dialect.ts';
import { requireKeyToChange } from './find-key.ts';
import type { KeyCall } from './key-call.ts';
import { makeKey } from './make-key.ts';
import { markRevoked } from './revoke-key.ts';
import { type ApiKeyRow, lockWorkingKeys } from './store.ts';

/**
 * Replaces a key by a new one with the same settings, and another end where one is given. The old one stops with the
 * transaction. Throws `API_KEY_NOT_ACTIVE` for a revoked one, `API_KEY_EXCEEDS_CALLER` for one that may more than its caller.
 */
export async function regenerateKey(
  tx: Tx,
  call: KeyCall,
  id: string,
  expiresAt: Date | undefined,
): Promise<{ row: ApiKeyRow; key: string }> {
  await lockWorkingKeys(tx, call.scope.tenantId, call.now);
  const old = await requireKeyToChange(tx, call, id);
  if (old.revoked_at !== null) throw new ApiError('API_KEY_NOT_ACTIVE');
  const made = await makeKey(tx, call, {
    kind: old.kind,
    name: old.name,
    environment: old.environment,
    scopes: old.kind === 'pk' || old.scopes.length === 0 ? undefined : old.scopes,
    subTenantId: old.sub_tenant_id ?? undefined,
    companyId: old.company_id ?? undefined,
    allowedIps: old.allowed_ips,
    allowedOrigins: old.allowed_origins,
    expiresAt: expiresAt ?? old.expires_at ?? undefined,
  });
  await markRevoked(tx, call, old);
  return made;
}
