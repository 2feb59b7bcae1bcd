/** Font programs made byte by byte: what they say of widths and names. */
import { describe, expect, it } from 'vitest';
import { interFile } from '../../test/fonts.ts';
import { CffProgram } from './cff-program.ts';
import { TrueTypeProgram } from './truetype-program.ts';
import { Type1Program } from './type1-program.ts';

describe('CFF', () => {
  const index = (items: number[][]) => {
    if (items.length === 0) return [0, 0];
    const offsets = [1];
    for (const item of items) offsets.push((offsets.at(-1) ?? 1) + item.length);
    return [0, items.length, 1, ...offsets, ...items.flat()];
  };
  const number = (value: number) => [28, (value >> 8) & 255, value & 255];
  const NAME = [...Buffer.from('A')];
  /** A, two glyphs of the standard strings "A" (34) and "B" (35), and one called "own" (391). */
  const program = (glyphs: number[][], subroutines: number[][] = []) => {
    const head = [1, 0, 4, 1, ...index([NAME])];
    const strings = [...index([[...Buffer.from('own')]]), ...index([])];
    const charStrings = index(glyphs);
    const charset = [0, 0, 34, 0, 35, 1, 135];
    const top = (at: number) => {
      const places = [at, at + charset.length, at + charset.length + charStrings.length];
      const [set = 0, code = 0, own = 0] = places;
      return index([[...number(set), 15, ...number(code), 17, ...number(10), ...number(own), 18]]);
    };
    const length = head.length + top(0).length + strings.length;
    // Default width 500, nominal width 600, subroutines after these ten bytes.
    const priv = [...number(500), 20, ...number(600), 21, 149, 19];
    return Uint8Array.from([
      ...head,
      ...top(length),
      ...strings,
      ...charset,
      ...charStrings,
      ...priv,
      ...index(subroutines),
    ]);
  };
  const ENDCHAR = [14];
  const font = new CffProgram(
    program(
      [
        ENDCHAR,
        // Width 600 + 20, then a move of two operands.
        [159, 140, 140, 21, 14],
        // No width: hints of two operands.
        [140, 140, 1, 14],
        // Width 600 - 10 by way of a subroutine.
        [32, 10],
      ],
      [[129, 140, 22, 14]],
    ),
  );

  it('widths stand before the first operator, else the default counts', () => {
    expect([0, 1, 2, 3].map((glyph) => font.widthOf(glyph))).toEqual([500, 620, 500, 590]);
    expect(font.widthOf(4)).toBeUndefined();
  });

  it('glyphs have the names of the standard strings and of its own', () => {
    expect(['A', 'B', 'own', 'C'].map((name) => font.glyphNamed(name))).toEqual([1, 2, 3, undefined]);
    expect(font.encodedName(65)).toBe('A');
  });

  it('a program that ends early is an error', () => {
    expect(() => new CffProgram(program([ENDCHAR]).subarray(0, 20))).toThrowError(RangeError);
  });
});

describe('Type 1', () => {
  const encrypt = (data: Uint8Array, key: number) => {
    let state = key;
    return Uint8Array.from(data, (byte) => {
      const cipher = byte ^ (state >> 8);
      state = ((cipher + state) * 52_845 + 22_719) & 0xffff;
      return cipher;
    });
  };
  const glyph = (...code: number[]) =>
    Buffer.from(encrypt(Uint8Array.from([0, 0, 0, 0, ...code]), 4_330)).toString('latin1');
  const entry = (name: string, code: string) => `/${name} ${code.length} RD ${code} ND\n`;
  const secret =
    `....dup /Private 8 dict dup begin /lenIV 4 def /CharStrings 2 dict dup begin\n` +
    // hsbw with widths 600 (248, 236) and 1200 / 2.
    entry('A', glyph(139, 248, 236, 13, 14)) +
    entry('half', glyph(139, 255, 0, 0, 4, 176, 141, 12, 12, 13, 14)) +
    'end';
  const clear =
    '%!PS-AdobeFont-1.0: X\n/FontMatrix [0.001 0 0 0.001 0 0] def\n/Encoding 256 array dup 66 /half put def\ncurrentfile eexec\n';
  const font = new Type1Program(
    Buffer.concat([Buffer.from(clear, 'latin1'), encrypt(Buffer.from(secret, 'latin1'), 55_665)]),
  );
  const width = (name: string) => font.widthOf(font.glyphNamed(name) ?? -1);

  it('widths are the operand of the first operator', () => {
    expect(width('A')).toBeCloseTo(600);
    expect(width('half')).toBeCloseTo(600);
    expect(width('B')).toBeUndefined();
  });

  it('has names by its own encoding', () => {
    expect(font.encodedName(66)).toBe('half');
    expect(font.encodedName(65)).toBeUndefined();
  });

  it('without an encrypted part is an error', () => {
    expect(() => new Type1Program(Buffer.from('%!PS'))).toThrowError('no encrypted part');
  });
});

describe('TrueType', () => {
  const font = new TrueTypeProgram(interFile('regular'));

  it('maps characters, by a table for each platform, and knows widths', () => {
    const glyph = font.map(3, 1)?.glyphOf(0x41) ?? 0;
    expect(glyph).toBeGreaterThan(0);
    expect(font.widthOf(glyph)).toBeGreaterThan(400);
    expect(font.map(3, 1)?.glyphOf(0xfffe)).toBe(0);
    expect(font.widthOf(65_535)).toBeUndefined();
  });
});
