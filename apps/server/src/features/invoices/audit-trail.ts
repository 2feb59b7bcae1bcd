import { createHash } from 'node:crypto';
import { type AuditTrail, RESOURCES } from '@scell/contract';
import { readEntry } from '@scell/ledger';
import type { Tx } from '../../platform/db/client-dialect.ts';
import type { Actor } from '../../platform/http/call.ts';
import { notFound } from '../../platform/http/lists.ts';
import { moment } from '../../platform/http/present.ts';
import { factsOf } from '../../platform/ledger/facts-of.ts';
import { isIssued } from './issued.ts';
import type { UnnumberedInvoice } from './semantic.ts';
import {
  findFiscalEntry,
  findInvoice,
  findIssuedDocument,
  hasErasureEntry,
  type InvoiceRow,
  listTrail,
} from './store.ts';

/**
 * Everything that happened to an invoice, and whether that still proves itself: the events follow each other without a
 * gap, bear the hashes they were written with and tell of the status; an issued invoice has its fiscal entry, whose
 * hashes hold and whose document hash is that of the document kept; and what is shown has the document's number and
 * totals.
 */
export async function auditTrail(tx: Tx, actor: Actor, id: string): Promise<AuditTrail> {
  const { tenantId } = actor.scope;
  const invoice = await findInvoice(tx, tenantId, id);
  if (invoice === undefined) throw notFound(RESOURCES.invoice);
  const events = await listTrail(tx, tenantId, id);
  const told = new Set(events.map(({ type }) => type));
  const eventsHold =
    events.every(({ intact }) => intact) &&
    told.has('invoice.created') &&
    (!isIssued(invoice) || told.has('invoice.validated')) &&
    (invoice.status !== 'rejected' || told.has('invoice.rejected')) &&
    told.has('invoice.paid') === (invoice.status === 'paid');
  return {
    data: events.map((event) => ({
      action: event.type,
      event: event.type,
      details: event.details,
      actor: event.actor,
      actor_ip: event.actor_ip,
      created_at: moment(event.created_at),
      performed_at: moment(event.created_at),
    })),
    integrity_valid: eventsHold && (!isIssued(invoice) || (await issueHolds(tx, tenantId, invoice))),
  };
}

async function issueHolds(tx: Tx, tenantId: string, invoice: InvoiceRow): Promise<boolean> {
  const { id, invoice_number: number, content } = invoice;
  const document = await findIssuedDocument(tx, tenantId, id);
  const entry = await findFiscalEntry(tx, tenantId, id);
  if (document === undefined || entry === undefined || document.number !== number) return false;
  const preimage = readEntry(
    {
      preimage: entry.preimage,
      dataHash: entry.data_hash,
      previousHash: entry.previous_hash,
      chainHash: entry.chain_hash,
    },
    (bytes) => createHash('sha256').update(bytes).digest(),
  );
  if (preimage === null || preimage.number !== number || preimage.subject_id !== id) return false;
  const erased = document.erased_at !== null;
  const hash = createHash('sha256').update(document.salt).update(document.document).digest('hex');
  if (!erased && preimage.document_hash !== hash) return false;
  // An entry repeats the totals of its document word for word.
  const { totals } = (erased ? preimage : factsOf(document.document)) as Partial<UnnumberedInvoice>;
  const shownAsIssued =
    totals !== undefined &&
    totals.withoutVat === content.totals.total_ht &&
    totals.vat === content.totals.total_tax &&
    totals.withVat === content.totals.total_ttc;
  if (!shownAsIssued) return false;
  // What was lawfully erased leaves its hash in the chain, and a trace in the journal of technical events.
  return !erased || hasErasureEntry(tx, tenantId, id);
}
