import { encodingNamed } from './encodings.ts';
import { type FontProgram, FontProgramError } from './font-program.ts';

const EEXEC_KEY = 55_665;
const CHARSTRING_KEY = 4_330;

/** A Type 1 program (Adobe Type 1 Font Format): glyphs by name, widths from `hsbw` and `sbw`. */
export class Type1Program implements FontProgram {
  readonly #glyphs: Map<string, Uint8Array>;
  readonly #names: string[];
  readonly #encoding: (string | undefined)[];
  readonly #scale: number;
  readonly #subroutines: Map<number, Uint8Array>;

  /** Throws `FontProgramError` for a broken program. */
  constructor(bytes: Uint8Array) {
    const data = bytes[0] === 0x80 ? withoutSegments(bytes) : bytes;
    const clear = latin(data);
    const mark = clear.indexOf('eexec');
    if (mark < 0) throw new FontProgramError('no encrypted part');
    this.#encoding = readEncoding(clear.slice(0, mark));
    const matrix = /\/FontMatrix\s*\[\s*([\d.eE+-]+)/.exec(clear.slice(0, mark))?.[1];
    this.#scale = 1000 * Number(matrix ?? 0.001);
    const secret = decryptedPart(data, mark + 5);
    const text = latin(secret);
    const lenIV = Number(/\/lenIV\s+(\d+)/.exec(text)?.[1] ?? 4);
    this.#subroutines = new Map();
    this.#glyphs = new Map();
    const start = text.indexOf('/CharStrings');
    if (start < 0) throw new FontProgramError('no glyphs');
    for (const match of text
      .slice(0, start)
      .matchAll(/dup\s+(\d{1,6})\s+(\d{1,6})\s+(?:RD|-\||\S{1,4})\s/g)) {
      const from = match.index + match[0].length;
      const code = secret.subarray(from, from + Number(match[2]));
      this.#subroutines.set(Number(match[1]), decrypt(code, CHARSTRING_KEY).subarray(lenIV));
    }
    // Names and lengths; the binary between them is stepped over, since it may hold anything.
    const pattern = /\/([^\s/[\](){}<>%]{1,127})\s+(\d{1,6})\s+(?:RD|-\||\S{1,4})\s/y;
    for (let at = text.indexOf('begin', start); at >= 0 && at < text.length; ) {
      const slash = text.indexOf('/', at);
      if (slash < 0) break;
      pattern.lastIndex = slash;
      const match = pattern.exec(text);
      if (match === null) {
        at = slash + 1;
        continue;
      }
      const from = slash + match[0].length;
      const code = secret.subarray(from, from + Number(match[2]));
      this.#glyphs.set(match[1] ?? '', decrypt(code, CHARSTRING_KEY).subarray(lenIV));
      at = from + Number(match[2]);
    }
    this.#names = [...this.#glyphs.keys()];
  }

  widthOf(glyph: number): number | undefined {
    const code = this.#glyphs.get(this.#names[glyph] ?? '');
    if (code === undefined) return undefined;
    const width = this.#widthIn(code);
    return width === undefined ? undefined : width * this.#scale;
  }

  glyphNamed(name: string): number | undefined {
    return this.#glyphs.has(name) ? this.#names.indexOf(name) : undefined;
  }

  encodedName(code: number): string | undefined {
    return this.#encoding[code];
  }

  glyphOfCid(): undefined {
    return undefined;
  }

  /** The operand of the operator that opens every glyph; a few fonts reach it through a subroutine or a division. */
  #widthIn(code: Uint8Array, stack: number[] = [], depth = 0): number | undefined {
    for (let at = 0; at < code.length; ) {
      const byte = code[at++] ?? 0;
      if (byte >= 32) {
        if (byte <= 246) stack.push(byte - 139);
        else if (byte <= 250) stack.push((byte - 247) * 256 + (code[at++] ?? 0) + 108);
        else if (byte <= 254) stack.push(-(byte - 251) * 256 - (code[at++] ?? 0) - 108);
        else {
          stack.push(
            ((code[at] ?? 0) << 24) |
              ((code[at + 1] ?? 0) << 16) |
              ((code[at + 2] ?? 0) << 8) |
              (code[at + 3] ?? 0),
          );
          at += 4;
        }
        continue;
      }
      if (byte === 13) return stack[1];
      if (byte === 12) {
        const second = code[at++] ?? 0;
        if (second === 7) return stack[2];
        if (second !== 12) return undefined;
        const divisor = stack.pop() ?? 1;
        stack.push((stack.pop() ?? 0) / divisor);
      } else if (byte === 10) {
        const called = this.#subroutines.get(stack.pop() ?? -1);
        if (called === undefined || depth > 10) return undefined;
        const width = this.#widthIn(called, stack, depth + 1);
        if (width !== undefined) return width;
      } else if (byte !== 11) return undefined;
      else return undefined;
    }
    return undefined;
  }
}

function latin(bytes: Uint8Array): string {
  return new TextDecoder('latin1').decode(bytes);
}

/** The data of a PFB file, whose segments have headers. */
function withoutSegments(bytes: Uint8Array): Uint8Array {
  const parts: number[] = [];
  for (let at = 0; at + 6 <= bytes.length && bytes[at] === 0x80 && bytes[at + 1] !== 3; ) {
    const view = new DataView(bytes.buffer, bytes.byteOffset + at, 6);
    const length = view.getUint32(2, true);
    for (const byte of bytes.subarray(at + 6, at + 6 + length)) parts.push(byte);
    at += 6 + length;
  }
  return Uint8Array.from(parts);
}

function decryptedPart(data: Uint8Array, after: number): Uint8Array {
  let at = after;
  while (data[at] === 0x20 || data[at] === 0x0a || data[at] === 0x0d || data[at] === 0x09) at++;
  const head = latin(data.subarray(at, at + 4));
  const part = data.subarray(at);
  return decrypt(/^[0-9A-Fa-f]{4}$/.test(head) ? fromHex(part) : part, EEXEC_KEY).subarray(4);
}

function fromHex(data: Uint8Array): Uint8Array {
  const digits = latin(data).replace(/[^0-9A-Fa-f]/g, '');
  return Uint8Array.from({ length: digits.length >> 1 }, (_, i) =>
    Number.parseInt(digits.slice(2 * i, 2 * i + 2), 16),
  );
}

/** The cipher of Type 1 programs (§7.1); the first bytes are noise. */
function decrypt(data: Uint8Array, key: number): Uint8Array {
  const out = new Uint8Array(data.length);
  let state = key;
  for (let i = 0; i < data.length; i++) {
    const byte = data[i] ?? 0;
    out[i] = byte ^ (state >> 8);
    state = ((byte + state) * 52_845 + 22_719) & 0xffff;
  }
  return out;
}

function readEncoding(clear: string): (string | undefined)[] {
  if (/\/Encoding\s+StandardEncoding\s+def/.test(clear))
    return [...(encodingNamed('StandardEncoding') ?? [])];
  const encoding: (string | undefined)[] = [];
  const start = clear.indexOf('/Encoding');
  for (const [, code, name] of clear
    .slice(Math.max(0, start))
    .matchAll(/dup\s+(\d{1,3})\s*\/(\S{1,127})\s+put/g))
    if (name !== '.notdef') encoding[Number(code)] = name;
  return encoding;
}
