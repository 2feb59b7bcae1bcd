import type { EventName } from '@scell/contract';
import type { Tx } from '../../../platform/db/client-dialect.ts';
import { recordEvent } from '../../../platform/events/record-event.ts';
import type { Actor } from '../../../platform/http/call.ts';
import { enqueue } from '../../../platform/jobs/enqueue.ts';
import { openChain } from '../../fiscal/closings/open-chain.ts';
import { sellerKey } from '../../invoices/number.ts';
import { MIRROR_COMPANY } from '../mirror-company.ts';
import { type Company, updateCompany } from '../store.ts';
import { findOpen, setTimer, updateVerification, type Verification } from './store.ts';

/** Who concludes: a caller, the operator, or the program by itself. */
export type Concluder = Omit<Parameters<typeof recordEvent>[1], 'scope'> &
  Pick<Actor, 'scope' | 'environment'>;

/** Records that a company is who it says: it may issue, and a verification of it that is open is over. */
export async function approveCompany(
  tx: Tx,
  actor: Concluder,
  company: Company,
  reference: string | null,
): Promise<Company> {
  const open = await close(tx, actor, company, 'approved', null);
  const known = reference ?? open?.reference ?? null;
  const verified = await updateCompany(tx, company.tenant_id, company.id, {
    status: 'active',
    kyc_completed_at: actor.now,
    kyc_reference: known,
    updated_at: actor.now,
  });
  if (actor.environment === 'production') {
    // From now on its empty days are closed too.
    await openChain(tx, actor, company.sub_tenant_id, sellerKey({ ...verified, company_id: company.id }));
    await enqueue(tx, MIRROR_COMPANY, { tenant_id: company.tenant_id, company_id: company.id });
  }
  await note(tx, actor, company, 'company.verified', 'Société vérifiée', { reference: known });
  return verified;
}

/** Ends the open verification of a company with a no; it stays as it is and may ask again. `null`: none is open. */
export async function refuseCompany(
  tx: Tx,
  actor: Concluder,
  company: Company,
  reason: string | null,
): Promise<Verification | null> {
  const refused = await close(tx, actor, company, 'refused', reason);
  if (refused !== null)
    await note(tx, actor, company, 'company.verification_refused', 'Vérification de la société refusée', {
      reference: refused.reference,
      reason,
    });
  return refused;
}

/** Ends the open verification of a company that is another one now, or none any more. */
export async function dropVerification(tx: Tx, actor: Concluder, company: Company): Promise<void> {
  await close(tx, actor, company, 'cancelled', null);
}

async function close(
  tx: Tx,
  { now }: Concluder,
  company: Company,
  status: 'approved' | 'refused' | 'cancelled',
  reason: string | null,
): Promise<Verification | null> {
  const open = await findOpen(tx, company.tenant_id, company.id);
  if (open === undefined) return null;
  await setTimer(tx, open, null);
  return updateVerification(tx, open, { status, reason, updated_at: now, completed_at: now });
}

function note(
  tx: Tx,
  actor: Concluder,
  company: Company,
  type: EventName,
  details: string,
  data: Record<string, unknown>,
): Promise<void> {
  const event = { subjectType: 'company', subjectId: company.id, type, details, data } as const;
  return recordEvent(tx, actor, event, company.sub_tenant_id);
}
