import { zlibSync } from 'fflate';
import type { Attachment } from '../document.ts';
import { md5 } from '../md5.ts';
import { tooComplex } from '../read/limits.ts';
import { nameTree } from '../read/name-tree.ts';
import { pages } from '../read/page-tree.ts';
import { decodeText } from '../read/text.ts';
import { type Dictionary, Name, nameOf, type PdfValue, Stream } from '../read/values.ts';
import { type Copier, textBytes } from './copy.ts';
import type { Inspection } from './inspection.ts';

/** ISO 19005-3 §6.8, as validators read it. */
const MIME_TYPE = /^[-\w+.]+\/[-\w+.]+$/;
const CONTENT_KEYS = ['UF', 'F', 'Unix', 'DOS', 'Mac'];

export interface AttachmentOptions {
  /** New files. */
  attachments: readonly Attachment[];
  /** Names of files that go, and under which new ones may come. */
  replace: readonly string[];
  /** `D:20260506100000+02'00'` */
  date: string;
}

/**
 * The files of the result: those of the document, described as PDF/A-3 asks, and the new ones. All are in the name tree and associated with the
 * document (ISO 19005-3 §6.8).
 */
export function settleAttachments(inspection: Inspection, copier: Copier, options: AttachmentOptions): void {
  const { file } = inspection;
  const { catalog } = file;
  const entries = new Map<string, Dictionary>();
  const associated = new Set<Dictionary>();
  const replaced = new Set(options.replace);
  const gone = new Set<Dictionary>();

  const names = file.dictionary(catalog.get('Names')) ?? new Map<string, PdfValue>();
  const keep = (value: PdfValue | undefined, key: string): Dictionary | undefined => {
    const specification = file.dictionary(value);
    if (specification === undefined || gone.has(specification)) return undefined;
    const name = nameOfFile(inspection, specification) ?? key;
    if (replaced.has(name)) {
      gone.add(specification);
      inspection.change('attachment_replaced');
      return undefined;
    }
    describe(inspection, specification, name);
    copier.share(specification);
    return specification;
  };
  for (const { key, value } of nameTree(file, names.get('EmbeddedFiles'))) {
    const kept = keep(value, key);
    if (kept === undefined) continue;
    if (entries.size >= file.budget.limits.attachments)
      throw tooComplex(`more than ${entries.size} embedded files`, `plus de ${entries.size} fichiers joints`);
    entries.set(free(entries, key), kept);
    associated.add(kept);
  }
  for (const value of file.array(catalog.get('AF'))) {
    const kept = keep(value, '');
    if (kept !== undefined) associated.add(kept);
  }
  for (const { dictionary: page } of pages(file)) {
    const own = file.array(page.get('AF'));
    if (own.length > 0)
      page.set(
        'AF',
        own.flatMap((value) => keep(value, '') ?? []),
      );
    const annotations = file.array(page.get('Annots'));
    const remaining = annotations.filter((item) => {
      file.budget.step();
      const annotation = file.dictionary(item);
      if (nameOf(file.resolve(annotation?.get('Subtype'))) !== 'FileAttachment') return true;
      const kept = keep(annotation?.get('FS'), '');
      if (kept !== undefined) associated.add(kept);
      return kept !== undefined;
    });
    if (remaining.length < annotations.length) page.set('Annots', remaining);
  }

  for (const attachment of options.attachments) {
    if (entries.has(attachment.name)) {
      inspection.refuse('attachment_exists', attachment.name);
      continue;
    }
    const specification = specificationOf(attachment, options.date);
    copier.share(specification);
    entries.set(attachment.name, specification);
    associated.add(specification);
  }
  if (entries.size > 0) {
    // A name tree is sorted by the bytes of its keys (ISO 32000-1 §7.9.6).
    const sorted = [...entries]
      .map(([key, value]) => ({ key: textBytes(key), value }))
      .sort((a, b) => compare(a.key, b.key));
    names.set('EmbeddedFiles', new Map([['Names', sorted.flatMap(({ key, value }) => [key, value])]]));
    if (!catalog.has('Names')) catalog.set('Names', names);
  } else names.delete('EmbeddedFiles');
  if (associated.size > 0) catalog.set('AF', [...associated]);
  else catalog.delete('AF');
}

function nameOfFile(inspection: Inspection, specification: Dictionary): string | undefined {
  for (const key of ['UF', 'F']) {
    const value = inspection.resolve(specification.get(key));
    if (value instanceof Uint8Array) return decodeText(value);
  }
  return undefined;
}

/** Two files may have the same key in a damaged tree. */
function free(entries: ReadonlyMap<string, unknown>, key: string): string {
  let name = key;
  for (let number = 2; entries.has(name); number++) name = `${key} (${number})`;
  return name;
}

/** What the document leaves out of the description of a file of its own. */
function describe(inspection: Inspection, specification: Dictionary, name: string): void {
  const { file } = inspection;
  const set = (key: string, value: PdfValue) => {
    specification.set(key, value);
    inspection.change('attachments');
  };
  const label = textBytes(name === '' ? 'attachment' : name);
  for (const key of ['F', 'UF'])
    if (!(file.resolve(specification.get(key)) instanceof Uint8Array)) set(key, label);
  if (nameOf(file.resolve(specification.get('AFRelationship'))) === undefined)
    set('AFRelationship', new Name('Unspecified'));
  if (nameOf(file.resolve(specification.get('Type'))) !== 'Filespec') set('Type', new Name('Filespec'));
  const files = file.dictionary(specification.get('EF'));
  const streams = CONTENT_KEYS.flatMap((key) => file.stream(files?.get(key)) ?? []);
  if (streams.length === 0) inspection.refuse('attachment_incomplete', name);
  for (const { dictionary } of streams) {
    const type = nameOf(file.resolve(dictionary.get('Subtype')));
    if (type !== undefined && MIME_TYPE.test(type)) continue;
    dictionary.set('Subtype', new Name('application/octet-stream'));
    inspection.change('attachments');
  }
}

function specificationOf(attachment: Attachment, date: string): Dictionary {
  const { bytes, mimeType, name, description, relationship } = attachment;
  const parameters = new Map<string, PdfValue>([
    ['Size', bytes.length],
    ['ModDate', textBytes(date)],
    ['CheckSum', md5(bytes)],
  ]);
  const entries = new Map<string, PdfValue>([
    ['Type', new Name('EmbeddedFile')],
    ['Subtype', new Name(mimeType)],
    ['Params', parameters],
    ['Filter', new Name('FlateDecode')],
  ]);
  const content = new Stream(entries, zlibSync(bytes, { level: 6 }), 0, 0, 0);
  const label = textBytes(name);
  return new Map<string, PdfValue>([
    ['Type', new Name('Filespec')],
    ['F', label],
    ['UF', label],
    ['Desc', textBytes(description)],
    ['AFRelationship', new Name(relationship)],
    [
      'EF',
      new Map<string, PdfValue>([
        ['F', content],
        ['UF', content],
      ]),
    ],
  ]);
}

function compare(a: Uint8Array, b: Uint8Array): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
