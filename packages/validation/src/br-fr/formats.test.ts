import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  firstCharacters,
  isAddress,
  isAmount,
  isAtMost,
  isCiiDate,
  isInvoiceNumber,
  isPercentage,
  isPositivePrice,
  isPrice,
  isQuantity,
  isSiren,
  isSiret,
  isUblDate,
} from './formats.ts';

describe('dates', () => {
  it('are the days of the calendar from 2000 to 2099', () => {
    const days = fc.date({ min: new Date('1990-01-01'), max: new Date('2110-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(days, (day) => {
        const text = day.toISOString().slice(0, 10);
        const expected = text.startsWith('20');
        expect(isUblDate(text)).toBe(expected);
        expect(isCiiDate(text.replaceAll('-', ''))).toBe(expected);
      }),
    );
  });

  it.each([
    '2026-02-29',
    '2026-04-31',
    '2026-00-10',
    '2026-13-01',
    '2026-01-32',
    '2100-01-01',
    '2026-1-01',
    '',
  ])('are not %s', (text) => {
    expect(isUblDate(text)).toBe(false);
    expect(isCiiDate(text.replaceAll('-', ''))).toBe(false);
  });

  it('may have digits of another script where they do not count', () => {
    expect(isCiiDate('20٢٦0131')).toBe(true);
    // The year is no number, so no leap year.
    expect(isCiiDate('20٢٨0229')).toBe(false);
    expect(isCiiDate('2026012٣')).toBe(false);
  });

  it('end after eight characters in CII only', () => {
    expect(isCiiDate('20260131XX')).toBe(true);
    expect(isUblDate('2026-01-31Z')).toBe(false);
    expect(isUblDate('2026-01-31\n')).toBe(false);
  });
});

describe('decimals', () => {
  it.each([
    [isAmount, '-12345678901234567.8', true],
    [isAmount, '-12345678901234567.89', false],
    [isAmount, '1234567890123456789', true],
    [isAmount, '12345678901234567890', false],
    [isAmount, '1.005', false],
    [isAmount, '+1', false],
    [isAmount, '.5', false],
    [isAmount, '5.', false],
    [isAmount, '1e3', false],
    [isAmount, '', false],
    [isQuantity, '1.0005', true],
    [isQuantity, '1.00005', false],
    [isPositivePrice, '0.000001', true],
    [isPositivePrice, '-1', false],
    [isPrice, '-0.000001', true],
    [isPrice, '-0.0000001', false],
    [isPercentage, '99.99', true],
    [isPercentage, '100.00', false],
    [isPercentage, '1000', true],
  ] as const)('%o of %s is %s', (form, text, expected) => {
    expect(form(text)).toBe(expected);
  });
});

describe('texts', () => {
  it('counts characters, not code units', () => {
    expect(isAtMost('𝒜'.repeat(35), 35)).toBe(true);
    expect(isAtMost('𝒜'.repeat(36), 35)).toBe(false);
    expect(firstCharacters('𝒜𝒜𝒜', 2)).toBe('𝒜𝒜');
    expect(firstCharacters('ab', 9)).toBe('ab');
  });

  it('knows invoice numbers, addresses, SIREN and SIRET', () => {
    expect(isInvoiceNumber('FA/2026_01-a+b')).toBe(true);
    expect(isInvoiceNumber('\tFA-1\n')).toBe(true);
    for (const text of ['', 'FA 1', ' FA1', 'FA.1', 'É1']) expect(isInvoiceNumber(text)).toBe(false);
    expect(isAddress('111222333_A.b-c+d')).toBe(true);
    for (const text of ['', 'a b', 'a/b', 'é']) expect(isAddress(text)).toBe(false);
    expect(isSiren('111222333')).toBe(true);
    for (const text of ['', '11122233', '111 222 333', '1112223334', '111222333\n'])
      expect(isSiren(text)).toBe(false);
    expect(isSiret('11122233300015')).toBe(true);
    expect(isSiret('111222333')).toBe(false);
  });
});
