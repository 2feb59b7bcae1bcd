import { expect, test } from 'vitest';
import { distinctShipping, storedAddress } from './addresses.ts';

const billing = { line1: '1 Rue de la Paix', postal_code: '75001', city: 'Paris', country: 'FR' };

test('a shipping address equal to the billing address is none', () => {
  expect(distinctShipping({ ...billing }, billing)).toBeNull();
});

test.each([
  ['another street', { ...billing, line1: '2 Rue de la Paix' }],
  ['another floor', { ...billing, line2: '3e étage' }],
  ['a recipient of its own', { ...billing, name: 'Entrepôt' }],
])('%s makes it another address', (_what, shipping) => {
  expect(distinctShipping(shipping, billing)).toEqual(shipping);
});

test('an address without a country has that of the party', () => {
  expect(storedAddress({ line1: 'Rue Neuve 1', postal_code: '1000', city: 'Bruxelles' }, 'BE')).toEqual({
    line1: 'Rue Neuve 1',
    postal_code: '1000',
    city: 'Bruxelles',
    country: 'BE',
  });
});
