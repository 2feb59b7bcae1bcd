/** The values of an invoice, each with its business term and its place: what the checks of form go through. */
import type { AllowanceCharge, Identifier, Invoice, Period, PostalAddress, VatCategory } from '../model.ts';

/** A value that is present, its business term and its path in the model. */
export interface Term<T = string> {
  term: string;
  path: string;
  value: T;
}

function present<T>(terms: readonly Term<T | undefined>[]): Term<T>[] {
  return terms.filter((term): term is Term<T> => term.value !== undefined);
}

/** Every date. */
export function dates(invoice: Invoice): Term[] {
  const period = (value: Period | undefined, path: string, start: string, end: string) => [
    { term: start, path: `${path}.start`, value: value?.start },
    { term: end, path: `${path}.end`, value: value?.end },
  ];
  return present([
    { term: 'BT-2', path: 'issueDate', value: invoice.issueDate },
    { term: 'BT-7', path: 'taxPointDate', value: invoice.taxPointDate },
    { term: 'BT-9', path: 'dueDate', value: invoice.dueDate },
    { term: 'BT-72', path: 'delivery.date', value: invoice.delivery?.date },
    ...(invoice.precedingInvoices ?? []).map((preceding, i) => ({
      term: 'BT-26',
      path: `precedingInvoices[${i}].issueDate`,
      value: preceding.issueDate,
    })),
    ...period(invoice.period, 'period', 'BT-73', 'BT-74'),
    ...invoice.lines.flatMap((line, i) => period(line.period, `lines[${i}].period`, 'BT-134', 'BT-135')),
  ]);
}

/** Every invoicing period: BG-14 and BG-26. */
export function periods(invoice: Invoice): Term<Period>[] {
  return present([
    { term: 'BG-14', path: 'period', value: invoice.period },
    ...invoice.lines.map((line, i) => ({ term: 'BG-26', path: `lines[${i}].period`, value: line.period })),
  ]);
}

/** An allowance or charge and which it is. */
export interface AllowanceChargeTerm extends Term<AllowanceCharge> {
  charge: boolean;
  level: 'document' | 'line';
  terms: AllowanceChargeTerms;
}

interface AllowanceChargeTerms {
  amount: string;
  base: string;
  percentage: string;
  reason: string;
  reasonCode: string;
}

const ALLOWANCE_CHARGE_TERMS = {
  'BG-20': { amount: 'BT-92', base: 'BT-93', percentage: 'BT-94', reason: 'BT-97', reasonCode: 'BT-98' },
  'BG-21': { amount: 'BT-99', base: 'BT-100', percentage: 'BT-101', reason: 'BT-104', reasonCode: 'BT-105' },
  'BG-27': { amount: 'BT-136', base: 'BT-137', percentage: 'BT-138', reason: 'BT-139', reasonCode: 'BT-140' },
  'BG-28': { amount: 'BT-141', base: 'BT-142', percentage: 'BT-143', reason: 'BT-144', reasonCode: 'BT-145' },
} as const satisfies Record<string, AllowanceChargeTerms>;

/** BG-20, BG-21, BG-27 and BG-28. */
export function allowancesAndCharges(invoice: Invoice): AllowanceChargeTerm[] {
  const list = (
    items: readonly AllowanceCharge[] | undefined,
    path: string,
    term: keyof typeof ALLOWANCE_CHARGE_TERMS,
    charge: boolean,
    level: 'document' | 'line',
  ): AllowanceChargeTerm[] =>
    (items ?? []).map((value, i) => ({
      term,
      terms: ALLOWANCE_CHARGE_TERMS[term],
      path: `${path}[${i}]`,
      value,
      charge,
      level,
    }));
  return [
    ...list(invoice.allowances, 'allowances', 'BG-20', false, 'document'),
    ...list(invoice.charges, 'charges', 'BG-21', true, 'document'),
    ...invoice.lines.flatMap((line, i) => [
      ...list(line.allowances, `lines[${i}].allowances`, 'BG-27', false, 'line'),
      ...list(line.charges, `lines[${i}].charges`, 'BG-28', true, 'line'),
    ]),
  ];
}

/** Every amount that EN 16931 limits to two decimals (BR-DEC). */
export function amounts(invoice: Invoice): Term[] {
  const { totals } = invoice;
  return present([
    { term: 'BT-106', path: 'totals.lineNet', value: totals.lineNet },
    { term: 'BT-107', path: 'totals.allowances', value: totals.allowances },
    { term: 'BT-108', path: 'totals.charges', value: totals.charges },
    { term: 'BT-109', path: 'totals.withoutVat', value: totals.withoutVat },
    { term: 'BT-110', path: 'totals.vat', value: totals.vat },
    { term: 'BT-111', path: 'totals.vatInTaxCurrency', value: totals.vatInTaxCurrency },
    { term: 'BT-112', path: 'totals.withVat', value: totals.withVat },
    { term: 'BT-113', path: 'totals.prepaid', value: totals.prepaid },
    { term: 'BT-114', path: 'totals.rounding', value: totals.rounding },
    { term: 'BT-115', path: 'totals.due', value: totals.due },
    ...invoice.vatBreakdown.flatMap((group, i) => [
      { term: 'BT-116', path: `vatBreakdown[${i}].taxableAmount`, value: group.taxableAmount },
      { term: 'BT-117', path: `vatBreakdown[${i}].taxAmount`, value: group.taxAmount },
    ]),
    ...invoice.lines.map((line, i) => ({
      term: 'BT-131',
      path: `lines[${i}].netAmount`,
      value: line.netAmount,
    })),
    ...allowancesAndCharges(invoice).flatMap(({ terms, path, value }) => [
      { term: terms.amount, path: `${path}.amount`, value: value.amount },
      { term: terms.base, path: `${path}.baseAmount`, value: value.baseAmount },
    ]),
  ]);
}

/** Every quantity: BT-129, BT-149. */
export function quantities(invoice: Invoice): Term[] {
  return present(
    invoice.lines.flatMap((line, i) => [
      { term: 'BT-129', path: `lines[${i}].quantity`, value: line.quantity },
      { term: 'BT-149', path: `lines[${i}].price.baseQuantity`, value: line.price.baseQuantity },
    ]),
  );
}

/** Every unit price: BT-146, BT-147, BT-148. */
export function prices(invoice: Invoice): Term[] {
  return present(
    invoice.lines.flatMap(({ price }, i) => [
      { term: 'BT-146', path: `lines[${i}].price.net`, value: price.net },
      { term: 'BT-147', path: `lines[${i}].price.discount`, value: price.discount },
      { term: 'BT-148', path: `lines[${i}].price.gross`, value: price.gross },
    ]),
  );
}

/** Something that bears VAT: a line, a document allowance or charge, a group of the breakdown. */
export interface Taxed extends Term<VatCategory> {
  rate: string | undefined;
  rateTerm: string;
  ratePath: string;
  kind: 'line' | 'allowance' | 'charge' | 'group';
}

/** Every VAT category with its rate: BT-151, BT-95, BT-102, BT-118. */
export function taxed(invoice: Invoice): Taxed[] {
  const lines = invoice.lines.map(({ vatCategory, vatRate }, i): Taxed => {
    const path = `lines[${i}]`;
    return {
      term: 'BT-151',
      path: `${path}.vatCategory`,
      value: vatCategory,
      rate: vatRate,
      rateTerm: 'BT-152',
      ratePath: `${path}.vatRate`,
      kind: 'line',
    };
  });
  const items = allowancesAndCharges(invoice).flatMap(({ path, value, charge, level }): Taxed[] =>
    level === 'line' || value.vatCategory === undefined
      ? []
      : [
          {
            term: charge ? 'BT-102' : 'BT-95',
            path: `${path}.vatCategory`,
            value: value.vatCategory,
            rate: value.vatRate,
            rateTerm: charge ? 'BT-103' : 'BT-96',
            ratePath: `${path}.vatRate`,
            kind: charge ? 'charge' : 'allowance',
          },
        ],
  );
  const groups = invoice.vatBreakdown.map(
    ({ category, rate }, i): Taxed => ({
      term: 'BT-118',
      path: `vatBreakdown[${i}].category`,
      value: category,
      rate,
      rateTerm: 'BT-119',
      ratePath: `vatBreakdown[${i}].rate`,
      kind: 'group',
    }),
  );
  return [...lines, ...items, ...groups];
}

/** Every rate and percentage. */
export function rates(invoice: Invoice): Term[] {
  return present([
    ...taxed(invoice).map(({ rateTerm, ratePath, rate }) => ({
      term: rateTerm,
      path: ratePath,
      value: rate,
    })),
    ...allowancesAndCharges(invoice).map(({ terms, path, value }) => ({
      term: terms.percentage,
      path: `${path}.percentage`,
      value: value.percentage,
    })),
  ]);
}

/** Every identifier of a party or place, of ISO/IEC 6523 schemes. */
export function identifiers(invoice: Invoice): Term<Identifier>[] {
  const { seller, buyer, payee, delivery } = invoice;
  return present([
    ...(seller.identifiers ?? []).map((value, i) => ({
      term: 'BT-29',
      path: `seller.identifiers[${i}]`,
      value,
    })),
    { term: 'BT-30', path: 'seller.legalId', value: seller.legalId },
    ...(buyer.identifiers ?? []).map((value, i) => ({
      term: 'BT-46',
      path: `buyer.identifiers[${i}]`,
      value,
    })),
    { term: 'BT-47', path: 'buyer.legalId', value: buyer.legalId },
    { term: 'BT-60', path: 'payee.identifier', value: payee?.identifier },
    { term: 'BT-61', path: 'payee.legalId', value: payee?.legalId },
    { term: 'BT-71', path: 'delivery.location', value: delivery?.location },
    ...invoice.lines.map((line, i) => ({
      term: 'BT-157',
      path: `lines[${i}].standardItemId`,
      value: line.standardItemId,
    })),
  ]);
}

/** Every postal address with the term of its country. */
export function addresses(invoice: Invoice): Term<PostalAddress>[] {
  return present([
    { term: 'BT-40', path: 'seller.address', value: invoice.seller.address },
    { term: 'BT-55', path: 'buyer.address', value: invoice.buyer.address },
    { term: 'BT-69', path: 'taxRepresentative.address', value: invoice.taxRepresentative?.address },
    { term: 'BT-80', path: 'delivery.address', value: invoice.delivery?.address },
  ]);
}
