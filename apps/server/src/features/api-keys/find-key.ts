import { RESOURCES } from '@scell/contract';
import type { Tx } from '../../platform/db/client-dialect.ts';
import { notFound } from '../../platform/http/lists.ts';
import type { KeyCall } from './key-call.ts';
import { type ApiKeyFilter, type ApiKeyRow, findApiKey, lockApiKey } from './store.ts';

/** What a caller sees of the keys: a key those of its environment and of its company, a person all. */
export function sightOf({
  principal,
  environment,
}: Pick<KeyCall, 'principal' | 'environment'>): Pick<ApiKeyFilter, 'environment' | 'companyId'> {
  return principal.keyId === null ? {} : { environment, companyId: principal.companyId ?? undefined };
}

/** A key the caller may see, or 404. */
export async function requireKey(tx: Tx, call: KeyCall, id: string): Promise<ApiKeyRow> {
  return seen(call, await findApiKey(tx, call.scope.tenantId, id));
}

/** A key the caller may replace or revoke, held until the transaction ends, or 404. */
export async function requireKeyToChange(tx: Tx, call: KeyCall, id: string): Promise<ApiKeyRow> {
  return seen(call, await lockApiKey(tx, call.scope.tenantId, id));
}

function seen(call: KeyCall, key: ApiKeyRow | undefined): ApiKeyRow {
  const { environment, companyId } = sightOf(call);
  const hidden =
    key === undefined ||
    (environment !== undefined && key.environment !== environment) ||
    (companyId !== undefined && key.company_id !== companyId);
  if (hidden) throw notFound(RESOURCES.api_key);
  return key;
}
