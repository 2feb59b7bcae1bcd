/** Attachments (BT-125) whose bytes are not what their type says. */
import { attribute } from '@scell/syntax';
import type { StrictJudge } from './reading.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

export const judgeAttachments: StrictJudge = (reading, warn) => {
  for (const node of reading.all('ram:AttachmentBinaryObject', 'cbc:EmbeddedDocumentBinaryObject')) {
    const type = attribute(node, 'mimeCode')?.trim().toLowerCase() ?? '';
    const base64 = node.text.replace(/[\s]+/g, '');
    if (base64 === '' || base64.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(base64)) {
      warn('SCELL-ATTACHMENT', node, { found: base64.slice(0, 40) });
      continue;
    }
    const found = kindOf(firstBytes(base64));
    const expected = KINDS.get(type);
    if (expected !== undefined && found !== expected)
      warn('SCELL-ATTACHMENT-TYPE', node, { found: found ?? '?', expected: type });
  }
};

/** The types of BR-CL-24 by what their bytes begin with. */
const KINDS: ReadonlyMap<string, Kind> = new Map([
  ['application/pdf', 'PDF'],
  ['image/png', 'PNG'],
  ['image/jpeg', 'JPEG'],
  ['text/csv', 'text'],
  ['text/xml', 'text'],
  ['application/xml', 'text'],
  ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'ZIP'],
  ['application/vnd.oasis.opendocument.spreadsheet', 'ZIP'],
]);

type Kind = 'PDF' | 'PNG' | 'JPEG' | 'ZIP' | 'text';

const SIGNATURES: readonly (readonly [Kind, readonly number[]])[] = [
  ['PDF', [0x25, 0x50, 0x44, 0x46]],
  ['PNG', [0x89, 0x50, 0x4e, 0x47]],
  ['JPEG', [0xff, 0xd8, 0xff]],
  ['ZIP', [0x50, 0x4b]],
];

/** Text has no zero byte, whatever its encoding of one byte a character or UTF-8. */
function kindOf(bytes: readonly number[]): Kind | undefined {
  const known = SIGNATURES.find(([, signature]) => signature.every((byte, index) => bytes[index] === byte));
  return known?.[0] ?? (bytes.includes(0) ? undefined : 'text');
}

/** The first bytes of a file, twelve at most. */
function firstBytes(base64: string): number[] {
  const bytes: number[] = [];
  const digits = Array.from(base64.slice(0, 16).replaceAll('=', ''), (digit) => ALPHABET.indexOf(digit));
  let bits = 0;
  let held = 0;
  for (const digit of digits) {
    held = ((held << 6) | digit) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((held >> bits) & 0xff);
  }
  return bytes;
}
