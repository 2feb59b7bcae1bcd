import { expect, it } from 'vitest';
import { figuresText } from './figures.ts';

it('is a sentence of what was found and expected', () => {
  const figures = { found: '119.00', expected: '120.00' };
  expect(figuresText(figures, 'fr')).toBe('Trouvé 119.00, attendu 120.00.');
  expect(figuresText(figures, 'en')).toBe('Found 119.00, expected 120.00.');
  expect(figuresText({ start: '20260131', end: '20260101' }, 'fr')).toBe('Début 20260131, fin 20260101.');
});

it('says that there is nothing, and nothing without figures', () => {
  expect(figuresText({ found: ' ' }, 'en')).toBe('Found nothing.');
  expect(figuresText(undefined, 'en')).toBe('');
  expect(figuresText({}, 'fr')).toBe('');
});

it('keeps to one line of a length that can be read', () => {
  expect(figuresText({ found: 'a\n\tb' }, 'en')).toBe('Found a b.');
  const long = figuresText({ found: '😀'.repeat(500) }, 'en');
  expect(long).toHaveLength('Found '.length + 200 + '….'.length);
  expect(long.isWellFormed()).toBe(true);
});
