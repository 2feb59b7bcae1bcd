import { uuidv7 } from '@scell/core';
import type { Services } from '../../platform/services.ts';
import { callCreateTenant, callFindTenant, type TenantSummary } from './store.ts';

export type { TenantSummary } from './store.ts';

/** A tenant by its id or its slug. */
export function findTenantByReference(
  services: Services,
  reference: string,
): Promise<TenantSummary | undefined> {
  return services.databases.production.withSystem('find tenant', (tx) => callFindTenant(tx, reference));
}

/** Creates a tenant, not verified yet. The slug is unique: its first five letters start the numbers of its invoices. */
export async function createTenant(
  services: Services,
  { name, slug, email }: { name: string; slug: string; email: string | null },
): Promise<TenantSummary> {
  const now = services.clock();
  const id = uuidv7(now, services.random);
  await services.databases.production.withSystem('create tenant', (tx) =>
    callCreateTenant(tx, { id, slug, name, email, createdAt: new Date(now) }),
  );
  return { id, slug, name, kyb_status: 'pending', default_company_id: null };
}

/** A slug made of a name: "Écurie d'Été" → "ecurie-d-ete". */
export function slugOf(name: string): string {
  return name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}
