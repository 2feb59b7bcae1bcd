import { createCompany as operation, parse } from '@scell/contract';
import type { Services } from '../../platform/services.ts';
import type { TenantSummary } from '../tenants/create-tenant.ts';
import { operatorFor } from '../tenants/operator.ts';
import { setDefaultCompany } from '../tenants/set-default-company.ts';
import { createCompany } from './create-company.ts';
import { mirrorCompany } from './mirror-company.ts';
import type { Company } from './store.ts';

/**
 * Creates a live company for a tenant on behalf of the operator, makes it the default if there is none, and mirrors it
 * to the sandbox at once. Well-known examples pass: identifiers are checked as in the sandbox, and verification stays to
 * be done before anything is issued in live.
 */
export async function registerCompany(
  services: Services,
  tenant: TenantSummary,
  fields: Record<string, unknown>,
): Promise<Company> {
  const { value } = parse(operation.body, fields, { strict: true });
  const actor = operatorFor(services, tenant, 'production');
  const { company } = await services.databases.production.withTenant(actor.scope, (tx) =>
    createCompany(tx, actor, value, (path) => path, null, 'sandbox'),
  );
  if (tenant.default_company_id === null) await setDefaultCompany(services, actor, company.id);
  await mirrorCompany(services, tenant.id, company.id);
  return company;
}
