import { md5 } from '../md5.ts';
import { hex } from '../objects.ts';
import { PdfReadError } from '../read/error.ts';
import { type Dictionary, Name, nameOf, type PdfValue, Reference, Stream } from '../read/values.ts';
import { type Inspection, objectOf } from './inspection.ts';
import { examineUtf8 } from './limits.ts';

const DEVICE: Readonly<
  Record<string, { space: 'DeviceGray' | 'DeviceRGB' | 'DeviceCMYK'; otherwise: string }>
> = {
  DeviceGray: { space: 'DeviceGray', otherwise: 'DefaultGray' },
  G: { space: 'DeviceGray', otherwise: 'DefaultGray' },
  CalGray: { space: 'DeviceGray', otherwise: '' },
  DeviceRGB: { space: 'DeviceRGB', otherwise: 'DefaultRGB' },
  RGB: { space: 'DeviceRGB', otherwise: 'DefaultRGB' },
  DeviceCMYK: { space: 'DeviceCMYK', otherwise: 'DefaultCMYK' },
  CMYK: { space: 'DeviceCMYK', otherwise: 'DefaultCMYK' },
};

const NEEDS = { DeviceRGB: 'RGB', DeviceCMYK: 'CMYK' } as const;
const PROCESS = new Set(['Cyan', 'Magenta', 'Yellow', 'Black', 'None']);
const MOST_COLORANTS = 32;
const DEEPEST = 12;
const PROFILE_SIZE = 16 * 1024 * 1024;

/** Fields of the header of an ICC profile (ICC.1 §7.2). */
export interface IccHeader {
  deviceClass: string;
  colorSpace: string;
  version: number;
}

/** The header of a profile; undefined for what is none. */
export function iccHeader(profile: Uint8Array): IccHeader | undefined {
  const text = (at: number) => String.fromCharCode(...profile.subarray(at, at + 4));
  if (profile.length < 128 || text(36) !== 'acsp') return undefined;
  return { deviceClass: text(12), colorSpace: text(16), version: profile[8] ?? 0 };
}

/** Colour spaces against ISO 19005-3 §6.2.4: each once, however often it is used. */
export class ColourSpaces {
  readonly #inspection: Inspection;
  readonly #icc = new Map<Stream, IccHeader | undefined>();
  readonly #spots = new Map<string, string>();
  readonly #examined = new Map<PdfValue, Set<Dictionary | undefined>>();

  constructor(inspection: Inspection) {
    this.#inspection = inspection;
  }

  /**
   * Examines a colour space by name or value, as used with these resources; answers whether it is an ICC space of CMYK, for which
   * overprinting is restricted.
   */
  examine(value: PdfValue | undefined, resources: Dictionary | undefined, depth = 0): 'icc-cmyk' | 'other' {
    const { file } = this.#inspection;
    file.budget.step();
    if (depth > DEEPEST) {
      this.#inspection.refuse('colour_space', { en: 'it is nested too deep', fr: 'il est trop imbriqué' });
      return 'other';
    }
    const found = file.resolve(value);
    if (found instanceof Name) return this.#named(found.value, resources, depth);
    if (!Array.isArray(found)) return 'other';
    const kind = nameOf(file.resolve(found[0])) ?? '';
    if (kind === 'ICCBased') return this.#profiled(found[1]);
    const seen = this.#examined.get(found) ?? new Set();
    if (seen.has(resources)) return 'other';
    seen.add(resources);
    this.#examined.set(found, seen);
    if (kind === 'Indexed' || kind === 'I' || kind === 'Pattern') {
      if (found[1] !== undefined) return this.examine(found[1], resources, depth + 1);
    } else if (kind === 'Separation') {
      this.examine(found[2], resources, depth + 1);
      this.#spot(nameOf(file.resolve(found[1])) ?? '', found[2], found[3]);
    } else if (kind === 'DeviceN') this.#deviceN(found, resources, depth);
    else if (found.length === 1) return this.#named(kind, resources, depth);
    return 'other';
  }

  #named(name: string, resources: Dictionary | undefined, depth: number): 'icc-cmyk' | 'other' {
    const { file } = this.#inspection;
    const spaces = file.dictionary(resources?.get('ColorSpace'));
    const device = DEVICE[name];
    if (device === undefined) {
      const value = spaces?.get(name);
      return value === undefined || name === 'Pattern' ? 'other' : this.examine(value, resources, depth + 1);
    }
    const { space, otherwise } = device;
    const replaced = otherwise === '' ? undefined : spaces?.get(otherwise);
    // A default space that is a device space itself says nothing (ISO 32000-1 §8.6.5.6).
    if (replaced !== undefined && !(file.resolve(replaced) instanceof Name))
      return this.examine(replaced, undefined, depth + 1);
    if (space !== 'DeviceGray' && this.#inspection.intent !== NEEDS[space])
      this.#inspection.refuse('device_colour', space);
    return 'other';
  }

  #profiled(value: PdfValue | undefined): 'icc-cmyk' | 'other' {
    const { file } = this.#inspection;
    const stream = file.stream(value);
    if (stream === undefined) {
      this.#inspection.refuse('icc_profile', { en: 'it is missing', fr: 'il manque' });
      return 'other';
    }
    let header = this.#icc.get(stream);
    if (!this.#icc.has(stream)) {
      header = this.#header(stream);
      this.#icc.set(stream, header);
      const components = file.resolve(stream.dictionary.get('N'));
      const expected = { 'RGB ': 3, CMYK: 4, GRAY: 1, 'Lab ': 3 }[header?.colorSpace ?? ''];
      if (
        header === undefined ||
        expected !== components ||
        header.version > 4 ||
        !['prtr', 'mntr', 'scnr', 'spac'].includes(header.deviceClass)
      ) {
        const { deviceClass = '?', colorSpace = '?', version = '?' } = header ?? {};
        const facts = `${deviceClass} ${colorSpace.trim()} ${version}`;
        this.#inspection.refuse('icc_profile', facts, objectOf(stream));
      }
    }
    return header?.colorSpace === 'CMYK' ? 'icc-cmyk' : 'other';
  }

  #header(stream: Stream): IccHeader | undefined {
    try {
      return iccHeader(this.#inspection.file.decode(stream, PROFILE_SIZE));
    } catch (error) {
      if (error instanceof PdfReadError) return undefined;
      throw error;
    }
  }

  #deviceN(found: PdfValue[], resources: Dictionary | undefined, depth: number): void {
    const { file } = this.#inspection;
    const names = file.array(found[1]).map((item) => nameOf(file.resolve(item)) ?? '');
    if (names.length > MOST_COLORANTS) {
      this.#inspection.refuse('limit_exceeded', {
        en: `${names.length} colorants in DeviceN`,
        fr: `${names.length} colorants en DeviceN`,
      });
      return;
    }
    this.examine(found[2], resources, depth + 1);
    const attributes = file.dictionary(found[4]);
    const colorants = file.dictionary(attributes?.get('Colorants')) ?? new Map<string, PdfValue>();
    const primaries = file
      .array(file.dictionary(attributes?.get('Process'))?.get('Components'))
      .map((item) => nameOf(file.resolve(item)));
    for (const name of names) {
      examineUtf8(this.#inspection, name, null);
      const described = colorants.get(name);
      if (described !== undefined) this.examine(described, resources, depth + 1);
      else if (!PROCESS.has(name) && !primaries.includes(name)) this.#inspection.refuse('spot_colour', name);
    }
  }

  /** The same spot colour looks the same everywhere (§6.2.4.4). */
  #spot(name: string, alternate: PdfValue | undefined, tint: PdfValue | undefined): void {
    examineUtf8(this.#inspection, name, null);
    if (name === 'All' || name === 'None') return;
    const print = `${this.#print(alternate)} ${this.#print(tint)}`;
    const known = this.#spots.get(name);
    if (known === undefined) this.#spots.set(name, print);
    else if (known !== print) this.#inspection.refuse('spot_colour', name);
  }

  /** A value as text that is the same for the same content, wherever it stands. */
  #print(value: PdfValue | undefined, depth = 0): string {
    this.#inspection.file.budget.step();
    const found = this.#inspection.file.resolve(value);
    if (depth > DEEPEST) return '…';
    if (found instanceof Name) return `/${found.value}`;
    if (found instanceof Uint8Array) return hex(found);
    if (Array.isArray(found)) return `[${found.map((item) => this.#print(item, depth + 1)).join(' ')}]`;
    if (found instanceof Map)
      return `<<${[...found]
        .map(([key, item]) => `/${key} ${this.#print(item, depth + 1)}`)
        .sort()
        .join(' ')}>>`;
    if (found instanceof Stream) return `${this.#print(found.dictionary, depth + 1)} ${hex(md5(found.raw))}`;
    return found instanceof Reference ? '' : String(found);
  }
}
