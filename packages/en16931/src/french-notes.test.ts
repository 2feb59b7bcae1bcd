import { describe, expect, it } from 'vitest';
import { electronicAddressOfSiren, establishmentId, frenchVatId, legalIdOfSiret } from './french-identity.ts';
import { frenchNotes, operationCategory, processType } from './french-notes.ts';

const DAY = '2026-11-20';

describe('frenchNotes', () => {
  it('gives the three notes of BR-FR-05 without any term of the seller', () => {
    const notes = frenchNotes(DAY);
    expect(notes.map(({ subjectCode }) => subjectCode)).toEqual(['PMT', 'PMD', 'AAB']);
    expect(notes[0]?.text).toContain('40 €');
    expect(notes[1]?.text).toContain('Banque centrale européenne majoré de 10 points');
    expect(notes[2]?.text).toBe('Pas d’escompte pour paiement anticipé.');
  });

  it('puts the figures of the seller into our sentences', () => {
    const terms = { latePenaltyRate: '12.5', discountRate: '2', discountDays: 8 };
    expect(frenchNotes(DAY, terms)[1]?.text).toContain('au taux annuel de 12,5 %');
    expect(frenchNotes(DAY, terms)[2]?.text).toContain('Escompte de 2 % pour tout paiement dans les 8 jours');
    expect(frenchNotes(DAY, terms, 'en')[1]?.text).toContain('at 12.5% a year');
    expect(frenchNotes(DAY, terms, 'en')[2]?.text).toContain('Discount of 2% for payment within 8 days');
  });

  it('cites the article in force on the invoice date', () => {
    const articles = (date: string) => frenchNotes(date).map(({ text }) => /L\. 441-\d+/.exec(text)?.[0]);
    expect(articles('2019-04-25')).toEqual(['L. 441-6', 'L. 441-6', undefined]);
    expect(articles('2019-04-26')).toEqual(['L. 441-10', 'L. 441-10', undefined]);
    expect(articles('2001-01-01')).toEqual(['L. 441-6', 'L. 441-6', undefined]);
  });

  it('lets the seller’s own sentences stand', () => {
    const texts = frenchNotes(DAY, {
      latePenaltyRate: '1',
      latePenaltyTerms: 'A',
      recoveryFeeTerms: 'B',
      discountTerms: 'C',
    });
    expect(texts.map(({ text }) => text)).toEqual(['B', 'A', 'C']);
  });
});

describe('processType', () => {
  it.each([
    ['goods', 'due', 'B1'],
    ['services', 'due', 'S1'],
    ['mixed', 'due', 'M1'],
    ['goods', 'paid', 'B2'],
    ['services', 'after-deposit', 'S4'],
    ['mixed', 'paid', 'M2'],
  ] as const)('%s, %s: %s', (category, settlement, expected) =>
    expect(processType(category, settlement)).toBe(expected),
  );

  it('reads the category off the lines', () => {
    expect(operationCategory(['goods', 'goods'])).toBe('goods');
    expect(operationCategory(['services'])).toBe('services');
    expect(operationCategory(['goods', 'services'])).toBe('mixed');
    expect(operationCategory([])).toBeUndefined();
  });
});

describe('French identity', () => {
  it('follows from the SIRET', () => {
    expect(legalIdOfSiret('73282932000074')).toEqual({ value: '732829320', scheme: '0002' });
    expect(establishmentId('73282932000074')).toEqual({ value: '73282932000074', scheme: '0009' });
    expect(electronicAddressOfSiren('732829320')).toEqual({ value: '732829320', scheme: '0225' });
    expect(['552081317', '732829320', '356000000'].map(frenchVatId)).toEqual([
      'FR03552081317',
      'FR44732829320',
      'FR39356000000',
    ]);
  });
});
