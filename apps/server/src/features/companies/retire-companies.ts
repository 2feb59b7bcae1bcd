import type { Tx } from '../../platform/db/client-dialect.ts';
import { recordEvent } from '../../platform/events/record-event.ts';
import type { Actor } from '../../platform/http/call.ts';
import { enqueue } from '../../platform/jobs/enqueue.ts';
import { dropVerification } from './kyc/conclude.ts';
import { MIRROR_COMPANY } from './mirror-company.ts';
import { companiesOf, updateCompany } from './store.ts';

/**
 * Takes the companies of a sub-tenant off the lists, for whoever deletes it and has made sure that it issued nothing. Answers
 * how many; with `dryRun`, how many there are.
 */
export async function retireCompanies(
  tx: Tx,
  actor: Actor,
  subTenantId: string,
  { dryRun }: { dryRun: boolean },
): Promise<number> {
  const { tenantId } = actor.scope;
  const companies = await companiesOf(tx, tenantId, subTenantId);
  for (const company of dryRun ? [] : companies) {
    const { id } = company;
    await dropVerification(tx, actor, company);
    await updateCompany(tx, tenantId, id, { deleted_at: actor.now, updated_at: actor.now });
    await recordEvent(
      tx,
      actor,
      {
        subjectType: 'company',
        subjectId: id,
        type: 'company.deleted',
        details: 'Société supprimée avec son sous-compte',
        data: {},
      },
      subTenantId,
    );
    if (actor.environment === 'production')
      await enqueue(tx, MIRROR_COMPANY, { tenant_id: tenantId, company_id: id });
  }
  return companies.length;
}
