import { compare } from '@scell/core';
import { type Invoice, isCreditNoteType } from '@scell/en16931';
import { isIban } from './format.ts';
import { QR_CAPACITY } from './qr-code.ts';

const MAX_AMOUNT = '999999999.99';
const MAX_NAME = 70;
// Names are shortened rather than the code given up; a bank matches the account, and this much shows whose it is.
const MIN_NAME = 20;
const MAX_REMITTANCE = 140;

/**
 * The content of the SEPA credit transfer QR code (EPC069-12, version 002, UTF-8) that pays this invoice, or undefined
 * when there is nothing to pay in euros to an IBAN. The remittance is BT-83, else the invoice number,
 * also when BT-83 is too long for the code: it is never cut.
 */
export function epcPayload(invoice: Invoice): Uint8Array | undefined {
  const transfer = invoice.payment?.creditTransfers?.find(({ account }) => isIban(account));
  const { due } = invoice.totals;
  if (transfer === undefined || invoice.currency !== 'EUR' || isCreditNoteType(invoice.typeCode))
    return undefined;
  if (compare(due, '0') <= 0 || compare(due, MAX_AMOUNT) > 0) return undefined;
  // Version 002 does without a BIC; a malformed one would make banking programs refuse the code.
  const bic = /^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$/.test(transfer.provider ?? '')
    ? transfer.provider
    : '';
  const name = transfer.accountName ?? invoice.payee?.name ?? invoice.seller.name;
  const remittances = [invoice.payment?.remittance, invoice.number].map((text) => oneLine(text ?? ''));
  for (const remittance of remittances) {
    if (remittance === '' || [...remittance].length > MAX_REMITTANCE) continue;
    for (let length = MAX_NAME; length >= MIN_NAME; length -= 10) {
      const head = ['BCD', '002', '1', 'SCT', bic, cut(name, length), transfer.account];
      const bytes = new TextEncoder().encode([...head, `EUR${due}`, '', '', remittance].join('\n'));
      if (bytes.length <= QR_CAPACITY) return bytes;
    }
  }
  return undefined;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function cut(text: string, length: number): string {
  return [...oneLine(text)].slice(0, length).join('');
}
