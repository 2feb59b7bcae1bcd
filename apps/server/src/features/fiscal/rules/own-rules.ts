import type { OwnRule } from '@scell/en16931';
import type { Tx } from '../../../platform/db/client-dialect.ts';
import { bindingRuleRows, type OwnRuleRow } from './store.ts';

/** What binds the documents of a sub-tenant, or of the account itself: every version of every rule, whatever the day. */
export async function ownRulesFor(tx: Tx, tenantId: string, subTenantId: string | null): Promise<OwnRule[]> {
  return (await bindingRuleRows(tx, tenantId, subTenantId)).map(ownRuleOf);
}

/** A stored version as the checks read it. */
export function ownRuleOf(row: OwnRuleRow): OwnRule {
  return {
    key: row.rule_key,
    owner: row.sub_tenant_id ?? '',
    version: row.version,
    from: row.effective_from,
    until: row.effective_until,
    tightening: row.definition,
  };
}
