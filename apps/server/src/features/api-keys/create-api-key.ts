import { fieldError, RESOURCES, validationError } from '@scell/contract';
import { uuidv7 } from '@scell/core';
import { hashApiKey, keyLabel, newApiKey, parseApiKey } from '../../platform/auth/api-keys.ts';
import type { Environment } from '../../platform/environments.ts';
import { notFound } from '../../platform/http/lists.ts';
import type { Services } from '../../platform/services.ts';
import { requireCompany } from '../companies/find-company.ts';
import { requireSubTenant } from '../tenants/require-sub-tenant.ts';
import { GRANTABLE } from './scopes.ts';
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

/**
 * Creates a key. The whole key is in the answer and nowhere else: only its hash is stored. Throws an `ApiError` for a
 * scope that does not exist, and for a sub-tenant or a company that is not there in the key's environment.
 */
export async function createApiKey(
  services: Services,
  tenantId: string,
  wish: NewApiKey,
): Promise<{ id: string; key: string }> {
  refuseUnknownScopes(wish.scopes, 'scopes');
  const { subTenantId, companyId } = wish;
  if (subTenantId !== null || companyId !== null) {
    const actor = { principal: { tenantId } };
    await services.databases[wish.environment].withTenant({ tenantId }, async (tx) => {
      if (subTenantId !== null) await requireSubTenant(tx, actor, subTenantId);
      if (companyId === null) return;
      // A company issues for whom it belongs to: a key of another would never reach it.
      const company = await requireCompany(tx, actor, companyId);
      if (company.sub_tenant_id !== subTenantId) throw notFound(RESOURCES.company);
    });
  }
  const key = newApiKey(wish);
  return { id: await store(services, tenantId, key, wish), key };
}

/** Refuses, in a field, scopes that do not exist. */
export function refuseUnknownScopes(scopes: readonly string[], field: string): void {
  const unknown = scopes.filter((scope) => !GRANTABLE.has(scope)).join(', ');
  if (unknown === '') return;
  const known = [...GRANTABLE].join(', ');
  throw validationError([
    fieldError(field, {
      fr: `ces droits n’existent pas : ${unknown} (connus : ${known}).`,
      en: `these scopes do not exist: ${unknown} (known: ${known}).`,
    }),
  ]);
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
