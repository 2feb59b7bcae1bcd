/**
 * Exact decimals. A `Decimal` is a string in canonical form (optional minus, digits, optional point and decimals, no
 * exponent, no plus sign): what the database, the documents and the ledger all keep. Arithmetic goes through big.js.
 */
import BigJs from 'big.js';

/** An exact decimal in canonical text: "1000.00", "-0.5", "20". */
export type Decimal = string;

/** Our own constructor: a change of its settings cannot reach, or come from, another user of big.js. */
const Big = BigJs();
Big.RM = BigJs.roundHalfUp;

const CANONICAL = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;
const NUMERIC = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d{1,3})?$/;

/** Whether the text is a decimal in canonical form. */
export function isDecimal(text: string): boolean {
  return CANONICAL.test(text);
}

/**
 * The exact decimal a JSON number or text means, without trailing zeros. Throws `RangeError` on anything else
 * (NaN, infinity, empty text, blanks).
 */
export function decimal(value: string | number): Decimal {
  const text = typeof value === 'number' ? String(value) : value;
  if (!NUMERIC.test(text)) throw new RangeError(`not a decimal: ${JSON.stringify(value)}`);
  return new Big(text).toFixed();
}

/** Rounds half away from zero (the commercial rounding of EN 16931) to `places` decimals and pads to them. */
export function round(value: Decimal, places: number): Decimal {
  return canonicalZero(new Big(value).toFixed(places));
}

/** Rounds a monetary amount to two decimals, half away from zero: "12.345" → "12.35". */
export function cents(value: Decimal): Decimal {
  return round(value, 2);
}

/** The exact sum; "0" of nothing. */
export function add(...values: Decimal[]): Decimal {
  return sum(values);
}

/** The exact sum of a list; "0" of an empty one. */
export function sum(values: Iterable<Decimal>): Decimal {
  let total = new Big(0);
  for (const value of values) total = total.plus(value);
  return total.toFixed();
}

/** The exact difference `a - b`. */
export function subtract(a: Decimal, b: Decimal): Decimal {
  return new Big(a).minus(b).toFixed();
}

/** The exact product; "1" of nothing. */
export function multiply(...values: Decimal[]): Decimal {
  return values.reduce((product, value) => product.times(value), new Big(1)).toFixed();
}

/** `a / b` rounded once, half away from zero, to `places` decimals. Throws `RangeError` when `b` is zero. */
export function divide(a: Decimal, b: Decimal, places: number): Decimal {
  if (isZero(b)) throw new RangeError('division by zero');
  Big.DP = places;
  return canonicalZero(new Big(a).div(b).toFixed(places));
}

/** The opposite number; zero stays "0". */
export function negate(value: Decimal): Decimal {
  return canonicalZero(new Big(value).neg().toFixed());
}

/** -1 when `a < b`, 0 when they are the same number ("1.0" and "1"), 1 when `a > b`. */
export function compare(a: Decimal, b: Decimal): -1 | 0 | 1 {
  return new Big(a).cmp(b);
}

/** Whether two texts are the same number. */
export function equals(a: Decimal, b: Decimal): boolean {
  // Canonical text without trailing zeros is unique to its number, so that no arithmetic is needed.
  return a === b || trimZeros(a) === trimZeros(b);
}

/** Whether the number is zero, however written. */
export function isZero(value: Decimal): boolean {
  return trimZeros(value) === '0';
}

/** Whether the number is below zero. */
export function isNegative(value: Decimal): boolean {
  return trimZeros(value).startsWith('-');
}

/** Number of decimals after the point, trailing zeros not counted. */
export function decimalPlaces(value: Decimal): number {
  const trimmed = trimZeros(value);
  const point = trimmed.indexOf('.');
  return point < 0 ? 0 : trimmed.length - point - 1;
}

/** The text without trailing zeros: "20.00" → "20", "-0.0" → "0". Throws `RangeError` on what is no canonical decimal. */
export function trimZeros(value: Decimal): Decimal {
  if (!CANONICAL.test(value)) throw new RangeError(`not a decimal: ${JSON.stringify(value)}`);
  const trimmed = value.includes('.') ? value.replace(/\.?0+$/, '') : value;
  return trimmed === '-0' ? '0' : trimmed;
}

/** big.js keeps the sign of a value that rounds to zero: "-0.00" is not canonical. */
function canonicalZero(text: string): Decimal {
  return /^-0(?:\.0+)?$/.test(text) ? text.slice(1) : text;
}
