import type { InvoiceCreate } from '@scell/contract';
import { add, cents, type Decimal, isZero, multiply, subtract, trimZeros } from '@scell/core';
import {
  DEFAULT_UNIT,
  defaultExemption,
  deriveVatCategory,
  exemptionOn,
  isFrench,
  percentageAmount,
  rateNotInForce,
  unitCodeOf,
  type VatCategory,
  vatRateStatus,
} from '@scell/en16931';
import type { BuyerSnapshot, ContentLine, SellerSnapshot } from './content.ts';
import { compareAmount, type Notes } from './notes.ts';

type LineInput = InvoiceCreate['lines'][number];

export interface LineContext {
  issueDate: string;
  /** Further days on which the VAT of the lines may have fallen due: of the delivery, of the period. */
  vatDates: readonly string[];
  language: 'fr' | 'en';
  seller: SellerSnapshot;
  buyer: BuyerSnapshot;
  /** What the invoice or the company says is sold, for lines that do not say it. */
  category: 'goods' | 'services' | 'mixed' | null;
  newId: () => string;
}

/** The lines with everything a document needs: unit code, VAT category and reason, amounts computed and compared. */
export function contentLines(
  inputs: readonly LineInput[],
  context: LineContext,
  notes: Notes,
): ContentLine[] {
  return inputs.map((input, index) => contentLine(input, `lines.${index}`, context, notes));
}

function contentLine(input: LineInput, path: string, context: LineContext, notes: Notes): ContentLine {
  const rate = trimZeros(input.vat_rate ?? '0');
  checkRate(rate, input.period, `${path}.vat_rate`, context, notes);
  const vat = vatOf(input, rate, path, context, notes);
  refuseReason(input, vat.vat_category, path, notes);

  const base = cents(multiply(input.quantity, input.unit_price));
  const discount = input.discount === undefined || isZero(input.discount) ? null : trimZeros(input.discount);
  const kept = discount === null ? '100' : subtract('100', discount);
  const totalHt = discount === null ? base : cents(multiply(input.quantity, input.unit_price, kept, '0.01'));
  const totalTax = percentageAmount(totalHt, rate);
  const totalTtc = cents(add(totalHt, totalTax));
  compareAmount(notes, `${path}.total_ht`, input.total_ht, totalHt);
  compareAmount(notes, `${path}.total_tax`, input.total_tax, totalTax);
  compareAmount(notes, `${path}.total_ttc`, input.total_ttc, totalTtc);

  return {
    id: context.newId(),
    description: input.description,
    product_code: input.product_code ?? null,
    quantity: trimZeros(input.quantity),
    unit: unitOf(input.unit, `${path}.unit`, notes),
    unit_price: trimZeros(input.unit_price),
    discount,
    discount_amount: discount === null ? null : subtract(base, totalHt),
    vat_rate: rate,
    ...vat,
    supply_type: input.supply_type ?? (context.category === 'mixed' ? null : context.category),
    period:
      input.period === undefined
        ? null
        : { start: input.period.start ?? null, end: input.period.end ?? null },
    total_ht: totalHt,
    total_tax: totalTax,
    total_ttc: totalTtc,
    metadata: input.metadata ?? null,
  };
}

/** BR-FR-16: the rate is one of France's, in force on a day of the operation, and the seller's to charge. Foreign sellers have theirs. */
function checkRate(
  rate: Decimal,
  period: LineInput['period'],
  path: string,
  { seller, issueDate, vatDates }: LineContext,
  notes: Notes,
): void {
  if (!isFrench(seller.country)) return;
  if (seller.vat_regime === 'franchise' && !isZero(rate)) {
    notes.refuse(path, {
      fr: 'une société en franchise en base ne facture pas de TVA (CGI art. 293 B et 283-3) : le taux est 0.',
      en: 'a company under the small business franchise charges no VAT (CGI art. 293 B and 283-3): the rate is 0.',
    });
    return;
  }
  const dates = [...new Set([issueDate, ...vatDates, period?.start, period?.end])].filter(
    (date) => date !== undefined,
  );
  const status = vatRateStatus(rate, dates);
  if (status === 'unknown') {
    notes.refuse(path, {
      fr: `${rate} % n’est pas un taux de TVA français (BR-FR-16) : 20, 10, 5.5, 2.1, 0, ou un taux de Corse ou d’outre-mer.`,
      en: `${rate}% is not a French VAT rate (BR-FR-16): 20, 10, 5.5, 2.1, 0, or a rate of Corsica or overseas.`,
    });
  }
  if (status === 'other-date') notes.refuse(path, rateNotInForce(rate, dates));
}

function vatOf(input: LineInput, rate: Decimal, path: string, context: LineContext, notes: Notes) {
  const { seller, buyer } = context;
  const given = {
    exemption_code: input.exemption_code ?? null,
    exemption_reason: input.exemption_reason ?? null,
  };
  if (input.vat_category !== undefined) {
    const reason =
      given.exemption_code === null && given.exemption_reason === null
        ? defaultExemption(input.vat_category, context.issueDate, context.language)
        : undefined;
    return { vat_category: input.vat_category, ...withReason(given, reason) };
  }
  const derived = deriveVatCategory({
    rate,
    sellerCountry: seller.country,
    sellerPostCode: seller.address.postal_code,
    sellerVatRegime: seller.vat_regime === 'franchise' ? 'franchise' : 'normal',
    buyerCountry: buyer.country,
    buyerPostCode: buyer.address.postal_code,
    ...(buyer.vat_number === null ? {} : { buyerVatId: buyer.vat_number }),
    buyerIsIndividual: buyer.is_individual,
    ...supplyOf(input, context),
  });
  if (derived.assumed === true && given.exemption_code === null && given.exemption_reason === null) {
    notes.warn(`${path}.vat_rate`, {
      fr: 'un taux nul sans motif est écrit « taux zéro » (Z) : envoyez vat_category et exemption_reason pour dire pourquoi il n’y a pas de TVA.',
      en: 'a zero rate without a reason is written as "zero rated" (Z): send vat_category and exemption_reason to say why there is no VAT.',
    });
  }
  // A reason without a category is an exemption (E), which is what reasons are for.
  const category =
    derived.category === 'Z' && (given.exemption_code !== null || given.exemption_reason !== null)
      ? 'E'
      : derived.category;
  const reason =
    derived.ground === undefined
      ? undefined
      : exemptionOn(derived.ground, context.issueDate, context.language);
  return { vat_category: category, ...withReason(given, reason) };
}

/** A reason for not taxing what is taxed, or rated at zero, contradicts itself (BR-S-10, BR-Z-10). */
function refuseReason(input: LineInput, category: VatCategory, path: string, notes: Notes): void {
  if (category !== 'S' && category !== 'Z') return;
  for (const field of ['exemption_code', 'exemption_reason'] as const) {
    if (input[field] === undefined) continue;
    notes.refuse(`${path}.${field}`, {
      fr: `une ligne de catégorie ${category} n’a pas de motif d’exonération (BR-${category}-10).`,
      en: `a line of category ${category} has no exemption reason (BR-${category}-10).`,
    });
  }
}

function supplyOf(input: LineInput, { category }: LineContext): { supplyType?: 'goods' | 'services' } {
  const supply = input.supply_type ?? (category === 'mixed' ? null : category);
  return supply === null ? {} : { supplyType: supply };
}

function withReason(
  given: { exemption_code: string | null; exemption_reason: string | null },
  reason: { reason?: string; reasonCode?: string } | undefined,
) {
  if (given.exemption_code !== null || given.exemption_reason !== null) return given;
  return { exemption_code: reason?.reasonCode ?? null, exemption_reason: reason?.reason ?? null };
}

function unitOf(unit: string | undefined, path: string, notes: Notes): string {
  if (unit === undefined) return DEFAULT_UNIT;
  const code = unitCodeOf(unit);
  if (code !== undefined) return code;
  notes.refuse(path, {
    fr: `« ${unit} » n’est ni un code d’unité UN/ECE (C62, DAY, HUR, KGM…) ni un mot que nous connaissions (jour, heure, pièce, kg…).`,
    en: `"${unit}" is neither a UN/ECE unit code (C62, DAY, HUR, KGM…) nor a word we know (day, hour, piece, kg…).`,
  });
  return DEFAULT_UNIT;
}
