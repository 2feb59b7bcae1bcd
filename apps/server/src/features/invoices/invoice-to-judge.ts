import { RESOURCES } from '@scell/contract';
import type { Actor } from '../../platform/http/call.ts';
import { notFound } from '../../platform/http/lists.ts';
import type { Services } from '../../platform/services.ts';
import { isIssued } from './issued.ts';
import { ruleSetsOf, xmlOfDraft } from './judged-xml.ts';
import { readFile } from './make-files.ts';
import { findInvoice } from './store.ts';

/** A document to be judged, and the rules that are meant for it; `null` where it announces them itself. */
export interface InvoiceToJudge {
  bytes: Uint8Array;
  name: string;
  rules: string[] | null;
}

/** An invoice of the account: its file in its output format once it is issued, before that the XML it would become. */
export async function invoiceToJudge(services: Services, actor: Actor, id: string): Promise<InvoiceToJudge> {
  const { tenantId } = actor.scope;
  const invoice = await services.databases[actor.environment].withTenant(actor.scope, (tx) =>
    findInvoice(tx, tenantId, id),
  );
  if (invoice === undefined) throw notFound(RESOURCES.invoice);
  const { content, output_format: format } = invoice;
  const rules = ruleSetsOf(content);
  const name = invoice.invoice_number ?? invoice.draft_number;
  if (!isIssued(invoice)) {
    const xml = xmlOfDraft(content, format === 'ubl' ? 'ubl' : 'cii');
    return { bytes: new TextEncoder().encode(xml), name: `${name}.xml`, rules };
  }
  const bytes = await readFile(services, actor.environment, actor.scope, id, format);
  if (bytes === null) throw new Error(`invoice ${id} is issued and has no document`);
  return { bytes, name: `${name}.${format === 'facturx' ? 'pdf' : 'xml'}`, rules };
}
