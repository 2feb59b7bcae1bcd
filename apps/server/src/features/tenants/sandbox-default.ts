import type { Tx } from '../../platform/db/client-dialect.ts';
import type { Environment } from '../../platform/environments.ts';
import type { Actor } from '../../platform/http/call.ts';
import { findAccountSettings } from './store.ts';

/** The company a tenant chose to issue for in the sandbox; `null` when it chose none. That of live is with the tenant. */
export async function sandboxDefault(
  tx: Tx,
  tenantId: string,
  environment: Environment,
): Promise<string | null> {
  if (environment === 'production') return null;
  return (await findAccountSettings(tx, tenantId))?.default_company_id ?? null;
}

/** The company a tenant issues for when a request names none, in the environment of the caller. */
export async function defaultCompanyOf(
  tx: Tx,
  { principal, environment }: Pick<Actor, 'principal' | 'environment'>,
): Promise<string | null> {
  return (await sandboxDefault(tx, principal.tenantId, environment)) ?? principal.defaultCompanyId;
}
