import { damaged } from './error.ts';
import { type Budget, tooComplex } from './limits.ts';
import { type Dictionary, Name, type PdfValue, Reference } from './values.ts';

/** A word that is no value: `obj`, `stream`, `endobj`, or garbage. */
export class Keyword {
  readonly word: string;
  constructor(word: string) {
    this.word = word;
  }
}

const REGULAR = 0;
const SPACE = 1;
const DELIMITER = 2;
const kinds = new Uint8Array(256);
for (const byte of [0x00, 0x09, 0x0a, 0x0c, 0x0d, 0x20]) kinds[byte] = SPACE;
for (const character of '()<>[]{}/%') kinds[character.charCodeAt(0)] = DELIMITER;

/** Bytes of a name that are kept: far more than the 127 that Annex C allows. */
const NAME_LENGTH = 1_000;

const ESCAPES: Readonly<Record<number, number>> = { 110: 0x0a, 114: 0x0d, 116: 0x09, 98: 0x08, 102: 0x0c };

/**
 * Values from bytes (ISO 32000-1 §7.3). What readers in the field forgive is forgiven: stray words, keys that are no names, strings and
 * arrays that `endobj` cuts short. Everything else is a `PdfReadError`.
 */
export class Parser {
  at: number;
  /** A hexadecimal string had an odd number of digits or something else than digits, which readers forgive and PDF/A does not. */
  looseHexadecimal = false;
  readonly #bytes: Uint8Array;
  readonly #budget: Budget;

  constructor(bytes: Uint8Array, at: number, budget: Budget) {
    this.#bytes = bytes;
    this.at = at;
    this.#budget = budget;
  }

  /** The next value or word. Throws where the bytes end first. */
  next(depth = 0): PdfValue | Keyword {
    this.skip();
    this.#budget.value();
    const from = this.at;
    try {
      return this.#token(depth);
    } finally {
      if (depth === 0) this.#budget.work(this.at - from);
    }
  }

  /** The next value; a word is null. */
  value(): PdfValue {
    const token = this.next();
    return token instanceof Keyword ? null : token;
  }

  /** The next non-negative integer; undefined, and nothing consumed, when there is none. */
  integer(): number | undefined {
    this.skip();
    const from = this.at;
    let value = 0;
    for (let byte = this.#bytes[this.at]; byte !== undefined && isDigit(byte); byte = this.#bytes[++this.at])
      value = value * 10 + (byte - 0x30);
    if (this.at > from && this.at - from <= 15) return value;
    this.at = from;
    return undefined;
  }

  /** Consumes a word if it comes next. */
  word(expected: string): boolean {
    this.skip();
    for (let i = 0; i < expected.length; i++)
      if (this.#bytes[this.at + i] !== expected.charCodeAt(i)) return false;
    this.at += expected.length;
    return true;
  }

  /** White space and comments (§7.2). */
  skip(): void {
    const bytes = this.#bytes;
    const from = this.at;
    for (let byte = bytes[this.at]; byte !== undefined; byte = bytes[this.at]) {
      if (kinds[byte] === SPACE) this.at++;
      else if (byte === 0x25) {
        while (this.at < bytes.length && bytes[this.at] !== 0x0a && bytes[this.at] !== 0x0d) this.at++;
      } else break;
    }
    this.#budget.work(this.at - from);
  }

  #token(depth: number): PdfValue | Keyword {
    const byte = this.#bytes[this.at];
    if (byte === undefined)
      throw damaged('the file ends in an object', 'le fichier finit dans un objet', { offset: this.at });
    if (depth > this.#budget.limits.depth) {
      const { depth: most } = this.#budget.limits;
      throw tooComplex(
        `nesting deeper than ${most} levels`,
        `imbrication de plus de ${most} niveaux`,
        this.at,
      );
    }
    switch (byte) {
      case 0x2f:
        return new Name(this.#name());
      case 0x28:
        return this.#literal();
      case 0x5b:
        return this.#array(depth);
      case 0x3c:
        return this.#bytes[this.at + 1] === 0x3c ? this.#dictionary(depth) : this.#hexadecimal();
      default:
        if (isDigit(byte) || byte === 0x2b || byte === 0x2d || byte === 0x2e) return this.#number();
        return this.#keyword();
    }
  }

  #name(): string {
    const bytes = this.#bytes;
    let text = '';
    for (this.at++; ; this.at++) {
      const byte = bytes[this.at];
      if (byte === undefined || kinds[byte] !== REGULAR) return text;
      if (text.length >= NAME_LENGTH) continue;
      const high = byte === 0x23 ? hexDigit(bytes[this.at + 1]) : -1;
      const low = high < 0 ? -1 : hexDigit(bytes[this.at + 2]);
      if (low < 0) text += String.fromCharCode(byte);
      else {
        text += String.fromCharCode(high * 16 + low);
        this.at += 2;
      }
    }
  }

  /** A string in parentheses (§7.3.4.2). */
  #literal(): Uint8Array {
    const bytes = this.#bytes;
    const end = this.#literalEnd();
    const out = new Uint8Array(end - this.at);
    let length = 0;
    for (this.at++; this.at < end; this.at++) {
      const byte = bytes[this.at] ?? 0;
      if (byte === 0x5c) {
        const escaped = this.#escape();
        if (escaped !== undefined) out[length++] = escaped;
      } else if (byte === 0x0d) {
        if (bytes[this.at + 1] === 0x0a) this.at++;
        out[length++] = 0x0a;
      } else out[length++] = byte;
    }
    this.at = end + 1;
    return out.slice(0, length);
  }

  /** Where the parenthesis that closes the string stands. */
  #literalEnd(): number {
    const bytes = this.#bytes;
    let open = 0;
    for (let at = this.at; at < bytes.length; at++) {
      const byte = bytes[at];
      if (byte === 0x5c) at++;
      else if (byte === 0x28) open++;
      else if (byte === 0x29 && --open === 0) return at;
    }
    return this.#neverClosed();
  }

  #neverClosed(): never {
    const offset = this.at;
    this.at = this.#bytes.length;
    throw damaged('a string is never closed', 'une chaîne n’est jamais fermée', { offset });
  }

  /** What the backslash here and the bytes after it mean; nothing for a line end. */
  #escape(): number | undefined {
    const bytes = this.#bytes;
    const byte = bytes[++this.at] ?? 0;
    if (byte === 0x0d || byte === 0x0a) {
      if (byte === 0x0d && bytes[this.at + 1] === 0x0a) this.at++;
      return undefined;
    }
    if (byte < 0x30 || byte > 0x37) return ESCAPES[byte] ?? byte;
    let code = byte - 0x30;
    for (let digits = 1; digits < 3; digits++) {
      const digit = bytes[this.at + 1];
      if (digit === undefined || digit < 0x30 || digit > 0x37) break;
      code = code * 8 + (digit - 0x30);
      this.at++;
    }
    return code & 0xff;
  }

  #hexadecimal(): Uint8Array {
    const bytes = this.#bytes;
    const end = bytes.indexOf(0x3e, this.at);
    if (end < 0) this.#neverClosed();
    const out = new Uint8Array((end - this.at) >> 1);
    let digits = 0;
    for (this.at++; this.at < end; this.at++) {
      const digit = hexDigit(bytes[this.at]);
      if (digit < 0) {
        this.looseHexadecimal ||= !isSpace(bytes[this.at]);
        continue;
      }
      const index = digits++ >> 1;
      out[index] = (out[index] ?? 0) | (digits % 2 === 1 ? digit << 4 : digit);
    }
    this.at = end + 1;
    this.looseHexadecimal ||= digits % 2 === 1;
    return out.slice(0, (digits + 1) >> 1);
  }

  #array(depth: number): PdfValue[] {
    const values: PdfValue[] = [];
    this.at++;
    for (;;) {
      this.skip();
      if (this.#bytes[this.at] === 0x5d) {
        this.at++;
        return values;
      }
      const from = this.at;
      const value = this.next(depth + 1);
      if (!(value instanceof Keyword)) values.push(value);
      else if (ends(value)) {
        this.at = from;
        return values;
      }
    }
  }

  #dictionary(depth: number): Dictionary {
    const entries: Dictionary = new Map();
    this.at += 2;
    for (;;) {
      this.skip();
      if (this.#bytes[this.at] === 0x3e && this.#bytes[this.at + 1] === 0x3e) {
        this.at += 2;
        return entries;
      }
      const from = this.at;
      const key = this.next(depth + 1);
      if (key instanceof Keyword && ends(key)) {
        this.at = from;
        return entries;
      }
      if (!(key instanceof Name)) continue;
      this.skip();
      // A key without a value before the end: its value is null.
      if (this.#bytes[this.at] === 0x3e && this.#bytes[this.at + 1] === 0x3e) continue;
      const before = this.at;
      const value = this.next(depth + 1);
      if (!(value instanceof Keyword)) entries.set(key.value, value);
      else if (ends(value)) this.at = before;
    }
  }

  /** A number, or the reference that two integers and an R make. */
  #number(): number | Reference {
    const bytes = this.#bytes;
    const from = this.at;
    let integer = true;
    let digits = 0;
    let value = 0;
    for (let byte = bytes[this.at]; byte !== undefined && kinds[byte] === REGULAR; byte = bytes[++this.at])
      if (isDigit(byte)) {
        value = value * 10 + (byte - 0x30);
        digits++;
      } else integer = false;
    if (!integer) {
      const plain = plainDecimal(bytes, from, this.at, digits, value);
      if (plain !== undefined) return plain;
      const text = String.fromCharCode(...bytes.subarray(from, Math.min(this.at, from + 40)));
      const parsed = Number.parseFloat(text.replace(/^([+-])[+-]+/, '$1'));
      return Number.isFinite(parsed) ? parsed : 0;
    }
    if (digits > 15)
      value = Number(String.fromCharCode(...bytes.subarray(from, Math.min(this.at, from + 40))));
    const after = this.at;
    const generation = this.integer();
    if (generation !== undefined) {
      this.skip();
      const following = bytes[this.at + 1];
      if (bytes[this.at] === 0x52 && (following === undefined || kinds[following] !== REGULAR)) {
        this.at++;
        return new Reference(value, generation);
      }
    }
    this.at = after;
    return value;
  }

  #keyword(): PdfValue | Keyword {
    const bytes = this.#bytes;
    const from = this.at;
    while (this.at < bytes.length && kinds[bytes[this.at] ?? 0] === REGULAR) this.at++;
    // A closing delimiter out of place: one byte of garbage.
    if (this.at === from) this.at++;
    const length = this.at - from;
    const [a = 0, b = 0] = [bytes[from], bytes[from + 1]];
    // Most operators of content have one or two letters.
    if (length <= 2) return new Keyword(length === 1 ? String.fromCharCode(a) : String.fromCharCode(a, b));
    const word = String.fromCharCode(...bytes.subarray(from, Math.min(this.at, from + 40)));
    if (word === 'null') return null;
    if (word === 'true' || word === 'false') return word === 'true';
    return new Keyword(word);
  }
}

const TENS = Array.from({ length: 16 }, (_, i) => 10 ** i);

/**
 * A number of up to 15 digits with a sign before and a point between, from its digits as an integer; undefined for every other spelling. Such a
 * quotient is rounded once, as the parser of the language does.
 */
function plainDecimal(
  bytes: Uint8Array,
  from: number,
  to: number,
  digits: number,
  value: number,
): number | undefined {
  const sign = bytes[from] === 0x2d ? -1 : 1;
  const signed = sign < 0 || bytes[from] === 0x2b;
  const point = bytes.subarray(from, to).indexOf(0x2e);
  const length = to - from;
  const expected = digits + (signed ? 1 : 0) + (point < 0 ? 0 : 1);
  if (digits === 0 || digits > 15 || length !== expected) return undefined;
  return (sign * value) / (TENS[point < 0 ? 0 : length - point - 1] ?? 1);
}

function ends({ word }: Keyword): boolean {
  return word === 'endobj' || word === 'stream' || word === 'endstream';
}

export function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

export function isSpace(byte: number | undefined): boolean {
  return byte !== undefined && kinds[byte] === SPACE;
}

/** -1 for what is no hexadecimal digit. */
export function hexDigit(byte: number | undefined): number {
  if (byte === undefined) return -1;
  if (isDigit(byte)) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}
