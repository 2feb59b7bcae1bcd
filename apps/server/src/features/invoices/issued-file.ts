import type { Actor, BytesReply } from '../../platform/http/call.ts';
import type { Services } from '../../platform/services.ts';
import { deliverFile } from './deliver-file.ts';
import { fileReply } from './download-invoice.ts';
import { isIssued } from './issued.ts';
import { readFile } from './make-files.ts';
import { findInvoice } from './store.ts';

/**
 * A file of an issued invoice, made and kept when it is not there yet, with the CII that all its files say the same as. It is
 * entered as a delivery when it is what the caller gets, and not a link to it.
 * `undefined` for an invoice the caller may not see.
 */
export async function issuedFile(
  services: Services,
  actor: Actor,
  id: string,
  kind: 'facturx' | 'ubl' | 'cii',
  isDelivered: boolean,
): Promise<{ reply: BytesReply; cii: Uint8Array } | 'not-issued' | undefined> {
  const { environment, scope } = actor;
  const invoice = await services.databases[environment].withTenant(scope, (tx) =>
    findInvoice(tx, scope.tenantId, id),
  );
  if (invoice === undefined) return undefined;
  if (!isIssued(invoice)) return 'not-issued';
  const cii = await readFile(services, environment, scope, id, 'cii');
  const delivery = { by: isDelivered ? ('download' as const) : null, now: actor.now };
  const bytes = kind === 'cii' ? cii : await deliverFile(services, environment, scope, id, kind, delivery);
  if (cii === null) throw new Error(`invoice ${id} is issued and has no document`);
  return { reply: fileReply(bytes, kind, invoice.invoice_number), cii };
}
