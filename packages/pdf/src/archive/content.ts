import { operations } from '../content/operations.ts';
import { PdfReadError } from '../read/error.ts';
import {
  type Dictionary,
  integerOf,
  Name,
  nameOf,
  type PdfValue,
  Reference,
  Stream,
} from '../read/values.ts';
import type { ColourSpaces } from './colour.ts';
import type { FontUses } from './font-uses.ts';
import { examineGraphicsState, examineIntent } from './graphics-state.ts';
import { examineImage, examineInlineImage } from './images.ts';
import { type Inspection, objectOf } from './inspection.ts';
import { hasLanguage } from './language.ts';
import { examineLimits } from './limits.ts';
import { usedResources } from './used-resources.ts';

/** Bytes of one content stream once decoded. */
const CONTENT_SIZE = 64 * 1024 * 1024;
/** ISO 19005-3 §6.1.13. */
const DEEPEST_GRAPHICS = 28;
/** Forms within forms. */
const DEEPEST_FORMS = 64;

/** Every operator of PDF 1.7 (ISO 32000-1 annex A). */
const OPERATORS = new Set(
  (
    'b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EI EMC ET EX f F f* G g gs h i ID j J K k l m M MP n q Q re RG rg ri s S SC sc SCN scn sh ' +
    'T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y \' "'
  ).split(' '),
);
const FILLS = new Set(['f', 'F', 'f*', 'b', 'b*', 'B', 'B*', 'Tj', 'TJ', "'", '"']);
const STROKES = new Set(['S', 's', 'b', 'b*', 'B', 'B*']);

interface State {
  font: Dictionary | undefined;
  mode: number;
  fillsCmyk: boolean;
  strokesCmyk: boolean;
  overprintFill: boolean;
  overprintStroke: boolean;
  overprintMode: number;
}

const initial = (): State => ({
  font: undefined,
  mode: 0,
  fillsCmyk: false,
  strokesCmyk: false,
  overprintFill: false,
  overprintStroke: false,
  overprintMode: 0,
});

/** Content streams of pages, forms, patterns and glyphs against ISO 19005-3 §6.2: what they use, not what lies about. */
export class Contents {
  readonly #inspection: Inspection;
  readonly #colours: ColourSpaces;
  readonly #fonts: FontUses;
  /** Forms and patterns, with the resources around them when they borrowed from those. */
  readonly #seen = new Map<Stream, Dictionary | undefined>();
  #depth = 0;

  constructor(inspection: Inspection, colours: ColourSpaces, fonts: FontUses) {
    this.#inspection = inspection;
    this.#colours = colours;
    this.#fonts = fonts;
  }

  /** The content of a page: one stream or several, which make one. */
  page(page: Dictionary, resources: Dictionary | undefined): void {
    const { file } = this.#inspection;
    const found = file.resolve(page.get('Contents'));
    const streams = (Array.isArray(found) ? found : [found]).map((item) => file.stream(item));
    const parts: Uint8Array[] = [];
    for (const stream of streams) {
      const data = stream === undefined ? undefined : this.#decoded(stream);
      // Tokens do not reach from one stream into the next (ISO 32000-1 §7.8.2).
      if (data !== undefined) parts.push(data, Uint8Array.of(0x0a));
    }
    this.#run(joined(parts), resources, initial());
  }

  /** A form XObject, the appearance of an annotation or a soft mask; `outer` are the resources around it. */
  form(value: PdfValue | undefined, outer: Dictionary | undefined): void {
    const { file } = this.#inspection;
    file.budget.step();
    const form = file.stream(value);
    if (form === undefined) return;
    const { dictionary } = form;
    const object = objectOf(form);
    if (
      nameOf(file.resolve(dictionary.get('Subtype2'))) === 'PS' ||
      dictionary.has('PS') ||
      dictionary.has('OPI')
    )
      this.#inspection.refuse('postscript', '', object);
    if (dictionary.has('Ref')) this.#inspection.refuse('reference_xobject', '', object);
    this.group(dictionary, outer);
    this.#stream(form, outer);
  }

  /** The colour space of a transparency group. */
  group(owner: Dictionary, resources: Dictionary | undefined): void {
    const { file } = this.#inspection;
    const group = file.dictionary(owner.get('Group'));
    if (group?.has('CS') === true)
      this.#colours.examine(group.get('CS'), file.dictionary(owner.get('Resources')) ?? resources);
  }

  #stream(stream: Stream, outer: Dictionary | undefined): void {
    const { file } = this.#inspection;
    const own = file.dictionary(stream.dictionary.get('Resources'));
    if (this.#seen.has(stream)) {
      // What it borrowed at its first use may mean something else at this one.
      const first = this.#seen.get(stream);
      if (first !== undefined && first !== outer)
        this.#inspection.refuse(
          'resources_inherited',
          { en: 'a form', fr: 'un formulaire' },
          objectOf(stream),
        );
      return;
    }
    const data = this.#decoded(stream);
    const borrowed =
      own === undefined && data !== undefined && outer !== undefined
        ? this.#borrow(stream.dictionary, [data], outer)
        : undefined;
    this.#seen.set(stream, borrowed === undefined ? undefined : outer);
    if (data === undefined) return;
    if (this.#depth >= DEEPEST_FORMS) {
      this.#inspection.refuse('limit_exceeded', {
        en: `forms within forms, more than ${DEEPEST_FORMS} deep`,
        fr: `des formulaires imbriqués sur plus de ${DEEPEST_FORMS} niveaux`,
      });
      return;
    }
    this.#depth++;
    this.#run(data, own ?? borrowed, initial());
    this.#depth--;
  }

  /** Writes down with content what it uses of the resources around it. */
  #borrow(owner: Dictionary, contents: readonly Uint8Array[], outer: Dictionary): Dictionary | undefined {
    const used = usedResources(this.#inspection.file, contents, outer);
    if (used === undefined) return undefined;
    owner.set('Resources', used);
    this.#inspection.change('resources');
    return used;
  }

  #decoded(stream: Stream): Uint8Array | undefined {
    try {
      return this.#inspection.file.decode(stream, CONTENT_SIZE);
    } catch (error) {
      if (!(error instanceof PdfReadError) || isLimit(error)) throw error;
      this.#inspection.refuse(
        'content_damaged',
        { en: error.message, fr: error.messageFr },
        objectOf(stream),
      );
      return undefined;
    }
  }

  #run(data: Uint8Array, resources: Dictionary | undefined, start: State): void {
    const { file } = this.#inspection;
    let state = start;
    const stack: State[] = [];
    let deepest = 0;
    try {
      let loose = false;
      for (const { operator, operands, loose: found } of operations(data, file.budget)) {
        file.budget.step();
        for (const operand of operands) this.#limits(operand);
        if (found && !loose) this.#inspection.refuse('hexadecimal_string');
        loose = found;
        if (operator === 'q') {
          stack.push({ ...state });
          deepest = Math.max(deepest, stack.length);
          if (stack.length > 10_000) break;
        } else if (operator === 'Q') state = stack.pop() ?? state;
        else if (OPERATORS.has(operator)) this.#apply(operator, operands, resources, state);
        else this.#inspection.refuse('operator_unknown', operator);
      }
    } catch (error) {
      if (!(error instanceof PdfReadError) || isLimit(error)) throw error;
      this.#inspection.refuse('content_damaged', { en: error.message, fr: error.messageFr });
    }
    if (deepest > DEEPEST_GRAPHICS)
      this.#inspection.refuse('limit_exceeded', {
        en: `graphics states nested ${deepest} deep, 28 being the most`,
        fr: `des états graphiques imbriqués sur ${deepest} niveaux, pour 28 au plus`,
      });
  }

  #limits(operand: PdfValue): void {
    if (Array.isArray(operand)) for (const item of operand) this.#limits(item);
    else if (operand instanceof Map) for (const item of operand.values()) this.#limits(item);
    // Content has no references (ISO 32000-1 §7.8.2): what looks like one are two numbers and an unknown operator.
    else if (operand instanceof Reference) this.#inspection.refuse('operator_unknown', 'R');
    else examineLimits(this.#inspection, operand, null);
  }

  #apply(operator: string, operands: PdfValue[], resources: Dictionary | undefined, state: State): void {
    const inspection = this.#inspection;
    const { file } = inspection;
    const last = operands.at(-1);
    const resource = (category: string): PdfValue | undefined =>
      last instanceof Name ? file.dictionary(resources?.get(category))?.get(last.value) : undefined;
    const device = (name: string) => this.#colours.examine(new Name(name), resources);
    this.#overprinted(operator, state);
    switch (operator) {
      case 'Tf': {
        const [name] = operands;
        const font =
          name instanceof Name ? file.dictionary(resources?.get('Font'))?.get(name.value) : undefined;
        state.font = file.dictionary(font);
        if (state.font !== undefined) this.#fonts.note(state.font, objectOf(font), resources);
        break;
      }
      case 'Tr':
        state.mode = integerOf(last) ?? 0;
        break;
      case 'Tj':
      case "'":
      case '"':
        if (last instanceof Uint8Array) this.#show(last, state);
        break;
      case 'TJ':
        if (Array.isArray(last))
          for (const item of last) if (item instanceof Uint8Array) this.#show(item, state);
        break;
      case 'g':
      case 'rg':
      case 'k':
        device({ g: 'DeviceGray', rg: 'DeviceRGB', k: 'DeviceCMYK' }[operator]);
        state.fillsCmyk = false;
        break;
      case 'G':
      case 'RG':
      case 'K':
        device({ G: 'DeviceGray', RG: 'DeviceRGB', K: 'DeviceCMYK' }[operator]);
        state.strokesCmyk = false;
        break;
      case 'cs':
        state.fillsCmyk = this.#colours.examine(last, resources) === 'icc-cmyk';
        break;
      case 'CS':
        state.strokesCmyk = this.#colours.examine(last, resources) === 'icc-cmyk';
        break;
      case 'scn':
      case 'SCN':
        if (last instanceof Name) this.#pattern(resource('Pattern'), resources);
        break;
      case 'sh':
        this.#shading(resource('Shading'), resources);
        break;
      case 'gs':
        this.#graphicsState(resource('ExtGState'), resources, state);
        break;
      case 'BDC':
        if (last instanceof Map && !hasLanguage(inspection, last)) inspection.malformedLanguage = true;
        break;
      case 'ri':
        examineIntent(inspection, nameOf(last));
        break;
      case 'Do':
        this.#xobject(resource('XObject'), resources);
        break;
      case 'BI':
        if (last instanceof Map) examineInlineImage(inspection, last, resources, this.#colours);
        break;
      default:
    }
  }

  #show(string: Uint8Array, state: State): void {
    if (state.font !== undefined) this.#fonts.show(state.font, string, state.mode !== 3);
  }

  #overprinted(operator: string, state: State): void {
    if (state.overprintMode !== 1) return;
    const fill = FILLS.has(operator) && state.fillsCmyk && state.overprintFill;
    const stroke = STROKES.has(operator) && state.strokesCmyk && state.overprintStroke;
    if (fill || stroke) this.#inspection.refuse('overprint');
  }

  #pattern(value: PdfValue | undefined, resources: Dictionary | undefined): void {
    const { file } = this.#inspection;
    const found = file.resolve(value);
    if (found instanceof Stream) this.#stream(found, resources);
    else if (found instanceof Map) {
      this.#shading(found.get('Shading'), resources);
      const state = initial();
      if (found.has('ExtGState')) this.#graphicsState(found.get('ExtGState'), resources, state);
    }
  }

  #shading(value: PdfValue | undefined, resources: Dictionary | undefined): void {
    const found = this.#inspection.resolve(value);
    const dictionary = found instanceof Stream ? found.dictionary : found;
    if (dictionary instanceof Map) this.#colours.examine(dictionary.get('ColorSpace'), resources);
  }

  #graphicsState(value: PdfValue | undefined, resources: Dictionary | undefined, state: State): void {
    const { file } = this.#inspection;
    const entries = file.dictionary(value);
    if (entries === undefined) return;
    examineGraphicsState(this.#inspection, entries, value instanceof Reference ? value.id : null);
    const stroke = file.resolve(entries.get('OP'));
    if (typeof stroke === 'boolean') state.overprintStroke = stroke;
    // Without op, OP is for fills too (ISO 32000-1 table 58).
    const fill = file.resolve(entries.get('op')) ?? stroke;
    if (typeof fill === 'boolean') state.overprintFill = fill;
    state.overprintMode = integerOf(file.resolve(entries.get('OPM'))) ?? state.overprintMode;
    const intent = nameOf(file.resolve(entries.get('RI')));
    if (intent !== undefined) examineIntent(this.#inspection, intent);
    const [font] = file.array(entries.get('Font'));
    if (font !== undefined) {
      state.font = file.dictionary(font);
      if (state.font !== undefined) this.#fonts.note(state.font, objectOf(font), resources);
    }
    const mask = file.dictionary(entries.get('SMask'));
    if (mask !== undefined) this.form(mask.get('G'), resources);
  }

  #xobject(value: PdfValue | undefined, resources: Dictionary | undefined): void {
    const { file } = this.#inspection;
    const stream = file.stream(value);
    const subtype = nameOf(file.resolve(stream?.dictionary.get('Subtype')));
    if (stream === undefined) return;
    if (subtype === 'Image') examineImage(this.#inspection, stream, resources, this.#colours);
    else if (subtype === 'Form') this.form(value, resources);
    else if (subtype === 'PS') this.#inspection.refuse('postscript', '', objectOf(stream));
  }

  /** The glyphs of a Type 3 font, with the resources of the page it was chosen on when it has none; answers their widths by name. */
  glyphs(font: Dictionary, outer: Dictionary | undefined): Map<string, number> {
    const { file } = this.#inspection;
    const contents = new Map<string, Uint8Array>();
    for (const [name, value] of file.dictionary(font.get('CharProcs')) ?? []) {
      const stream = file.stream(value);
      const data = stream === undefined ? undefined : this.#decoded(stream);
      if (data !== undefined) contents.set(name, data);
    }
    const own = file.dictionary(font.get('Resources'));
    const resources =
      own ?? (outer === undefined ? undefined : this.#borrow(font, [...contents.values()], outer));
    const widths = new Map<string, number>();
    for (const [name, data] of contents) {
      this.#run(data, resources, initial());
      const width = this.#widthOf(data);
      if (width !== undefined) widths.set(name, width);
    }
    return widths;
  }

  /** The first operand of the operator that opens a glyph (ISO 32000-1 §9.6.5). */
  #widthOf(data: Uint8Array): number | undefined {
    try {
      for (const { operator, operands } of operations(data, this.#inspection.file.budget))
        return (operator === 'd0' || operator === 'd1') && typeof operands[0] === 'number'
          ? operands[0]
          : undefined;
    } catch (error) {
      if (!(error instanceof PdfReadError) || isLimit(error)) throw error;
    }
    return undefined;
  }
}

/** A limit stops the examination; damage is a reason like others. */
function isLimit({ code }: PdfReadError): boolean {
  return code === 'pdf_too_complex' || code === 'pdf_stream_too_large' || code === 'pdf_too_large';
}

function joined(parts: Uint8Array[]): Uint8Array {
  const [only] = parts;
  if (only !== undefined && parts.length <= 2) return only;
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
