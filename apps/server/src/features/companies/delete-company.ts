import { ApiError } from '@scell/contract';
import type { Tx } from '../../platform/db/client-dialect.ts';
import { recordEvent } from '../../platform/events/record-event.ts';
import type { Actor } from '../../platform/http/call.ts';
import { enqueue } from '../../platform/jobs/enqueue.ts';
import { defaultCompanyOf } from '../tenants/sandbox-default.ts';
import { requireCompanyToChange } from './find-company.ts';
import { dropVerification } from './kyc/conclude.ts';
import { MIRROR_COMPANY } from './mirror-company.ts';
import { companyIsUsed, updateCompany } from './store.ts';

/** Takes a company off the lists; one that an invoice names, or that is the default issuer, stays. */
export async function deleteCompany(tx: Tx, actor: Actor, id: string): Promise<void> {
  const company = await requireCompanyToChange(tx, actor, id);
  const defaults = [actor.principal.defaultCompanyId, await defaultCompanyOf(tx, actor)];
  if (defaults.includes(id) || (await companyIsUsed(tx, actor.scope.tenantId, id)))
    throw new ApiError('COMPANY_IN_USE');
  await dropVerification(tx, actor, company);
  await updateCompany(tx, actor.scope.tenantId, id, { deleted_at: actor.now, updated_at: actor.now });
  await recordEvent(
    tx,
    actor,
    {
      subjectType: 'company',
      subjectId: id,
      type: 'company.deleted',
      details: 'Société supprimée',
      data: {},
    },
    company.sub_tenant_id,
  );
  if (actor.environment === 'production')
    await enqueue(tx, MIRROR_COMPANY, { tenant_id: company.tenant_id, company_id: id });
}
