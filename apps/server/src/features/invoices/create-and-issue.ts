import type { TenantInvoiceCreate } from '@scell/contract';
import type { Tx } from '../../platform/db/client-dialect.ts';
import type { Actor } from '../../platform/http/call.ts';
import type { Services } from '../../platform/services.ts';
import { type CreatedInvoice, createInvoice } from './create-invoice.ts';
import type { DocumentToFile } from './make-files.ts';
import type { Original } from './original.ts';
import { queueInvoiceMail } from './send-by-email.ts';
import { submitInvoice } from './submit-invoice.ts';

export interface CreatedOrIssued extends CreatedInvoice {
  /** What the files are made from, where the invoice was issued. */
  toFile: DocumentToFile | null;
}

/**
 * Creates a draft and, where the request wants it, issues it and queues its mail. A refusal of any of it is thrown, and
 * refuses everything: the draft goes with its transaction.
 */
export async function createAndIssue(
  tx: Tx,
  actor: Actor,
  services: Services,
  body: TenantInvoiceCreate,
  spell: (path: string) => string,
  original: Original | null,
): Promise<CreatedOrIssued> {
  const created = await createInvoice(tx, actor, services, body, spell, original);
  if (!created.isNew || body.send_immediately !== true) return { ...created, toFile: null };
  const { id } = created.invoice;
  const issued = await submitInvoice(tx, actor, services, id);
  if ('rejected' in issued) throw issued.rejected;
  if (body.send_via === 'email') await queueInvoiceMail(tx, actor, id, undefined);
  return { ...created, ...issued };
}
