import { compare } from '@scell/core';
import type { Invoice } from '@scell/en16931';
import { isCreditNote } from './document-type.ts';
import { isIban } from './format.ts';
import { QR_CAPACITY } from './qr-code.ts';

const MAX_AMOUNT = '999999999.99';
const MAX_NAME = 70;
const MAX_REMITTANCE = 140;

/**
 * The content of the SEPA credit transfer QR code (EPC069-12, version 002, UTF-8) that pays this invoice, or undefined
 * when there is nothing to pay in euros to an IBAN. The remittance is BT-83, else the invoice number.
 */
export function epcPayload(invoice: Invoice): Uint8Array | undefined {
  const transfer = invoice.payment?.creditTransfers?.find(({ account }) => isIban(account));
  const { due } = invoice.totals;
  if (transfer === undefined || invoice.currency !== 'EUR' || isCreditNote(invoice.typeCode))
    return undefined;
  if (compare(due, '0') <= 0 || compare(due, MAX_AMOUNT) > 0) return undefined;
  const name = transfer.accountName ?? invoice.payee?.name ?? invoice.seller.name;
  const remittance = oneLine(invoice.payment?.remittance ?? invoice.number, MAX_REMITTANCE);
  for (let length = MAX_NAME; length >= 20; length -= 10) {
    const lines = [
      'BCD',
      '002',
      '1',
      'SCT',
      transfer.provider ?? '',
      oneLine(name, length),
      transfer.account,
    ];
    const payload = [...lines, `EUR${due}`, '', '', remittance].join('\n');
    const bytes = new TextEncoder().encode(payload);
    if (bytes.length <= QR_CAPACITY) return bytes;
  }
  return undefined;
}

function oneLine(text: string, length: number): string {
  return [...text.replace(/\s+/g, ' ').trim()].slice(0, length).join('');
}
