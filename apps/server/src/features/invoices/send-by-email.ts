import { ApiError, RESOURCES } from '@scell/contract';
import type { Tx } from '../../platform/db/client-dialect.ts';
import type { Environment } from '../../platform/environments.ts';
import { recordEvent } from '../../platform/events/record-event.ts';
import type { Actor } from '../../platform/http/call.ts';
import { notFound } from '../../platform/http/lists.ts';
import { recordReprint } from '../../platform/ledger/reprints.ts';
import {
  hasMailTo,
  lockUnentered,
  noteDelivery,
  type QueuedMail,
  queueMail,
  sendQueued,
} from '../../platform/mail/outbox.ts';
import type { Services } from '../../platform/services.ts';
import { findBuyerIfAny } from '../buyers/find-buyer.ts';
import { invoiceMail } from './invoice-mail.ts';
import { isIssued } from './issued.ts';
import { readFile } from './make-files.ts';
import { findInvoice, findIssuedDocument } from './store.ts';

/** The job that sends an invoice to its buyer. */
export const SEND_INVOICE_MAIL = 'invoice.mail';

/**
 * Queues the mail that brings an issued invoice to its buyer, and answers the address: the one given, else the
 * registered buyer's billing address, then its own, then the one the invoice kept. Unless `again`, an invoice that has a mail
 * to that address gets no second one.
 */
export async function queueInvoiceMail(
  tx: Tx,
  actor: Actor,
  id: string,
  given: string | undefined,
  { again = true }: { again?: boolean } = {},
): Promise<string> {
  const invoice = await findInvoice(tx, actor.scope.tenantId, id);
  if (invoice === undefined) throw notFound(RESOURCES.invoice);
  if (!isIssued(invoice)) throw new ApiError('INVOICE_NOT_ISSUED');
  const buyer = invoice.buyer_id === null ? undefined : await findBuyerIfAny(tx, actor, invoice.buyer_id);
  const recipient = given ?? buyer?.billing_email ?? buyer?.email ?? invoice.buyer_email;
  const document = await findIssuedDocument(tx, actor.scope.tenantId, id);
  if (document?.erased_at != null) throw new ApiError('DOCUMENT_ERASED');
  if (recipient == null) throw new ApiError('BUYER_HAS_NO_EMAIL');
  if (!again && (await hasMailTo(tx, actor.scope.tenantId, id, recipient))) return recipient;
  await queueMail(tx, actor, SEND_INVOICE_MAIL, {
    subjectType: 'invoice',
    subjectId: id,
    subTenantId: invoice.sub_tenant_id,
    recipient,
    message: { kind: 'invoice' },
  });
  await recordEvent(
    tx,
    actor,
    {
      subjectType: 'invoice',
      subjectId: id,
      type: 'invoice.sent_by_email',
      details: 'Facture envoyée par courriel',
      data: {},
    },
    invoice.sub_tenant_id,
  );
  return recipient;
}

/** Sends a queued invoice mail with the Factur-X PDF. */
export function sendInvoiceMail(
  services: Services,
  environment: Environment,
  tenantId: string,
  mailId: string,
): Promise<void> {
  const db = services.databases[environment];
  return sendQueued(db, services.mailer, new Date(services.clock()), { tenantId, mailId }, async (mail) => {
    const invoice = await db.withTenant({ tenantId }, (tx) => findInvoice(tx, tenantId, mail.subject_id));
    const pdf = await readFile(services, environment, { tenantId }, mail.subject_id, 'facturx');
    if (invoice === undefined || pdf === null)
      throw new Error(`invoice ${mail.subject_id} has no document to send`);
    await enterDelivery(services, environment, mail);
    return invoiceMail(invoice, mail.recipient, Buffer.from(pdf));
  });
}

/** A mail is one delivery, however often its sending is tried: entered before the first time. */
function enterDelivery(services: Services, environment: Environment, mail: QueuedMail): Promise<void> {
  const { tenant_id: tenantId, id } = mail;
  return services.databases[environment].withTenant({ tenantId }, async (tx) => {
    if (!(await lockUnentered(tx, tenantId, id))) return;
    const copy = await recordReprint(tx, tenantId, mail.subject_id, 'email', new Date(services.clock()));
    await noteDelivery(tx, tenantId, id, copy);
  });
}
