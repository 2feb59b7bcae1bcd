import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainNumber, withDecimals } from './numbers.ts';

describe('plainNumber', () => {
  it.each([
    ['1 234,50', '1234.50'],
    ['1\u202f234\u00a0567,5', '1234567.5'],
    ["1'234.50", '1234.50'],
    ['1.234,50', '1234.50'],
    ['1,234.50', '1234.50'],
    ['1,00', '1.00'],
    ['+1.5', '1.5'],
    [' -.5\n', '-0.5'],
    ['5.', '5'],
    ['1e3', '1000'],
    ['-1.25E-3', '-0.00125'],
    ['12.5e1', '125'],
  ])('reads %j as %s', (text, number) => expect(plainNumber(text)).toBe(number));

  it.each([
    '1,234',
    '1 2',
    '8 80',
    '12,345,67',
    'abc',
    '',
    '1.2.3',
    '1 234 5',
    '--1',
    '1e',
    'NaN',
    'INF',
    '1-',
    '1e999',
  ])('leaves %j to a person', (text) => expect(plainNumber(text)).toBeUndefined());

  it('gives a number back however it is grouped', () => {
    const number = fc.tuple(fc.integer({ min: 1000, max: 999_999_999 }), fc.integer({ min: 0, max: 99 }));
    fc.assert(
      fc.property(
        number,
        fc.constantFrom(' ', '\u00a0', '\u202f', '.'),
        fc.boolean(),
        ([whole, cents], mark, negative) => {
          const grouped = String(whole).replace(/\B(?=(?:\d{3})+$)/g, mark);
          const decimals = String(cents).padStart(2, '0');
          const sign = negative ? '-' : '';
          expect(plainNumber(`${sign}${grouped},${decimals}`)).toBe(`${sign}${whole}.${decimals}`);
        },
      ),
    );
  });
});

describe('withDecimals', () => {
  it.each([
    ['20.000', 2, '20.00'],
    ['20.000', 0, '20'],
    ['1.5000000', 4, '1.5000'],
  ])('%s with %i decimals is %s', (text, decimals, number) =>
    expect(withDecimals(text, decimals)).toBe(number),
  );

  it.each([
    ['20.005', 2],
    ['20.00', 2],
    ['20', 2],
    ['x', 2],
  ])('does not change %s', (text, decimals) => expect(withDecimals(text, decimals)).toBeUndefined());
});
