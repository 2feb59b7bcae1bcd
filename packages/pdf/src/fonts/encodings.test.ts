import { describe, expect, it } from 'vitest';
import { CFF_STANDARD_STRINGS } from './cff-strings.ts';
import { encodingNamed } from './encodings.ts';
import { textOfGlyph } from './glyph-names.ts';

describe('encodings', () => {
  it.each([
    ['WinAnsiEncoding', 0x80, 'Euro'],
    ['WinAnsiEncoding', 0xe9, 'eacute'],
    ['WinAnsiEncoding', 0x95, 'bullet'],
    ['WinAnsiEncoding', 0xa0, 'space'],
    ['MacRomanEncoding', 0x8e, 'eacute'],
    ['MacRomanEncoding', 0xdb, 'currency'],
    ['StandardEncoding', 0x27, 'quoteright'],
    ['StandardEncoding', 0xe1, 'AE'],
    ['StandardEncoding', 0xfb, 'germandbls'],
    ['StandardEncoding', 0xff, undefined],
  ])('%s at %i is %s', (name, code, glyph) => {
    expect(encodingNamed(name)?.[code]).toBe(glyph);
  });

  it('every name of the three has a text', () => {
    for (const name of ['WinAnsiEncoding', 'MacRomanEncoding', 'StandardEncoding'])
      for (const glyph of encodingNamed(name) ?? [])
        if (glyph !== undefined) expect(textOfGlyph(glyph), glyph).toBeDefined();
  });
});

describe('glyph names', () => {
  it.each([
    ['Eacute', 'É'],
    ['uni20AC', '€'],
    ['u1F600', '😀'],
    ['one.tnum', '1'],
    ['scaron', 'š'],
    ['kcommaaccent', 'ķ'],
    ['g123', undefined],
  ])('%s', (name, text) => {
    expect(textOfGlyph(name)).toBe(text);
  });

  it('the standard strings of CFF stand at their numbers', () => {
    expect([1, 34, 66, 149, 170, 228, 266].map((id) => CFF_STANDARD_STRINGS[id])).toEqual([
      'space',
      'A',
      'a',
      'germandbls',
      'copyright',
      'zcaron',
      'ff',
    ]);
    expect(CFF_STANDARD_STRINGS).toHaveLength(391);
  });
});
