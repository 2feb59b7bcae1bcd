import type { Language, ReliableTrail } from '@scell/contract';
import { moment } from '../../../platform/http/present.ts';
import type { Trail } from './read-trail.ts';

const digest = (hash: Buffer) => `sha256:${hash.toString('hex')}`;

/** The trail as the API shows it. Amounts are the texts that are stored. */
export function presentTrail(trail: Trail, language: Language, now: Date): ReliableTrail {
  const { document, seller } = trail;
  return {
    invoice: {
      id: trail.id,
      number: trail.number,
      type_code: document.typeCode,
      issue_date: document.issueDate,
      due_date: document.dueDate,
      status: trail.status,
      currency: document.currency,
      total_ht: document.totals.withoutVat,
      total_tax: document.totals.vat ?? '0',
      total_ttc: document.totals.withVat,
      seller_name: seller.name,
      seller_identifier: seller.identifier,
      buyer_name: document.buyer?.name ?? null,
      buyer_identifier: document.buyer?.identifier ?? null,
      recorded_at: moment(trail.recordedAt),
    },
    references: document.references.map(({ term, name, value, line }) => ({
      term,
      name: name[language],
      value,
      line,
    })),
    related_documents: trail.related.map(({ relation, number, issueDate, typeCode, id }) => ({
      relation,
      number,
      issue_date: issueDate,
      type_code: typeCode,
      id,
    })),
    payments: trail.payments.map(({ id, amount, currency, means_code, reference, paid_at, recorded_at }) => ({
      id,
      amount,
      currency,
      means_code,
      reference,
      paid_at: moment(paid_at),
      recorded_at: moment(recorded_at),
    })),
    ledger_entries: trail.entries.map((entry) => ({
      chain_id: entry.chain_id,
      chain_kind: entry.chain_kind,
      position: entry.position,
      entry_type: entry.entry_type,
      recorded_at: moment(entry.recorded_at),
      data_hash: digest(entry.data_hash),
      previous_hash: digest(entry.previous_hash),
      chain_hash: digest(entry.chain_hash),
      intact: entry.intact,
      sealed: entry.sealed,
      seal_key_id: entry.key_id,
    })),
    files: trail.files.map(({ kind, sha256, size, made_by, created_at }) => ({
      kind,
      sha256: digest(sha256),
      size,
      made_by,
      created_at: moment(created_at),
    })),
    mails: trail.mails.map(({ recipient, status, created_at, sent_at }) => ({
      recipient,
      status,
      created_at: moment(created_at),
      sent_at: moment(sent_at),
    })),
    chronology: trail.chronology.map(({ at, kind, what, by }) => ({
      at: moment(at),
      kind,
      what: what[language],
      by,
    })),
    integrity_valid: trail.intact,
    generated_at: moment(now),
  };
}
