import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  abs,
  add,
  all,
  any,
  atLeast,
  atMost,
  decimal,
  decimalFromDouble,
  divide,
  double,
  EMPTY,
  equal,
  greater,
  isBlank,
  less,
  MALFORMED,
  multiply,
  type Numeric,
  negate,
  normalizeSpace,
  not,
  notEqual,
  number,
  roundTo,
  shortest,
  stringLength,
  subtract,
  sum,
  XsDecimal,
} from './values.ts';

const text = (value: Numeric): string => (value instanceof XsDecimal ? value.toString() : String(value));

/** An integer of up to 40 digits and a scale, with the decimal they mean. */
const decimals: fc.Arbitrary<{ units: bigint; scale: number; value: Numeric }> = fc
  .tuple(fc.oneof(fc.bigInt(-(10n ** 40n), 10n ** 40n), fc.bigInt(-99999n, 99999n)), fc.nat(12))
  .map(([units, scale]) => ({ units, scale, value: decimal(written(units, scale)) }));

function written(units: bigint, scale: number): string {
  const digits = String(units < 0n ? -units : units).padStart(scale + 1, '0');
  const point = digits.length - scale;
  return `${units < 0n ? '-' : ''}${digits.slice(0, point)}${scale > 0 ? '.' : ''}${digits.slice(point)}`;
}

/** A value at a scale, as an integer, to compare exactly. */
function at(value: Numeric, scale: number): bigint {
  if (!(value instanceof XsDecimal)) throw new Error(`no number: ${String(value)}`);
  return BigInt(value.units) * 10n ** BigInt(scale - value.scale);
}

describe('decimal', () => {
  it.each([
    ['1', '1'],
    ['100.00', '100.00'],
    ['-0.5', '-0.5'],
    ['+7.', '7'],
    ['.25', '0.25'],
    ['-.25', '-0.25'],
    [' \t\r\n12.30\n', '12.30'],
    ['-0.00', '0.00'],
    ['007', '7'],
    ['123456789012345678901234567890.12', '123456789012345678901234567890.12'],
  ])('%j is %s', (lexical, value) => expect(text(decimal(lexical))).toBe(value));

  it.each([
    '',
    ' ',
    '.',
    '+',
    '-',
    '1e3',
    '1E3',
    '1,00',
    '1 000',
    '1.2.3',
    '--1',
    'NaN',
    'INF',
    '１',
    '\u00a01',
  ])('%j is none', (lexical) => expect(decimal(lexical)).toBe(MALFORMED));

  it('takes no longer for a number of a million digits', () =>
    expect(decimal('9'.repeat(1_000_000))).toBe(MALFORMED));
});

describe('arithmetic', () => {
  it('is exact for all sizes', () => {
    fc.assert(
      fc.property(decimals, decimals, (a, b) => {
        const scale = a.scale + b.scale;
        const x = a.units * 10n ** BigInt(b.scale);
        const y = b.units * 10n ** BigInt(a.scale);
        expect(at(add(a.value, b.value), scale)).toBe(x + y);
        expect(at(subtract(a.value, b.value), scale)).toBe(x - y);
        expect(at(multiply(a.value, b.value), scale)).toBe(a.units * b.units);
        expect(at(sum([a.value, b.value, a.value]), scale)).toBe(x + y + x);
        expect(equal(a.value, b.value)).toBe(x === y);
        expect(notEqual(a.value, b.value)).toBe(x !== y);
        expect(less(a.value, b.value)).toBe(x < y);
        expect(atMost(a.value, b.value)).toBe(x <= y);
        expect(greater(a.value, b.value)).toBe(x > y);
        expect(atLeast(a.value, b.value)).toBe(x >= y);
        expect(at(abs(a.value), a.scale)).toBe(a.units < 0n ? -a.units : a.units);
        expect(at(negate(a.value), a.scale)).toBe(-a.units);
      }),
    );
  });

  it('rounds halves up, towards positive infinity', () => {
    fc.assert(
      fc.property(decimals, fc.nat(4), ({ units, scale, value }, places) => {
        const rounded = at(roundTo(value, places), Math.max(scale, places));
        const exact = units * 10n ** BigInt(Math.max(scale, places) - scale);
        const step = 10n ** BigInt(Math.max(0, scale - places));
        // The nearest multiple of the step; of two as near, the greater.
        expect(rounded % step).toBe(0n);
        expect(2n * (rounded - exact) <= step && 2n * (exact - rounded) < step).toBe(true);
      }),
    );
  });

  it.each([
    ['0.005', '0.01'],
    ['-0.005', '0.00'],
    ['-0.015', '-0.01'],
    ['2.675', '2.68'],
    ['-2.676', '-2.68'],
    ['1.00', '1.00'],
  ])('rounds %s to %s', (value, rounded) => expect(text(roundTo(decimal(value), 2))).toBe(rounded));

  it('divides to eighteen decimals', () => {
    expect(text(divide(decimal('1'), decimal('3')))).toBe('0.333333333333333333');
    expect(text(divide(decimal('-2'), decimal('3')))).toBe('-0.666666666666666667');
    expect(text(divide(decimal('119.00'), decimal('100')))).toBe('1.190000000000000000');
    expect(divide(decimal('1'), decimal('0.0'))).toBe(MALFORMED);
  });

  it('passes emptiness and malformed numbers on', () => {
    const one = decimal('1');
    expect(add(one, EMPTY)).toBe(EMPTY);
    expect(add(MALFORMED, EMPTY)).toBe(MALFORMED);
    // The second operand is not read where there is no first.
    expect(add(EMPTY, MALFORMED)).toBe(EMPTY);
    expect(sum([])).toStrictEqual(decimal('0'));
    expect(sum([one, EMPTY, one])).toStrictEqual(decimal('2'));
    expect(sum([one, MALFORMED])).toBe(MALFORMED);
    expect(roundTo(EMPTY, 2)).toBe(EMPTY);
    expect([equal(one, EMPTY), notEqual(one, EMPTY), atLeast(EMPTY, EMPTY)]).toEqual([false, false, false]);
    expect([equal(one, MALFORMED), less(MALFORMED, EMPTY)]).toEqual([undefined, undefined]);
  });
});

describe('doubles', () => {
  it.each<[string, number | undefined]>([
    ['1', 1],
    [' 1.5e-3 ', 0.0015],
    ['1E3', 1000],
    ['.5', 0.5],
    ['-INF', -Infinity],
    ['INF', Infinity],
    ['NaN', Number.NaN],
    ['+INF', undefined],
    ['0x10', undefined],
    ['', undefined],
    ['1,5', undefined],
    ['Infinity', undefined],
  ])('xs:double(%j) is %s', (lexical, value) => {
    expect(double(lexical)).toBe(value);
    expect(number(lexical)).toBe(value ?? Number.NaN);
  });

  it('become the decimal they are, not the one they are written as', () => {
    expect(text(decimalFromDouble(0.5))).toBe('0.5');
    expect(text(decimalFromDouble(-3))).toBe('-3');
    expect(text(decimalFromDouble(2 ** 60))).toBe('1152921504606846976');
    expect(text(decimalFromDouble(1.005))).toBe('1.00499999999999989341858963598497211933135986328125');
    expect(decimalFromDouble(Number.NaN)).toBe(MALFORMED);
    expect(decimalFromDouble(-Infinity)).toBe(MALFORMED);
  });
});

describe('truths', () => {
  it('are decided by what decides, else not evaluable', () => {
    expect([all(), all(true, undefined), all(undefined, false)]).toEqual([true, undefined, false]);
    expect([any(), any(false, undefined), any(undefined, true)]).toEqual([false, undefined, true]);
    expect([not(true), not(false), not(undefined)]).toEqual([false, true, undefined]);
  });
});

describe('the shortest text of a number', () => {
  it('is the same for the same number', () => {
    expect(['20', '20.0', '+20.00', '020'].map((written) => short(written))).toEqual([
      '20',
      '20',
      '20',
      '20',
    ]);
    expect(['0.00', '-0', '5.50', '-0.10', '100'].map((written) => short(written))).toEqual([
      '0',
      '0',
      '5.5',
      '-0.1',
      '100',
    ]);
  });

  function short(written: string): string {
    const value = decimal(written);
    return value instanceof XsDecimal ? shortest(value) : '';
  }
});

describe('texts', () => {
  it.each([
    ['', ''],
    ['a', 'a'],
    [' a', 'a'],
    ['a\n', 'a'],
    ['a  b\t\r\nc', 'a b c'],
    ['a\tb', 'a b'],
    ['\u00a0a\u00a0', '\u00a0a\u00a0'],
    [' \t ', ''],
  ])('normalize-space(%j) is %j', (value, normal) => {
    expect(normalizeSpace(value)).toBe(normal);
    expect(isBlank(value)).toBe(normal === '');
  });

  it('have characters, not code units', () => expect(stringLength('a😀é')).toBe(3));
});
