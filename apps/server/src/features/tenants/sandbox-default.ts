import type { Tx } from '../../platform/db/client-dialect.ts';
import type { Environment } from '../../platform/environments.ts';
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
