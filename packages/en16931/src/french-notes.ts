/**
 * What French law wants written on an invoice between businesses and EN 16931 has no term for: the three notes of
 * BR-FR-05 (code de commerce L. 441-9, L. 441-10, D. 441-5) and the invoicing framework of BT-23 (BR-FR-08).
 */
import type { Decimal, Language } from '@scell/core';
import type { Note } from './model.ts';

/** The seller's own terms. A text stands as the seller wrote it; a figure is put into our sentence. */
export interface SellerTerms {
  /** Yearly rate of the late payment penalty, in percent. */
  latePenaltyRate?: Decimal;
  /** The seller's own sentence about late payment penalties; prevails over the rate. */
  latePenaltyTerms?: string;
  /** The seller's own sentence about the recovery fee. */
  recoveryFeeTerms?: string;
  /** The seller's own sentence about the discount for early payment. */
  discountTerms?: string;
  /** Discount in percent for a payment within `discountDays` days; both or none. */
  discountRate?: Decimal;
  discountDays?: number;
}

/**
 * The notes PMT (recovery fee of 40 €, D. 441-5), PMD (late penalties, L. 441-10 II) and AAB (discount or none,
 * L. 441-9 I), in this order. Without terms of the seller: the penalty rate that L. 441-10 applies in default, no discount.
 */
export function frenchNotes(terms: SellerTerms = {}, language: Language = 'fr'): Note[] {
  const say = language === 'fr' ? french : english;
  return [
    { subjectCode: 'PMT', text: terms.recoveryFeeTerms ?? say.recoveryFee },
    {
      subjectCode: 'PMD',
      text:
        terms.latePenaltyTerms ??
        (terms.latePenaltyRate === undefined ? say.legalPenalty : say.penaltyAt(terms.latePenaltyRate)),
    },
    {
      subjectCode: 'AAB',
      text:
        terms.discountTerms ??
        (terms.discountRate === undefined || terms.discountDays === undefined
          ? say.noDiscount
          : say.discountOf(terms.discountRate, terms.discountDays)),
    },
  ];
}

const french = {
  recoveryFee:
    'Tout retard de paiement donne lieu à une indemnité forfaitaire pour frais de recouvrement de 40 € (art. L. 441-10 et D. 441-5 du code de commerce).',
  legalPenalty:
    'Pénalités de retard exigibles sans rappel dès le lendemain de l’échéance, au taux de refinancement de la Banque centrale européenne majoré de 10 points (art. L. 441-10 du code de commerce).',
  penaltyAt: (rate: Decimal): string =>
    `Pénalités de retard exigibles sans rappel dès le lendemain de l’échéance, au taux annuel de ${rate.replace('.', ',')} % (art. L. 441-10 du code de commerce).`,
  noDiscount: 'Pas d’escompte pour paiement anticipé.',
  discountOf: (rate: Decimal, days: number): string =>
    `Escompte de ${rate.replace('.', ',')} % pour tout paiement dans les ${days} jours suivant la date de facture.`,
};

const english: typeof french = {
  recoveryFee:
    'A fixed recovery fee of €40 is due for any late payment (French commercial code, art. L. 441-10 and D. 441-5).',
  legalPenalty:
    'Late payment penalties are due without notice from the day after the due date, at the refinancing rate of the European Central Bank plus 10 points (French commercial code, art. L. 441-10).',
  penaltyAt: (rate) =>
    `Late payment penalties are due without notice from the day after the due date, at ${rate}% a year (French commercial code, art. L. 441-10).`,
  noDiscount: 'No discount for early payment.',
  discountOf: (rate, days) => `Discount of ${rate}% for payment within ${days} days of the invoice date.`,
};

/** What is sold: goods, services, or both where neither is ancillary to the other. */
export type OperationCategory = 'goods' | 'services' | 'mixed';

/** The category of an operation from the supply of each line; `undefined` of no line. */
export function operationCategory(supplies: Iterable<'goods' | 'services'>): OperationCategory | undefined {
  const kinds = new Set(supplies);
  if (kinds.size > 1) return 'mixed';
  return [...kinds][0];
}

/** Where the payment stands at issue: still due, paid before issue, or the rest after deposits already invoiced. */
export type Settlement = 'due' | 'paid' | 'after-deposit';

/**
 * BT-23 (BR-FR-08): letter of the operation category, digit of the settlement. An invoice paid after issue keeps its
 * framework; "paid" is for one whose BT-113 equals BT-112 at issue (BR-FR-CO-09).
 */
export function processType(category: OperationCategory, settlement: Settlement = 'due'): string {
  return (
    { goods: 'B', services: 'S', mixed: 'M' }[category] +
    { due: '1', paid: '2', 'after-deposit': '4' }[settlement]
  );
}
