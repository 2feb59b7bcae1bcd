import type { IsoDate } from '@scell/en16931';
import { COLUMNS } from './columns.ts';
import type { Entry, EntryLine } from './entry.ts';
import { encodeLatin9 } from './iso-8859-15.ts';
import { absolute, amountText } from './money.ts';

/** What a file may look like: all that LPF art. A47 A-1, VII and XII, admit for a flat file. */
export interface FecForm {
  separator: 'tab' | 'pipe';
  lineEnd: 'crlf' | 'lf';
  encoding: 'utf-8' | 'iso-8859-15';
}

export const FEC_FORM: FecForm = { separator: 'tab', lineEnd: 'crlf', encoding: 'utf-8' };

/** The flat file of the entries, part by part: a line of names, then one a line of entry. UTF-8 has no byte order mark. */
export function* writeFec(entries: Iterable<Entry>, form: FecForm): Generator<Uint8Array> {
  const separator = form.separator === 'tab' ? '\t' : '|';
  const end = form.lineEnd === 'crlf' ? '\r\n' : '\n';
  const encode = form.encoding === 'utf-8' ? (text: string) => new TextEncoder().encode(text) : encodeLatin9;
  let text = COLUMNS.map(({ name }) => name).join(separator) + end;
  for (const entry of entries) {
    for (const line of entry.lines) text += fieldsOf(entry, line).join(separator) + end;
    if (text.length < PART) continue;
    yield encode(text);
    text = '';
  }
  yield encode(text);
}

/** Characters of a part, about. */
const PART = 1 << 16;

/** The eighteen texts of a line, in the order of the columns. */
function fieldsOf(entry: Entry, line: EntryLine): string[] {
  return [
    cleaned(entry.journal.code),
    cleaned(entry.journal.label),
    entry.number,
    compact(entry.date),
    line.account,
    cleaned(line.accountLabel),
    line.client === null ? '' : cleaned(line.client.code),
    line.client === null ? '' : cleaned(line.client.name) || cleaned(line.client.code),
    cleaned(entry.pieceRef),
    compact(entry.pieceDate),
    cleaned(line.text),
    amountText(line.amount > 0n ? line.amount : 0n),
    amountText(line.amount < 0n ? -line.amount : 0n),
    line.matching === null ? '' : line.matching.code,
    line.matching === null ? '' : compact(line.matching.day),
    compact(entry.validDate),
    line.foreign === null ? '' : amountText(absolute(line.foreign.amount)),
    line.foreign === null ? '' : line.foreign.currency,
  ];
}

/** AAAAMMJJ. */
function compact(date: IsoDate): string {
  return date.replaceAll('-', '');
}

/** A text on one line without what separates fields: separators, line breaks and other control characters become a blank. */
function cleaned(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[|\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()
    .toWellFormed();
}

/** SirenFECAAAAMMJJ.txt: the day is the last of the period, that of the year's end for a whole year (LPF art. A47 A-1, X). */
export function fecFileName(siren: string, end: IsoDate): string {
  return `${siren}FEC${compact(end)}.txt`;
}
