import type { Tx } from '../../platform/db/client-dialect.ts';
import { findBranding } from './store.ts';

interface Dress {
  logo_sha256: Buffer | null;
  primary_color: string | null;
}

/**
 * A company in the look of whom it issues for, where it has none of its own: the tenant's for the tenant, a sub-tenant's for
 * that sub-tenant. A draft keeps what it took.
 */
export async function dressed<C extends Dress>(
  tx: Tx,
  tenantId: string,
  { company, subTenantId }: { company: C; subTenantId: string | null },
): Promise<C> {
  if (company.logo_sha256 !== null && company.primary_color !== null) return company;
  const look = await findBranding(tx, tenantId, subTenantId ?? tenantId);
  if (look === undefined) return company;
  return {
    ...company,
    logo_sha256: company.logo_sha256 ?? look.logo_sha256,
    primary_color: company.primary_color ?? look.primary_color,
  };
}
