import * as contract from '@scell/contract';
import { created, ok } from '../../platform/http/call.ts';
import { pageOf, presentList } from '../../platform/http/lists.ts';
import { presentWarnings } from '../../platform/http/present.ts';
import { route } from '../../platform/http/route.ts';
import { requireSubTenant } from '../tenants/require-sub-tenant.ts';
import { createBuyer } from './create-buyer.ts';
import { deleteBuyer } from './delete-buyer.ts';
import { requireBuyer } from './find-buyer.ts';
import { presentBuyer } from './present.ts';
import { listBuyers } from './store.ts';
import { updateBuyer } from './update-buyer.ts';

export const buyerRoutes = [
  route(contract.listBuyers, async (call) => {
    const { query } = call;
    const sort = query.sort ?? 'created_at';
    const found = await call.db.withTenant(call.scope, async (tx) => {
      if (query.sub_tenant_id !== undefined) await requireSubTenant(tx, call, query.sub_tenant_id);
      const filter = {
        q: query.q,
        isIndividual: query.is_individual,
        subTenantId: query.sub_tenant_id,
        sort,
        order: query.order,
      };
      return listBuyers(tx, call.scope.tenantId, filter, pageOf(query));
    });
    return ok(
      presentList(query, `${call.apiBase}${contract.listBuyers.path}`, found, presentBuyer, (row) => ({
        value: sort === 'name' ? row.name : row.created_at.toISOString(),
        id: row.id,
      })),
    );
  }),

  route(contract.createBuyer, (call) =>
    call.once(async (tx) => {
      const { buyer, warnings } = await createBuyer(tx, call, call.body, call.spell);
      return created({
        message: call.language === 'fr' ? 'Acheteur enregistré.' : 'Buyer registered.',
        data: presentBuyer(buyer),
        warnings: presentWarnings([...call.warnings, ...warnings], call.language),
      });
    }),
  ),

  route(contract.getBuyer, async (call) =>
    ok({
      data: presentBuyer(
        await call.db.withTenant(call.scope, (tx) => requireBuyer(tx, call, call.params.buyer)),
      ),
    }),
  ),

  route(contract.updateBuyer, async (call) => {
    const { buyer, warnings } = await call.db.withTenant(call.scope, (tx) =>
      updateBuyer(tx, call, call.params.buyer, call.body, call.spell),
    );
    return ok({
      message: call.language === 'fr' ? 'Acheteur modifié.' : 'Buyer updated.',
      data: presentBuyer(buyer),
      warnings: presentWarnings([...call.warnings, ...warnings], call.language),
    });
  }),

  route(contract.deleteBuyer, async (call) => {
    await call.db.withTenant(call.scope, (tx) => deleteBuyer(tx, call, call.params.buyer));
    return { status: 204, body: undefined };
  }),
];
