import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fonts } from '../test/fonts.ts';
import { contrast, inkOn, parseColor, WHITE } from './colors.ts';
import { themeOf } from './theme.ts';

const hex = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);

it('keeps every text readable on its ground, whatever the company chose', () => {
  fc.assert(
    fc.property(hex, hex, hex, (primary, accent, text) => {
      const theme = themeOf(fonts, { primary, accent, text });
      expect(contrast(theme.heading, WHITE)).toBeGreaterThanOrEqual(4.5);
      for (const color of [theme.label, theme.text, theme.muted]) {
        expect(contrast(color, theme.tint)).toBeGreaterThanOrEqual(4.5);
        expect(contrast(color, WHITE)).toBeGreaterThanOrEqual(4.5);
      }
      expect(contrast(inkOn(theme.primary), theme.primary)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(theme.primary, WHITE)).toBeGreaterThan(1.2);
    }),
  );
});

it('reads hexadecimal colours and ignores the rest', () => {
  expect(parseColor('#fff')).toEqual([1, 1, 1]);
  expect(parseColor('#FF0000')).toEqual([1, 0, 0]);
  for (const text of ['', 'red', '#ff', '#gggggg', '#ff000', 'rgb(0,0,0)'])
    expect(parseColor(text)).toBeUndefined();
  expect(themeOf(fonts, { primary: 'red' })).toEqual(themeOf(fonts));
});
