import type { Environment } from '../../platform/environments.ts';
import type { Services } from '../../platform/services.ts';
import { operatorFor } from './operator.ts';
import { insertSubTenant, type SubTenant, setSubTenantKyb, type TenantSummary } from './store.ts';

/** Creates a sub-tenant of a tenant in one environment, not verified yet. */
export function createSubTenant(
  services: Services,
  environment: Environment,
  tenant: TenantSummary,
  { name, externalId, country }: { name: string; externalId: string | null; country: string },
): Promise<SubTenant> {
  const actor = operatorFor(services, tenant, environment);
  return services.databases[environment].withTenant(actor.scope, (tx) =>
    insertSubTenant(tx, {
      tenant_id: tenant.id,
      id: actor.newId(),
      external_id: externalId,
      name,
      email: null,
      contact_email: null,
      siret: null,
      vat_number: null,
      country,
      created_at: actor.now,
      updated_at: actor.now,
    }),
  );
}

/** Records that the operator has verified who a sub-tenant is. */
export async function verifySubTenant(
  services: Services,
  environment: Environment,
  tenant: TenantSummary,
  id: string,
): Promise<void> {
  const { scope, now } = operatorFor(services, tenant, environment);
  await services.databases[environment].withTenant(scope, (tx) =>
    setSubTenantKyb(tx, tenant.id, id, 'verified', now),
  );
}
