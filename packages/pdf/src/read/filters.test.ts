import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PdfReadError } from './error.ts';
import { unfilter } from './filters.ts';
import type { Dictionary } from './values.ts';

const none: Dictionary = new Map();
const decode = (name: string, data: Uint8Array, parameters = none, most = 1_000_000) =>
  Buffer.from(unfilter(name, data, parameters, most, () => undefined));
const latin1 = (text: string) => Buffer.from(text, 'latin1');

/** Rows under the PNG filter of each row's turn, made as PNG §9 defines them. */
function predicted(rows: Uint8Array[], step: number): Uint8Array {
  return Buffer.concat(
    rows.map((row, r) => {
      const filter = r % 5;
      const above = rows[r - 1];
      const at = (from: Uint8Array | undefined, i: number) => (i < 0 ? 0 : (from?.[i] ?? 0));
      const out = row.map((byte, i) => {
        const [a, b, c] = [at(row, i - step), at(above, i), at(above, i - step)];
        const p = a + b - c;
        const [pa, pb, pc] = [Math.abs(p - a), Math.abs(p - b), Math.abs(p - c)];
        const paeth = pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
        return byte - ([0, a, b, Math.floor((a + b) / 2), paeth][filter] ?? 0);
      });
      return Buffer.concat([Uint8Array.of(filter), out]);
    }),
  );
}

describe('FlateDecode', () => {
  it('undoes what zlib did, at any size', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 20_000 }), fc.integer({ min: 0, max: 9 }), (data, level) => {
        expect(decode('FlateDecode', deflateSync(data, { level }))).toEqual(Buffer.from(data));
      }),
    );
  });

  it.each([
    [1, 8],
    [3, 8],
    [1, 16],
  ])('undoes every PNG prediction (%i colours of %i bits)', (colors, bits) => {
    const step = (colors * bits) / 8;
    const rows = Array.from({ length: 11 }, (_, r) =>
      Uint8Array.from({ length: 7 * step }, (_, i) => (r * 37 + i * i * 11) & 255),
    );
    const parameters: Dictionary = new Map([
      ['Predictor', 15],
      ['Columns', 7],
      ['Colors', colors],
      ['BitsPerComponent', bits],
    ]);
    expect(decode('FlateDecode', deflateSync(predicted(rows, step)), parameters)).toEqual(
      Buffer.concat(rows),
    );
  });

  it('undoes the TIFF prediction', () => {
    const parameters: Dictionary = new Map([
      ['Predictor', 2],
      ['Columns', 3],
      ['Colors', 2],
    ]);
    const data = deflateSync(Uint8Array.of(1, 10, 1, 10, 255, 246, 5, 6, 1, 1, 1, 1));
    expect([...decode('Fl', data, parameters)]).toEqual([1, 10, 2, 20, 1, 10, 5, 6, 6, 7, 7, 8]);
  });

  it('refuses predictions that cannot be', () => {
    const data = deflateSync(Uint8Array.of(1, 2, 3));
    for (const entry of [
      ['Columns', 0],
      ['Columns', 2 ** 40],
      ['Colors', -1],
      ['BitsPerComponent', 64],
    ] as const)
      expect(() => decode('FlateDecode', data, new Map([['Predictor', 12], entry]))).toThrow(PdfReadError);
  });

  it('stops at the limit and not after', () => {
    const data = deflateSync(new Uint8Array(50_000_000));
    let counted = 0;
    expect(() => unfilter('FlateDecode', data, none, 100_000, (bytes) => (counted += bytes))).toThrow(
      'a stream decodes to more than 100000 bytes',
    );
    expect(counted).toBeLessThanOrEqual(100_000);
  });
});

describe('filters of text', () => {
  it('ASCIIHexDecode skips space, ends at ">" and fills the last digit', () => {
    expect([...decode('ASCIIHexDecode', latin1('0a fF\n7>zz'))]).toEqual([0x0a, 0xff, 0x70]);
    expect(() => decode('AHx', latin1('0g>'))).toThrow(PdfReadError);
  });

  it('ASCII85Decode', () => {
    expect(decode('ASCII85Decode', latin1('87cUR\nD]i,"Ebo80~>')).toString()).toBe('Hello World!');
    expect([...decode('A85', latin1('z!!~>'))]).toEqual([0, 0, 0, 0, 0]);
    expect(() => decode('A85', latin1('z'.repeat(1_000)), none, 100)).toThrow(PdfReadError);
  });

  it('RunLengthDecode copies, repeats and ends at 128', () => {
    expect(decode('RunLengthDecode', Uint8Array.of(1, 65, 66, 254, 67, 128, 9)).toString()).toBe('ABCCC');
    expect(() => decode('RL', Uint8Array.of(129, 1), none, 100)).toThrow(PdfReadError);
  });
});
