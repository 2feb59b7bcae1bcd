import type { CompanyAccounts } from '@scell/contract';
import * as contract from '@scell/contract';
import { type AccountRule, DEFAULT_ACCOUNTS, DEFAULT_PLAN } from '@scell/ledger';
import { recordEvent } from '../../../platform/events/record-event.ts';
import { ok } from '../../../platform/http/call.ts';
import { moment, presentWarnings } from '../../../platform/http/present.ts';
import { route } from '../../../platform/http/route.ts';
import { requireCompany, requireCompanyToChange } from '../../companies/find-company.ts';
import { planOf } from './account-plan.ts';
import { type CompanyAccountsRow, findAccounts, replaceAccounts } from './store.ts';

export const accountRoutes = [
  route(contract.getCompanyAccounts, async (call) =>
    ok({
      data: await call.db.withTenant(call.scope, async (tx) => {
        const { id } = await requireCompany(tx, call, call.params.id);
        const [row] = await findAccounts(tx, call.scope.tenantId, [id]);
        return present(id, row);
      }),
    }),
  ),

  route(contract.updateCompanyAccounts, async (call) => {
    const { accounts, journals = {} } = call.body;
    const data = await call.db.withTenant(call.scope, async (tx) => {
      const company = await requireCompanyToChange(tx, call, call.params.id);
      const row = await replaceAccounts(tx, {
        tenant_id: company.tenant_id,
        company_id: company.id,
        sub_tenant_id: company.sub_tenant_id,
        journals: JSON.stringify(journals),
        accounts: JSON.stringify(accounts),
        updated_at: call.now,
      });
      await recordEvent(
        tx,
        call,
        {
          subjectType: 'company',
          subjectId: company.id,
          type: 'company.updated',
          details: 'Plan de comptes de la société modifié',
          data: { fields: ['accounts', ...(call.body.journals === undefined ? [] : ['journals'])] },
        },
        company.sub_tenant_id,
      );
      return present(company.id, row);
    });
    return ok({
      message: { fr: 'Plan de comptes enregistré.', en: 'Accounts saved.' }[call.language],
      data,
      warnings: presentWarnings(call.warnings, call.language),
    });
  }),
];

function present(companyId: string, row: CompanyAccountsRow | undefined): CompanyAccounts {
  const { journals, own } = row === undefined ? DEFAULT_PLAN : planOf(row);
  return {
    company_id: companyId,
    journals,
    accounts: [
      ...own.map((rule) => presentRule(rule, false)),
      ...DEFAULT_ACCOUNTS.map((rule) => presentRule(rule, true)),
    ],
    updated_at: row === undefined ? null : moment(row.updated_at),
  };
}

function presentRule(rule: AccountRule, isDefault: boolean): CompanyAccounts['accounts'][number] {
  return {
    use: rule.use,
    kind: rule.kind ?? null,
    vat_category: (rule.vatCategory ?? null) as CompanyAccounts['accounts'][number]['vat_category'],
    vat_rate: rule.vatRate === undefined ? null : Number(rule.vatRate),
    payment_means: rule.paymentMeans ?? null,
    account: rule.account,
    label: rule.label,
    is_default: isDefault,
  };
}
