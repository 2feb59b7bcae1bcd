import { zlibSync } from 'fflate';
import { MissingGlyphsError } from './errors.ts';
import {
  invalidFont,
  readCharacterMap,
  readPostScriptName,
  readSingleSubstitutions,
  readTables,
  type SfntTables,
  table,
} from './sfnt.ts';
import { subsetFont } from './subset.ts';

/** One drawable character of a font. */
export interface Glyph {
  /** Glyph index in the font file. */
  readonly index: number;
  /** Advance in thousandths of the font size, a whole number: what measuring and the PDF's W array both use. */
  readonly advance: number;
  /** The code point it was asked for: goes to ToUnicode. */
  readonly codePoint: number;
  /** Position in the base subset, or 0 when the glyph lies outside of it. */
  readonly baseId: number;
  /** `baseId` as the four hexadecimal digits of an Identity-H code. */
  readonly hex: string;
}

/** A subset ready to be embedded. Glyph `i` of `glyphs` has identifier `i + 1`. */
export interface FontSubset {
  /** Six capital letters (ISO 32000-1 §9.6.4). */
  tag: string;
  glyphs: Glyph[];
  /** The TrueType file, compressed, and its length before compression. */
  file: Uint8Array;
  fileLength: number;
}

/** Vertical metrics and others of a font descriptor, in thousandths of the font size. */
export interface FontMetrics {
  ascent: number;
  descent: number;
  capHeight: number;
  italicAngle: number;
  stemV: number;
  bbox: [number, number, number, number];
}

// What European business documents use all day: a document made of these alone embeds a subset that was made once.
const BASE_RANGES: [number, number][] = [
  [0x20, 0x7e],
  [0xa0, 0xff],
];
const BASE_OTHERS = 'ŒœŠšŽžŸ–—‘’‚“”„†•…‰‹›€™−\u202f';

// Characters drawn with the glyph of another one when the font lacks theirs.
const STAND_INS = new Map([
  [0xa0, 0x20],
  [0x202f, 0xa0],
  [0x2007, 0xa0],
  [0x2009, 0x20],
  [0x200a, 0x20],
  [0x2010, 0x2d],
  [0x2011, 0x2d],
  [0x2212, 0x2d],
]);

/** A TrueType font, parsed once and used for any number of documents. Immutable. */
export class Font {
  readonly postScriptName: string;
  readonly metrics: FontMetrics;
  readonly #tables: SfntTables;
  readonly #characters: Map<number, number>;
  readonly #tabular: Map<number, number>;
  readonly #unitsPerEm: number;
  readonly #glyphs = new Map<number, Glyph | undefined>();
  readonly #baseGlyphs: Glyph[] = [];
  #base: FontSubset | undefined;

  /**
   * `bytes`: a TrueType file. Digits are drawn with the font's tabular figures where it has them, so that columns of
   * amounts line up. Throws `PdfError` (`font_invalid`, `font_unsupported`).
   */
  constructor(bytes: Uint8Array) {
    try {
      this.#tables = readTables(bytes);
      const head = table(this.#tables, 'head');
      this.#unitsPerEm = head.getUint16(18);
      if (this.#unitsPerEm === 0) throw invalidFont('unitsPerEm is zero');
      this.#characters = readCharacterMap(table(this.#tables, 'cmap'));
      this.#tabular = readSingleSubstitutions(this.#tables.get('GSUB'), 'tnum');
      this.postScriptName = readPostScriptName(table(this.#tables, 'name'));
      this.metrics = this.#readMetrics(head);
      this.#collectBase();
    } catch (error) {
      if (error instanceof RangeError) throw invalidFont('truncated table');
      throw error;
    }
  }

  /** The glyph that draws a code point, or undefined when the font has none. */
  glyph(codePoint: number): Glyph | undefined {
    if (this.#glyphs.has(codePoint)) return this.#glyphs.get(codePoint);
    const glyph = this.#lookUp(codePoint, 0);
    this.#glyphs.set(codePoint, glyph);
    return glyph;
  }

  /** The subset of everyday characters, made at the first call. */
  baseSubset(): FontSubset {
    this.#base ??= this.subset(this.#baseGlyphs);
    return this.#base;
  }

  /** The subset holding `glyphs` in this order. */
  subset(glyphs: Glyph[]): FontSubset {
    const file = subsetFont(
      this.#tables,
      glyphs.map(({ index }) => index),
    );
    return { tag: subsetTag(glyphs), glyphs, file: zlibSync(file, { level: 9 }), fileLength: file.length };
  }

  #collectBase(): void {
    const codePoints: number[] = [];
    for (const [first, last] of BASE_RANGES)
      for (let code = first; code <= last; code++) codePoints.push(code);
    for (const character of BASE_OTHERS) codePoints.push(character.codePointAt(0) ?? 0);
    const ids = new Map<number, number>();
    for (const codePoint of codePoints) {
      const found = this.#lookUp(codePoint, 0);
      if (found === undefined) continue;
      const known = ids.get(found.index);
      const glyph = this.#lookUp(codePoint, known ?? ids.size + 1);
      this.#glyphs.set(codePoint, glyph);
      if (known !== undefined || glyph === undefined) continue;
      ids.set(found.index, ids.size + 1);
      this.#baseGlyphs.push(glyph);
    }
  }

  #lookUp(codePoint: number, baseId: number): Glyph | undefined {
    let index = this.#characters.get(codePoint);
    for (
      let other = STAND_INS.get(codePoint);
      index === undefined && other !== undefined;
      other = STAND_INS.get(other)
    )
      index = this.#characters.get(other);
    if (index === undefined || index === 0) return undefined;
    if (codePoint >= 0x30 && codePoint <= 0x39) index = this.#tabular.get(index) ?? index;
    const hmtx = table(this.#tables, 'hmtx');
    const last = table(this.#tables, 'hhea').getUint16(34) - 1;
    const advance = this.#thousandths(hmtx.getUint16(4 * Math.min(index, last)));
    return { index, advance, codePoint, baseId, hex: baseId.toString(16).padStart(4, '0') };
  }

  #thousandths(units: number): number {
    return Math.round((units * 1000) / this.#unitsPerEm);
  }

  #readMetrics(head: DataView): FontMetrics {
    const hhea = table(this.#tables, 'hhea');
    const os2 = table(this.#tables, 'OS/2');
    const ascent = this.#thousandths(hhea.getInt16(4));
    const weight = os2.getUint16(4);
    return {
      ascent,
      descent: this.#thousandths(hhea.getInt16(6)),
      capHeight: os2.getUint16(0) >= 2 ? this.#thousandths(os2.getInt16(88)) : ascent,
      italicAngle: table(this.#tables, 'post').getInt32(4) / 65536,
      // Not stored in TrueType fonts; the usual estimate from the weight class.
      stemV: Math.round(10 + 220 * ((weight - 50) / 900)),
      bbox: [
        this.#thousandths(head.getInt16(36)),
        this.#thousandths(head.getInt16(38)),
        this.#thousandths(head.getInt16(40)),
        this.#thousandths(head.getInt16(42)),
      ],
    };
  }
}

/** Six letters that depend on the glyphs alone (FNV-1a), so that the same document is the same bytes. */
function subsetTag(glyphs: readonly Glyph[]): string {
  let hash = 0x811c9dc5;
  for (const { index } of glyphs) hash = Math.imul(hash ^ index, 0x01000193) >>> 0;
  let tag = '';
  for (let i = 0; i < 6; i++) {
    tag += String.fromCharCode(65 + (hash % 26));
    hash = Math.floor(hash / 26);
  }
  return tag;
}

// Latin texts that are drawn as they stand: no control, no soft hyphen, nothing that NFC would change.
const PLAIN = /^[\x20-\x7e\xa0-\xac\xae-\u017f\u2010-\u2027\u202f\u20ac]*$/;

/**
 * The text as it will be drawn: NFC, line ends as `\n`, tabs as spaces, Latin ligatures (from texts copied out of PDFs)
 * taken apart, and without the characters that have no ink and no place (zero-width spaces and joiners, soft hyphens,
 * direction marks, variation selectors, byte order marks).
 */
export function drawable(text: string): string {
  if (PLAIN.test(text)) return text;
  return text
    .replace(/\r\n?|\u2028|\u2029|\u0085/g, '\n')
    .replace(/\t/g, ' ')
    .replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]|[\ufe00-\ufe0f]/g, '')
    .replace(/[\ufb00-\ufb06]/g, (ligature) => ligature.normalize('NFKC'))
    .normalize('NFC');
}

/** The characters of `text` that `font` cannot draw, each once, in order of appearance; empty when it can be drawn. */
export function missingGlyphs(text: string, font: Font): string[] {
  const missing = new Set<string>();
  for (const character of drawable(text)) {
    if (character !== '\n' && font.glyph(character.codePointAt(0) ?? 0) === undefined) missing.add(character);
  }
  return [...missing];
}

/** Width of the text, of its widest line if it has several, in the unit of `size`. Throws `MissingGlyphsError`. */
export function textWidth(text: string, font: Font, size: number): number {
  const shown = drawable(text);
  let width = 0;
  let widest = 0;
  for (let i = 0; i < shown.length; i++) {
    const codePoint = shown.codePointAt(i) ?? 0;
    if (codePoint > 0xffff) i++;
    if (codePoint === LINE_END) {
      widest = Math.max(widest, width);
      width = 0;
    } else width += advanceOf(font, codePoint);
  }
  return (Math.max(widest, width) * size) / 1000;
}

const LINE_END = 0x0a;

/** Advance of a code point in thousandths. Throws `MissingGlyphsError`. */
export function advanceOf(font: Font, codePoint: number): number {
  const glyph = font.glyph(codePoint);
  if (glyph === undefined) throw new MissingGlyphsError([String.fromCodePoint(codePoint)]);
  return glyph.advance;
}
