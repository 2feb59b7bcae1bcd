import * as contract from '@scell/contract';
import { type Call, ok, type Reply } from '../../platform/http/call.ts';
import { presentWarnings } from '../../platform/http/present.ts';
import { route } from '../../platform/http/route.ts';
import { kybRoutes } from './kyb/routes.ts';
import { presentProfile, readProfile } from './read-profile.ts';
import { setDefaultCompany } from './set-default-company.ts';
import { statsRoutes } from './stats/routes.ts';
import { subTenantRoutes } from './sub-tenants/routes.ts';
import { updateTenant } from './update-tenant.ts';
import { requireWholeTenant } from './whole-tenant.ts';

export const tenantRoutes = [
  route(contract.getTenant, async (call) => {
    requireWholeTenant(call);
    return ok({
      data: presentProfile(
        await call.db.withTenant(call.scope, (tx) => readProfile(tx, call, call.services)),
      ),
    });
  }),
  route(contract.updateTenant, update),
  route(contract.updateTenantProfile, update),
  ...subTenantRoutes,
  ...kybRoutes,
  ...statsRoutes,
];

async function update(
  call: Call<typeof contract.updateTenant> | Call<typeof contract.updateTenantProfile>,
): Promise<Reply> {
  requireWholeTenant(call);
  let changed = false;
  const reply = await call.once(async (tx) => {
    changed = true;
    const { profile, warnings } = await updateTenant(tx, call, call.services, call.body, call.spell);
    return ok({
      message: call.language === 'fr' ? 'Profil modifié.' : 'Profile updated.',
      data: presentProfile(profile),
      warnings: presentWarnings([...call.warnings, ...warnings], call.language),
    });
  });
  // After the commit: a default must name a company that is there. A repeat heals a crash in between, and never takes the
  // place of a default chosen since.
  const { default_company_id: companyId } = call.body;
  const wished = call.environment === 'production' && companyId !== undefined;
  if (wished && (changed || call.principal.defaultCompanyId === null))
    await setDefaultCompany(call.services, call, companyId);
  return reply;
}
