import { md5 } from '../md5.ts';
import { hex } from '../objects.ts';
import type { Encryption } from './decryption.ts';
import { type DocumentInfo, infoOf, xmpInfoOf } from './document-info.ts';
import { PdfReadError } from './error.ts';
import { PdfFile } from './file.ts';
import { READ_LIMITS, type ReadLimits, tooComplex } from './limits.ts';
import { nameTree } from './name-tree.ts';
import { pages } from './page-tree.ts';
import { type PdfAIdentification, pdfAIdentification } from './pdfa.ts';
import { decodeDate, decodePacket, decodeText } from './text.ts';
import { type Dictionary, integerOf, nameOf, type PdfValue, type Stream } from './values.ts';

/** Where a document refers to a file: the name tree of the catalog, an AF array (ISO 19005-3 §6.8), an annotation. */
export type AttachmentPlace = 'names' | 'catalog-af' | 'page-af' | 'annotation';

/** A file inside a document. What the document does not say is null. */
export interface EmbeddedFile {
  /** UF, else F, else the key of the name tree. Whatever the document wants: not safe as a path. */
  name: string;
  /** F of the file specification. */
  fileName: string | null;
  /** UF of the file specification. */
  unicodeName: string | null;
  description: string | null;
  /** Subtype of the embedded file: "text/xml". */
  mimeType: string | null;
  /** AFRelationship: "Alternative". */
  relationship: string | null;
  /** Params/ModDate and CreationDate as ISO 8601 to the second, without an offset when the file gives none. */
  modificationDate: string | null;
  creationDate: string | null;
  /** Params/Size. */
  declaredSize: number | null;
  /** Each place once, in the order of `AttachmentPlace`. */
  places: AttachmentPlace[];
  /** The content, decoded once; not to be written to. Throws `PdfReadError` when it is damaged, too large or in an unknown filter. */
  read(): Uint8Array;
  /** Params/CheckSum as the 16 bytes it must be, as digits (which some writers take for them), or as something else; null without one. */
  checksumForm: 'bytes' | 'digits' | 'other' | null;
  /** Whether the content has the MD5 that Params/CheckSum gives; null without a checksum. Throws as `read`. */
  hasDeclaredChecksum(): boolean | null;
}

/** What a foreign PDF says of itself, and its files. */
export interface PdfContents {
  /** "1.7" */
  version: string;
  /** Pages that the page tree leads to. */
  pageCount: number;
  attachments: EmbeddedFile[];
  /** The text of the metadata packet of the catalog. */
  xmp: string | null;
  /** What the packet claims of PDF/A. */
  pdfA: PdfAIdentification | null;
  /** The same properties as the Info dictionary and as the packet give them. */
  info: DocumentInfo;
  xmpInfo: DocumentInfo;
  /** The trailer has a file identifier (ID). */
  identified: boolean;
  /** An output intent for PDF/A says with a profile what device colours mean (ISO 19005-3 §6.2.3). */
  outputIntent: boolean;
  /** Set for an encrypted file that opens without a password. */
  encryption: Encryption | null;
  /** The cross-reference was unusable: the objects were found by their headers. */
  repaired: boolean;
  /** What could not be read, and does not keep the rest from being read. */
  problems: PdfReadError[];
}

/**
 * Reads the embedded files of any PDF (1.0 to 2.0): name tree, AF arrays of catalog and pages, FileAttachment annotations, each file
 * once. Cross-reference tables and streams, object streams, incremental updates, damaged cross-references and encryption without a
 * password are read. Nothing is run, nothing is fetched, and `limits` bound time and memory.
 *
 * Throws `PdfReadError`: `pdf_not_a_pdf`, `pdf_too_large`, `pdf_damaged`, `pdf_too_complex`, `pdf_stream_too_large`, `pdf_encrypted`,
 * `pdf_encryption_unsupported`.
 */
export function readAttachments(bytes: Uint8Array, limits: Partial<ReadLimits> = {}): PdfContents {
  const file = new PdfFile(bytes, { ...READ_LIMITS, ...limits });
  const problems: PdfReadError[] = [];
  const collector = new Collector(file);
  const { catalog } = file;
  for (const { key, value } of nameTree(file, file.dictionary(catalog.get('Names'))?.get('EmbeddedFiles')))
    collector.add(value, 'names', key);
  for (const value of associated(file, catalog)) collector.add(value, 'catalog-af');
  let pageCount = 0;
  for (const { dictionary: page } of pages(file)) {
    pageCount++;
    for (const value of associated(file, page)) collector.add(value, 'page-af');
    for (const item of file.array(page.get('Annots'))) {
      file.budget.step();
      const annotation = file.dictionary(item);
      if (nameOf(file.resolve(annotation?.get('Subtype'))) === 'FileAttachment')
        collector.add(annotation?.get('FS'), 'annotation');
    }
  }
  const xmp = packet(file, problems);
  return {
    version: file.version,
    pageCount,
    attachments: collector.files,
    xmp,
    pdfA: xmp === null ? null : pdfAIdentification(xmp),
    info: infoOf(file),
    xmpInfo: xmpInfoOf(xmp ?? ''),
    identified: file.array(file.trailer.get('ID')).length === 2,
    outputIntent: hasOutputIntent(file),
    encryption: file.decryption?.encryption ?? null,
    repaired: file.repaired,
    problems,
  };
}

function hasOutputIntent(file: PdfFile): boolean {
  return file.array(file.catalog.get('OutputIntents')).some((value) => {
    file.budget.step();
    const intent = file.dictionary(value);
    const purpose = nameOf(file.resolve(intent?.get('S')));
    return purpose === 'GTS_PDFA1' && file.stream(intent?.get('DestOutputProfile')) !== undefined;
  });
}

/** The metadata of the catalog (§14.3.2). Damage is a problem, not the end. */
function packet(file: PdfFile, problems: PdfReadError[]): string | null {
  const stream = file.stream(file.catalog.get('Metadata'));
  if (stream === undefined) return null;
  try {
    return decodePacket(file.decode(stream, file.budget.limits.structureSize));
  } catch (error) {
    if (!(error instanceof PdfReadError)) throw error;
    problems.push(error);
    return null;
  }
}

function associated(file: PdfFile, dictionary: Dictionary): PdfValue[] {
  const value = dictionary.get('AF');
  if (value === undefined) return [];
  const found = file.resolve(value);
  return Array.isArray(found) ? found : [value];
}

/** Gathers file specifications (§7.11.3), one a stream of content. */
class Collector {
  readonly #file: PdfFile;
  readonly #found = new Map<Stream, EmbeddedFile>();

  constructor(file: PdfFile) {
    this.#file = file;
  }

  get files(): EmbeddedFile[] {
    return [...this.#found.values()];
  }

  add(value: PdfValue | undefined, place: AttachmentPlace, key = ''): void {
    this.#file.budget.step();
    const specification = this.#file.dictionary(value);
    const stream = specification && this.#content(specification);
    // A specification without content names a file outside, which is none of ours.
    if (specification === undefined || stream === undefined) return;
    const known = this.#found.get(stream);
    if (known !== undefined) {
      if (!known.places.includes(place)) known.places.push(place);
      return;
    }
    const { attachments } = this.#file.budget.limits;
    if (this.#found.size >= attachments)
      throw tooComplex(`more than ${attachments} embedded files`, `plus de ${attachments} fichiers joints`);
    this.#found.set(stream, this.#describe(specification, stream, place, key));
  }

  #content(specification: Dictionary): Stream | undefined {
    const files = this.#file.dictionary(specification.get('EF'));
    for (const key of ['UF', 'F', 'Unix', 'DOS', 'Mac']) {
      const stream = this.#file.stream(files?.get(key));
      if (stream !== undefined) return stream;
    }
    return undefined;
  }

  #describe(specification: Dictionary, stream: Stream, place: AttachmentPlace, key: string): EmbeddedFile {
    const file = this.#file;
    const parameters = file.dictionary(stream.dictionary.get('Params')) ?? new Map();
    const fileName = this.#text(specification.get('F'));
    const unicodeName = this.#text(specification.get('UF'));
    const checksum = file.resolve(parameters.get('CheckSum'));
    let content: Uint8Array | undefined;
    const read = () => {
      content ??= file.decode(stream, file.budget.limits.attachmentSize);
      return content;
    };
    return {
      name: unicodeName ?? fileName ?? key,
      fileName,
      unicodeName,
      description: this.#text(specification.get('Desc')),
      mimeType: this.#name(stream.dictionary.get('Subtype')),
      relationship: this.#name(specification.get('AFRelationship')),
      modificationDate: this.#date(parameters.get('ModDate')),
      creationDate: this.#date(parameters.get('CreationDate')),
      declaredSize: integerOf(file.resolve(parameters.get('Size'))) ?? null,
      places: [place],
      checksumForm: checksum instanceof Uint8Array ? formOf(checksum) : null,
      read,
      hasDeclaredChecksum() {
        if (!(checksum instanceof Uint8Array)) return null;
        const digest = hex(md5(read()));
        if (checksum.length === 16) return hex(checksum) === digest;
        // Some writers give the digits instead of the bytes.
        return checksum.length === 32 ? `<${decodeText(checksum).toLowerCase()}>` === digest : null;
      },
    };
  }

  #text(value: PdfValue | undefined): string | null {
    const found = this.#file.resolve(value);
    return found instanceof Uint8Array ? decodeText(found) : null;
  }

  #name(value: PdfValue | undefined): string | null {
    return nameOf(this.#file.resolve(value)) ?? null;
  }

  #date(value: PdfValue | undefined): string | null {
    const text = this.#text(value);
    return text === null ? null : (decodeDate(text) ?? null);
  }
}

function formOf({ length }: Uint8Array): 'bytes' | 'digits' | 'other' {
  if (length === 16) return 'bytes';
  return length === 32 ? 'digits' : 'other';
}
