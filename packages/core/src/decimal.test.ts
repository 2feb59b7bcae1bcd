import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  add,
  cents,
  compare,
  decimal,
  decimalPlaces,
  divide,
  equals,
  isDecimal,
  isNegative,
  isZero,
  multiply,
  negate,
  round,
  subtract,
  sum,
  trimZeros,
} from './decimal.ts';

/** An integer of hundred-thousandths and the same number as a decimal text. */
const SCALE = 5;
const scaled = fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n });

function text(value: bigint, scale = SCALE): string {
  const digits = (value < 0n ? -value : value).toString().padStart(scale + 1, '0');
  return `${value < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** Half away from zero, in integers: the definition, written without big.js. */
function roundedQuotient(a: bigint, b: bigint): bigint {
  const negative = a < 0n !== b < 0n;
  const [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  const q = (2n * x + y) / (2n * y);
  return negative ? -q : q;
}

describe('decimal', () => {
  it.each([
    [0.1, '0.1'],
    [1e-7, '0.0000001'],
    [1e21, '1000000000000000000000'],
    [-0, '0'],
    ['007.50', '7.5'],
    ['1E3', '1000'],
  ])('reads %s as %s', (input, expected) => expect(decimal(input)).toBe(expected));

  it.each([Number.NaN, Number.POSITIVE_INFINITY, '', ' 1', '1,5', '+1', '0x10', '1.', '.5', '1e9999'])(
    'refuses %s',
    (input) => expect(() => decimal(input)).toThrow(RangeError),
  );

  it('gives canonical text for every finite number, and the same number', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const result = decimal(value);
        expect(isDecimal(result)).toBe(true);
        expect(Number(result)).toBe(value === 0 ? 0 : value);
      }),
    );
  });
});

describe('rounding', () => {
  it.each([
    ['1.005', '1.01'],
    ['-1.005', '-1.01'],
    ['2.675', '2.68'],
    ['-0.004', '0.00'],
    ['0.5', '0.50'],
  ])('takes %s to %s', (value, expected) => expect(cents(value)).toBe(expected));

  it('is half away from zero for any number', () => {
    fc.assert(
      fc.property(scaled, (value) => {
        const expected = roundedQuotient(value, 1000n);
        expect(round(text(value), 2)).toBe(text(expected, 2).replace(/^-(0\.00)$/, '$1'));
      }),
    );
  });

  it('divides with a single rounding', () => {
    fc.assert(
      fc.property(
        scaled,
        scaled.filter((b) => b !== 0n),
        (a, b) => {
          const expected = roundedQuotient(a * 100n, b);
          expect(equals(divide(text(a), text(b), 2), text(expected, 2))).toBe(true);
        },
      ),
    );
  });

  it('does not round twice', () => expect(divide('0.4449999', '1', 2)).toBe('0.44'));

  it('refuses to divide by zero', () => expect(() => divide('1', '0.00', 2)).toThrow(RangeError));
});

describe('arithmetic', () => {
  it('agrees with integers', () => {
    fc.assert(
      fc.property(scaled, scaled, (a, b) => {
        expect(equals(add(text(a), text(b)), text(a + b))).toBe(true);
        expect(equals(subtract(text(a), text(b)), text(a - b))).toBe(true);
        expect(equals(multiply(text(a), text(b)), text(a * b, 2 * SCALE))).toBe(true);
        expect(compare(text(a), text(b))).toBe(a < b ? -1 : a > b ? 1 : 0);
        expect(equals(negate(text(a)), text(-a))).toBe(true);
        expect(isNegative(text(a))).toBe(a < 0n);
        expect(isZero(text(a))).toBe(a === 0n);
      }),
    );
  });

  it('always answers canonical text', () => {
    fc.assert(
      fc.property(scaled, scaled, (a, b) => {
        for (const result of [
          add(text(a), text(b)),
          subtract(text(a), text(a)),
          multiply(text(a), '0'),
          negate(text(b)),
        ])
          expect(isDecimal(result) && !/^-0(\.0*)?$/.test(result)).toBe(true);
      }),
    );
  });

  it('sums nothing to zero', () => expect(sum([])).toBe('0'));

  it('counts the decimals that matter', () => {
    expect(decimalPlaces('1.50')).toBe(1);
    expect(decimalPlaces('100')).toBe(0);
    expect(trimZeros('20.00')).toBe('20');
    expect(trimZeros('-0.00')).toBe('0');
    expect(trimZeros('100')).toBe('100');
    expect(trimZeros('100.0')).toBe('100');
  });

  it.each(['', '1e3', '+1', '01', 'NaN'])('does not take %j for a number', (value) => {
    for (const read of [trimZeros, isZero, isNegative, decimalPlaces])
      expect(() => read(value)).toThrow(RangeError);
  });
});
