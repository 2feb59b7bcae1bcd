/**
 * The values of XPath 2.0 on which official rules compute, with their exact lexical rules and rounding. Where an official engine stops
 * with a run-time error (a malformed number), the value is `MALFORMED` and every comparison with it is `undefined`: neither
 * true nor false, so that the assertion is not judged.
 */
import type { XmlNode } from '@scell/syntax';

/** The outcome of a test; `undefined` where an official engine would have stopped. An assertion fails on `false` only. */
export type Truth = boolean | undefined;

/** An exact decimal: `units / 10^scale`. Safe integers as long as they suffice, BigInt beyond. */
export class XsDecimal {
  readonly units: number | bigint;
  readonly scale: number;

  constructor(units: number | bigint, scale: number) {
    this.units = units;
    this.scale = scale;
  }

  /** Plain decimal notation with the decimals it has: "100.00", "-0.5". */
  toString(): string {
    const negative = this.units < 0;
    const digits = String(this.units)
      .replace('-', '')
      .padStart(this.scale + 1, '0');
    const point = digits.length - this.scale;
    const text = this.scale === 0 ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`;
    return negative ? `-${text}` : text;
  }
}

/** The empty sequence: arithmetic with it is empty, every comparison with it false. */
export const EMPTY = Symbol('empty');
/** No number of the type asked for, or an operation without result. */
export const MALFORMED = Symbol('malformed');

export type Numeric = XsDecimal | typeof EMPTY | typeof MALFORMED;

export const ZERO = new XsDecimal(0, 0);

/** More digits than any official engine is asked for; it bounds the time a hostile number can take. */
const MOST_DIGITS = 2_000;

/** `xs:decimal(text)`: blanks around are allowed, an exponent, INF and NaN are not (XSD 1.0 part 2 §3.2.3). */
export function decimal(text: string): XsDecimal | typeof MALFORMED {
  let at = 0;
  let end = text.length;
  while (at < end && isSpace(text.charCodeAt(at))) at++;
  while (end > at && isSpace(text.charCodeAt(end - 1))) end--;
  const sign = text.charCodeAt(at);
  const negative = sign === MINUS;
  if (negative || sign === PLUS) at++;
  const start = at;
  let units = 0;
  let point = -1;
  for (; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === POINT && point < 0) point = at;
    else if (code >= DIGIT_0 && code <= DIGIT_9) units = units * 10 + (code - DIGIT_0);
    else return MALFORMED;
  }
  const digits = end - start - (point < 0 ? 0 : 1);
  if (digits < 1) return MALFORMED;
  const scale = point < 0 ? 0 : end - point - 1;
  // "-0" is the decimal 0: decimals have no negative zero.
  if (digits <= 15) return new XsDecimal(negative && units !== 0 ? -units : units, scale);
  if (digits > MOST_DIGITS) return MALFORMED;
  const exact = BigInt(text.slice(start, end).replace('.', ''));
  return made(negative ? -exact : exact, scale);
}

/** `xs:decimal(node)` of at most one node. */
export function decimalOf(node: XmlNode | undefined): Numeric {
  return node === undefined ? EMPTY : decimal(node.text);
}

const DOUBLE =
  /^[ \t\r\n]*(?:([+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)|(-?)INF|NaN)[ \t\r\n]*$/;

/** `xs:double(text)`, also how an untyped text compares with a number; undefined where the cast fails. */
export function double(text: string): number | undefined {
  const match = DOUBLE.exec(text);
  if (match === null) return undefined;
  if (match[1] !== undefined) return Number(match[1]);
  return match[2] === undefined ? Number.NaN : match[2] === '-' ? -Infinity : Infinity;
}

/** `number(text)`: NaN where the cast fails. */
export function number(text: string): number {
  return double(text) ?? Number.NaN;
}

/** `xs:decimal(value)` of a double: its exact binary value, as Saxon-HE converts. */
export function decimalFromDouble(value: number): XsDecimal | typeof MALFORMED {
  if (!Number.isFinite(value)) return MALFORMED;
  if (Number.isSafeInteger(value)) return new XsDecimal(value === 0 ? 0 : value, 0);
  let mantissa = value;
  let halvings = 0;
  while (!Number.isInteger(mantissa)) {
    mantissa *= 2;
    halvings++;
  }
  return made(BigInt(mantissa) * 5n ** BigInt(halvings), halvings);
}

/** The double nearest to a decimal, as comparisons of the two types promote it. */
export function toDouble(value: XsDecimal): number {
  // The quotient of two numbers that doubles hold exactly is the correctly rounded one (IEEE 754 §5.4.1).
  if (typeof value.units === 'number' && value.scale <= 22) return value.units / 10 ** value.scale;
  return Number(value.toString());
}

/** `a + b`. */
export function add(a: Numeric, b: Numeric): Numeric {
  return combine(a, b, plus);
}

/** `a - b`. */
export function subtract(a: Numeric, b: Numeric): Numeric {
  return combine(a, b, (x, y) => plus(x, negated(y)));
}

/** `a * b`. */
export function multiply(a: Numeric, b: Numeric): Numeric {
  return combine(a, b, (x, y) => {
    const scale = x.scale + y.scale;
    if (typeof x.units === 'number' && typeof y.units === 'number') {
      const units = x.units * y.units;
      if (Number.isSafeInteger(units)) return new XsDecimal(units === 0 ? 0 : units, scale);
    }
    return made(BigInt(x.units) * BigInt(y.units), scale);
  });
}

/** Decimals a division of decimals keeps at least, as Saxon does; XPath leaves the number to the engine. */
const DIVISION_SCALE = 18;

/** `a div b` of decimals, half down at the last decimal kept; `MALFORMED` by zero. */
export function divide(a: Numeric, b: Numeric): Numeric {
  return combine(a, b, (x, y) => {
    if (y.units === 0 || y.units === 0n) return MALFORMED;
    const scale = Math.max(DIVISION_SCALE, x.scale, y.scale);
    const dividend = BigInt(x.units) * 10n ** BigInt(scale - x.scale + y.scale);
    const divisor = BigInt(y.units);
    const quotient = dividend / divisor;
    const rest = absolute(dividend % divisor) * 2n;
    const away = rest > absolute(divisor);
    const sign = dividend < 0n !== divisor < 0n ? -1n : 1n;
    return made(away ? quotient + sign : quotient, scale);
  });
}

/** `-a`. */
export function negate(a: Numeric): Numeric {
  return a instanceof XsDecimal ? negated(a) : a;
}

/** `abs(a)`. */
export function abs(a: Numeric): Numeric {
  return a instanceof XsDecimal && a.units < 0 ? negated(a) : a;
}

/** `sum(values)`: empty items are no items, and the sum of nothing is 0. */
export function sum(values: Iterable<Numeric>): XsDecimal | typeof MALFORMED {
  let total = ZERO;
  for (const value of values) {
    if (value === MALFORMED) return MALFORMED;
    if (value !== EMPTY) total = plus(total, value);
  }
  return total;
}

/** `round(a * 10^places) div 10^places`: fn:round takes the half towards positive infinity (XPath F&O §6.4.4). */
export function roundTo(a: Numeric, places: number): Numeric {
  if (!(a instanceof XsDecimal) || a.scale <= places) return a;
  const drop = a.scale - places;
  if (typeof a.units === 'number' && drop <= 15) {
    const divisor = power(drop);
    const shifted = a.units + divisor / 2;
    if (Number.isSafeInteger(shifted)) {
      const rest = shifted % divisor;
      const floor = (shifted - rest) / divisor - (rest < 0 ? 1 : 0);
      return new XsDecimal(floor === 0 ? 0 : floor, places);
    }
  }
  const divisor = 10n ** BigInt(drop);
  const shifted = BigInt(a.units) + divisor / 2n;
  const floor = shifted / divisor - (shifted % divisor < 0n ? 1n : 0n);
  return made(floor, places);
}

/** `a = b` of single values. */
export function equal(a: Numeric, b: Numeric): Truth {
  return judged(a, b, (order) => order === 0);
}

/** `a != b` of single values. */
export function notEqual(a: Numeric, b: Numeric): Truth {
  return judged(a, b, (order) => order !== 0);
}

/** `a < b` of single values. */
export function less(a: Numeric, b: Numeric): Truth {
  return judged(a, b, (order) => order < 0);
}

/** `a <= b` of single values. */
export function atMost(a: Numeric, b: Numeric): Truth {
  return judged(a, b, (order) => order <= 0);
}

/** `a > b` of single values. */
export function greater(a: Numeric, b: Numeric): Truth {
  return judged(a, b, (order) => order > 0);
}

/** `a >= b` of single values. */
export function atLeast(a: Numeric, b: Numeric): Truth {
  return judged(a, b, (order) => order >= 0);
}

/** Below, at or above zero when `a` is below, equal to or above `b`. */
function compare(a: XsDecimal, b: XsDecimal): number {
  if (a.scale === b.scale) return a.units < b.units ? -1 : a.units > b.units ? 1 : 0;
  const scale = Math.max(a.scale, b.scale);
  const x = scaled(a, scale);
  const y = scaled(b, scale);
  return x < y ? -1 : x > y ? 1 : 0;
}

/** `not(test)`. */
export function not(test: Truth): Truth {
  return test === undefined ? undefined : !test;
}

/** `a and b and …`: false decides, else what is not evaluable does. */
export function all(...tests: Truth[]): Truth {
  if (tests.includes(false)) return false;
  return tests.includes(undefined) ? undefined : true;
}

/** `a or b or …`: true decides, else what is not evaluable does. */
export function any(...tests: Truth[]): Truth {
  if (tests.includes(true)) return true;
  return tests.includes(undefined) ? undefined : false;
}

/** The same text for the same number: "20" for 20, 20.0 and +20.00. */
export function shortest(value: XsDecimal): string {
  const text = value.toString();
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

/** `normalize-space(text)`: only the four white spaces of XML. */
export function normalizeSpace(text: string): string {
  if (!/^[ \t\r\n]|[\t\r\n]| {2}|[ \t\r\n]$/.test(text)) return text;
  return text.replace(/[ \t\r\n]+/g, ' ').replace(/^ | $/g, '');
}

/** `normalize-space(text) = ''`. */
export function isBlank(text: string): boolean {
  return !/[^ \t\r\n]/.test(text);
}

/** `string-length(text)`: characters, not UTF-16 code units. */
export function stringLength(text: string): number {
  let length = text.length;
  if (/[\uD800-\uDBFF]/.test(text)) length = Array.from(text).length;
  return length;
}

const MINUS = 0x2d;
const PLUS = 0x2b;
const POINT = 0x2e;
const DIGIT_0 = 0x30;
const DIGIT_9 = 0x39;

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

function combine(a: Numeric, b: Numeric, operate: (a: XsDecimal, b: XsDecimal) => Numeric): Numeric {
  // Where there is no first operand, the official engine does not read the second, whatever it holds.
  if (a === EMPTY || a === MALFORMED) return a;
  return b === EMPTY || b === MALFORMED ? b : operate(a, b);
}

function judged(a: Numeric, b: Numeric, decide: (order: number) => boolean): Truth {
  if (a === MALFORMED || b === MALFORMED) return undefined;
  if (a === EMPTY || b === EMPTY) return false;
  return decide(compare(a, b));
}

function plus(a: XsDecimal, b: XsDecimal): XsDecimal {
  const scale = Math.max(a.scale, b.scale);
  const x = scaled(a, scale);
  const y = scaled(b, scale);
  if (typeof x === 'number' && typeof y === 'number') {
    const units = x + y;
    if (Number.isSafeInteger(units)) return new XsDecimal(units, scale);
  }
  return made(BigInt(x) + BigInt(y), scale);
}

function negated(a: XsDecimal): XsDecimal {
  return a.units === 0 ? a : new XsDecimal(-a.units, a.scale);
}

/** The units of a number at a larger scale. */
function scaled(a: XsDecimal, scale: number): number | bigint {
  const missing = scale - a.scale;
  if (missing === 0) return a.units;
  if (typeof a.units === 'number' && missing <= 15) {
    const units = a.units * power(missing);
    if (Number.isSafeInteger(units)) return units;
  }
  return BigInt(a.units) * 10n ** BigInt(missing);
}

const powers = Array.from({ length: 16 }, (_, exponent) => 10 ** exponent);

function power(exponent: number): number {
  return powers[exponent] ?? 10 ** exponent;
}

/** Back to a safe integer where it fits. */
function made(units: bigint, scale: number): XsDecimal {
  const fits = units >= BigInt(Number.MIN_SAFE_INTEGER) && units <= BigInt(Number.MAX_SAFE_INTEGER);
  return new XsDecimal(fits ? Number(units) : units, scale);
}

function absolute(value: bigint): bigint {
  return value < 0n ? -value : value;
}
