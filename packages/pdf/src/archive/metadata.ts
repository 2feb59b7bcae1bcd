import { strToU8 } from 'fflate';
import { documentDate } from '../date.ts';
import { PdfReadError } from '../read/error.ts';
import { pdfAIdentification } from '../read/pdfa.ts';
import { decodeDate, decodePacket, decodeText } from '../read/text.ts';
import { type Dictionary, Name, type PdfValue, Stream } from '../read/values.ts';
import type { XmpContent, XmpSchema } from '../xmp.ts';
import { xmpPacket } from '../xmp.ts';
import { textBytes } from './copy.ts';
import type { Inspection } from './inspection.ts';

const PACKET_SIZE = 16 * 1024 * 1024;
const PRODUCER = 'Scell PDF';
/** Texts of metadata that are kept. */
const LONGEST = 2_000;
const OTHER_CLAIMS =
  /www\.aiim\.org\/pdfua\/ns\/id|www\.npes\.org\/pdfx\/ns\/id|www\.npes\.org\/pdfvt\/ns\/id|www\.aiim\.org\/pdfe\/ns\/id/;

export interface MetadataOptions {
  /** For a document that has none of its own. */
  title: string;
  author: string;
  language?: string;
  /** ISO 8601 instant with seconds and offset: the moment of the change. */
  date: string;
  schemas: XmpSchema[];
}

/** What the document says of itself, from Info or else from its XMP. */
export interface OwnMetadata {
  title?: string;
  author?: string;
  subject?: string;
  keywords?: string;
  creator?: string;
  created?: string;
  /** The level that the document claims. */
  claimed: 'A' | 'B' | 'U' | undefined;
}

/** Reads Info and XMP of the document; what is damaged is as good as absent. */
export function ownMetadata(inspection: Inspection): OwnMetadata {
  const { file } = inspection;
  const packet = packetOf(inspection);
  const claim = pdfAIdentification(packet);
  const level = claim?.conformance?.toUpperCase();
  if (OTHER_CLAIMS.test(packet)) inspection.change('claims');
  const info = file.dictionary(file.trailer.get('Info'));
  const text = (key: string, property: string) => {
    const value = file.resolve(info?.get(key));
    const own = value instanceof Uint8Array ? clean(decodeText(value)) : '';
    return own === '' ? propertyOf(packet, property) : own;
  };
  const created = file.resolve(info?.get('CreationDate'));
  const date =
    created instanceof Uint8Array ? decodeDate(decodeText(created)) : propertyOf(packet, 'xmp:CreateDate');
  const entries = {
    title: text('Title', 'dc:title'),
    author: text('Author', 'dc:creator'),
    subject: text('Subject', 'dc:description'),
    keywords: text('Keywords', 'pdf:Keywords'),
    creator: text('Creator', 'xmp:CreatorTool') ?? text('Producer', 'pdf:Producer'),
    created: date === undefined ? undefined : instant(date),
  };
  const known: Partial<typeof entries> = {};
  for (const [key, value] of Object.entries(entries))
    if (value !== undefined) Object.assign(known, { [key]: value });
  return {
    ...(known as Omit<OwnMetadata, 'claimed'>),
    claimed: claim !== null && (level === 'A' || level === 'U' || level === 'B') ? level : undefined,
  };
}

/** Writes the packet into the catalog and answers the Info dictionary that says the same. */
export function settleMetadata(
  inspection: Inspection,
  own: OwnMetadata,
  conformance: 'A' | 'B' | 'U',
  options: MetadataOptions,
): Dictionary {
  const { catalog } = inspection.file;
  const modified = documentDate(options.date);
  const created = own.created === undefined ? modified : documentDate(own.created);
  const content: XmpContent = {
    title: own.title ?? options.title,
    author: own.author ?? options.author,
    ...(own.subject === undefined ? {} : { subject: own.subject }),
    ...(own.keywords === undefined ? {} : { keywords: own.keywords }),
    ...(options.language === undefined ? {} : { language: options.language }),
    creatorTool: own.creator ?? PRODUCER,
    producer: PRODUCER,
    createDate: created.xmp,
    modifyDate: modified.xmp,
    conformance,
    schemas: options.schemas,
  };
  const entries = new Map<string, PdfValue>([
    ['Type', new Name('Metadata')],
    ['Subtype', new Name('XML')],
  ]);
  catalog.set('Metadata', new Stream(entries, strToU8(xmpPacket(content)), 0, 0, 0));
  inspection.change('metadata');
  return new Map<string, PdfValue>([
    ['Title', textBytes(content.title)],
    ['Author', textBytes(content.author)],
    ...(content.subject === undefined ? [] : [['Subject', textBytes(content.subject)] as const]),
    ...(content.keywords === undefined ? [] : [['Keywords', textBytes(content.keywords)] as const]),
    ['Creator', textBytes(content.creatorTool)],
    ['Producer', textBytes(PRODUCER)],
    ['CreationDate', textBytes(created.pdf)],
    ['ModDate', textBytes(modified.pdf)],
  ]);
}

function packetOf({ file }: Inspection): string {
  const stream = file.stream(file.catalog.get('Metadata'));
  if (stream === undefined) return '';
  try {
    return decodePacket(file.decode(stream, PACKET_SIZE));
  } catch (error) {
    if (error instanceof PdfReadError && error.code !== 'pdf_too_complex') return '';
    throw error;
  }
}

/** A property of a packet with the customary prefix, as an element, its first item, or an attribute. */
function propertyOf(packet: string, name: string): string | undefined {
  const start = packet.indexOf(`<${name}`);
  const element = start < 0 ? '' : packet.slice(start, start + 2 * LONGEST);
  const inside = element.slice(element.indexOf('>') + 1, Math.max(0, element.indexOf(`</${name}>`)));
  const item =
    /<rdf:li[^>]{0,200}>([^<]*)<\/rdf:li>/.exec(inside)?.[1] ?? (inside.includes('<') ? '' : inside);
  const attribute = new RegExp(`\\s${name}\\s{0,9}=\\s{0,9}"([^"<]{0,2000})"`).exec(packet)?.[1];
  const text = clean(unescaped(item.trim() === '' ? (attribute ?? '') : item));
  return text === '' ? undefined : text;
}

function unescaped(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');
}

/** Both places have to say the same, so what XML cannot say is left out of both. */
function clean(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\uFFFE\uFFFF]+/gu, ' ')
    .trim()
    .slice(0, LONGEST)
    .toWellFormed();
}

/** A date as the writer takes it; without an offset it is taken for universal time. Undefined for what is no instant. */
function instant(date: string): string | undefined {
  const zoned = /(?:Z|[+-]\d\d:\d\d)$/.test(date) ? date : `${date}Z`;
  try {
    documentDate(zoned);
    return zoned;
  } catch {
    return undefined;
  }
}
