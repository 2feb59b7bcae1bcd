import type { Decimal } from '@scell/core';

/** A number of cents, exact. Positive is a debit, negative a credit, wherever a side matters. */
export type Cents = bigint;

/** The cents of an amount with two decimals at most ("-12.3" → -1230). Throws `RangeError` on more. */
export function centsOf(amount: Decimal): Cents {
  const [, sign, whole, decimals = ''] = /^(-?)(\d+)(?:\.(\d{1,2})0*)?$/.exec(amount) ?? [];
  if (whole === undefined) throw new RangeError(`not an amount in cents: ${amount}`);
  const value = BigInt(whole + decimals.padEnd(2, '0'));
  return sign === '-' ? -value : value;
}

/** "1234,56": what the FEC writes, decimal comma and no thousands separator (LPF art. A47 A-1, XII-2°). */
export function amountText(value: Cents): string {
  const digits = absolute(value).toString().padStart(3, '0');
  return `${value < 0n ? '-' : ''}${digits.slice(0, -2)},${digits.slice(-2)}`;
}

/** The value without its sign. */
export function absolute(value: Cents): Cents {
  return value < 0n ? -value : value;
}

/** `value × numerator / denominator`, rounded half away from zero. The denominator is not zero. */
export function scaled(value: Cents, numerator: bigint, denominator: bigint): Cents {
  const product = value * numerator;
  const negative = product < 0n !== denominator < 0n;
  const doubled = 2n * absolute(product) + absolute(denominator);
  const rounded = doubled / (2n * absolute(denominator));
  return negative ? -rounded : rounded;
}

/** A decimal as a fraction: "1.0843" → 10843 / 10000. */
export function fractionOf(value: Decimal): { numerator: bigint; denominator: bigint } {
  const [whole = '', decimals = ''] = value.split('.');
  return { numerator: BigInt(whole + decimals), denominator: 10n ** BigInt(decimals.length) };
}

/** Splits a total in proportion to weights; the parts add up to it to the cent. All to the first where the weights add up to nothing. */
export function shares(total: Cents, weights: readonly bigint[]): Cents[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0n);
  if (whole === 0n) return weights.map((_, index) => (index === 0 ? total : 0n));
  let weighed = 0n;
  let given = 0n;
  return weights.map((weight) => {
    weighed += weight;
    const reached = scaled(total, weighed, whole);
    const part = reached - given;
    given = reached;
    return part;
  });
}
