import { type AccountPlan, type AccountRule, DEFAULT_PLAN } from '@scell/ledger';
import type { Tx } from '../../../platform/db/client-dialect.ts';
import type { AccountRow } from '../../../platform/db/schema.ts';
import { type CompanyAccountsRow, findAccounts } from './store.ts';

/** How each of the companies books. A company that said nothing books by the defaults. */
export async function accountPlansOf(
  tx: Tx,
  tenantId: string,
  companyIds: readonly string[],
): Promise<(companyId: string) => AccountPlan> {
  const rows = companyIds.length === 0 ? [] : await findAccounts(tx, tenantId, companyIds);
  const plans = new Map(rows.map((row) => [row.company_id, planOf(row)]));
  return (companyId) => plans.get(companyId) ?? DEFAULT_PLAN;
}

/** What a row says. */
export function planOf({
  journals,
  accounts,
}: Pick<CompanyAccountsRow, 'journals' | 'accounts'>): AccountPlan {
  return { journals: { ...DEFAULT_PLAN.journals, ...journals }, own: accounts.map(ruleOf) };
}

function ruleOf({
  use,
  kind,
  vat_category,
  vat_rate,
  payment_means,
  account,
  label,
}: AccountRow): AccountRule {
  return {
    use,
    kind,
    vatCategory: vat_category,
    vatRate: vat_rate,
    paymentMeans: payment_means,
    account,
    label,
  };
}
