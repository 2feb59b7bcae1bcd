import { describe, expect, it } from 'vitest';
import {
  formatAccount,
  formatDate,
  formatMoney,
  formatNumber,
  formatRate,
  formatSirenOrSiret,
  isIban,
} from './format.ts';

describe('numbers', () => {
  it('follow the language, with the decimals they have and at least those asked for', () => {
    expect(formatNumber('1234567.5', 'fr', 2)).toBe('1\u202f234\u202f567,50');
    expect(formatNumber('1234567.5', 'en', 2)).toBe('1,234,567.50');
    expect(formatNumber('0.123400', 'en', 2)).toBe('0.1234');
    expect(formatNumber('12.50', 'fr')).toBe('12,5');
    expect(formatNumber('3.00', 'fr')).toBe('3');
    expect(formatNumber('-1000', 'en')).toBe('-1,000');
    expect(formatNumber('99999999999999999.99', 'en', 2)).toBe('99,999,999,999,999,999.99');
  });

  it('must be decimals', () => {
    for (const text of ['', '.5', '1e3', 'NaN', '1,5'])
      expect(() => formatNumber(text, 'fr')).toThrow(RangeError);
  });

  it('become money and rates', () => {
    expect(formatMoney('1234.56', 'EUR', 'fr')).toBe('1\u202f234,56\u00a0€');
    expect(formatMoney('-5', 'EUR', 'en')).toBe('-€5.00');
    expect(formatMoney('5', 'USD', 'en')).toBe('USD\u00a05.00');
    expect(formatMoney('5', 'USD', 'fr')).toBe('5,00\u00a0USD');
    expect(formatRate('5.50', 'fr')).toBe('5,5\u00a0%');
    expect(formatRate('20', 'en')).toBe('20%');
  });
});

it('writes dates', () => {
  expect(formatDate('2026-05-06', 'fr')).toBe('06/05/2026');
  expect(formatDate('2026-05-06', 'en')).toBe('6\u00a0May\u00a02026');
});

it('groups account and register numbers, and leaves what is neither alone', () => {
  expect(formatAccount('FR7630006000011234567890189').replaceAll('\u00a0', ' ')).toBe(
    'FR76 3000 6000 0112 3456 7890 189',
  );
  expect(formatAccount('ABC 12')).toBe('ABC 12');
  expect(isIban('GB82WEST12345698765432')).toBe(true);
  expect(isIban('GB82WEST12345698765433')).toBe(false);
  expect(formatSirenOrSiret('73282932000074').replaceAll('\u00a0', ' ')).toBe('732 829 320 00074');
  expect(formatSirenOrSiret('HRB 1234')).toBe('HRB 1234');
});
