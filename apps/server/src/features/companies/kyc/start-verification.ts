import { ApiError } from '@scell/contract';
import type { Tx } from '../../../platform/db/client-dialect.ts';
import { recordEvent } from '../../../platform/events/record-event.ts';
import type { Actor } from '../../../platform/http/call.ts';
import { checkPartyIdentifiers } from '../../invoices/check-identifiers.ts';
import { requireCompanyToChange } from '../find-company.ts';
import type { Company } from '../store.ts';
import { kycProviderOf } from './provider.ts';
import { findLatest, findOpen, insertVerification, setTimer, type Verification } from './store.ts';

/**
 * Starts the verification of a company, which must hold as live asks; the one that is open goes on instead, and a verified company
 * stays as it is. `verification` is the latest one, `null` for a company that was verified without any.
 */
export async function startVerification(
  tx: Tx,
  actor: Actor,
  companyId: string,
): Promise<{ company: Company; verification: Verification | null; started: boolean }> {
  const company = await requireCompanyToChange(tx, actor, companyId);
  const { tenant_id: tenantId, sub_tenant_id: subTenantId } = company;
  if (company.status === 'suspended') throw new ApiError('COMPANY_SUSPENDED');
  const before = (await findOpen(tx, tenantId, companyId)) ?? null;
  if (before !== null || company.kyc_completed_at !== null) {
    const verification = before ?? (await findLatest(tx, tenantId, companyId)) ?? null;
    return { company, verification, started: false };
  }

  checkPartyIdentifiers(actor.environment, company, '', (path) => path);
  const provider = kycProviderOf(actor.environment);
  const { status, waitMs } = provider.first;
  const id = actor.newId();
  const verification = await insertVerification(tx, {
    tenant_id: tenantId,
    id,
    sub_tenant_id: subTenantId,
    company_id: companyId,
    provider: provider.name,
    reference: `KYC-${id.replaceAll('-', '').slice(-12).toUpperCase()}`,
    status,
    reason: null,
    started_at: actor.now,
    updated_at: actor.now,
    completed_at: null,
  });
  if (waitMs !== null) await setTimer(tx, verification, new Date(actor.now.getTime() + waitMs));
  await recordEvent(
    tx,
    actor,
    {
      subjectType: 'company',
      subjectId: companyId,
      type: 'company.verification_started',
      details: 'Vérification de la société demandée',
      data: { reference: verification.reference, provider: provider.name },
    },
    subTenantId,
  );
  return { company, verification, started: true };
}
