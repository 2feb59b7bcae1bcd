import { type CrossReference, readCrossReference } from './cross-reference.ts';
import { type Decryption, decryptionOf } from './decryption.ts';
import { damaged, PdfReadError } from './error.ts';
import { unfilter } from './filters.ts';
import { Budget, type ReadLimits, tooComplex } from './limits.ts';
import { isSpace, Keyword, Parser } from './parser.ts';
import { rebuild } from './rebuild.ts';
import { type Dictionary, integerOf, Name, type PdfValue, Reference, Stream } from './values.ts';

/** Objects that need one another to be read (lengths of streams, object streams): an honest file has three at most. */
const NESTED_LOADS = 16;
const FILTERS = 8;

/** The objects of a foreign PDF, read when asked for, within the limits. */
export class PdfFile {
  readonly budget: Budget;
  readonly #bytes: Uint8Array;
  /** What precedes the header: offsets count from the header (ISO 32000-1 §7.5.2 note), errors from the first byte. */
  readonly #base: number;
  readonly #objects = new Map<number, PdfValue>();
  readonly #containers = new Map<number, Map<number, PdfValue>>();
  readonly #loading = new Set<number>();
  #reference: CrossReference = { entries: new Map(), trailer: new Map() };
  #decryption: Decryption | undefined;
  #repaired = false;

  /** Throws `PdfReadError` for what is no PDF, exceeds a limit, has no catalog, or wants a password. */
  constructor(bytes: Uint8Array, limits: ReadLimits) {
    if (bytes.length > limits.fileSize)
      throw new PdfReadError(
        'pdf_too_large',
        `the file exceeds ${limits.fileSize} bytes`,
        `le fichier dépasse ${limits.fileSize} octets`,
      );
    this.#base = headerOffset(bytes);
    // Plain bytes, whatever subclass came in: Buffer's own slice and subarray differ.
    this.#bytes = new Uint8Array(bytes.buffer, bytes.byteOffset + this.#base, bytes.length - this.#base);
    this.budget = new Budget(limits, bytes.length);
    this.#open();
  }

  get trailer(): Dictionary {
    return this.#reference.trailer;
  }

  /** The file's own cross-reference could not be used: objects were found by their headers. */
  get repaired(): boolean {
    return this.#repaired;
  }

  get decryption(): Decryption | undefined {
    return this.#decryption;
  }

  /** "1.7": the catalog's word goes before the header's (§7.2.2). */
  get version(): string {
    const own = this.resolve(this.catalog.get('Version'));
    if (own instanceof Name) return own.value;
    return /^%PDF-(\d\.\d)/.exec(String.fromCharCode(...this.#bytes.subarray(0, 8)))?.[1] ?? '';
  }

  get catalog(): Dictionary {
    return this.dictionary(this.trailer.get('Root')) ?? new Map();
  }

  /** What a reference leads to, else the value itself. Nothing, and what leads nowhere, is null. */
  resolve(value: PdfValue | undefined): PdfValue {
    let found = value ?? null;
    for (let hops = 0; found instanceof Reference; hops++) {
      if (hops > NESTED_LOADS) return null;
      found = this.#object(found.id);
    }
    return found;
  }

  dictionary(value: PdfValue | undefined): Dictionary | undefined {
    const found = this.resolve(value);
    return found instanceof Map ? found : undefined;
  }

  /** The items of an array; none for anything else. */
  array(value: PdfValue | undefined): PdfValue[] {
    const found = this.resolve(value);
    return Array.isArray(found) ? found : [];
  }

  stream(value: PdfValue | undefined): Stream | undefined {
    const found = this.resolve(value);
    return found instanceof Stream ? found : undefined;
  }

  /** The decrypted and decoded data of a stream, `most` bytes at most. Throws `PdfReadError` with the stream's place. */
  decode(stream: Stream, most: number): Uint8Array {
    try {
      return this.#decode(stream, most);
    } catch (error) {
      if (!(error instanceof PdfReadError) || error.offset !== undefined) throw error;
      throw new PdfReadError(error.code, error.message, error.messageFr, {
        offset: this.#base + stream.offset,
        object: stream.id,
      });
    }
  }

  #decode(stream: Stream, most: number): Uint8Array {
    const { dictionary } = stream;
    const filters = this.#list(dictionary.get('Filter'));
    const parameters = this.#list(dictionary.get('DecodeParms'));
    if (filters.length > FILTERS)
      throw tooComplex(`more than ${FILTERS} filters`, `plus de ${FILTERS} filtres`);
    let data = this.#decryption?.stream(stream, this) ?? stream.raw;
    if (filters.length === 0 && data.length > most)
      throw new PdfReadError(
        'pdf_stream_too_large',
        `a stream has more than ${most} bytes`,
        `un flux dépasse ${most} octets`,
      );
    for (const [i, filter] of filters.entries()) {
      const name = filter instanceof Name ? filter.value : '';
      if (name === 'Crypt') continue;
      const given = this.dictionary(parameters[i]) ?? new Map();
      data = unfilter(name, data, given, most, (bytes) => this.budget.decoded(bytes));
    }
    return data;
  }

  #list(value: PdfValue | undefined): PdfValue[] {
    const found = this.resolve(value);
    if (found === null) return [];
    return (Array.isArray(found) ? found : [found]).map((item) => this.resolve(item));
  }

  #structure(stream: Stream): Uint8Array {
    return this.decode(stream, this.budget.limits.structureSize);
  }

  #open(): void {
    try {
      this.#reference = readCrossReference(this.#bytes, this.budget, {
        streamAt: (offset) => {
          const { value } = this.#objectAt(offset, undefined);
          if (!(value instanceof Stream)) throw damaged('a stream is missing', 'un flux manque', { offset });
          return value;
        },
        structure: (stream) => this.#structure(stream),
      });
      this.#decrypt();
      if (this.dictionary(this.catalog.get('Pages')) !== undefined) return;
    } catch (error) {
      if (!isDamage(error)) throw error;
    }
    if (!this.#repaired) this.#rebuild();
    if (this.catalog.size === 0)
      throw damaged('no document catalog can be found', 'aucun catalogue de document n’est trouvé');
  }

  /** What was looked up before all entries were known, or before strings could be decrypted, is forgotten. */
  #decrypt(): void {
    this.#objects.clear();
    this.#decryption = decryptionOf(this);
    this.#objects.clear();
    this.#containers.clear();
  }

  /** Distrusts the cross-reference from the start, for a file in which it was found wrong before. */
  repair(): void {
    if (!this.#repaired) this.#rebuild();
  }

  /** Finds the objects by their headers, then those inside object streams, in the order of the file. */
  #rebuild(): void {
    this.#repaired = true;
    this.#objects.clear();
    this.#containers.clear();
    this.#decryption = undefined;
    // Lengths that are references cannot be looked up yet: streams end at their keyword.
    this.#reference = { entries: new Map(), trailer: new Map() };
    const rebuilt = rebuild(this.#bytes, this.budget, (id, _generation, offset) =>
      this.#objectAt(offset, id),
    );
    this.#reference = rebuilt;
    this.#decrypt();
    for (const container of rebuilt.containers) {
      let contained: Map<number, PdfValue>;
      try {
        contained = this.#container(container);
      } catch (error) {
        if (!isDamage(error)) throw error;
        continue;
      }
      for (const [index, id] of [...contained.keys()].entries()) {
        rebuilt.entries.set(id, { container, index });
        const value = contained.get(id);
        if (value instanceof Map && !rebuilt.trailer.has('Root')) {
          const type = value.get('Type');
          if (type instanceof Name && type.value === 'Catalog')
            rebuilt.trailer.set('Root', new Reference(id, 0));
        }
      }
    }
  }

  #object(id: number): PdfValue {
    const known = this.#objects.get(id);
    if (known !== undefined) return known;
    // An object that needs itself (a stream whose length is the stream) has no value.
    if (this.#loading.has(id)) return null;
    if (this.#loading.size >= NESTED_LOADS)
      throw tooComplex(
        'objects that need one another without end',
        'des objets dépendent sans fin les uns des autres',
      );
    this.#loading.add(id);
    let value: PdfValue;
    try {
      value = this.#load(id);
    } catch (error) {
      if (!isDamage(error)) throw error;
      if (!this.#repaired && this.#loading.size === 1) {
        this.#rebuild();
        this.#loading.delete(id);
        return this.#object(id);
      }
      // Where the structure cannot be trusted, what is unreadable is as good as absent.
      if (!this.#repaired) throw error;
      value = null;
    } finally {
      this.#loading.delete(id);
    }
    this.#objects.set(id, value);
    return value;
  }

  #load(id: number): PdfValue {
    const entry = this.#reference.entries.get(id);
    if (entry === undefined || entry === 'free') return null;
    if ('container' in entry) return this.#container(entry.container).get(id) ?? null;
    const { value, generation } = this.#objectAt(entry.offset, id);
    return this.#decryption === undefined ? value : this.#decryption.strings(value, id, generation);
  }

  /** The object whose header is at `offset`, which must have the number `id` where one is given. */
  #objectAt(offset: number, id: number | undefined): { value: PdfValue; generation: number; end: number } {
    const parser = new Parser(this.#bytes, offset, this.budget);
    const number = parser.integer();
    const generation = parser.integer();
    const place = { offset: this.#base + offset };
    if (
      number === undefined ||
      generation === undefined ||
      (id !== undefined && number !== id) ||
      !parser.word('obj')
    )
      throw damaged('an object is not where the file says', 'un objet n’est pas où le fichier le dit', place);
    const token = parser.next();
    const value = token instanceof Keyword ? null : token;
    if (!(value instanceof Map) || !parser.word('stream')) return { value, generation, end: parser.at };
    // "stream" ends with CR LF or LF (§7.3.8.1); some write CR alone.
    let from = parser.at;
    if (this.#bytes[from] === 0x0d) from++;
    if (this.#bytes[from] === 0x0a) from++;
    const to = this.#streamEnd(value, from);
    const raw = this.#bytes.subarray(from, to);
    return { value: new Stream(value, raw, number, generation, from), generation, end: to };
  }

  /** Where Length says, if `endstream` follows; else before the next `endstream`, else the end of the file. */
  #streamEnd(dictionary: Dictionary, from: number): number {
    const bytes = this.#bytes;
    const length = integerOf(this.resolve(dictionary.get('Length')));
    if (length !== undefined && length >= 0 && from + length <= bytes.length) {
      const parser = new Parser(bytes, from + length, this.budget);
      if (parser.word('endstream')) return from + length;
    }
    for (let at = from; at < bytes.length; at++) {
      if (bytes[at] !== 0x65 || !isKeywordAt(bytes, at)) continue;
      this.budget.work(at - from);
      let end = at;
      if (end > from && bytes[end - 1] === 0x0a) end--;
      if (end > from && bytes[end - 1] === 0x0d) end--;
      return end;
    }
    this.budget.work(bytes.length - from);
    return bytes.length;
  }

  /** The objects of an object stream by number (§7.5.7), in its order. */
  #container(id: number): Map<number, PdfValue> {
    const known = this.#containers.get(id);
    if (known !== undefined) return known;
    const entry = this.#reference.entries.get(id);
    const stream =
      entry !== undefined && entry !== 'free' && 'offset' in entry
        ? this.stream(new Reference(id, 0))
        : undefined;
    const count = integerOf(stream?.dictionary.get('N'));
    const first = integerOf(stream?.dictionary.get('First'));
    if (stream === undefined || count === undefined || first === undefined)
      throw damaged('an object stream is missing', 'un flux d’objets manque', { object: id });
    const data = this.#structure(stream);
    const header = new Parser(data, 0, this.budget);
    const objects = new Map<number, PdfValue>();
    for (let i = 0; i < count; i++) {
      const number = header.integer();
      const offset = header.integer();
      if (number === undefined || offset === undefined || header.at > first) break;
      this.budget.step();
      const token = new Parser(data, first + offset, this.budget).next();
      objects.set(number, token instanceof Keyword ? null : token);
    }
    this.#containers.set(id, objects);
    return objects;
  }
}

function isDamage(error: unknown): boolean {
  return (
    error instanceof PdfReadError &&
    (error.code === 'pdf_damaged' ||
      error.code === 'pdf_stream_damaged' ||
      error.code === 'pdf_filter_unsupported')
  );
}

/** Readers look for the header in the first kilobyte (implementation note 13 of PDF 1.7). */
function headerOffset(bytes: Uint8Array): number {
  for (let at = 0; at < Math.min(1024, bytes.length - 4); at++)
    if (
      bytes[at] === 0x25 &&
      bytes[at + 1] === 0x50 &&
      bytes[at + 2] === 0x44 &&
      bytes[at + 3] === 0x46 &&
      bytes[at + 4] === 0x2d
    )
      return at;
  throw new PdfReadError('pdf_not_a_pdf', 'the file is not a PDF', 'le fichier n’est pas un PDF');
}

const ENDSTREAM = 'endstream';
function isKeywordAt(bytes: Uint8Array, at: number): boolean {
  for (let i = 0; i < ENDSTREAM.length; i++) if (bytes[at + i] !== ENDSTREAM.charCodeAt(i)) return false;
  return at === 0 || isSpace(bytes[at - 1]) || bytes[at - 1] !== 0x2f;
}
