import * as contract from '@scell/contract';
import { RESOURCES } from '@scell/contract';
import type { Tx } from '../../../platform/db/client-dialect.ts';
import { type Call, ok } from '../../../platform/http/call.ts';
import { notFound, pageOf, presentList } from '../../../platform/http/lists.ts';
import { presentWarnings } from '../../../platform/http/present.ts';
import { route } from '../../../platform/http/route.ts';
import { erasePerson } from './erase-person.ts';
import { presentErasure } from './present.ts';
import { type ErasureRow, findErasure, selectErasures, stateOf } from './store.ts';

const ERASED = {
  fr: 'Effacement fait : le rapport dit ce qui est gardé, et pourquoi.',
  en: 'Erasure done: the report tells what is kept, and why.',
};
const NOTHING_MORE = {
  fr: 'Rien de plus à effacer depuis la demande précédente.',
  en: 'Nothing more to erase since the request before.',
};

export const erasureRoutes = [
  route(contract.eraseFiscalPerson, (call) =>
    call.once(async (tx) => {
      const { erasure, isNew } = await erasePerson(tx, call, call.services, call.body, call.spell);
      return {
        status: isNew ? 201 : 200,
        body: {
          message: (isNew ? ERASED : NOTHING_MORE)[call.language],
          data: await present(tx, call, erasure),
          warnings: presentWarnings(call.warnings, call.language),
        },
      };
    }),
  ),

  route(contract.listFiscalErasures, async (call) => {
    const { query } = call;
    const { tenantId } = call.scope;
    const { found, state } = await call.db.withTenant(call.scope, async (tx) => {
      const found = await selectErasures(tx, tenantId, query.order, pageOf(query));
      const ids = found.rows.map(({ id }) => id);
      return {
        found,
        state:
          ids.length === 0 ? { documents: [], pending: new Set<string>() } : await stateOf(tx, tenantId, ids),
      };
    });
    return ok(
      presentList(
        query,
        `${call.apiBase}${contract.listFiscalErasures.path}`,
        found,
        (row) => presentErasure(row, state, call.language),
        (row) => ({ value: row.created_at.toISOString(), id: row.id }),
      ),
    );
  }),

  route(contract.getFiscalErasure, async (call) =>
    ok({
      data: await call.db.withTenant(call.scope, async (tx) => {
        const erasure = await findErasure(tx, call.scope.tenantId, call.params.id);
        if (erasure === undefined) throw notFound(RESOURCES.erasure);
        return present(tx, call, erasure);
      }),
    }),
  ),
];

async function present(tx: Tx, { scope, language }: Call, erasure: ErasureRow) {
  return presentErasure(erasure, await stateOf(tx, scope.tenantId, [erasure.id]), language);
}
