import * as contract from '@scell/contract';
import { fieldError, validationError } from '@scell/contract';
import { type Call, ok } from '../../../platform/http/call.ts';
import { pageOf, presentList } from '../../../platform/http/lists.ts';
import { route } from '../../../platform/http/route.ts';
import { fiscalDay } from '../../invoices/number.ts';
import { checkLedger } from './check-ledger.ts';
import { presentCheck, presentKept } from './present.ts';
import { runCheck } from './run-check.ts';
import { latestCheck, listChecks } from './store.ts';

export const integrityRoutes = [
  route(contract.checkFiscalIntegrity, async (call) => {
    const { from, to } = call.query;
    const check =
      from === undefined && to === undefined
        ? await runCheck(call.services, call.environment, call.scope)
        : await ofDays(call, from ?? '2000-01-01', to ?? '2099-12-31');
    return ok({ data: presentCheck(check, call.language) });
  }),

  route(contract.getFiscalIntegrityStatus, async (call) => {
    const check = await call.db.withTenant(call.scope, (tx) =>
      latestCheck(tx, call.scope.tenantId, call.scope.subTenantId ?? null),
    );
    return ok({
      data:
        check === undefined
          ? { status: 'never' as const, latest: null }
          : {
              status: check.is_valid ? ('passed' as const) : ('failed' as const),
              latest: presentKept(check, call.language),
            },
    });
  }),

  route(contract.listFiscalIntegrity, async (call) => {
    const { query, scope } = call;
    const found = await call.db.withTenant(scope, (tx) =>
      listChecks(tx, scope.tenantId, scope.subTenantId ?? null, pageOf(query)),
    );
    return ok(
      presentList(
        query,
        `${call.apiBase}${contract.listFiscalIntegrity.path}`,
        found,
        (row) => presentKept(row, call.language),
        (row) => ({ value: row.created_at.toISOString(), id: row.id }),
      ),
    );
  }),

  route(contract.checkFiscalIntegrityOfDate, async (call) => {
    const { date } = call.params;
    const today = fiscalDay(call.now);
    if (date > today) {
      throw validationError([
        fieldError('date', {
          fr: `une journée à venir ne se contrôle pas : nous sommes le ${today} à Paris.`,
          en: `a day to come is not checked: it is ${today} in Paris.`,
        }),
      ]);
    }
    return ok({ data: presentCheck(await ofDays(call, date, date), call.language) });
  }),
];

function ofDays(call: Call, from: string, to: string) {
  return checkLedger(call.services, call.environment, call.scope, { from, to });
}
