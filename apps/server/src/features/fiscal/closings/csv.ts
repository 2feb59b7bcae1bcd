import { cents, subtract } from '@scell/core';
import { csvLine } from '../../../platform/csv.ts';
import type { ClosedDocument, Closing } from './store.ts';

const TYPES: Readonly<Record<string, string>> = {
  invoice_created: 'invoice',
  credit_note_issued: 'credit_note',
};

/**
 * The documents of a closing as CSV (RFC 4180, UTF-8): number, kind, moment of recording in Paris, date of the document
 * (BT-2), total without VAT (BT-109, a credit note's is negative); then the total, one line a currency.
 */
export function closingCsv(closing: Closing, documents: readonly ClosedDocument[]): Buffer {
  const lines = [['increment_id', 'type', 'saving_date', 'document_date', 'total_excl_tax']];
  for (const { entry_type, preimage, recorded_at } of documents) {
    const facts = JSON.parse(preimage) as {
      number: string;
      issue_date: string;
      totals: { withoutVat: string };
    };
    const amount = facts.totals.withoutVat;
    lines.push([
      facts.number,
      TYPES[entry_type] ?? entry_type,
      parisTime(recorded_at),
      facts.issue_date,
      cents(entry_type === 'credit_note_issued' ? subtract('0', amount) : amount),
    ]);
  }
  const { totals } = closing;
  if (totals.length <= 1) lines.push(['Total', '', '', '', totals[0]?.total_excl_tax ?? '0.00']);
  else
    for (const { currency, total_excl_tax } of totals)
      lines.push([`Total ${currency}`, '', '', '', total_excl_tax]);
  return Buffer.from(lines.map(csvLine).join(''));
}

function parisTime(moment: Date): string {
  return Temporal.Instant.fromEpochMilliseconds(moment.getTime())
    .toZonedDateTimeISO('Europe/Paris')
    .toString({ timeZoneName: 'never', smallestUnit: 'second' });
}
