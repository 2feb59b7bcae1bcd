import { CFF_STANDARD_STRINGS } from './cff-strings.ts';
import { encodingNamed } from './encodings.ts';
import { type FontProgram, FontProgramError } from './font-program.ts';

/** Subroutines within subroutines (Technical Note 5177, annex B). */
const DEEPEST = 10;
/** Operators and operands looked at in one glyph: the width stands before the first outline, at the bottom of a stack of 48. */
const MOST_TOKENS = 200;

type Dict = Map<number, number[]>;

/** A Compact Font Format program (Adobe Technical Note 5176), for simple and composite fonts. */
export class CffProgram implements FontProgram {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #glyphs: Uint8Array[];
  readonly #global: Uint8Array[];
  readonly #strings: Uint8Array[];
  readonly #cid: boolean;
  /** Identifiers of strings, or of characters in a composite program, by glyph. */
  readonly #charset: number[];
  readonly #selected: Uint8Array | undefined;
  readonly #privates: { default: number; nominal: number; local: Uint8Array[] }[];
  readonly #scale: number;
  readonly #encoding: (string | undefined)[];
  #byCid: Map<number, number> | undefined;
  #byName: Map<string, number> | undefined;

  /** Throws `FontProgramError` or `RangeError` for a broken program. */
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const names = this.#index(this.#view.getUint8(2));
    const tops = this.#index(names.end);
    const strings = this.#index(tops.end);
    this.#strings = strings.items;
    this.#global = this.#index(strings.end).items;
    const top = readDict(tops.items[0] ?? new Uint8Array(0));
    this.#cid = top.has(0x0c1e);
    const [charStrings] = top.get(17) ?? [];
    if (charStrings === undefined) throw new FontProgramError('no glyphs');
    this.#glyphs = this.#index(charStrings).items;
    this.#charset = this.#readCharset(top.get(15)?.[0] ?? 0);
    this.#scale = 1000 * (top.get(0x0c07)?.[0] ?? 0.001);
    const parts = this.#cid ? this.#index(top.get(0x0c24)?.[0] ?? 0).items.map(readDict) : [top];
    this.#privates = parts.map((part) => this.#readPrivate(part));
    if (this.#cid) {
      // Where the top has no matrix, that of the parts counts.
      const inner = parts[0]?.get(0x0c07)?.[0];
      if (inner !== undefined) this.#scale = top.has(0x0c07) ? this.#scale * inner : 1000 * inner;
      this.#selected = this.#readSelect(top.get(0x0c25)?.[0] ?? 0);
    }
    this.#encoding = this.#cid ? [] : this.#readEncoding(top.get(16)?.[0] ?? 0);
  }

  widthOf(glyph: number): number | undefined {
    const code = this.#glyphs[glyph];
    const part = this.#privates[this.#selected?.[glyph] ?? 0];
    if (code === undefined || part === undefined) return undefined;
    const extra = extraWidth(code, this.#global, part.local);
    return (extra === undefined ? part.default : part.nominal + extra) * this.#scale;
  }

  glyphNamed(name: string): number | undefined {
    if (this.#byName === undefined) {
      this.#byName = new Map();
      for (const [glyph, id] of this.#charset.entries()) this.#byName.set(this.#string(id), glyph);
    }
    return this.#byName.get(name);
  }

  encodedName(code: number): string | undefined {
    return this.#encoding[code];
  }

  glyphOfCid(cid: number): number | undefined {
    if (!this.#cid) return cid < this.#glyphs.length ? cid : undefined;
    if (this.#byCid === undefined) {
      this.#byCid = new Map();
      for (const [glyph, id] of this.#charset.entries()) this.#byCid.set(id, glyph);
    }
    return this.#byCid.get(cid);
  }

  #string(id: number): string {
    const standard = CFF_STANDARD_STRINGS[id];
    if (standard !== undefined) return standard;
    return String.fromCharCode(...(this.#strings[id - CFF_STANDARD_STRINGS.length]?.subarray(0, 127) ?? []));
  }

  #index(at: number): { items: Uint8Array[]; end: number } {
    const count = this.#view.getUint16(at);
    if (count === 0) return { items: [], end: at + 2 };
    const size = this.#view.getUint8(at + 2);
    if (size < 1 || size > 4) throw new FontProgramError('a bad index');
    const offset = (i: number) => {
      let value = 0;
      for (let n = 0; n < size; n++) value = value * 256 + this.#view.getUint8(at + 3 + i * size + n);
      return value;
    };
    const base = at + 2 + (count + 1) * size;
    const items: Uint8Array[] = [];
    for (let i = 0; i < count; i++) items.push(this.#bytes.subarray(base + offset(i), base + offset(i + 1)));
    return { items, end: base + offset(count) };
  }

  #readPrivate(dict: Dict) {
    const [size = 0, at = 0] = dict.get(18) ?? [];
    const entries = readDict(this.#bytes.subarray(at, at + size));
    const [local] = entries.get(19) ?? [];
    return {
      default: entries.get(20)?.[0] ?? 0,
      nominal: entries.get(21)?.[0] ?? 0,
      local: local === undefined ? [] : this.#index(at + local).items,
    };
  }

  #readCharset(at: number): number[] {
    const count = this.#glyphs.length;
    const ids = [0];
    // The predefined ISOAdobe charset numbers its glyphs by their strings; the Expert ones are in no invoice.
    if (at <= 2) {
      for (let id = 1; id < count; id++) ids.push(at === 0 ? id : -1);
      return ids;
    }
    const format = this.#view.getUint8(at);
    let place = at + 1;
    while (ids.length < count) {
      const first = this.#view.getUint16(place);
      place += 2;
      let left = 0;
      if (format === 1) left = this.#view.getUint8(place++);
      else if (format === 2) {
        left = this.#view.getUint16(place);
        place += 2;
      }
      for (let i = 0; i <= left && ids.length < count; i++) ids.push(first + i);
    }
    return ids;
  }

  #readSelect(at: number): Uint8Array {
    const selected = new Uint8Array(this.#glyphs.length);
    if (this.#view.getUint8(at) === 0) {
      selected.set(this.#bytes.subarray(at + 1, at + 1 + selected.length));
      return selected;
    }
    const ranges = this.#view.getUint16(at + 1);
    // Ranges are sorted: each glyph is set once, whatever a hostile table says.
    for (let i = 0, done = 0; i < ranges; i++) {
      const entry = at + 3 + 3 * i;
      const end = this.#view.getUint16(entry + 3);
      selected.fill(this.#view.getUint8(entry + 2), Math.max(done, this.#view.getUint16(entry)), end);
      done = Math.max(done, end);
    }
    return selected;
  }

  #readEncoding(at: number): (string | undefined)[] {
    if (at === 0) return [...(encodingNamed('StandardEncoding') ?? [])];
    if (at === 1) return [];
    const encoding: (string | undefined)[] = [];
    const format = this.#view.getUint8(at);
    const count = this.#view.getUint8(at + 1);
    let place = at + 2;
    let glyph = 1;
    for (let i = 0; i < count; i++) {
      const code = this.#view.getUint8(place++);
      const left = (format & 127) === 1 ? this.#view.getUint8(place++) : 0;
      for (let n = 0; n <= left; n++) encoding[code + n] = this.#string(this.#charset[glyph++] ?? 0);
    }
    if ((format & 128) === 0) return encoding;
    const supplements = this.#view.getUint8(place++);
    for (let i = 0; i < supplements; i++, place += 3)
      encoding[this.#view.getUint8(place)] = this.#string(this.#view.getUint16(place + 1));
    return encoding;
  }
}

/** Operators of a DICT (§4), two-byte ones as 0x0c00 + the second, with their operands. */
function readDict(data: Uint8Array): Dict {
  const dict: Dict = new Map();
  let operands: number[] = [];
  for (let at = 0; at < data.length; ) {
    const byte = data[at++] ?? 0;
    if (byte <= 21) {
      const operator = byte === 12 ? 0x0c00 + (data[at++] ?? 0) : byte;
      dict.set(operator, operands);
      operands = [];
    } else if (byte === 30) {
      let text = '';
      for (let done = false; !done && at < data.length; ) {
        const pair = data[at++] ?? 0xff;
        for (const nibble of [pair >> 4, pair & 15]) {
          if (nibble === 15) done = true;
          else if (!done) text += ['.', 'E', 'E-', '', '-'][nibble - 10] ?? String(nibble);
        }
      }
      operands.push(Number(text));
    } else if (byte === 28) {
      operands.push((((data[at] ?? 0) << 24) >> 16) | (data[at + 1] ?? 0));
      at += 2;
    } else if (byte === 29) {
      operands.push(
        ((data[at] ?? 0) << 24) |
          ((data[at + 1] ?? 0) << 16) |
          ((data[at + 2] ?? 0) << 8) |
          (data[at + 3] ?? 0),
      );
      at += 4;
    } else if (byte <= 246) operands.push(byte - 139);
    else if (byte <= 250) operands.push((byte - 247) * 256 + (data[at++] ?? 0) + 108);
    else operands.push(-(byte - 251) * 256 - (data[at++] ?? 0) - 108);
  }
  return dict;
}

/**
 * What a charstring (Technical Note 5177) says of its width, as the difference from the nominal one: an operand too many before the first
 * operator that clears the stack. Undefined where it has none.
 */
function extraWidth(code: Uint8Array, global: Uint8Array[], local: Uint8Array[]): number | undefined {
  const stack: number[] = [];
  let tokens = 0;
  const bias = (count: number) => (count < 1240 ? 107 : count < 33_900 ? 1131 : 32_768);
  /** Answers true once the width is known. */
  let width: number | undefined;
  const run = (data: Uint8Array, depth: number): boolean => {
    if (depth > DEEPEST) throw new FontProgramError('subroutines too deep');
    for (let at = 0; at < data.length; ) {
      if (++tokens > MOST_TOKENS) throw new FontProgramError('a glyph without outline');
      const byte = data[at++] ?? 0;
      if (byte >= 32 || byte === 28) {
        if (byte === 28) {
          stack.push((((data[at] ?? 0) << 24) >> 16) | (data[at + 1] ?? 0));
          at += 2;
        } else if (byte <= 246) stack.push(byte - 139);
        else if (byte <= 250) stack.push((byte - 247) * 256 + (data[at++] ?? 0) + 108);
        else if (byte <= 254) stack.push(-(byte - 251) * 256 - (data[at++] ?? 0) - 108);
        else {
          const high = ((data[at] ?? 0) << 24) >> 16;
          stack.push(
            (high | (data[at + 1] ?? 0)) + (((data[at + 2] ?? 0) << 8) | (data[at + 3] ?? 0)) / 65_536,
          );
          at += 4;
        }
        continue;
      }
      if (byte === 10 || byte === 29) {
        const from = byte === 10 ? local : global;
        const called = from[(stack.pop() ?? 0) + bias(from.length)];
        if (called !== undefined && run(called, depth + 1)) return true;
        continue;
      }
      if (byte === 11) return false;
      // Moves take two operands (rmoveto) or one, endchar none or four, hints pairs.
      const own =
        byte === 21 ? 2 : byte === 4 || byte === 22 ? 1 : byte === 14 ? (stack.length >= 4 ? 4 : 0) : -1;
      const extra = own < 0 ? stack.length % 2 === 1 : stack.length > own;
      if (extra) width = stack[0];
      return true;
    }
    return false;
  };
  run(code, 0);
  return width;
}
