import { operations } from '../content/operations.ts';
import type { FontProgram } from '../fonts/font-program.ts';
import { ForeignFont } from '../fonts/foreign-font.ts';
import { textOfGlyph } from '../fonts/glyph-names.ts';
import { isBrokenProgram, loadProgram } from '../fonts/load-program.ts';
import { PdfReadError } from '../read/error.ts';
import { PdfFile } from '../read/file.ts';
import { READ_LIMITS, type ReadLimits } from '../read/limits.ts';
import { pages } from '../read/page-tree.ts';
import { type Dictionary, Name, nameOf, type PdfValue, type Stream } from '../read/values.ts';
import { linesOf, type Span } from './lines.ts';
import { IDENTITY, type Matrix, matrixOf, multiply } from './matrix.ts';

/** Bytes of one content stream once decoded. */
const CONTENT_SIZE = 64 * 1024 * 1024;
const DEEPEST_FORMS = 24;

/** What a page says, as far as its fonts tell. */
export interface PageText {
  /** From top to bottom; a tab stands for a gap as between columns. */
  lines: string[];
  /** The same text in the order it is drawn in, without any layout: what overlaps on the page stays apart here. */
  flow: string;
  /** Characters shown, and those among them whose text no encoding gives: they are U+FFFD in the lines. */
  characters: number;
  unreadable: number;
  /** Colours are set as those of a device (DeviceGray, DeviceRGB, DeviceCMYK), which says nothing of what they look like. */
  deviceColours: boolean;
}

/**
 * The text of the pages of any PDF, by ToUnicode, encodings and the names in font programs; nothing is guessed, and pictures of letters stay
 * pictures. Damaged content gives what comes before the damage.
 *
 * Throws `PdfReadError` as `readAttachments` does, and for content that exceeds the limits.
 */
export function readText(bytes: Uint8Array, limits: Partial<ReadLimits> = {}): PageText[] {
  const file = new PdfFile(bytes, { ...READ_LIMITS, ...limits });
  const fonts = new Fonts(file);
  const texts: PageText[] = [];
  for (const { dictionary: page, inherited } of pages(file)) {
    const reader = new PageReader(file, fonts);
    const resources = file.dictionary(page.get('Resources') ?? inherited.get('Resources'));
    const contents = file.resolve(page.get('Contents'));
    const parts = (Array.isArray(contents) ? contents : [contents]).flatMap(
      (item) => file.stream(item) ?? [],
    );
    reader.read(parts, resources, IDENTITY, 0);
    const { characters, unreadable, deviceColours } = reader;
    texts.push({
      lines: linesOf(reader.spans),
      flow: reader.spans.map(({ text }) => text).join(''),
      characters,
      unreadable,
      deviceColours,
    });
  }
  return texts;
}

interface Face {
  font: ForeignFont;
  program: FontProgram | undefined;
  /** Text space units by glyph space unit: a thousandth, but in Type 3 fonts. */
  unit: number;
}

class Fonts {
  readonly #file: PdfFile;
  readonly #faces = new Map<Dictionary, Face | undefined>();

  constructor(file: PdfFile) {
    this.#file = file;
  }

  face(dictionary: Dictionary | undefined): Face | undefined {
    if (dictionary === undefined) return undefined;
    if (!this.#faces.has(dictionary)) this.#faces.set(dictionary, this.#load(dictionary));
    return this.#faces.get(dictionary);
  }

  #load(dictionary: Dictionary): Face | undefined {
    try {
      const font = new ForeignFont(dictionary, this.#file);
      const [unit] = this.#file.array(dictionary.get('FontMatrix')).map((item) => this.#file.resolve(item));
      const own = font.subtype === 'Type3' && typeof unit === 'number' ? unit : 0.001;
      // Only what has no other source of names is parsed.
      const needed = !font.composite && !dictionary.has('ToUnicode') && font.glyphNameOf(65) === undefined;
      return { font, program: needed ? this.#program(font) : undefined, unit: own };
    } catch (error) {
      if (!(error instanceof PdfReadError) || isLimit(error)) throw error;
      return undefined;
    }
  }

  #program(font: ForeignFont): FontProgram | undefined {
    try {
      return loadProgram(font, this.#file);
    } catch (error) {
      if ((error instanceof PdfReadError && isLimit(error)) || !isBrokenProgram(error)) throw error;
      return undefined;
    }
  }
}

interface State {
  matrix: Matrix;
  face: Face | undefined;
  size: number;
  characterSpace: number;
  wordSpace: number;
  scale: number;
  leading: number;
  rise: number;
}

/** Runs the content of one page (ISO 32000-1 §9.4) and gathers what it shows. */
class PageReader {
  readonly spans: Span[] = [];
  characters = 0;
  unreadable = 0;
  deviceColours = false;
  readonly #file: PdfFile;
  readonly #fonts: Fonts;
  #text: Matrix = IDENTITY;
  #line: Matrix = IDENTITY;

  constructor(file: PdfFile, fonts: Fonts) {
    this.#file = file;
    this.#fonts = fonts;
  }

  read(streams: readonly Stream[], resources: Dictionary | undefined, matrix: Matrix, depth: number): void {
    let state: State = {
      matrix,
      face: undefined,
      size: 0,
      characterSpace: 0,
      wordSpace: 0,
      scale: 1,
      leading: 0,
      rise: 0,
    };
    const stack: State[] = [];
    try {
      for (const stream of streams)
        for (const { operator, operands } of operations(
          this.#file.decode(stream, CONTENT_SIZE),
          this.#file.budget,
        )) {
          this.#file.budget.step();
          if (operator === 'q') stack.push({ ...state });
          else if (operator === 'Q') state = stack.pop() ?? state;
          else if (operator === 'Do') this.#form(operands.at(-1), resources, state, depth);
          else this.#apply(operator, operands, resources, state);
        }
    } catch (error) {
      if (!(error instanceof PdfReadError) || isLimit(error)) throw error;
    }
  }

  #form(name: PdfValue | undefined, resources: Dictionary | undefined, state: State, depth: number): void {
    const file = this.#file;
    if (!(name instanceof Name) || depth >= DEEPEST_FORMS) return;
    const form = file.stream(file.dictionary(resources?.get('XObject'))?.get(name.value));
    if (form === undefined || nameOf(file.resolve(form.dictionary.get('Subtype'))) !== 'Form') return;
    const own = file.dictionary(form.dictionary.get('Resources')) ?? resources;
    const placed = matrixOf(file.array(form.dictionary.get('Matrix')).map((item) => file.resolve(item)));
    const [text, line] = [this.#text, this.#line];
    this.read([form], own, multiply(placed ?? IDENTITY, state.matrix), depth + 1);
    [this.#text, this.#line] = [text, line];
  }

  #apply(operator: string, operands: PdfValue[], resources: Dictionary | undefined, state: State): void {
    const numbers = operands.map((operand) => (typeof operand === 'number' ? operand : 0));
    const [first = 0, second = 0] = numbers;
    const last = operands.at(-1);
    switch (operator) {
      case 'g':
      case 'rg':
      case 'k':
      case 'G':
      case 'RG':
      case 'K':
        this.deviceColours ||= !this.#hasDefault(operator.toLowerCase(), resources);
        break;
      case 'cm':
        state.matrix = multiply(matrixOf(operands) ?? IDENTITY, state.matrix);
        break;
      case 'BT':
        this.#text = IDENTITY;
        this.#line = IDENTITY;
        break;
      case 'Tf': {
        const [name] = operands;
        const fonts = this.#file.dictionary(resources?.get('Font'));
        state.face = this.#fonts.face(
          this.#file.dictionary(name instanceof Name ? fonts?.get(name.value) : undefined),
        );
        state.size = second;
        break;
      }
      case 'Tc':
        state.characterSpace = first;
        break;
      case 'Tw':
        state.wordSpace = first;
        break;
      case 'Tz':
        state.scale = first / 100;
        break;
      case 'TL':
        state.leading = first;
        break;
      case 'Ts':
        state.rise = first;
        break;
      case 'Td':
        this.#move(first, second);
        break;
      case 'TD':
        state.leading = -second;
        this.#move(first, second);
        break;
      case 'Tm':
        this.#line = matrixOf(operands) ?? IDENTITY;
        this.#text = this.#line;
        break;
      case 'T*':
        this.#move(0, -state.leading);
        break;
      case 'Tj':
        if (last instanceof Uint8Array) this.#show(last, state);
        break;
      case "'":
      case '"':
        if (operator === '"') [state.wordSpace, state.characterSpace] = [first, second];
        this.#move(0, -state.leading);
        if (last instanceof Uint8Array) this.#show(last, state);
        break;
      case 'TJ':
        for (const item of Array.isArray(last) ? last : [])
          if (item instanceof Uint8Array) this.#show(item, state);
          else if (typeof item === 'number') this.#advance((-item / 1000) * state.size * state.scale);
        break;
      default:
    }
  }

  /** A default colour space stands for the one of the device (ISO 32000-1 §8.6.5.6). */
  #hasDefault(operator: string, resources: Dictionary | undefined): boolean {
    const name = { g: 'DefaultGray', rg: 'DefaultRGB', k: 'DefaultCMYK' }[operator] ?? '';
    return this.#file.dictionary(resources?.get('ColorSpace'))?.has(name) === true;
  }

  #move(x: number, y: number): void {
    this.#line = multiply([1, 0, 0, 1, x, y], this.#line);
    this.#text = this.#line;
  }

  #advance(distance: number): void {
    this.#text = multiply([1, 0, 0, 1, distance, 0], this.#text);
  }

  #show(string: Uint8Array, state: State): void {
    const { face, size } = state;
    if (face === undefined) {
      this.characters += string.length;
      this.unreadable += string.length;
      return;
    }
    const start = this.#place(state);
    let text = '';
    for (const code of face.font.codes(string)) {
      this.#file.budget.step();
      const found = textOf(face, code);
      this.characters++;
      if (found === undefined) this.unreadable++;
      text += found ?? '\uFFFD';
      const space = !face.font.composite && code === 0x20 ? state.wordSpace : 0;
      const width = (face.font.widthOf(code) ?? 500) * face.unit * size;
      this.#advance((width + state.characterSpace + space) * state.scale);
    }
    const end = this.#place(state);
    // The height of a letter on the page, whatever turned and stretched it.
    const whole = multiply(this.#text, state.matrix);
    const height = Math.abs(size) * Math.hypot(whole[2], whole[3]);
    this.spans.push({ text, start, end, height });
  }

  #place({ matrix, rise }: State): { x: number; y: number } {
    const [, , , , x, y] = multiply(multiply([1, 0, 0, 1, 0, rise], this.#text), matrix);
    return { x, y };
  }
}

function textOf({ font, program }: Face, code: number): string | undefined {
  const text = font.textOf(code);
  if (text !== undefined) return text;
  const name = program?.encodedName(code);
  return name === undefined ? undefined : textOfGlyph(name);
}

function isLimit({ code }: PdfReadError): boolean {
  return code === 'pdf_too_complex' || code === 'pdf_stream_too_large' || code === 'pdf_too_large';
}
