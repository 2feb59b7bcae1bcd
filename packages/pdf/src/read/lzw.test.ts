import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fromLzw } from './lzw.ts';

const decode = (data: Uint8Array, early = true, most = 1_000_000) => fromLzw(data, early, most, () => {});

/** The encoder of ISO 32000-1 §7.4.4.2, on strings for keys. */
function encode(data: Uint8Array, early: boolean): Uint8Array {
  const out: number[] = [];
  let bits = 0;
  let held = 0;
  let width = 9;
  let table = new Map<string, number>();
  const put = (code: number) => {
    bits = bits * 2 ** width + code;
    held += width;
    while (held >= 8) {
      held -= 8;
      out.push(Math.floor(bits / 2 ** held) & 255);
      bits %= 2 ** held;
    }
  };
  const reset = () => {
    put(256);
    width = 9;
    table = new Map(Array.from({ length: 256 }, (_, code) => [String.fromCharCode(code), code]));
  };
  const codeOf = (text: string) => table.get(text) ?? 0;
  reset();
  let next = 258;
  let current = '';
  for (const byte of data) {
    const letter = String.fromCharCode(byte);
    if (table.has(current + letter)) {
      current += letter;
      continue;
    }
    put(codeOf(current));
    table.set(current + letter, next++);
    const grown = next + (early ? 0 : -1);
    width = grown >= 2048 ? 12 : grown >= 1024 ? 11 : grown >= 512 ? 10 : 9;
    if (next > 4093) {
      reset();
      next = 258;
    }
    current = letter;
  }
  if (current !== '') put(codeOf(current));
  // The decoder has made one entry more when it meets the end.
  const grown = next + (early ? 1 : 0);
  width = grown >= 2048 ? 12 : grown >= 1024 ? 11 : grown >= 512 ? 10 : 9;
  put(257);
  if (held > 0) out.push((bits * 2 ** (8 - held)) & 255);
  return Uint8Array.from(out);
}

it('decodes the example of the specification', () => {
  const data = Uint8Array.of(0x80, 0x0b, 0x60, 0x50, 0x22, 0x0c, 0x0c, 0x85, 0x01);
  expect([...decode(data)]).toEqual([45, 45, 45, 45, 45, 65, 45, 45, 45, 66]);
});

it.each([true, false])('gives back what was encoded (EarlyChange %s)', (early) => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 60_000, size: 'max' }), (letters) => {
      const data = Uint8Array.from(letters);
      expect(Buffer.from(decode(encode(data, early), early)).equals(Buffer.from(data))).toBe(true);
    }),
    { numRuns: 10 },
  );
});

it('stops at the limit, and on codes that mean nothing', () => {
  expect(() => decode(encode(new Uint8Array(10_000), true), true, 9_999)).toThrowError(
    'more than 9999 bytes',
  );
  expect(() => decode(Uint8Array.of(0x80, 0x7f, 0xff))).toThrowError('damaged');
});
