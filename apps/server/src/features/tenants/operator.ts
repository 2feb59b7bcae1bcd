import { uuidv7 } from '@scell/core';
import type { Environment } from '../../platform/environments.ts';
import type { Actor } from '../../platform/http/call.ts';
import type { Services } from '../../platform/services.ts';
import type { TenantSummary } from './store.ts';

/** The operator of the platform acting for a tenant, from the command line or at the first start. */
export function operatorFor(services: Services, tenant: TenantSummary, environment: Environment): Actor {
  return {
    by: 'operator',
    principal: {
      keyId: null,
      session: null,
      tenantId: tenant.id,
      tenantSlug: tenant.slug,
      tenantName: tenant.name,
      kybStatus: tenant.kyb_status,
      defaultCompanyId: tenant.default_company_id,
      subTenantId: null,
      companyId: null,
      kind: 'sk',
      environment,
      scopes: ['*'],
    },
    environment,
    scope: { tenantId: tenant.id },
    ip: null,
    requestId: null,
    now: new Date(services.clock()),
    newId: () => uuidv7(services.clock(), services.random),
  };
}
