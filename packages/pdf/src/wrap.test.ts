import fc from 'fast-check';
import { expect, it } from 'vitest';
import { interFile } from '../test/fonts.ts';
import { Font, textWidth } from './font.ts';
import { wrapText } from './wrap.ts';

const font = new Font(interFile('regular'));
const wrap = (text: string, width: number) => wrapText(text, font, 10, width);

it('never exceeds the width and loses nothing but blanks', () => {
  const texts = fc.string({ unit: fc.constantFrom(...'aé iW-/ \u00a0\n.:«»%œЖΩ1 '), maxLength: 200 });
  fc.assert(
    fc.property(texts, fc.integer({ min: 12, max: 300 }), (text, width) => {
      const lines = wrap(text, width);
      for (const line of lines) expect(textWidth(line, font, 10)).toBeLessThanOrEqual(width + 1e-9);
      expect(lines.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
    }),
  );
});

it('breaks at spaces and after hyphens between letters, not at non-breaking spaces', () => {
  expect(wrap('deux mots', 30)).toEqual(['deux', 'mots']);
  expect(wrap('porte-monnaie', 45)).toEqual(['porte-', 'monnaie']);
  expect(wrap('F-2026-0001 ok', 75)).toEqual(['F-2026-0001', 'ok']);
  expect(wrap('aaa 12\u00a0000', 40)).toEqual(['aaa', '12\u00a0000']);
});

it('keeps French punctuation with its word', () => {
  for (const line of wrap('Un prix : « cher » ! Vraiment ? Oui ; 5 % de plus', 60)) {
    expect(line).not.toMatch(/^[:;!?»%]/);
    expect(line).not.toMatch(/«$/);
  }
});

it('leaves no blank past the margin where a line is cut before a colon', () => {
  expect(wrap('%a\u00a0 :', 19)).toEqual(['%a', ':']);
});

it('cuts a word that is wider than the line, and keeps blank lines', () => {
  const lines = wrap('Anticonstitutionnellement', 40);
  expect(lines.length).toBeGreaterThan(2);
  expect(lines.join('')).toBe('Anticonstitutionnellement');
  expect(wrap('a\n\nb', 100)).toEqual(['a', '', 'b']);
  expect(wrap('W', 1)).toEqual(['W']);
});
