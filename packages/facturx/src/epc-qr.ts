import { compare } from '@scell/core';
import type { Invoice } from '@scell/en16931';
import qrcode from 'qrcode-generator';
import { isCreditNote } from './document-type.ts';
import { isIban } from './format.ts';

/** EPC069-12 v3.1 §2: at most 331 bytes, so that version 13 with correction level M holds it. */
const MAX_BYTES = 331;
const MAX_AMOUNT = '999999999.99';
const MAX_NAME = 70;
const MAX_REMITTANCE = 140;

/**
 * The content of the SEPA credit transfer QR code (EPC069-12, version 002, UTF-8) that pays this invoice, or undefined
 * when there is nothing to pay in euros to an IBAN. The remittance is BT-83, else the invoice number.
 */
export function epcPayload(invoice: Invoice): string | undefined {
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
    if (utf8(payload).length <= MAX_BYTES) return payload;
  }
  return undefined;
}

/** Dark modules of a QR code with correction level M: `size` modules a side, and runs of `length` in a row. */
export interface QrCode {
  size: number;
  runs: { row: number; column: number; length: number }[];
}

/** Encodes a text in UTF-8. Throws when it exceeds the largest QR code. */
export function qrCode(text: string): QrCode {
  const code = qrcode(0, 'M');
  // The encoder takes one byte from each character.
  code.addData(String.fromCharCode(...utf8(text)), 'Byte');
  code.make();
  const size = code.getModuleCount();
  const runs: QrCode['runs'] = [];
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      if (!code.isDark(row, column)) continue;
      const start = column;
      while (column + 1 < size && code.isDark(row, column + 1)) column++;
      runs.push({ row, column: start, length: column - start + 1 });
    }
  }
  return { size, runs };
}

function oneLine(text: string, length: number): string {
  return [...text.replace(/\s+/g, ' ').trim()].slice(0, length).join('');
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
