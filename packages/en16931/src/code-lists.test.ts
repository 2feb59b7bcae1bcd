import { describe, expect, it } from 'vitest';
import { isCountry } from './code-lists/countries.ts';
import { isCurrency, minorUnits } from './code-lists/currencies.ts';
import { isPaymentMeans, paymentMeansOf } from './code-lists/payment-means.ts';
import { isUnit } from './code-lists/units.ts';
import { unitCodeOf } from './unit-aliases.ts';

describe('unitCodeOf', () => {
  it.each([
    ['DAY', 'DAY'],
    ['jour', 'DAY'],
    ['Jours', 'DAY'],
    ['HOUR', 'HUR'],
    ['heure', 'HUR'],
    ['h', 'HUR'],
    ['pièce', 'C62'],
    ['Pièces', 'C62'],
    ['unit', 'C62'],
    ['unité', 'C62'],
    ['U', 'C62'],
    ['kg', 'KGM'],
    ['KG', 'KGM'],
    ['m²', 'MTK'],
    ['m2', 'MTK'],
    ['journée', 'DAY'],
    ['hrs.', 'HUR'],
    ['mois', 'MON'],
    ['forfait', 'C62'],
    ['LTR', 'LTR'],
    ['ltr', 'LTR'],
    ['H87', 'H87'],
    ['XPX', 'XPX'],
    ['EA', 'EA'],
  ])('%s is %s', (text, expected) => {
    expect(unitCodeOf(text)).toBe(expected);
    expect(isUnit(expected)).toBe(true);
  });

  it.each(['', 'zorglub', 'constructor', 'JOUR-HOMME'])('does not guess %j', (text) =>
    expect(unitCodeOf(text)).toBeUndefined(),
  );
});

describe('paymentMeansOf', () => {
  it.each([
    ['virement', 'EUR', 'FR7630006000011234567890189', '58'],
    ['virement', 'EUR', undefined, '30'],
    ['virement', 'USD', 'FR7630006000011234567890189', '30'],
    ['carte', 'EUR', undefined, '48'],
    ['cheque', 'EUR', undefined, '20'],
    ['especes', 'EUR', undefined, '10'],
    ['prelevement', 'EUR', undefined, '59'],
    ['prelevement', 'CHF', undefined, '49'],
  ] as const)('%s in %s (%s) is %s', (method, currency, iban, expected) => {
    expect(paymentMeansOf(method, currency, iban)).toBe(expected);
    expect(isPaymentMeans(expected)).toBe(true);
  });
});

describe('currencies and countries', () => {
  it.each([
    ['EUR', 2],
    ['JPY', 0],
    ['TND', 3],
    ['CLF', 4],
    ['XAU', undefined],
    ['EUX', undefined],
  ] as const)('%s has %s decimals', (code, expected) => expect(minorUnits(code)).toBe(expected));

  it('knows the codes of today only', () => {
    expect(['EUR', 'XAU', 'XPF'].every(isCurrency)).toBe(true);
    expect(['FRF', 'HRK', 'eur', ''].some(isCurrency)).toBe(false);
    expect(['FR', 'RE', 'XI', 'GB'].every(isCountry)).toBe(true);
    expect(['UK', 'fr', 'EL', ''].some(isCountry)).toBe(false);
  });
});
