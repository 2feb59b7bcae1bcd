import * as contract from '@scell/contract';
import type { Tx } from '../../../platform/db/client-dialect.ts';
import { type Call, created, ok } from '../../../platform/http/call.ts';
import { pageOf, presentList } from '../../../platform/http/lists.ts';
import { presentWarnings } from '../../../platform/http/present.ts';
import { route } from '../../../platform/http/route.ts';
import { fiscalDay } from '../../invoices/number.ts';
import { exportRules, findRule, listRules, ruleHistory } from './find-rules.ts';
import { replayRules } from './replay-rules.ts';
import { ownViews } from './rule-view.ts';
import { ownRuleRows } from './store.ts';
import { changeRule, createRule, type WrittenRule } from './write-rule.ts';

/** Rules are sorted by key alone: what a page number or a cursor goes by. */
const SORT = 'rule_key';

export const fiscalRuleRoutes = [
  route(contract.listFiscalRules, async (call) => {
    const query = { ...call.query, sort: SORT };
    const found = await call.db.withTenant(call.scope, (tx) =>
      listRules(tx, call, query, pageOf(query), call.language),
    );
    return ok(presentList(query, `${call.apiBase}${contract.listFiscalRules.path}`, found, itself, cursorOf));
  }),

  route(contract.exportFiscalRules, async (call) => {
    const { start_date, end_date } = call.query;
    const period = start_date === undefined || end_date === undefined ? null : { start_date, end_date };
    const data = await call.db.withTenant(call.scope, (tx) =>
      exportRules(tx, call, period, call.services.release.version, call.language),
    );
    return ok({ data });
  }),

  route(contract.getFiscalRule, async (call) => {
    const data = await call.db.withTenant(call.scope, (tx) =>
      findRule(tx, call, call.params.key, call.query.date, call.language),
    );
    return ok({ data });
  }),

  route(contract.getFiscalRuleHistory, async (call) => {
    const query = { ...call.query, sort: SORT };
    const found = await call.db.withTenant(call.scope, (tx) =>
      ruleHistory(tx, call, call.params.key, query.order, pageOf(query), call.language),
    );
    const path = `/tenant/fiscal/rules/${encodeURIComponent(call.params.key)}/history`;
    return ok(presentList(query, `${call.apiBase}${path}`, found, itself, cursorOf));
  }),

  route(contract.createFiscalRule, (call) =>
    call.once(async (tx) => {
      const made = await createRule(tx, call, call.body, call.spell);
      const message = call.language === 'fr' ? 'Règle créée.' : 'Rule created.';
      return created(await answer(tx, call, message, made));
    }),
  ),

  route(contract.updateFiscalRule, (call) =>
    call.once(async (tx) => {
      const made = await changeRule(tx, call, call.params.key, call.body, call.spell);
      const message =
        call.language === 'fr'
          ? `Version ${made.row.version} de la règle enregistrée.`
          : `Version ${made.row.version} of the rule recorded.`;
      return ok(await answer(tx, call, message, made));
    }),
  ),

  route(contract.replayFiscalRules, async (call) => {
    const data = await replayRules(call, call.body ?? {}, call.language);
    const { documents_checked: checked, documents_that_differ: differ } = data;
    const message =
      call.language === 'fr'
        ? `${checked} factures rejouées, ${differ} seraient refusées aujourd’hui. Aucune n’a été modifiée.`
        : `${checked} invoices replayed, ${differ} would be refused today. None was changed.`;
    return ok({ message, data });
  }),
];

function itself(rule: contract.FiscalRule): contract.FiscalRule {
  return rule;
}

function cursorOf(rule: contract.FiscalRule): { value: string; id: string } {
  return { value: rule.rule_key, id: rule.id };
}

async function answer(
  tx: Tx,
  call: Pick<Call, 'now' | 'scope' | 'language' | 'warnings'>,
  message: string,
  { row, warnings }: WrittenRule,
) {
  const versions = await ownRuleRows(tx, call.scope.tenantId, row.rule_key);
  return {
    message,
    data: ownViews(versions, fiscalDay(call.now)).find(({ id }) => id === row.id),
    warnings: presentWarnings([...call.warnings, ...warnings], call.language),
  };
}
