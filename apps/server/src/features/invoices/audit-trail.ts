import { createHash } from 'node:crypto';
import { type AuditTrail, RESOURCES } from '@scell/contract';
import { readEntry } from '@scell/ledger';
import type { Tx } from '../../platform/db/client-dialect.ts';
import type { Actor } from '../../platform/http/call.ts';
import { notFound } from '../../platform/http/lists.ts';
import { moment } from '../../platform/http/present.ts';
import { findFiscalEntry, findInvoice, findIssuedDocument, listTrail } from './store.ts';

/**
 * Everything that happened to an invoice, and whether that still proves itself: the events follow each other without a
 * gap and bear the hashes they were written with; an issued invoice has its fiscal entry, whose hashes hold and whose
 * document hash is that of the document kept.
 */
export async function auditTrail(tx: Tx, actor: Actor, id: string): Promise<AuditTrail> {
  const { tenantId } = actor.scope;
  const invoice = await findInvoice(tx, tenantId, id);
  if (invoice === undefined) throw notFound(RESOURCES.invoice);
  const events = await listTrail(tx, tenantId, id);
  const eventsHold = events.length > 0 && events.every(({ intact }) => intact);
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
    integrity_valid:
      eventsHold &&
      (invoice.status === 'draft' || (await issueHolds(tx, tenantId, id, invoice.invoice_number))),
  };
}

async function issueHolds(tx: Tx, tenantId: string, id: string, number: string | null): Promise<boolean> {
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
  const documentHash = createHash('sha256').update(document.salt).update(document.document).digest('hex');
  return (
    preimage !== null &&
    preimage.number === number &&
    preimage.subject_id === id &&
    preimage.document_hash === documentHash
  );
}
