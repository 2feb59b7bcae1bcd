import type { BodyOf, sendTenantInvoice } from '@scell/contract';
import type { Tx } from '../../platform/db/client-dialect.ts';
import type { Actor } from '../../platform/http/call.ts';
import type { Services } from '../../platform/services.ts';
import { queueInvoiceMail } from './send-by-email.ts';
import { type RejectedInvoice, type SubmittedInvoice, submitInvoice } from './submit-invoice.ts';

/**
 * Issues a draft and mails it to its buyer, in one transaction: without an address nothing is issued. A second call finds
 * the invoice issued and, at the same address, its mail queued: clients repeat what they got no answer to.
 */
export async function sendInvoice(
  tx: Tx,
  actor: Actor,
  services: Services,
  id: string,
  { email }: Pick<BodyOf<typeof sendTenantInvoice>, 'email'>,
): Promise<SubmittedInvoice | RejectedInvoice> {
  const submitted = await submitInvoice(tx, actor, services, id);
  if (!('rejected' in submitted)) await queueInvoiceMail(tx, actor, id, email, { again: false });
  return submitted;
}
