import { expect, it } from 'vitest';
import { unitName } from './units.ts';

it('agrees with the quantity as each language counts', () => {
  expect(['0', '1', '1.5', '2', '-3'].map((quantity) => unitName('HUR', quantity, 'fr'))).toEqual([
    'heure',
    'heure',
    'heure',
    'heures',
    'heures',
  ]);
  expect(['0', '1', '1.5', '2'].map((quantity) => unitName('HUR', quantity, 'en'))).toEqual([
    'hours',
    'hour',
    'hours',
    'hours',
  ]);
  expect(unitName('ZZZ9', '2', 'fr')).toBe('ZZZ9');
});
