import { ApiError } from '@scell/contract';
import { uuidv7 } from '@scell/core';
import type { Tx } from '../../../platform/db/client-dialect.ts';
import type { Environment } from '../../../platform/environments.ts';
import type { Actor } from '../../../platform/http/call.ts';
import type { Services } from '../../../platform/services.ts';
import { requireCompanyToChange } from '../find-company.ts';
import { type Company, lockCompany } from '../store.ts';
import { approveCompany, type Concluder, refuseCompany } from './conclude.ts';
import { kycProviderOf, type Outcome } from './provider.ts';
import { findOpen, findVerification, setTimer, updateVerification, type Verification } from './store.ts';

/** Takes the open verification of a sandbox company one step further at once, or ends it as wished. */
export async function advanceVerification(
  tx: Tx,
  actor: Actor,
  companyId: string,
  wish: { outcome?: Outcome | undefined; reason?: string | undefined },
): Promise<void> {
  const company = await requireCompanyToChange(tx, actor, companyId);
  if (actor.environment !== 'sandbox') throw new ApiError('SANDBOX_ONLY');
  const open = await findOpen(tx, company.tenant_id, companyId);
  if (open === undefined) throw new ApiError('KYC_NOT_OPEN');
  if (wish.outcome === 'approved') await approveCompany(tx, actor, company, null);
  else if (wish.outcome === 'refused') await refuseCompany(tx, actor, company, wish.reason ?? null);
  else await step(tx, actor, company, open);
}

/**
 * What is done when the timer of a verification is due. A verification that is over, or was taken further by command meanwhile, is
 * left as it is.
 */
export async function advanceDue(
  services: Services,
  environment: Environment,
  tenantId: string,
  verificationId: string,
): Promise<void> {
  const now = new Date(services.clock());
  const program: Concluder = {
    by: 'worker',
    scope: { tenantId },
    environment,
    ip: null,
    requestId: null,
    now,
    newId: () => uuidv7(now.getTime(), services.random),
  };
  await services.databases[environment].withTenant({ tenantId }, async (tx) => {
    const named = await findVerification(tx, tenantId, verificationId);
    // The company first, as everywhere: two steps at once follow each other.
    const company = named && (await lockCompany(tx, tenantId, named.company_id));
    const open = company && (await findOpen(tx, tenantId, company.id));
    if (company === undefined || open?.id !== verificationId)
      return setTimer(tx, { tenant_id: tenantId, id: verificationId }, null);
    await step(tx, program, company, open);
  });
}

async function step(tx: Tx, actor: Concluder, company: Company, open: Verification): Promise<void> {
  const next = kycProviderOf(actor.environment).next(open);
  if (next === null) return setTimer(tx, open, null);
  if (next.status === 'approved') {
    await approveCompany(tx, actor, company, null);
    return;
  }
  await updateVerification(tx, open, { status: next.status, updated_at: actor.now });
  await setTimer(tx, open, next.waitMs === null ? null : new Date(actor.now.getTime() + next.waitMs));
}
