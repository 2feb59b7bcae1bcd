import type { AllowanceCharge, InvoiceLine } from '@scell/en16931';
import { expect, test } from 'vitest';
import { rowOf } from './line-row.ts';

const line = (allowance: AllowanceCharge): InvoiceLine => ({
  id: '1',
  quantity: '3',
  unitCode: 'C62',
  netAmount: '66.67',
  price: { net: '33.335' },
  vatCategory: 'S',
  vatRate: '20',
  name: 'Article',
  allowances: [allowance],
});

test.each<[string, AllowanceCharge, string, string]>([
  ['without a reason', { amount: '1.00' }, 'Remise : -1,00', '-1,00'],
  ['with its reason', { amount: '1.00', reason: 'Fidélité' }, 'Remise (Fidélité) : -1,00', '-1,00'],
  [
    'whose reason says what it is already',
    { amount: '33.34', reason: 'Remise 33,33 %' },
    'Remise 33,33 % : -33,34',
    '-33,34',
  ],
  [
    'as a percentage of its base',
    { amount: '10.00', baseAmount: '100.00', percentage: '10', reason: 'Remise' },
    'Remise : 10 % × 100,00 = -10,00',
    '-10 %',
  ],
])('a discount %s', (_, allowance, detail, column) => {
  const row = rowOf(line(allowance), 'fr');
  // The page binds figures with narrow no-break spaces.
  const plain = (text: string | undefined) => text?.replaceAll(/[\u00a0\u202f]/g, ' ').replaceAll('−', '-');
  expect(plain(row.details[0])).toBe(detail);
  expect(plain(row.discount)).toBe(column);
});
