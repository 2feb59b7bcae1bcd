import { isUuid, uuidv7 } from '@scell/core';
import type { Tx } from '../../platform/db/client-dialect.ts';
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

/**
 * Creates a tenant in a transaction of the system door, under the first free slug its name gives. Two at once under one
 * name: the second meets the constraint `tenants_slug_key`, and may try again.
 */
export async function createTenantIn(
  tx: Tx,
  services: Pick<Services, 'clock' | 'random'>,
  { name, email }: { name: string; email: string | null },
): Promise<TenantSummary> {
  const now = services.clock();
  const id = uuidv7(now, services.random);
  const slug = await freeSlug(tx, name, () => services.random(4));
  await callCreateTenant(tx, { id, slug, name, email, createdAt: new Date(now) });
  return { id, slug, name, kyb_status: 'pending', default_company_id: null };
}

async function freeSlug(tx: Tx, name: string, random: () => Uint8Array): Promise<string> {
  const wished = slugOf(name.slice(0, 60));
  // A slug that reads as an identifier would stand for two tenants.
  const base = wished === '' || isUuid(wished) ? 'account' : wished;
  if (base === wished && (await callFindTenant(tx, base)) === undefined) return base;
  return `${base}-${Buffer.from(random()).toString('hex')}`;
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
