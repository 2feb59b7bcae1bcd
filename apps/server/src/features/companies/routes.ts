import * as contract from '@scell/contract';
import { created, ok } from '../../platform/http/call.ts';
import { pageOf, presentList } from '../../platform/http/lists.ts';
import { presentWarnings } from '../../platform/http/present.ts';
import { route } from '../../platform/http/route.ts';
import { requireSubTenant } from '../tenants/require-sub-tenant.ts';
import { defaultCompanyOf } from '../tenants/sandbox-default.ts';
import { setDefaultCompany } from '../tenants/set-default-company.ts';
import { createCompany } from './create-company.ts';
import { defaultWish } from './default-company.ts';
import { deleteCompany } from './delete-company.ts';
import { requireCompany } from './find-company.ts';
import { storeLogo } from './logo.ts';
import { presentCompany } from './present.ts';
import { listCompanies } from './store.ts';
import { updateCompany } from './update-company.ts';

export const companyRoutes = [
  route(contract.listCompanies, async (call) => {
    const { query } = call;
    const sort = query.sort ?? 'created_at';
    const { found, usual } = await call.db.withTenant(call.scope, async (tx) => {
      if (query.sub_tenant_id !== undefined) await requireSubTenant(tx, call, query.sub_tenant_id);
      const filter = { q: query.q, subTenantId: query.sub_tenant_id, sort, order: query.order };
      return {
        found: await listCompanies(tx, call.scope.tenantId, filter, pageOf(query)),
        usual: await defaultCompanyOf(tx, call),
      };
    });
    return ok(
      presentList(
        query,
        `${call.apiBase}${contract.listCompanies.path}`,
        found,
        (row) => presentCompany(row, usual),
        (row) => ({
          value: sort === 'name' ? row.name : row.created_at.toISOString(),
          id: row.id,
        }),
      ),
    );
  }),

  route(contract.createCompany, async (call) => {
    const logo = (await storeLogo(call.services.content, call.body.logo_url, call.spell)) ?? null;
    let made: string | null = null;
    const reply = await call.once(async (tx) => {
      const { company, warnings } = await createCompany(tx, call, call.body, call.spell, logo);
      const wish = defaultWish(call, company, call.body.is_default, call.spell, { first: true });
      made = wish.becomes ? company.id : null;
      return created({
        message: call.language === 'fr' ? 'Société créée.' : 'Company created.',
        data: presentCompany(company, made ?? (await defaultCompanyOf(tx, call))),
        warnings: presentWarnings([...call.warnings, ...warnings, ...wish.warnings], call.language),
      });
    });
    // After the commit: a default must name a company that is there. A repeat heals a crash in between, and never takes
    // the place of a default chosen since.
    const { id, is_default } = (reply as { body: { data: contract.Company } }).body.data;
    if (is_default && (made !== null || call.principal.defaultCompanyId === null))
      await setDefaultCompany(call.services, call, id);
    return reply;
  }),

  route(contract.getCompany, async (call) => {
    const data = await call.db.withTenant(call.scope, async (tx) =>
      presentCompany(await requireCompany(tx, call, call.params.id), await defaultCompanyOf(tx, call)),
    );
    return ok({ data });
  }),

  route(contract.updateCompany, async (call) => {
    const logo = await storeLogo(call.services.content, call.body.logo_url, call.spell);
    const { company, becomesDefault, warnings, usual } = await call.db.withTenant(call.scope, async (tx) => ({
      ...(await updateCompany(tx, call, call.params.id, call.body, call.spell, logo)),
      usual: await defaultCompanyOf(tx, call),
    }));
    if (becomesDefault) await setDefaultCompany(call.services, call, company.id);
    return ok({
      message: call.language === 'fr' ? 'Société modifiée.' : 'Company updated.',
      data: presentCompany(company, becomesDefault ? company.id : usual),
      warnings: presentWarnings([...call.warnings, ...warnings], call.language),
    });
  }),

  route(contract.deleteCompany, async (call) => {
    await call.db.withTenant(call.scope, (tx) => deleteCompany(tx, call, call.params.id));
    return ok({ message: call.language === 'fr' ? 'Société supprimée.' : 'Company deleted.' });
  }),
];
