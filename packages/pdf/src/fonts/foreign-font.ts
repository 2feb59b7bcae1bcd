import type { PdfFile } from '../read/file.ts';
import { type Dictionary, integerOf, Name, nameOf, type PdfValue, type Stream } from '../read/values.ts';
import { type CMap, numberOf, readCMap } from './cmap.ts';
import { type Encoding, encodingNamed } from './encodings.ts';
import { textOfGlyph } from './glyph-names.ts';

/** Bytes of a CMap or font program once decoded. */
const PROGRAM_SIZE = 16 * 1024 * 1024;

/** A font dictionary of a foreign document (ISO 32000-1 §9.5 to §9.7): codes in strings, their widths and their texts. */
export class ForeignFont {
  readonly dictionary: Dictionary;
  readonly subtype: string;
  /** BaseFont; empty without one. */
  readonly name: string;
  /** The CIDFont of a composite font. */
  readonly descendant: Dictionary | undefined;
  readonly descriptor: Dictionary | undefined;
  /** The CMap embedded as Encoding of a composite font. */
  readonly cmap: CMap | undefined;
  readonly #file: PdfFile;
  readonly #unicode: CMap | undefined;
  readonly #names: Encoding | undefined;
  readonly #widths: Map<number, number>;

  /** Throws `PdfReadError` when a CMap of the font cannot be read. */
  constructor(dictionary: Dictionary, file: PdfFile) {
    this.#file = file;
    this.dictionary = dictionary;
    this.subtype = nameOf(file.resolve(dictionary.get('Subtype'))) ?? '';
    this.name = nameOf(file.resolve(dictionary.get('BaseFont'))) ?? '';
    this.descendant =
      this.subtype === 'Type0'
        ? file.dictionary(file.array(dictionary.get('DescendantFonts'))[0])
        : undefined;
    this.descriptor = file.dictionary((this.descendant ?? dictionary).get('FontDescriptor'));
    this.#unicode = this.#cmapAt(dictionary.get('ToUnicode'));
    this.cmap = this.descendant === undefined ? undefined : this.#cmapAt(dictionary.get('Encoding'));
    this.#names = this.descendant === undefined ? this.#encoding() : undefined;
    this.#widths = this.descendant === undefined ? this.#simpleWidths() : this.#cidWidths(this.descendant);
  }

  get composite(): boolean {
    return this.subtype === 'Type0';
  }

  /** Flag 3 of the descriptor: the font has characters of its own (table 123). */
  get symbolic(): boolean {
    return ((integerOf(this.#file.resolve(this.descriptor?.get('Flags'))) ?? 0) & 4) !== 0;
  }

  /** The name of the predefined CMap; undefined for simple fonts and embedded CMaps. */
  get predefinedCMap(): string | undefined {
    return this.composite ? nameOf(this.#file.resolve(this.dictionary.get('Encoding'))) : undefined;
  }

  /** The codes of a string that is shown. */
  *codes(string: Uint8Array): Generator<number> {
    if (!this.composite) {
      yield* string;
      return;
    }
    const spaces = this.cmap?.spaces ?? [];
    for (let at = 0; at < string.length; ) {
      let length = 2;
      for (const space of spaces) {
        const code = numberOf(string.subarray(at, at + space.length));
        if (code >= space.low && code <= space.high) {
          length = space.length;
          break;
        }
      }
      yield numberOf(string.subarray(at, at + length));
      at += length;
    }
  }

  /** Thousandths of the font size; undefined where the font does not say. */
  widthOf(code: number): number | undefined {
    return this.#widths.get(this.composite ? (this.cidOf(code) ?? 0) : code) ?? this.#missingWidth();
  }

  /** The text of a code; undefined where only a person could read it. */
  textOf(code: number): string | undefined {
    const text = this.#unicode?.texts.get(code);
    if (text !== undefined) return text;
    const name = this.glyphNameOf(code);
    return name === undefined ? undefined : textOfGlyph(name);
  }

  /** The name of the glyph in a simple font. */
  glyphNameOf(code: number): string | undefined {
    return this.#names?.[code];
  }

  /** The character identifier of a code in a composite font; undefined where a predefined CMap would have to be known. */
  cidOf(code: number): number | undefined {
    if (this.cmap !== undefined) return this.cmap.cids.get(code);
    return this.predefinedCMap?.startsWith('Identity') ? code : undefined;
  }

  /** The font program and the kind of stream it stands in. */
  program(): { key: 'FontFile' | 'FontFile2' | 'FontFile3'; stream: Stream } | undefined {
    for (const key of ['FontFile', 'FontFile2', 'FontFile3'] as const) {
      const stream = this.#file.stream(this.descriptor?.get(key));
      if (stream !== undefined) return { key, stream };
    }
    return undefined;
  }

  #cmapAt(value: PdfValue | undefined): CMap | undefined {
    const stream = this.#file.stream(value);
    if (stream === undefined) return undefined;
    return readCMap(this.#file.decode(stream, PROGRAM_SIZE), this.#file.budget);
  }

  /** Glyph names by code (§9.6.6); undefined where only the font program knows them. */
  #encoding(): Encoding | undefined {
    const value = this.#file.resolve(this.dictionary.get('Encoding'));
    if (value instanceof Name) return encodingNamed(value.value);
    const embedded = this.program() !== undefined;
    if (!(value instanceof Map))
      return embedded || this.symbolic ? undefined : encodingNamed('StandardEncoding');
    const base = nameOf(this.#file.resolve(value.get('BaseEncoding')));
    // What Differences differ from when the document does not say (table 114; §9.6.6.4 for TrueType).
    const builtIn = this.symbolic || (embedded && this.subtype !== 'TrueType');
    const implicit = builtIn ? undefined : 'StandardEncoding';
    const start = base ?? implicit;
    const names = [...((start === undefined ? undefined : encodingNamed(start)) ?? [])];
    let code = 0;
    for (const item of this.#file.array(value.get('Differences'))) {
      this.#file.budget.step();
      const found = this.#file.resolve(item);
      if (typeof found === 'number') code = found;
      else if (found instanceof Name && code >= 0 && code < 256) names[code++] = found.value;
    }
    return names;
  }

  #simpleWidths(): Map<number, number> {
    const first = integerOf(this.#file.resolve(this.dictionary.get('FirstChar'))) ?? 0;
    const widths = new Map<number, number>();
    for (const [i, item] of this.#file.array(this.dictionary.get('Widths')).entries()) {
      this.#file.budget.step();
      const width = this.#file.resolve(item);
      if (typeof width === 'number') widths.set(first + i, width);
    }
    return widths;
  }

  /** W of a CIDFont (§9.7.4.3): `c [w …]` and `first last w`. */
  #cidWidths(descendant: Dictionary): Map<number, number> {
    const widths = new Map<number, number>();
    const items = this.#file.array(descendant.get('W')).map((item) => this.#file.resolve(item));
    for (let i = 0; i + 1 < items.length; ) {
      const [first, second, third] = [items[i], items[i + 1], items[i + 2]];
      if (typeof first === 'number' && Array.isArray(second)) {
        for (const [offset, item] of second.entries()) {
          this.#file.budget.step();
          const width = this.#file.resolve(item);
          if (typeof width === 'number') widths.set(first + offset, width);
        }
        i += 2;
      } else if (typeof first === 'number' && typeof second === 'number') {
        for (let cid = first; cid <= Math.min(second, 65_535) && typeof third === 'number'; cid++) {
          this.#file.budget.step();
          widths.set(cid, third);
        }
        i += 3;
      } else i++;
    }
    return widths;
  }

  #missingWidth(): number | undefined {
    if (this.descendant !== undefined) {
      const width = this.#file.resolve(this.descendant.get('DW'));
      return typeof width === 'number' ? width : 1000;
    }
    const width = this.#file.resolve(this.descriptor?.get('MissingWidth'));
    if (typeof width === 'number') return width;
    return this.descriptor === undefined ? undefined : 0;
  }
}
