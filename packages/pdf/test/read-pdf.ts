/**
 * A small PDF reader for tests, written from the specification and not from the writer: it follows startxref, the
 * cross-reference table and the references, and reads texts back through the fonts' ToUnicode maps and widths.
 */
import { unzlibSync } from 'fflate';

export type PdfValue = number | boolean | null | Name | Reference | Uint8Array | PdfValue[] | Dictionary;
export type Dictionary = Map<string, PdfValue>;
export class Name {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}
export class Reference {
  readonly id: number;
  constructor(id: number) {
    this.id = id;
  }
}

/** A line of text as it is shown: lower left corner and width in points, `page` from 0. */
export interface ShownText {
  text: string;
  page: number;
  x: number;
  y: number;
  width: number;
  size: number;
}

const latin1 = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');

export class PdfReader {
  readonly bytes: Uint8Array;
  readonly trailer: Dictionary;
  readonly #source: string;
  readonly #offsets: number[] = [];

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.#source = latin1(bytes);
    const start = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(this.#source)?.[1]);
    const table = /^xref\n0 (\d+)\n/.exec(this.#source.slice(start, start + 40));
    if (table === null) throw new Error('no cross-reference table at startxref');
    const first = start + table[0].length;
    for (let id = 0; id < Number(table[1]); id++) {
      const entry = this.#source.slice(first + 20 * id, first + 20 * id + 20);
      if (!/^\d{10} \d{5} [nf] \n$/.test(entry)) throw new Error(`cross-reference entry ${id}: ${entry}`);
      this.#offsets.push(Number(entry.slice(0, 10)));
    }
    const trailer = this.#source.indexOf('trailer\n', start) + 8;
    this.trailer = new Parser(this.#source, trailer).dictionary();
  }

  get objectCount(): number {
    return this.#offsets.length - 1;
  }

  /** The object with this number; throws unless its own header stands where the table says. */
  object(id: number): { value: PdfValue; stream?: Uint8Array } {
    const offset = this.#offsets[id] ?? -1;
    const header = `${id} 0 obj\n`;
    if (!this.#source.startsWith(header, offset)) throw new Error(`object ${id} is not at ${offset}`);
    const parser = new Parser(this.#source, offset + header.length);
    const value = parser.value();
    if (!this.#source.startsWith('\nstream\n', parser.at)) {
      if (!this.#source.startsWith('\nendobj\n', parser.at)) throw new Error(`object ${id} does not end`);
      return { value };
    }
    const dictionary = value as Dictionary;
    const length = dictionary.get('Length') as number;
    const from = parser.at + 8;
    if (!this.#source.startsWith('\nendstream\nendobj\n', from + length))
      throw new Error(`length of stream ${id}`);
    const raw = this.bytes.subarray(from, from + length);
    const filter = dictionary.get('Filter');
    return { value, stream: filter instanceof Name && filter.name === 'FlateDecode' ? unzlibSync(raw) : raw };
  }

  resolve(value: PdfValue | undefined): PdfValue {
    if (value === undefined) throw new Error('missing value');
    return value instanceof Reference ? this.object(value.id).value : value;
  }

  dictionary(value: PdfValue | undefined): Dictionary {
    const resolved = this.resolve(value);
    if (!(resolved instanceof Map)) throw new Error('not a dictionary');
    return resolved;
  }

  stream(value: PdfValue | undefined): Uint8Array {
    if (!(value instanceof Reference)) throw new Error('not a reference');
    const { stream } = this.object(value.id);
    if (stream === undefined) throw new Error('not a stream');
    return stream;
  }

  get catalog(): Dictionary {
    return this.dictionary(this.trailer.get('Root'));
  }

  get pages(): Dictionary[] {
    const kids = this.dictionary(this.catalog.get('Pages')).get('Kids') as PdfValue[];
    return kids.map((kid) => this.dictionary(kid));
  }

  get xmp(): string {
    return Buffer.from(this.stream(this.catalog.get('Metadata'))).toString('utf8');
  }

  get info(): Dictionary {
    return this.dictionary(this.trailer.get('Info'));
  }

  /** The embedded files in the order of the name tree. */
  get attachments(): { name: string; specification: Dictionary; embedded: Dictionary; bytes: Uint8Array }[] {
    const names = this.dictionary(this.dictionary(this.catalog.get('Names')).get('EmbeddedFiles')).get(
      'Names',
    ) as PdfValue[];
    return names.flatMap((key, i) => {
      if (i % 2 === 1) return [];
      const specification = this.dictionary(names[i + 1]);
      const file = this.dictionary(specification.get('EF')).get('UF');
      return [{ name: text(key), specification, embedded: this.dictionary(file), bytes: this.stream(file) }];
    });
  }

  /** Every text shown, page by page, in the order of drawing. */
  texts(): ShownText[] {
    const fonts = new Map<number, ReturnType<PdfReader['font']>>();
    return this.pages.flatMap((page, index) => {
      const resources = this.dictionary(this.dictionary(page.get('Resources')).get('Font'));
      const fontOf = (resource: string) => {
        const reference = resources.get(resource) as Reference;
        let font = fonts.get(reference.id);
        if (font === undefined) {
          font = this.font(reference);
          fonts.set(reference.id, font);
        }
        return font;
      };
      return this.#shown(latin1(this.stream(page.get('Contents'))), index, fontOf);
    });
  }

  #shown(
    content: string,
    page: number,
    fontOf: (resource: string) => ReturnType<PdfReader['font']>,
  ): ShownText[] {
    const shown: ShownText[] = [];
    let resource = '';
    let size = 0;
    const tokens = /BT|ET|\/(\S+) (\S+) Tf|(\S+) (\S+) Td|<([0-9a-f]+)> Tj/g;
    let current: ShownText | undefined;
    for (const match of content.matchAll(tokens)) {
      const [token, font, fontSize, x, y, codes] = match;
      if (token === 'BT') current = { text: '', page, x: 0, y: 0, width: 0, size: 0 };
      else if (token === 'ET') {
        if (current !== undefined) shown.push(current);
        current = undefined;
      } else if (font !== undefined) {
        resource = font;
        size = Number(fontSize);
      } else if (current === undefined) throw new Error(`${token} outside of a text object`);
      else if (x !== undefined) Object.assign(current, { x: Number(x), y: Number(y) });
      else {
        const { unicode, widths } = fontOf(resource);
        current.size = size;
        for (const code of codes?.match(/..../g) ?? []) {
          const id = Number.parseInt(code, 16);
          const character = unicode.get(id);
          if (character === undefined) throw new Error(`code ${code} of ${resource} has no Unicode value`);
          current.text += character;
          current.width += ((widths.get(id) ?? 0) * size) / 1000;
        }
      }
    }
    return shown;
  }

  /** What a composite font says: widths and characters by code, and its TrueType file. */
  font(reference: PdfValue | undefined): {
    unicode: Map<number, string>;
    widths: Map<number, number>;
    file: Uint8Array;
    baseFont: string;
  } {
    const font = this.dictionary(reference);
    const descendant = this.dictionary((this.resolve(font.get('DescendantFonts')) as PdfValue[])[0]);
    const descriptor = this.dictionary(descendant.get('FontDescriptor'));
    const unicode = new Map<number, string>();
    for (const [, code = '', value = ''] of latin1(this.stream(font.get('ToUnicode'))).matchAll(
      /^<([0-9a-f]{4})> <([0-9a-f]+)>$(?!\nendcodespacerange)/gm,
    ))
      unicode.set(Number.parseInt(code, 16), Buffer.from(value, 'hex').swap16().toString('utf16le'));
    const [first, list] = this.resolve(descendant.get('W')) as [number, number[]];
    return {
      unicode,
      widths: new Map(list.map((width, i) => [first + i, width])),
      file: this.stream(descriptor.get('FontFile2')),
      baseFont: (font.get('BaseFont') as Name).name,
    };
  }

  /** The fonts of the first page by resource name. */
  get fonts(): Map<string, ReturnType<PdfReader['font']>> {
    const resources = this.dictionary(this.dictionary(this.pages[0]?.get('Resources')).get('Font'));
    return new Map([...resources].map(([name, reference]) => [name, this.font(reference)]));
  }
}

/** A text string object (ISO 32000-1 §7.9.2). */
export function text(value: PdfValue | undefined): string {
  if (!(value instanceof Uint8Array)) throw new Error('not a string');
  if (value[0] !== 0xfe || value[1] !== 0xff) return latin1(value);
  return Buffer.from(value.subarray(2)).swap16().toString('utf16le');
}

class Parser {
  at: number;
  readonly #source: string;

  constructor(source: string, at: number) {
    this.#source = source;
    this.at = at;
  }

  dictionary(): Dictionary {
    const value = this.value();
    if (!(value instanceof Map)) throw new Error(`no dictionary before ${this.at}`);
    return value;
  }

  value(): PdfValue {
    this.#skip();
    const reference = this.#match(/(\d+) 0 R/y);
    if (reference) return new Reference(Number(reference[1]));
    const number = this.#match(/[-+]?(?:\d+\.?\d*|\.\d+)/y);
    if (number) return Number(number[0]);
    const name = this.#match(/\/([^\s/<>[\]()%]*)/y);
    if (name) return new Name(decodeURIComponent((name[1] ?? '').replaceAll('#', '%')));
    const word = this.#match(/true|false|null/y);
    if (word) return word[0] === 'null' ? null : word[0] === 'true';
    if (this.#match(/<</y)) return this.#entries();
    const digits = this.#match(/<([0-9a-fA-F]*)>/y);
    if (digits) return Uint8Array.from(Buffer.from(digits[1] ?? '', 'hex'));
    const literal = this.#match(/\(((?:\\.|[^\\()])*)\)/y);
    if (literal) return Uint8Array.from(Buffer.from((literal[1] ?? '').replace(/\\(.)/g, '$1'), 'latin1'));
    if (this.#match(/\[/y)) return this.#array();
    throw new Error(`unreadable at ${this.at}: ${this.#source.slice(this.at, this.at + 20)}`);
  }

  #array(): PdfValue[] {
    const values: PdfValue[] = [];
    for (this.#skip(); !this.#match(/\]/y); this.#skip()) values.push(this.value());
    return values;
  }

  #entries(): Dictionary {
    const entries: Dictionary = new Map();
    for (this.#skip(); !this.#match(/>>/y); this.#skip()) {
      const key = this.value();
      if (!(key instanceof Name)) throw new Error(`key at ${this.at}`);
      if (entries.has(key.name)) throw new Error(`key ${key.name} twice`);
      entries.set(key.name, this.value());
    }
    return entries;
  }

  #skip(): void {
    this.#match(/[\s]*/y);
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.#source);
    if (match) this.at = pattern.lastIndex;
    return match;
  }
}
