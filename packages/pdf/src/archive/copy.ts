import { strToU8, zlibSync } from 'fflate';
import { hex, type ObjectFile } from '../objects.ts';
import { PdfReadError } from '../read/error.ts';
import { type Dictionary, Name, type PdfValue, Reference, Stream } from '../read/values.ts';
import { examineActions } from './actions.ts';
import { examineStream } from './catalog.ts';
import { filtersOf } from './images.ts';
import type { Inspection } from './inspection.ts';
import { examineLimits, examineName, examineUtf8 } from './limits.ts';

/** ISO 32000-1 table 6 without LZW. */
const FILTERS = new Set(
  'ASCIIHexDecode ASCII85Decode FlateDecode RunLengthDecode CCITTFaxDecode JBIG2Decode DCTDecode JPXDecode'.split(
    ' ',
  ),
);
const STREAM_SIZE = 64 * 1024 * 1024;
/** Entries of a stream that say how its data are written. */
const DATA_ENTRIES = new Set(['Length', 'Filter', 'DecodeParms']);

/**
 * Copies what is reachable of a document into a new file, examining on the way what any object may break: limits, filters, actions. Objects are
 * numbered as they are met, so that the same document gives the same file.
 */
export class Copier {
  readonly #inspection: Inspection;
  readonly #file: ObjectFile;
  /** New numbers by those of the document. */
  readonly #numbers = new Map<number, number>();
  /** New numbers of values that the document does not have as objects. */
  readonly #added = new Map<PdfValue, number>();
  readonly #waiting: { id: number; value: PdfValue; source: number | null }[] = [];

  constructor(inspection: Inspection, file: ObjectFile) {
    this.#inspection = inspection;
    this.#file = file;
  }

  /** Makes a dictionary an object of its own, so that several places can refer to it. */
  share(value: Dictionary): void {
    if (!this.#added.has(value)) this.#add(value);
  }

  /** The number of a document's object, or of an added one, in the new file. Everything it leads to is written. */
  write(value: PdfValue): number {
    const id =
      value instanceof Reference ? this.#numberOf(value) : (this.#added.get(value) ?? this.#add(value));
    for (let next = this.#waiting.pop(); next !== undefined; next = this.#waiting.pop())
      this.#put(next.id, next.value, next.source);
    return id;
  }

  #add(value: PdfValue): number {
    const id = this.#file.reserve();
    this.#added.set(value, id);
    this.#waiting.push({ id, value, source: null });
    return id;
  }

  #numberOf(reference: Reference): number {
    const known = this.#numbers.get(reference.id);
    if (known !== undefined) return known;
    const value = this.#inspection.resolve(reference);
    const added = this.#added.get(value);
    if (added !== undefined && typeof value === 'object' && value !== null) {
      this.#numbers.set(reference.id, added);
      return added;
    }
    const id = this.#file.reserve();
    this.#numbers.set(reference.id, id);
    this.#waiting.push({ id, value, source: reference.id });
    return id;
  }

  #put(id: number, value: PdfValue, source: number | null): void {
    if (value instanceof Stream) this.#putStream(id, value);
    else
      this.#file.put(id, value instanceof Map ? this.#dictionary(value, source) : this.#value(value, source));
  }

  #putStream(id: number, stream: Stream): void {
    const inspection = this.#inspection;
    examineStream(inspection, stream);
    const { dictionary } = stream;
    const names = filtersOf(inspection, dictionary);
    const forbidden = names.filter((name) => !FILTERS.has(name) && name !== 'LZWDecode');
    for (const name of forbidden) inspection.refuse('filter_forbidden', name, stream.id);
    let data = stream.raw;
    let filters = dictionary.get('Filter');
    let parameters = dictionary.get('DecodeParms');
    if (names.includes('LZWDecode') && forbidden.length === 0) {
      try {
        data = zlibSync(inspection.file.decode(stream, STREAM_SIZE), { level: 6 });
        filters = new Name('FlateDecode');
        parameters = undefined;
        inspection.change('lzw');
      } catch (error) {
        if (!(error instanceof PdfReadError) || error.code === 'pdf_too_complex') throw error;
        inspection.refuse('filter_forbidden', 'LZWDecode', stream.id);
      }
    }
    const entries = [...dictionary].filter(([key]) => !DATA_ENTRIES.has(key));
    if (filters !== undefined) entries.push(['Filter', filters]);
    if (parameters !== undefined) entries.push(['DecodeParms', parameters]);
    this.#file.putStream(id, this.#entries(dictionary, entries, stream.id), data);
  }

  #dictionary(value: Dictionary, source: number | null): string {
    return `<<${this.#entries(value, [...value], source)}>>`;
  }

  #entries(owner: Dictionary, entries: [string, PdfValue][], source: number | null): string {
    const inspection = this.#inspection;
    examineActions(inspection, owner, source);
    // A structure element; its type is a name of the author's choice.
    const type = owner.has('P') && owner.has('S') ? inspection.resolve(owner.get('S')) : undefined;
    if (type instanceof Name) examineUtf8(inspection, type.value, source);
    const parts: string[] = [];
    for (const [key, value] of entries) {
      if (!owner.has(key) && !DATA_ENTRIES.has(key)) continue;
      if (
        key === 'Metadata' &&
        owner !== inspection.file.catalog &&
        inspection.resolve(value) instanceof Stream
      ) {
        inspection.change('part_metadata');
        continue;
      }
      examineName(inspection, key, source);
      parts.push(`${nameText(key)} ${this.#value(value, source)}`);
    }
    return parts.join(' ');
  }

  #value(value: PdfValue, source: number | null): string {
    const inspection = this.#inspection;
    inspection.file.budget.step();
    if (value === null) return 'null';
    if (value instanceof Reference) return `${this.#numberOf(value)} 0 R`;
    if (Array.isArray(value)) return `[${value.map((item) => this.#value(item, source)).join(' ')}]`;
    if (value instanceof Map || value instanceof Stream) {
      const added = this.#added.get(value) ?? (value instanceof Stream ? this.#add(value) : undefined);
      if (added !== undefined) return `${added} 0 R`;
      return value instanceof Map ? this.#dictionary(value, source) : 'null';
    }
    examineLimits(inspection, value, source);
    if (typeof value === 'number') return numberText(value);
    if (typeof value === 'boolean') return String(value);
    return value instanceof Name ? nameText(value.value) : hexOrLiteral(value);
  }
}

/** A number without exponent (ISO 32000-1 §7.3.3), to ten decimals. */
function numberText(value: number): string {
  if (Number.isInteger(value)) return String(Math.abs(value) < 1e21 ? value : 0);
  const text = value.toFixed(10).replace(/\.?0+$/, '');
  return text === '-0' ? '0' : text;
}

/** A name whose characters are bytes. */
function nameText(name: string): string {
  return `/${name.replace(/[^A-Za-z0-9_.+*:;@'"!$&,=?^`|~\\-]/g, (character) => `#${character.charCodeAt(0).toString(16).padStart(2, '0')}`)}`;
}

function hexOrLiteral(bytes: Uint8Array): string {
  if (bytes.some((byte) => byte < 0x20 || byte > 0x7e)) return hex(bytes);
  return `(${new TextDecoder().decode(bytes).replace(/[\\()]/g, '\\$&')})`;
}

/** Text as the bytes of a string object, ASCII or UTF-16 with its mark. */
export function textBytes(text: string): Uint8Array {
  if (/^[\x20-\x7e]*$/.test(text)) return strToU8(text);
  const bytes = new Uint8Array(2 + 2 * text.length);
  bytes.set([0xfe, 0xff]);
  for (let i = 0; i < text.length; i++) {
    bytes[2 + 2 * i] = text.charCodeAt(i) >> 8;
    bytes[3 + 2 * i] = text.charCodeAt(i) & 255;
  }
  return bytes;
}
