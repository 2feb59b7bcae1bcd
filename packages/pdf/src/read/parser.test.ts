import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Budget, READ_LIMITS } from './limits.ts';
import { Parser } from './parser.ts';

const value = (text: string) =>
  new Parser(Buffer.from(`${text} `), 0, new Budget(READ_LIMITS, text.length)).value();

it.each([
  ['0', 0],
  ['-0.5', -0.5],
  ['+17', 17],
  ['4.', 4],
  ['.002', 0.002],
  ['-.5', -0.5],
  // What writers in the field get wrong.
  ['--5', -5],
  ['1.2.3', 1.2],
  ['12-3', 12],
  ['.', 0],
  ['123456789012345678901234567890', 1.2345678901234568e29],
])('the number %s', (text, expected) => {
  expect(value(text)).toBe(expected);
});

it('numbers are read as the language reads them', () => {
  fc.assert(
    fc.property(fc.integer(), fc.nat(9_999_999), fc.integer({ min: 0, max: 9 }), (whole, fraction, zeros) => {
      const text = `${whole}.${'0'.repeat(zeros)}${fraction}`;
      expect(value(text)).toBe(Number(text) === 0 ? 0 * Number(text) : Number(text));
    }),
  );
});
