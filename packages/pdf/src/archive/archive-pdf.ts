import { strToU8 } from 'fflate';
import { documentDate } from '../date.ts';
import type { Attachment } from '../document.ts';
import { md5 } from '../md5.ts';
import { ObjectFile } from '../objects.ts';
import { PdfFile } from '../read/file.ts';
import { READ_LIMITS, type ReadLimits } from '../read/limits.ts';
import { pages } from '../read/page-tree.ts';
import { decodeText } from '../read/text.ts';
import { type Dictionary, Name } from '../read/values.ts';
import type { XmpSchema } from '../xmp.ts';
import { examineAnnotations } from './annotations.ts';
import { settleAttachments } from './attachments.ts';
import { examineCatalog, examinePage } from './catalog.ts';
import type { Change } from './changes.ts';
import { ColourSpaces } from './colour.ts';
import { Contents } from './content.ts';
import { Copier } from './copy.ts';
import { FontUses } from './font-uses.ts';
import { Inspection } from './inspection.ts';
import { type Level, levelOf } from './level.ts';
import { type MetadataOptions, ownMetadata, settleMetadata } from './metadata.ts';
import type { Obstacle } from './obstacles.ts';
import { settleOutputIntent } from './output-intent.ts';

export interface ArchiveOptions {
  /** For a document that has no title or author of its own. */
  title: string;
  author: string;
  /** ISO 8601 instant with seconds and offset: modification of the document and its new attachments. */
  date: string;
  /** What tells the result from any other: hashed into the file identifier. */
  id: string;
  attachments?: readonly Attachment[];
  /** Names of attachments that are removed; a new one may take the name. */
  replace?: readonly string[];
  /** Metadata schemas of one's own. */
  schemas?: XmpSchema[];
  limits?: Partial<ReadLimits>;
}

/** A foreign document as PDF/A-3. */
export interface Archived {
  pdf: Uint8Array;
  /** The document's own level where it meets it, else B. */
  conformance: Level;
  /** What was mended. */
  changes: Change[];
}

/** A document that cannot become PDF/A-3 without changing what it shows or does; `obstacles` has every reason. */
export class NotArchivableError extends Error {
  readonly code = 'not_archivable';
  readonly obstacles: Obstacle[];

  constructor(obstacles: Obstacle[]) {
    super(obstacles.map(({ text }) => text.en).join(' '));
    this.name = 'NotArchivableError';
    this.obstacles = obstacles;
  }
}

/**
 * Makes a PDF/A-3 (ISO 19005-3) of somebody else's PDF and attaches files. The whole file is written anew; what can be mended without touching
 * what a page shows is mended and listed, for all else the document is refused with every reason. Same input, same bytes.
 *
 * Throws `NotArchivableError`; `PdfReadError` for a file that cannot be read or exceeds the limits; `PdfError` (`date_invalid`).
 */
export function archivePdf(bytes: Uint8Array, options: ArchiveOptions): Archived {
  const limits = { ...READ_LIMITS, ...options.limits };
  const file = new PdfFile(bytes, limits);
  const trusted = !file.repaired;
  try {
    const archived = archive(file, options);
    if (trusted && file.repaired) return archiveRepaired(bytes, limits, options);
    return archived;
  } catch (error) {
    if (trusted && file.repaired && error instanceof NotArchivableError)
      return archiveRepaired(bytes, limits, options);
    throw error;
  }
}

/** Damage that shows half-way makes other objects of those already examined: all begins anew. */
function archiveRepaired(bytes: Uint8Array, limits: ReadLimits, options: ArchiveOptions): Archived {
  const file = new PdfFile(bytes, limits);
  file.repair();
  return archive(file, options);
}

function archive(file: PdfFile, options: ArchiveOptions): Archived {
  const date = documentDate(options.date);
  const inspection = new Inspection(file);
  if (file.decryption !== undefined) {
    inspection.refuse('encrypted', file.decryption.encryption.cipher);
    throw new NotArchivableError(inspection.obstacles);
  }
  inspection.change('rewritten');
  examineCatalog(inspection);
  settleOutputIntent(inspection);
  const { fonts, shared } = examinePages(inspection);
  const own = ownMetadata(inspection);
  const conformance = levelOf(inspection, own.claimed, fonts);

  const target = new ObjectFile();
  const copier = new Copier(inspection, target);
  for (const resources of shared) copier.share(resources);
  const { catalog } = file;
  settleAttachments(inspection, copier, {
    attachments: options.attachments ?? [],
    replace: options.replace ?? [],
    date: date.pdf,
  });
  const language = file.resolve(catalog.get('Lang'));
  const metadata: MetadataOptions = {
    title: options.title,
    author: options.author,
    ...(language instanceof Uint8Array ? { language: decodeText(language) } : {}),
    date: options.date,
    schemas: options.schemas ?? [],
  };
  const info = settleMetadata(inspection, own, conformance, metadata);
  catalog.delete('Version');
  catalog.set('Type', new Name('Catalog'));
  const root = copier.write(catalog);
  const description = copier.write(info);
  const { obstacles } = inspection;
  if (obstacles.length > 0) throw new NotArchivableError(obstacles);
  const id = md5(strToU8(options.id));
  return {
    pdf: target.toBytes(root, description, id, originalId(file) ?? id),
    conformance,
    changes: inspection.changes,
  };
}

/** Everything that pages show; what they inherit is written down with them, `shared` being resources that become objects for that. */
function examinePages(inspection: Inspection): { fonts: FontUses; shared: Set<Dictionary> } {
  const { file } = inspection;
  const colours = new ColourSpaces(inspection);
  const fonts = new FontUses(inspection);
  const contents = new Contents(inspection, colours, fonts);
  const shared = new Set<Dictionary>();
  let number = 0;
  for (const { dictionary: page, inherited } of pages(file)) {
    inspection.page = ++number;
    for (const [key, value] of inherited)
      if (!page.has(key)) {
        page.set(key, value);
        if (key === 'Resources') inspection.change('resources');
        if (key === 'Resources' && value instanceof Map) shared.add(value);
      }
    const resources: Dictionary | undefined = file.dictionary(page.get('Resources'));
    page.set('Type', new Name('Page'));
    examinePage(inspection, page);
    contents.group(page, resources);
    contents.page(page, resources);
    examineAnnotations(inspection, page, resources, contents);
  }
  inspection.page = undefined;
  if (number === 0) inspection.refuse('no_pages');
  fonts.examine(contents);
  return { fonts, shared };
}

/** The first half of the identifier stays through all versions of a document (ISO 32000-1 §14.4). */
function originalId(file: PdfFile): Uint8Array | undefined {
  const [first] = file.array(file.trailer.get('ID')).map((item) => file.resolve(item));
  return first instanceof Uint8Array && first.length > 0 && first.length <= 64 ? first : undefined;
}
