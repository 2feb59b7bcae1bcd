import { uuidv7 } from '@scell/core';
import { hashApiKey, keyLabel, newApiKey, parseApiKey } from '../../platform/auth/api-keys.ts';
import type { Environment } from '../../platform/environments.ts';
import type { Services } from '../../platform/services.ts';
import { insertApiKey } from './store.ts';

export interface NewApiKey {
  kind: 'sk' | 'tk' | 'pk';
  environment: Environment;
  name: string;
  scopes: string[];
  subTenantId: string | null;
  companyId: string | null;
  expiresAt: Date | null;
}

/** Creates a key. The whole key is in the answer and nowhere else: only its hash is stored. */
export async function createApiKey(
  services: Services,
  tenantId: string,
  wish: NewApiKey,
): Promise<{ id: string; key: string }> {
  const key = newApiKey(wish);
  return { id: await store(services, tenantId, key, wish), key };
}

/** Makes a key given by the operator work. One that is there already stays as it is. */
export async function registerApiKey(
  services: Services,
  tenantId: string,
  key: string,
  { name, scopes }: { name: string; scopes: string[] },
): Promise<void> {
  const parsed = parseApiKey(key);
  if (parsed === null) throw new TypeError('not an API key');
  const found = await services.keys.find(key);
  if (found.status !== 'unknown') return;
  await store(services, tenantId, key, {
    ...parsed,
    name,
    scopes,
    subTenantId: null,
    companyId: null,
    expiresAt: null,
  });
}

async function store(services: Services, tenantId: string, key: string, wish: NewApiKey): Promise<string> {
  const now = services.clock();
  const id = uuidv7(now, services.random);
  await services.databases.production.withTenant({ tenantId }, (tx) =>
    insertApiKey(tx, {
      tenant_id: tenantId,
      id,
      sub_tenant_id: wish.subTenantId,
      company_id: wish.companyId,
      name: wish.name,
      kind: wish.kind,
      environment: wish.environment,
      ...keyLabel(key),
      key_hash: hashApiKey(key),
      scopes: wish.scopes,
      created_at: new Date(now),
      last_used_at: null,
      expires_at: wish.expiresAt,
      revoked_at: null,
    }),
  );
  return id;
}
