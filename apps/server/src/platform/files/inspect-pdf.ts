import { inflateSync } from 'node:zlib';
import type { Text } from '@scell/contract';

const BROKEN = { fr: 'le PDF est abîmé ou incomplet', en: 'the PDF is damaged or incomplete' };
const MORE = { fr: 'quelque chose d’autre suit le PDF', en: 'something else follows the PDF' };
const ACTIVE = {
  fr: 'le PDF contient un programme, une action ou un fichier joint : imprimez-le en PDF, puis envoyez le résultat',
  en: 'the PDF holds a program, an action or an attached file: print it to PDF, then send the result',
};

/** Most bytes that are unpacked of one file to look into it. */
const MOST_UNPACKED = 32 * 1024 * 1024;

/** A PDF that ends where it says, runs nothing and brings no other file. */
export function inspectPdf(file: Buffer): Text | null {
  if (!/^%PDF-[12]\.\d/.test(file.toString('latin1', 0, 8))) return BROKEN;
  const end = file.lastIndexOf('%%EOF');
  if (end < 0) return BROKEN;
  if (!file.subarray(end + 5).every((byte) => BLANKS.has(byte))) return MORE;
  if (isActive(file)) return ACTIVE;
  const packed = packedObjects(file);
  if (packed === null) return BROKEN;
  return isActive(packed) ? ACTIVE : null;
}

const BLANKS: ReadonlySet<number> = new Set([0x00, 0x09, 0x0a, 0x0c, 0x0d, 0x20]);

/** Names (ISO 32000-2 §7.3.5) of what acts or brings files, also where a letter is written as its number. */
const NAMES: ReadonlySet<string> = new Set([
  'JavaScript',
  'JS',
  'Launch',
  'EmbeddedFile',
  'EmbeddedFiles',
  'RichMedia',
  'ImportData',
  'SubmitForm',
]);
const NAME = /\/(?=[JLERIS#])((?:[A-Za-z]|#[0-9A-Fa-f]{2}){2,40})/g;

function isActive(bytes: Buffer): boolean {
  const text = bytes.toString('latin1');
  for (const match of text.matchAll(NAME)) {
    const [, written = ''] = match;
    const name = written.includes('#')
      ? written.replace(/#(..)/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
      : written;
    if (!NAMES.has(name)) continue;
    // Compressed data has any letters: the short name counts only where a value follows it as in a dictionary.
    const end = match.index + match[0].length;
    if (name !== 'JS' || /^\s*[(<\d]/.test(text.slice(end, end + 20))) return true;
  }
  return false;
}

/** What object streams (ISO 32000-2 §7.5.7) hold, one after the other; `null` when one cannot be read. */
function packedObjects(file: Buffer): Buffer | null {
  const parts: Buffer[] = [];
  let left = MOST_UNPACKED;
  for (let at = file.indexOf('/ObjStm'); at >= 0; at = file.indexOf('/ObjStm', at + 7)) {
    const word = file.indexOf('stream', at);
    if (word < 0) return null;
    const start = word + 6 + (file[word + 6] === 0x0d ? 2 : 1);
    const dictionary = file.toString('latin1', file.lastIndexOf('obj', at), word);
    const stop = file.indexOf('endstream', start);
    if (stop < 0) return null;
    const data = file.subarray(start, stop);
    try {
      const clear = dictionary.includes('/FlateDecode')
        ? inflateSync(data, { maxOutputLength: Math.max(1, left) })
        : data;
      left -= clear.length;
      if (left < 0) return null;
      parts.push(clear);
    } catch {
      return null;
    }
  }
  return Buffer.concat(parts);
}
