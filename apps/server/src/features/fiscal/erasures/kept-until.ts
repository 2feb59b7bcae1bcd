import { ownRulesOn } from '@scell/en16931';
import { termOf } from '../../../platform/archive/retention.ts';
import type { Tx } from '../../../platform/db/client-dialect.ts';
import { ownRulesFor } from '../rules/own-rules.ts';
import { retentionOf } from './store.ts';

/**
 * Those of the documents that are issued, each with the last day it is kept and what keeps it: the law, the term of its copies in the
 * archive, or a rule that the account gave itself and that asks for more years. The latest counts.
 */
export async function keptUntil(tx: Tx, tenantId: string, documents: readonly string[]) {
  const rows = await retentionOf(tx, tenantId, documents);
  const rulesOf = new Map<string | null, Awaited<ReturnType<typeof ownRulesFor>>>();
  for (const { sub_tenant_id: subTenant } of rows)
    if (!rulesOf.has(subTenant)) rulesOf.set(subTenant, await ownRulesFor(tx, tenantId, subTenant));
  return rows.map((row) => {
    const years = ownRulesOn(rulesOf.get(row.sub_tenant_id) ?? [], row.counted_from).flatMap(
      ({ tightening }) => (tightening.kind === 'retention' ? [tightening.years] : []),
    );
    if (years.length === 0) return row;
    const { day } = termOf(row.counted_from, row.year_end, { years: Math.max(...years), marginDays: 0 });
    return day > row.kept_until ? { ...row, kept_until: day, kept_by: 'own_rule' as const } : row;
  });
}
