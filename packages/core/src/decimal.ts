/**
 * Exact decimals. A `Decimal` is a string in canonical form (optional minus, digits, optional point and decimals, no
 * exponent, no plus sign): what the database, the documents and the ledger all keep. Arithmetic goes through big.js.
 */
import Big from 'big.js';

/** An exact decimal in canonical text: "1000.00", "-0.5", "20". */
export type Decimal = string;

const CANONICAL = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;

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
  if (!/^-?\d+(?:\.\d+)?(?:[eE][+-]?\d{1,3})?$/.test(text))
    throw new RangeError(`not a decimal: ${JSON.stringify(value)}`);
  return new Big(text).toFixed();
}

/** Rounds half away from zero (the commercial rounding of EN 16931) to `places` decimals and pads to them. */
export function round(value: Decimal, places: number): Decimal {
  return canonicalZero(new Big(value).toFixed(places, Big.roundHalfUp));
}

/** Rounds a monetary amount to two decimals: "12.345" → "12.35". */
export function cents(value: Decimal): Decimal {
  return round(value, 2);
}

export function add(...values: Decimal[]): Decimal {
  return values.reduce((sum, v) => sum.plus(v), new Big(0)).toFixed();
}

export function subtract(a: Decimal, b: Decimal): Decimal {
  return new Big(a).minus(b).toFixed();
}

export function multiply(...values: Decimal[]): Decimal {
  return values.reduce((product, v) => product.times(v), new Big(1)).toFixed();
}

/** `a / b` rounded half away from zero to `places` decimals. Throws `RangeError` when `b` is zero. */
export function divide(a: Decimal, b: Decimal, places: number): Decimal {
  if (isZero(b)) throw new RangeError('division by zero');
  // One guard digit more than asked would round twice; an exact quotient is reached by scaling the dividend.
  const previous = Big.DP;
  Big.DP = places;
  try {
    return canonicalZero(new Big(a).div(b).toFixed(places));
  } finally {
    Big.DP = previous;
  }
}

export function negate(value: Decimal): Decimal {
  return canonicalZero(new Big(value).neg().toFixed());
}

/** -1, 0 or 1. */
export function compare(a: Decimal, b: Decimal): -1 | 0 | 1 {
  return new Big(a).cmp(b);
}

export function isZero(value: Decimal): boolean {
  return new Big(value).eq(0);
}

/** Number of decimals written after the point, trailing zeros not counted. */
export function decimalPlaces(value: Decimal): number {
  const trimmed = new Big(value).toFixed();
  const point = trimmed.indexOf('.');
  return point < 0 ? 0 : trimmed.length - point - 1;
}

/** The text without trailing zeros: "20.00" → "20". */
export function trimZeros(value: Decimal): Decimal {
  return new Big(value).toFixed();
}

function canonicalZero(text: string): Decimal {
  return /^-0(?:\.0+)?$/.test(text) ? text.slice(1) : text;
}
