import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, type Json } from './canonical-json.ts';

describe('canonicalJson', () => {
  it('writes the numbers of RFC 8785 appendix B', () => {
    const numbers = [
      Number('333333333.33333329'),
      1e30,
      4.5,
      2e-3,
      1e-27,
      -0,
      9007199254740994,
      1e21,
      0.000001,
    ];
    expect(canonicalJson(numbers)).toBe(
      '[333333333.3333333,1e+30,4.5,0.002,1e-27,0,9007199254740994,1e+21,0.000001]',
    );
  });

  it('orders names by UTF-16 code units (RFC 8785 §3.2.3)', () => {
    const value = { '€': 'a', '\r': 'b', '\ufb33': 'c', '1': 'd', '😀': 'e', '\u0080': 'f', ö: 'g' };
    expect(canonicalJson(value)).toBe(
      '{"\\r":"b","1":"d","\u0080":"f","ö":"g","€":"a","😀":"e","\ufb33":"c"}',
    );
  });

  it('escapes as ECMAScript does', () =>
    expect(canonicalJson('\u000f\n"\\/A€')).toBe('"\\u000f\\n\\"\\\\/A€"'));

  it('means the same value, and does not depend on the order of names', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        const json = value as Json;
        let text: string;
        try {
          text = canonicalJson(json);
        } catch (error) {
          expect(error).toBeInstanceOf(TypeError);
          expect(JSON.stringify(json)).toMatch(/\\ud[89a-f]/);
          return;
        }
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(json)));
        expect(canonicalJson(reversed(json))).toBe(text);
      }),
    );
  });

  it.each([
    [Number.NaN],
    [Number.POSITIVE_INFINITY],
    ['\ud800'],
    [{ '\udc00': 1 }],
    [{ a: undefined }],
    [[undefined]],
    [new Date(0)],
    [1n],
    [() => 1],
  ])('refuses %s', (value) => expect(() => canonicalJson(value as never)).toThrow(TypeError));
});

function reversed(value: Json): Json {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(reversed);
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([name, member]) => [name, reversed(member)]),
  );
}
