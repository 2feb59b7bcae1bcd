/**
 * What French law wants written on an invoice between businesses and EN 16931 has no term for: the three notes of
 * BR-FR-05 (code de commerce L. 441-9, L. 441-10, D. 441-5) and the invoicing framework of BT-23 (BR-FR-08).
 */
import type { Decimal, Language } from '@scell/core';
import { versionFor } from './fiscal-rules/rule.ts';
import { discountNote, latePenaltyNote, mandatoryNotes } from './fiscal-rules/statute/mentions.ts';
import type { IsoDate, Note } from './model.ts';

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
 * The notes PMT (recovery fee, D. 441-5), PMD (late penalties, L. 441-10 II) and AAB (discount or none, L. 441-9 I), in this
 * order and as the law in force on the invoice date has them. Without terms of the seller: the penalty rate that the law
 * applies in default, no discount.
 */
export function frenchNotes(date: IsoDate, terms: SellerTerms = {}, language: Language = 'fr'): Note[] {
  const own = {
    PMT: terms.recoveryFeeTerms,
    PMD: terms.latePenaltyTerms ?? penaltyAt(date, terms, language),
    AAB: terms.discountTerms ?? discountOf(date, terms, language),
  };
  return mandatoryNotes.map((rule) => {
    const { subjectCode, text } = versionFor(rule, date).definition;
    return { subjectCode, text: own[subjectCode] ?? text[language] };
  });
}

function penaltyAt(
  date: IsoDate,
  { latePenaltyRate: rate }: SellerTerms,
  language: Language,
): string | undefined {
  if (rate === undefined) return undefined;
  const sentence = versionFor(latePenaltyNote, date).definition.textWith;
  return sentence?.[language].replace('{rate}', figure(rate, language));
}

function discountOf(
  date: IsoDate,
  { discountRate: rate, discountDays: days }: SellerTerms,
  language: Language,
): string | undefined {
  if (rate === undefined || days === undefined) return undefined;
  const sentence = versionFor(discountNote, date).definition.textWith;
  return sentence?.[language].replace('{rate}', figure(rate, language)).replace('{days}', String(days));
}

function figure(value: Decimal, language: Language): string {
  return language === 'fr' ? value.replace('.', ',') : value;
}

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
