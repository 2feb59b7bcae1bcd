import type { FontProgram } from '../fonts/font-program.ts';
import { ForeignFont } from '../fonts/foreign-font.ts';
import { isBrokenProgram, loadProgram } from '../fonts/load-program.ts';
import { TrueTypeProgram } from '../fonts/truetype-program.ts';
import { Type1Program } from '../fonts/type1-program.ts';
import { PdfReadError } from '../read/error.ts';
import { type Dictionary, Name, nameOf, type Stream } from '../read/values.ts';
import type { Contents } from './content.ts';
import { examineCMap } from './font-cmap.ts';
import { examineTrueTypeEncoding, trueTypeGlyph } from './font-encoding.ts';
import type { Inspection } from './inspection.ts';
import { examineUtf8 } from './limits.ts';

const SUBTYPES = new Set(['Type1', 'MMType1', 'TrueType', 'Type3', 'Type0']);
const PROGRAM_SIZE = 32 * 1024 * 1024;
/** Thousandths by which a width may differ (ISO 19005-3 §6.2.11.5). */
const TOLERANCE = 1;

interface Use {
  font: ForeignFont;
  object: number | null;
  resources: Dictionary | undefined;
  /** Codes of what is seen. */
  codes: Set<number>;
  /** Codes of what is shown, be it invisible. */
  shown: Set<number>;
  /** Pages on which the font shows something. */
  page: number | undefined;
}

/** The fonts that a document shows text in, and the codes it shows, against ISO 19005-3 §6.2.11. */
export class FontUses {
  readonly #inspection: Inspection;
  readonly #uses = new Map<Dictionary, Use | undefined>();

  constructor(inspection: Inspection) {
    this.#inspection = inspection;
  }

  /** A font is chosen. */
  note(dictionary: Dictionary, object: number | null, resources: Dictionary | undefined): void {
    if (this.#uses.has(dictionary)) return;
    this.#inspection.file.budget.step();
    try {
      const font = new ForeignFont(dictionary, this.#inspection.file);
      this.#uses.set(dictionary, {
        font,
        object,
        resources,
        codes: new Set(),
        shown: new Set(),
        page: undefined,
      });
    } catch (error) {
      if (!(error instanceof PdfReadError) || error.code === 'pdf_too_complex') throw error;
      this.#uses.set(dictionary, undefined);
      this.#inspection.refuse('font_invalid', { en: error.message, fr: error.messageFr }, object);
    }
  }

  /** A string is shown in the font. In text mode 3 it is not seen and needs no glyphs (§6.2.11.4.1): optical recognition leaves such text. */
  show(dictionary: Dictionary, string: Uint8Array, seen: boolean): void {
    const use = this.#uses.get(dictionary);
    if (use === undefined) return;
    use.page ??= this.#inspection.page;
    for (const code of use.font.codes(string)) {
      use.shown.add(code);
      if (seen) use.codes.add(code);
    }
  }

  /** Examines every font that showed something; glyphs of Type 3 fonts are content in their turn. */
  examine(contents: Contents): void {
    const done = new Set<Use>();
    // Glyphs of one font may show text in another one.
    for (let open = true; open; ) {
      open = false;
      for (const use of [...this.#uses.values()]) {
        if (use === undefined || done.has(use) || use.shown.size === 0) continue;
        done.add(use);
        open = true;
        this.#inspection.page = use.page;
        this.#examine(use, contents);
      }
    }
    this.#inspection.page = undefined;
  }

  /** The texts of all characters shown, undefined for those that have none. */
  get texts(): (string | undefined)[] {
    return [...this.#uses.values()].flatMap((use) =>
      use === undefined ? [] : [...use.shown].map((code) => use.font.textOf(code)),
    );
  }

  #examine(use: Use, contents: Contents): void {
    const inspection = this.#inspection;
    const { font, object } = use;
    if (!SUBTYPES.has(font.subtype)) {
      inspection.refuse('font_invalid', `Subtype ${font.subtype}`, object);
      return;
    }
    font.dictionary.set('Type', new Name('Font'));
    examineUtf8(inspection, font.name, object);
    if (font.subtype === 'Type3') {
      this.#glyphs(use, contents);
      return;
    }
    if (font.name === '')
      inspection.refuse('font_invalid', { en: 'BaseFont is missing', fr: 'BaseFont manque' }, object);
    const program = font.program();
    if (program === undefined) {
      if (use.codes.size > 0) inspection.refuse('font_not_embedded', font.name, object);
      return;
    }
    this.#withoutLists(font);
    if (font.composite) examineCMap(inspection, font, object);
    else this.#widthsComplete(font, object);
    const parsed = this.#program(program, font, object);
    if (parsed === undefined) return;
    if (font.subtype === 'TrueType' && parsed instanceof TrueTypeProgram)
      examineTrueTypeEncoding(inspection, font, parsed, object);
    this.#compare(use, parsed);
  }

  /** Glyphs of a Type 3 font are content; their widths stand in it. */
  #glyphs({ font, codes, object, resources }: Use, contents: Contents): void {
    const widths = contents.glyphs(font.dictionary, resources);
    for (const code of codes) {
      const width = widths.get(font.glyphNameOf(code) ?? '');
      const declared = font.widthOf(code);
      if (width !== undefined && declared !== undefined && Math.abs(width - declared) > TOLERANCE)
        this.#inspection.refuse('font_widths', `Type 3, ${code}, ${declared}, ${width}`, object);
    }
  }

  /** Lists of the glyphs in a subset: optional, and wrong in many files. */
  #withoutLists({ descriptor }: ForeignFont): void {
    for (const key of ['CharSet', 'CIDSet'])
      if (descriptor?.delete(key) === true) this.#inspection.change('glyph_lists');
  }

  #widthsComplete({ dictionary, name }: ForeignFont, object: number | null): void {
    const { file } = this.#inspection;
    const first = file.resolve(dictionary.get('FirstChar'));
    const last = file.resolve(dictionary.get('LastChar'));
    const count = file.array(dictionary.get('Widths')).length;
    if (typeof first !== 'number' || typeof last !== 'number' || count !== last - first + 1)
      this.#inspection.refuse(
        'font_invalid',
        { en: `the widths of "${name}" are incomplete`, fr: `les chasses de « ${name} » sont incomplètes` },
        object,
      );
  }

  #program(
    { key, stream }: { key: string; stream: Stream },
    font: ForeignFont,
    object: number | null,
  ): FontProgram | undefined {
    const { file } = this.#inspection;
    const subtype = nameOf(file.resolve(stream.dictionary.get('Subtype')));
    if (key === 'FontFile3' && !['Type1C', 'CIDFontType0C', 'OpenType'].includes(subtype ?? '')) {
      this.#inspection.refuse('font_invalid', `FontFile3 ${subtype ?? ''}`, object);
      return undefined;
    }
    try {
      return loadProgram(font, file);
    } catch (error) {
      if (error instanceof PdfReadError && error.code === 'pdf_too_complex') throw error;
      if (!isBrokenProgram(error)) throw error;
      this.#inspection.refuse(
        'font_invalid',
        {
          en: `the program of "${font.name}" cannot be read`,
          fr: `le programme de « ${font.name} » est illisible`,
        },
        object,
      );
      return undefined;
    }
  }

  /** The widths and presence of every glyph shown. */
  #compare({ font, codes, object }: Use, program: FontProgram): void {
    for (const code of codes) {
      this.#inspection.file.budget.step();
      let glyph: number | undefined | null;
      let actual: number | undefined;
      try {
        glyph = this.#glyphOf(code, font, program);
        actual = typeof glyph === 'number' ? program.widthOf(glyph) : undefined;
      } catch (error) {
        if (!isBrokenProgram(error)) throw error;
        glyph = null;
      }
      // Null: this reader cannot tell which glyph it is.
      if (glyph === null) continue;
      const shown = `${font.name} ${code.toString(16).toUpperCase().padStart(2, '0')}`;
      if (glyph === undefined || glyph === 0 || actual === undefined) {
        this.#inspection.refuse('glyph_missing', shown, object);
        return;
      }
      const declared = font.widthOf(code);
      if (declared !== undefined && Math.abs(declared - actual) > TOLERANCE) {
        const round = (width: number) => String(Math.round(width * 100) / 100);
        this.#inspection.refuse(
          'font_widths',
          {
            en: `${shown}, ${round(declared)} instead of ${round(actual)}`,
            fr: `${shown}, ${round(declared)} au lieu de ${round(actual)}`,
          },
          object,
        );
        return;
      }
    }
  }

  /** The glyph of a code; undefined for one that is not there, null where it cannot be told. */
  #glyphOf(code: number, font: ForeignFont, program: FontProgram): number | undefined | null {
    if (font.composite) {
      const cid = font.cidOf(code);
      if (cid === undefined) return font.cmap === undefined ? null : 0;
      if (program instanceof TrueTypeProgram) return this.#mapped(font, cid);
      return program.glyphOfCid(cid);
    }
    if (program instanceof TrueTypeProgram) return trueTypeGlyph(code, font, program);
    // The one encoding whose names are not known here.
    if (nameOf(this.#inspection.resolve(font.dictionary.get('Encoding'))) === 'MacExpertEncoding')
      return null;
    const name = font.glyphNameOf(code) ?? program.encodedName(code);
    if (name === undefined || name === '.notdef') return 0;
    const glyph = program.glyphNamed(name);
    // In a Type 1 program, .notdef is not always the first glyph.
    return glyph === 0 && program instanceof Type1Program ? null : glyph;
  }

  /** CIDToGIDMap (ISO 32000-1 table 117). */
  #mapped({ descendant }: ForeignFont, cid: number): number {
    const { file } = this.#inspection;
    const map = file.stream(descendant?.get('CIDToGIDMap'));
    if (map === undefined) return cid;
    const data = file.decode(map, PROGRAM_SIZE);
    return ((data[2 * cid] ?? 0) << 8) | (data[2 * cid + 1] ?? 0);
  }
}
