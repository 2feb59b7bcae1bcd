/** The VAT breakdown (BG-23): BR-45 to BR-48, BR-CO-03, BR-CO-17, BR-DEC-19, BR-DEC-20 and BR-{category}-08 to BR-O-14. */
import type { XmlNode } from '@scell/syntax';
import type { Facts } from '../engine/rule-set.ts';
import {
  abs,
  add,
  all,
  any,
  atLeast,
  atMost,
  double,
  EMPTY,
  equal,
  MALFORMED,
  multiply,
  type Numeric,
  notEqual,
  roundTo,
  subtract,
  type Truth,
  toDouble,
  XsDecimal,
  ZERO,
} from '../engine/values.ts';
import { figures, shown } from './figures.ts';
import type { Hearing } from './hearing.ts';
import {
  decimalAt,
  has,
  hasText,
  hasTwoDecimals,
  haveVatCategory,
  isVat,
  remembered,
  select,
  someCompare,
  someEqual,
  textsOf,
} from './select.ts';
import { ratesOf, type VatBases, vatBases } from './vat-bases.ts';
import { VAT_CATEGORIES, type VatCategory } from './vat-categories.ts';

export function judgeVatBreakdown(hearing: Hearing): void {
  if (hearing.lists.headerTaxes.length === 0) return;
  const whole = wholeDocument(hearing);
  for (const tax of hearing.lists.headerTaxes) {
    const isPlaced = tax.parent?.parent?.tag === 'rsm:SupplyChainTradeTransaction';
    const category = isPlaced && isVat(tax) === true ? wholeTaxCategory(tax) : undefined;
    if (category === undefined) judgeBreakdown(hearing, tax, whole);
    else if (category.code === 'O') judgeOutOfScope(hearing, tax, whole);
    else judgeRegionalTax(hearing, tax, category, whole);
    const codes = Map.groupBy(select(tax, 'ram:CategoryCode'), ({ text }) => text);
    for (const nodes of codes.values()) judgeCategory(hearing, tax, nodes, isPlaced, whole);
  }
}

/** What the rules of a breakdown ask of the document as a whole. */
export interface WholeDocument {
  readonly bases: VatBases;
  /** BT-7 and BT-8 side by side. */
  readonly hasBothTaxDates: boolean;
  /** BT-73 or BT-74 is there, in that settlement. */
  readonly hasPeriod: (settlement: XmlNode) => boolean;
  /** BT-72 is there. */
  readonly hasDeliveryDate: boolean;
  /** BT-80 is there. */
  readonly hasDeliveryCountry: boolean;
  /** A line or breakdown, an allowance or charge has another category than O. */
  readonly hasTaxBesideO: boolean;
  readonly hasEntryBesideO: boolean;
}

export function wholeDocument(hearing: Hearing): WholeDocument {
  const { lists } = hearing;
  const hasDelivery = (...path: readonly string[]) =>
    hearing.transaction('ram:ApplicableHeaderTradeDelivery', ...path).length > 0;
  return {
    bases: vatBases(hearing),
    hasBothTaxDates: lists.taxPointDates.length > 0 && lists.dueDateTypes.length > 0,
    hasPeriod: remembered(
      (settlement) =>
        has(settlement, 'ram:BillingSpecifiedPeriod', 'ram:StartDateTime') ||
        has(settlement, 'ram:BillingSpecifiedPeriod', 'ram:EndDateTime'),
    ),
    hasDeliveryDate: hasDelivery(
      'ram:ActualDeliverySupplyChainEvent',
      'ram:OccurrenceDateTime',
      'udt:DateTimeString',
    ),
    hasDeliveryCountry: hasDelivery('ram:ShipToTradeParty', 'ram:PostalTradeAddress', 'ram:CountryID'),
    hasTaxBesideO: haveBeside(lists.taxes, 'O'),
    hasEntryBesideO: haveBeside(lists.documentCategoryTaxes, 'O'),
  };
}

/** Whether one of the taxes bears another category. */
function haveBeside(taxes: readonly XmlNode[], code: string): boolean {
  return taxes.some((tax) => select(tax, 'ram:CategoryCode').some(({ text }) => text !== code));
}

/** The rules of L, M and O speak of the breakdown as a whole, and the general ones are silent then. */
function wholeTaxCategory(tax: XmlNode): VatCategory | undefined {
  return VAT_CATEGORIES.find(
    ({ code }) => ['L', 'M', 'O'].includes(code) && hasText(tax, 'ram:CategoryCode', code),
  );
}

function judgeBreakdown(hearing: Hearing, tax: XmlNode, whole: WholeDocument): void {
  hearing.fatal('BR-45', tax, has(tax, 'ram:BasisAmount'));
  hearing.fatal('BR-46', tax, has(tax, 'ram:CalculatedAmount'));
  const vat = isVat(tax);
  hearing.fatal('BR-47', tax, haveVatCategory([tax]));
  hearing.fatal(
    'BR-48',
    tax,
    vat && (has(tax, 'ram:RateApplicablePercent') || hasText(tax, 'ram:CategoryCode', 'O')),
  );
  hearing.fatal('BR-CO-03', tax, !whole.hasBothTaxDates);
  hearing.fatal('BR-DEC-19', tax, hasTwoDecimals(select(tax, 'ram:BasisAmount')));
  hearing.fatal('BR-DEC-20', tax, hasTwoDecimals(select(tax, 'ram:CalculatedAmount')));
  judgeTaxAmount(hearing, tax);
}

const ONE = new XsDecimal(1, 0);

/** BR-CO-17: BT-117 = BT-116 × BT-119, give or take one unit of currency. */
export function judgeTaxAmount(hearing: Hearing, tax: XmlNode): void {
  const amount = decimalAt(tax, 'ram:CalculatedAmount');
  const basis = decimalAt(tax, 'ram:BasisAmount');
  const vat = isVatOnceTrimmed(tax);
  const rate = vat === undefined ? MALFORMED : vat ? decimalAt(tax, 'ram:RateApplicablePercent') : EMPTY;
  const whole = roundTo(rate, 0);
  // Without a basis there is nothing to multiply, and the rate is not read.
  const expected = basis === EMPTY ? EMPTY : roundTo(multiply(abs(basis), percent(rate)), 2);
  const isNothing = equal(roundTo(amount, 0), ZERO);
  const isNear =
    amount !== EMPTY &&
    all(atMost(subtract(abs(amount), ONE), expected), atLeast(add(abs(amount), ONE), expected));
  hearing.fatal(
    'BR-CO-17',
    tax,
    any(
      all(equal(whole, ZERO), isNothing),
      all(notEqual(whole, ZERO), isNear),
      all(rate === MALFORMED ? undefined : rate === EMPTY, isNothing),
    ),
    () => figures(amount, expected),
  );
}

/** `normalize-space(upper-case(ram:TypeCode)) = 'VAT'`: this rule alone overlooks blanks around the type. */
function isVatOnceTrimmed(tax: XmlNode): Truth {
  const types = select(tax, 'ram:TypeCode');
  if (types.length > 1) return undefined;
  return types.some(({ text }) => /^[ \t\r\n]*VAT[ \t\r\n]*$/.test(text.toUpperCase()));
}

/** A hundredth, exactly. */
function percent(rate: Numeric): Numeric {
  return rate instanceof XsDecimal ? new XsDecimal(rate.units, rate.scale + 2) : rate;
}

/** BR-AF-08 to -10 and BR-AG-08 to -10: IGIC of the Canaries and IPSI of Ceuta and Melilla. */
function judgeRegionalTax(
  hearing: Hearing,
  tax: XmlNode,
  category: VatCategory,
  { bases }: WholeDocument,
): void {
  const { parent } = tax;
  // The official test looks for rate and basis one level too high, in the settlement, where the schema has neither.
  if (parent !== null)
    hearing.fatal(`BR-${category.family}-08`, tax, basisSuitsRates(parent, category.code, bases));
  hearing.fatal(`BR-${category.family}-10`, tax, exemptionSuits(tax, category));
}

/** BR-O-08 to BR-O-14: not subject to VAT. */
function judgeOutOfScope(hearing: Hearing, tax: XmlNode, whole: WholeDocument): void {
  const expected = whole.bases.ofCategoryStrictly('O');
  const found = select(tax, 'ram:BasisAmount');
  hearing.fatal('BR-O-08', tax, isOneOf(found, expected), () => basisFigures(found, expected));
  hearing.fatal('BR-O-09', tax, isZero(tax, 'ram:CalculatedAmount'));
  hearing.fatal('BR-O-10', tax, hasReason(tax));
  for (const rule of ['BR-O-11', 'BR-O-12']) hearing.fatal(rule, tax, !whole.hasTaxBesideO);
  for (const rule of ['BR-O-13', 'BR-O-14']) hearing.fatal(rule, tax, !whole.hasEntryBesideO);
}

/**
 * BR-{category}-08 to -10 of the categories whose rules speak of the category code.
 * @param codes the codes of one category below `tax`: one, where the schema is kept.
 */
function judgeCategory(
  hearing: Hearing,
  tax: XmlNode,
  codes: readonly XmlNode[],
  isPlaced: boolean,
  whole: WholeDocument,
): void {
  const category = VAT_CATEGORIES.find(({ code }) => code === codes[0]?.text);
  if (category === undefined) return;
  const fatal: Fatal = (number, truth, explain) => {
    for (const code of codes) hearing.fatal(`BR-${category.family}-${number}`, code, truth, explain);
  };
  const { bases } = whole;
  switch (category.code) {
    case 'S':
      fatal('08', basisSuitsRates(tax, 'S', bases));
      fatal('09', isStandardTax(tax));
      break;
    case 'Z':
      judgeBasis(fatal, tax, bases.ofCategoryStrictly('Z'));
      break;
    case 'AE':
    case 'E':
    case 'G':
    case 'K':
      if (!isPlaced || isVat(tax) !== true) return;
      judgeBasis(fatal, tax, bases.ofCategory(category.code));
      if (category.code === 'K') judgeIntraCommunity(fatal, tax, whole);
      break;
    default:
      return;
  }
  fatal('10', exemptionSuits(tax, category));
}

/** Reports the rule of that number of a category. */
type Fatal = (number: string, truth: Truth, explain?: () => Facts) => void;

/** -08, -09: BT-116 within one unit of currency of the lines, allowances and charges; no tax. */
function judgeBasis(fatal: Fatal, tax: XmlNode, expected: Numeric): void {
  const found = select(tax, 'ram:BasisAmount');
  fatal('08', isWithinOne(found, expected), () => basisFigures(found, expected));
  fatal('09', isZero(tax, 'ram:CalculatedAmount'));
}

export function exemptionSuits(tax: XmlNode, { exemption }: VatCategory): boolean {
  return hasReason(tax) === (exemption === 'reason');
}

/** BR-IC-11, BR-IC-12: an intra-community supply says when and to which country it was delivered. */
export function judgeIntraCommunity(fatal: Fatal, tax: XmlNode, whole: WholeDocument): void {
  const hasPeriod = tax.parent !== null && whole.hasPeriod(tax.parent);
  fatal('11', hasPeriod || whole.hasDeliveryDate);
  fatal('12', whole.hasDeliveryCountry);
}

/** For every rate among the children of `owner`, one of its bases is that of the category at the rate. */
export function basisSuitsRates(owner: XmlNode, category: string, bases: VatBases): Truth {
  const found = select(owner, 'ram:BasisAmount');
  for (const rate of ratesOf(select(owner, 'ram:RateApplicablePercent'))) {
    const suits = rate instanceof XsDecimal ? isOneOf(found, bases.ofRate(category, rate)) : undefined;
    if (suits !== true) return suits;
  }
  return true;
}

/** BR-S-09: as BR-CO-17, but with the product of basis and rate rounded to a unit before the hundredth is taken, in doubles. */
export function isStandardTax(tax: XmlNode): Truth {
  const amount = abs(decimalAt(tax, 'ram:CalculatedAmount'));
  if (!(amount instanceof XsDecimal)) return amount === EMPTY ? false : undefined;
  // Without an amount the basis is not read, whatever stands there.
  const basis = abs(decimalAt(tax, 'ram:BasisAmount'));
  const rates = select(tax, 'ram:RateApplicablePercent');
  if (!(basis instanceof XsDecimal)) return basis === EMPTY ? false : undefined;
  const [rate] = rates;
  if (rates.length > 1) return undefined;
  if (rate === undefined) return false;
  const factor = double(rate.text);
  if (factor === undefined) return undefined;
  const expected = Math.round(toDouble(basis) * factor) / 100;
  return doubleOf(subtract(amount, ONE)) < expected && doubleOf(add(amount, ONE)) > expected;
}

function doubleOf(value: Numeric): number {
  return value instanceof XsDecimal ? toDouble(value) : Number.NaN;
}

/** `nodes = expected`, compared as doubles. */
export function isOneOf(nodes: readonly XmlNode[], expected: Numeric): Truth {
  if (nodes.length === 0) return false;
  return expected instanceof XsDecimal ? someEqual(nodes, toDouble(expected)) : undefined;
}

/** `node - 1 < expected and node + 1 > expected`, in doubles. */
function isWithinOne(nodes: readonly XmlNode[], expected: Numeric): Truth {
  if (nodes.length === 0) return false;
  if (!(expected instanceof XsDecimal) || nodes.length > 1) return undefined;
  const wanted = toDouble(expected);
  return someCompare(nodes, (value) => value - 1 < wanted && value + 1 > wanted);
}

export function isZero(tax: XmlNode, tag: string): Truth {
  return someEqual(select(tax, tag), 0);
}

export function hasReason(tax: XmlNode): boolean {
  return has(tax, 'ram:ExemptionReason') || has(tax, 'ram:ExemptionReasonCode');
}

export function basisFigures(found: readonly XmlNode[], expected: Numeric): Facts {
  return { found: textsOf(found).join(' '), expected: shown(expected) };
}
