import type { PdfFile } from './file.ts';
import { decodeDate, decodeText } from './text.ts';

/** What a document says of itself in one place; dates are ISO 8601. */
export interface DocumentInfo {
  title?: string;
  author?: string;
  subject?: string;
  keywords?: string;
  creator?: string;
  producer?: string;
  created?: string;
  modified?: string;
}

/** Each property in the Info dictionary (ISO 32000-1 §14.3.3) and in XMP, by its customary prefix. */
const PROPERTIES: readonly [keyof DocumentInfo, string, string][] = [
  ['title', 'Title', 'dc:title'],
  ['author', 'Author', 'dc:creator'],
  ['subject', 'Subject', 'dc:description'],
  ['keywords', 'Keywords', 'pdf:Keywords'],
  ['creator', 'Creator', 'xmp:CreatorTool'],
  ['producer', 'Producer', 'pdf:Producer'],
  ['created', 'CreationDate', 'xmp:CreateDate'],
  ['modified', 'ModDate', 'xmp:ModifyDate'],
];

/** Characters of a property that are kept. */
const LONGEST = 2_000;

/** The Info dictionary of the document. */
export function infoOf(file: PdfFile): DocumentInfo {
  const dictionary = file.dictionary(file.trailer.get('Info'));
  const info: DocumentInfo = {};
  for (const [key, entry] of PROPERTIES) {
    const value = file.resolve(dictionary?.get(entry));
    if (!(value instanceof Uint8Array)) continue;
    const text = decodeText(value);
    const kept = key === 'created' || key === 'modified' ? decodeDate(text) : clean(text);
    if (kept !== undefined && kept !== '') info[key] = kept;
  }
  return info;
}

/** The same properties of an XMP packet. */
export function xmpInfoOf(packet: string): DocumentInfo {
  const info: DocumentInfo = {};
  for (const [key, , name] of PROPERTIES) {
    const text = propertyOf(packet, name);
    if (text !== '') info[key] = text;
  }
  return info;
}

/** A property as an element, the first item of its list, or an attribute; empty without one. */
function propertyOf(packet: string, name: string): string {
  const start = packet.indexOf(`<${name}`);
  const element = start < 0 ? '' : packet.slice(start, start + 2 * LONGEST);
  const inside = element.slice(element.indexOf('>') + 1, Math.max(0, element.indexOf(`</${name}>`)));
  const item =
    /<rdf:li[^>]{0,200}>([^<]*)<\/rdf:li>/.exec(inside)?.[1] ?? (inside.includes('<') ? '' : inside);
  const attribute = new RegExp(`\\s${name}\\s{0,9}=\\s{0,9}"([^"<]{0,2000})"`).exec(packet)?.[1];
  return clean(unescaped(item.trim() === '' ? (attribute ?? '') : item));
}

function unescaped(text: string): string {
  const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
  return text.replace(
    /&(?:#(\d{1,7})|#x([\da-fA-F]{1,6})|(\w{2,4}));/g,
    (whole, decimal, hexadecimal, name) => {
      if (name !== undefined) return named[name] ?? whole;
      const point = decimal === undefined ? Number.parseInt(hexadecimal, 16) : Number(decimal);
      return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
    },
  );
}

/** What XML cannot say is left out, so that both places can say the same. */
function clean(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\uFFFE\uFFFF]+/gu, ' ')
    .trim()
    .slice(0, LONGEST)
    .toWellFormed();
}
