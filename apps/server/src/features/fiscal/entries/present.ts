import type { FiscalEntry } from '@scell/contract';
import { moment } from '../../../platform/http/present.ts';
import { factsOf } from '../../../platform/ledger/facts-of.ts';
import type { EntryRow } from './store.ts';

/** What each type of entry is about. Files and reprints are of an issued document. */
const ENTITY: Record<FiscalEntry['entry_type'], FiscalEntry['entity_type']> = {
  invoice_created: 'invoice',
  credit_note_issued: 'credit_note',
  payment: 'payment',
  closing: 'closing',
  seal_key: 'chain',
  technical_event: 'technical_event',
  reprint: 'invoice',
  file_recorded: 'invoice',
};

/** The types of entries about a kind of thing. */
export function entryTypesOf(entity: FiscalEntry['entity_type']): FiscalEntry['entry_type'][] {
  return (Object.keys(ENTITY) as FiscalEntry['entry_type'][]).filter((type) => ENTITY[type] === entity);
}

/** The chains in which entries of a type stand, where that is not the fiscal ones. */
const CHAIN: Partial<Record<FiscalEntry['entry_type'], FiscalEntry['chain']>> = {
  technical_event: 'technical',
  reprint: 'reprint',
  file_recorded: 'archive',
};

/** The kind of chain to look in when none is named. */
export function chainOf(type: FiscalEntry['entry_type'] | undefined): FiscalEntry['chain'] {
  return (type === undefined ? undefined : CHAIN[type]) ?? 'fiscal';
}

export function presentEntry(row: EntryRow): FiscalEntry {
  const type = row.entry_type as FiscalEntry['entry_type'];
  return {
    id: row.id,
    tenant_id: row.tenant_id,
    sub_tenant_id: row.sub_tenant_id,
    chain_id: row.chain_id,
    chain: row.chain_kind,
    seller: row.seller,
    sequence_number: Number(row.position),
    entry_type: type,
    fiscal_date: inParis(row.recorded_at),
    entity_type: ENTITY[type],
    entity_id: row.subject_id,
    data_snapshot: factsOf(row.preimage),
    preimage: row.preimage,
    data_hash: prefixed(row.data_hash),
    previous_hash: prefixed(row.previous_hash),
    chain_hash: prefixed(row.chain_hash),
    seal:
      row.key_id === null || row.signature === null
        ? null
        : { key_id: row.key_id, signature: row.signature.toString('hex') },
    environment: row.environment,
    legal_status: 'donnee_fiscale',
    created_at: moment(row.recorded_at),
  };
}

function prefixed(hash: Buffer): string {
  return `sha256:${hash.toString('hex')}`;
}

/** The moment on the clock of Paris: its first ten characters are the fiscal day. */
function inParis(date: Date): string {
  return Temporal.Instant.fromEpochMilliseconds(date.getTime())
    .toZonedDateTimeISO('Europe/Paris')
    .toString({ timeZoneName: 'never', smallestUnit: 'second' });
}
