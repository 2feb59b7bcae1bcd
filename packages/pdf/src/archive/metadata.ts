import { strToU8 } from 'fflate';
import { documentDate } from '../date.ts';
import { type DocumentInfo, infoOf, xmpInfoOf } from '../read/document-info.ts';
import { PdfReadError } from '../read/error.ts';
import { pdfAIdentification } from '../read/pdfa.ts';
import { decodePacket } from '../read/text.ts';
import { type Dictionary, Name, type PdfValue, Stream } from '../read/values.ts';
import type { XmpContent, XmpSchema } from '../xmp.ts';
import { xmpPacket } from '../xmp.ts';
import { textBytes } from './copy.ts';
import type { Inspection } from './inspection.ts';
import type { Level } from './level.ts';

const PACKET_SIZE = 16 * 1024 * 1024;
const PRODUCER = 'Scell PDF';
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
export interface OwnMetadata extends DocumentInfo {
  /** The level that the document claims. */
  claimed: Level | undefined;
}

/** Reads Info and XMP of the document; what is damaged is as good as absent. */
export function ownMetadata(inspection: Inspection): OwnMetadata {
  const { file } = inspection;
  const packet = packetOf(inspection);
  const claim = pdfAIdentification(packet);
  const level = claim?.conformance?.toUpperCase();
  if (OTHER_CLAIMS.test(packet)) inspection.change('claims');
  const { creator, producer, created, ...texts } = { ...xmpInfoOf(packet), ...infoOf(file) };
  const tool = creator ?? producer;
  const date = created === undefined ? undefined : instant(created);
  return {
    ...texts,
    ...(tool === undefined ? {} : { creator: tool }),
    ...(date === undefined ? {} : { created: date }),
    claimed: claim !== null && (level === 'A' || level === 'U' || level === 'B') ? level : undefined,
  };
}

/** Writes the packet into the catalog and answers the Info dictionary that says the same. */
export function settleMetadata(
  inspection: Inspection,
  own: OwnMetadata,
  conformance: Level,
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
