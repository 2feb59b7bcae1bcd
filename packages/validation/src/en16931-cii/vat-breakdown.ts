/** The VAT breakdown (BG-23): BR-45 to BR-48, BR-CO-03, BR-CO-17, BR-DEC-19, BR-DEC-20 and BR-{category}-08 to BR-O-14. */
import type { XmlNode } from '@scell/syntax';
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
  XsDecimal,
  ZERO,
} from '../engine/values.ts';
import type { Hearing } from './hearing.ts';
import {
  decimalAt,
  has,
  hasText,
  hasTwoDecimals,
  isVat,
  select,
  someDouble,
  textsOf,
  toDouble,
} from './select.ts';
import { bearsAnother } from './vat.ts';
import { ratesOf, type VatBases, vatBases } from './vat-bases.ts';
import { VAT_CATEGORIES, type VatCategory } from './vat-categories.ts';

export function judgeVatBreakdown(hearing: Hearing): void {
  const { lists } = hearing;
  if (lists.headerTaxes.length === 0) return;
  const bases = vatBases(hearing);
  const hasBothTaxDates = lists.taxPointDates.length > 0 && lists.dueDateTypes.length > 0;
  for (const tax of lists.headerTaxes) {
    const isPlaced = tax.parent?.parent?.tag === 'rsm:SupplyChainTradeTransaction';
    const category = isPlaced && isVat(tax) === true ? wholeTaxCategory(tax) : undefined;
    if (category === undefined) judgeBreakdown(hearing, tax, hasBothTaxDates);
    else if (category.code === 'O') judgeOutOfScope(hearing, tax, bases);
    else judgeRegionalTax(hearing, tax, category, bases);
    for (const code of select(tax, 'ram:CategoryCode')) judgeCategory(hearing, tax, code, isPlaced, bases);
  }
}

/** The rules of L, M and O speak of the breakdown as a whole, and the general ones are silent then. */
function wholeTaxCategory(tax: XmlNode): VatCategory | undefined {
  return VAT_CATEGORIES.find(
    ({ code }) => ['L', 'M', 'O'].includes(code) && hasText(tax, 'ram:CategoryCode', code),
  );
}

function judgeBreakdown(hearing: Hearing, tax: XmlNode, hasBothTaxDates: boolean): void {
  hearing.fatal('BR-45', tax, has(tax, 'ram:BasisAmount'));
  hearing.fatal('BR-46', tax, has(tax, 'ram:CalculatedAmount'));
  const vat = isVat(tax);
  hearing.fatal('BR-47', tax, all(vat, has(tax, 'ram:CategoryCode')));
  hearing.fatal(
    'BR-48',
    tax,
    all(vat, has(tax, 'ram:RateApplicablePercent') || hasText(tax, 'ram:CategoryCode', 'O')),
  );
  hearing.fatal('BR-CO-03', tax, !hasBothTaxDates);
  hearing.fatal('BR-DEC-19', tax, hasTwoDecimals(textsOf(select(tax, 'ram:BasisAmount'))));
  hearing.fatal('BR-DEC-20', tax, hasTwoDecimals(textsOf(select(tax, 'ram:CalculatedAmount'))));
  judgeTaxAmount(hearing, tax);
}

const ONE = new XsDecimal(1, 0);

/** BR-CO-17: BT-117 = BT-116 × BT-119, give or take one unit of currency. */
function judgeTaxAmount(hearing: Hearing, tax: XmlNode): void {
  const amount = decimalAt(tax, 'ram:CalculatedAmount');
  const basis = decimalAt(tax, 'ram:BasisAmount');
  const vat = isVatOnceTrimmed(tax);
  const rate = vat === undefined ? MALFORMED : vat ? decimalAt(tax, 'ram:RateApplicablePercent') : EMPTY;
  const whole = roundTo(rate, 0);
  const expected = roundTo(multiply(abs(basis), percent(rate)), 2);
  const isNothing = equal(roundTo(amount, 0), ZERO);
  const isNear = all(atMost(subtract(abs(amount), ONE), expected), atLeast(add(abs(amount), ONE), expected));
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
function judgeRegionalTax(hearing: Hearing, tax: XmlNode, category: VatCategory, bases: VatBases): void {
  const { parent } = tax;
  // The official test looks for rate and basis one level too high, in the settlement, where the schema has neither.
  if (parent !== null)
    hearing.fatal(`BR-${category.family}-08`, tax, basisSuitsRates(parent, category.code, bases));
  judgeExemption(hearing, tax, tax, category);
}

/** BR-O-08 to BR-O-14: not subject to VAT. */
function judgeOutOfScope(hearing: Hearing, tax: XmlNode, bases: VatBases): void {
  const expected = bases.ofCategoryStrictly('O');
  const found = select(tax, 'ram:BasisAmount');
  hearing.fatal('BR-O-08', tax, someEqual(found, expected), () => basisFigures(found, expected));
  hearing.fatal('BR-O-09', tax, isZero(tax, 'ram:CalculatedAmount'));
  hearing.fatal('BR-O-10', tax, hasReason(tax));
  const onlyLines = !bearsAnother(hearing.lists.taxes, 'O');
  hearing.fatal('BR-O-11', tax, onlyLines);
  hearing.fatal('BR-O-12', tax, onlyLines);
  const onlyEntries = !bearsAnother(hearing.lists.documentCategoryTaxes, 'O');
  hearing.fatal('BR-O-13', tax, onlyEntries);
  hearing.fatal('BR-O-14', tax, onlyEntries);
}

/** BR-{category}-08 to -10 of the categories whose rules speak of the category code; `tax` is its parent. */
function judgeCategory(
  hearing: Hearing,
  tax: XmlNode,
  code: XmlNode,
  isPlaced: boolean,
  bases: VatBases,
): void {
  const category = VAT_CATEGORIES.find((candidate) => candidate.code === code.text);
  if (category === undefined) return;
  switch (category.code) {
    case 'S':
      hearing.fatal('BR-S-08', code, basisSuitsRates(tax, 'S', bases));
      hearing.fatal('BR-S-09', code, isStandardTax(tax));
      break;
    case 'Z':
      judgeBasis(hearing, tax, code, category, bases.ofCategoryStrictly('Z'));
      break;
    case 'AE':
    case 'E':
    case 'G':
    case 'K':
      if (!isPlaced || isVat(tax) !== true) return;
      judgeBasis(hearing, tax, code, category, bases.ofCategory(category.code));
      if (category.code === 'K') judgeIntraCommunity(hearing, tax, code);
      break;
    default:
      return;
  }
  judgeExemption(hearing, tax, code, category);
}

/** BR-{category}-08, -09: BT-116 within one unit of currency of the lines, allowances and charges; no tax. */
function judgeBasis(
  hearing: Hearing,
  tax: XmlNode,
  code: XmlNode,
  { family }: VatCategory,
  expected: Numeric,
): void {
  const found = select(tax, 'ram:BasisAmount');
  hearing.fatal(`BR-${family}-08`, code, isWithinOne(found, expected), () => basisFigures(found, expected));
  hearing.fatal(`BR-${family}-09`, code, isZero(tax, 'ram:CalculatedAmount'));
}

/** BR-{category}-10. */
function judgeExemption(hearing: Hearing, tax: XmlNode, at: XmlNode, category: VatCategory): void {
  const isReasoned = hasReason(tax);
  hearing.fatal(`BR-${category.family}-10`, at, category.exemption === 'reason' ? isReasoned : !isReasoned);
}

/** BR-IC-11, BR-IC-12: an intra-community supply says when and where to it was delivered. */
function judgeIntraCommunity(hearing: Hearing, tax: XmlNode, code: XmlNode): void {
  const delivery = (...path: readonly string[]) =>
    hearing.transaction('ram:ApplicableHeaderTradeDelivery', ...path).length > 0;
  const settlement = tax.parent;
  const hasPeriod =
    settlement !== null &&
    (has(settlement, 'ram:BillingSpecifiedPeriod', 'ram:StartDateTime') ||
      has(settlement, 'ram:BillingSpecifiedPeriod', 'ram:EndDateTime'));
  hearing.fatal(
    'BR-IC-11',
    code,
    hasPeriod ||
      delivery('ram:ActualDeliverySupplyChainEvent', 'ram:OccurrenceDateTime', 'udt:DateTimeString'),
  );
  hearing.fatal(
    'BR-IC-12',
    code,
    delivery('ram:ShipToTradeParty', 'ram:PostalTradeAddress', 'ram:CountryID'),
  );
}

/** For every rate among the children of `owner`, one of its bases is that of the category at the rate. */
function basisSuitsRates(owner: XmlNode, category: string, bases: VatBases): Truth {
  const found = select(owner, 'ram:BasisAmount');
  const outcomes = ratesOf(select(owner, 'ram:RateApplicablePercent')).map(
    (rate): Truth => (rate instanceof XsDecimal ? someEqual(found, bases.ofRate(category, rate)) : undefined),
  );
  return all(...outcomes);
}

/** BR-S-09: as BR-CO-17, but with the product of basis and rate rounded to a unit before the hundredth is taken, in doubles. */
function isStandardTax(tax: XmlNode): Truth {
  const amount = abs(decimalAt(tax, 'ram:CalculatedAmount'));
  const basis = abs(decimalAt(tax, 'ram:BasisAmount'));
  const rates = select(tax, 'ram:RateApplicablePercent');
  if (amount === MALFORMED || basis === MALFORMED || rates.length > 1) return undefined;
  const [rate] = rates;
  if (amount === EMPTY || basis === EMPTY || rate === undefined) return false;
  const factor = double(rate.text);
  if (factor === undefined) return undefined;
  const expected = Math.round(toDouble(basis) * factor) / 100;
  return doubleOf(subtract(amount, ONE)) < expected && doubleOf(add(amount, ONE)) > expected;
}

function doubleOf(value: Numeric): number {
  return value instanceof XsDecimal ? toDouble(value) : Number.NaN;
}

/** `nodes = expected`, compared as doubles. */
function someEqual(nodes: readonly XmlNode[], expected: Numeric): Truth {
  if (!(expected instanceof XsDecimal)) return undefined;
  const wanted = toDouble(expected);
  return someDouble(nodes, (value) => value === wanted);
}

/** `node - 1 < expected and node + 1 > expected`, in doubles. */
function isWithinOne(nodes: readonly XmlNode[], expected: Numeric): Truth {
  if (!(expected instanceof XsDecimal) || nodes.length > 1) return undefined;
  const wanted = toDouble(expected);
  return someDouble(nodes, (value) => value - 1 < wanted && value + 1 > wanted);
}

function isZero(tax: XmlNode, tag: string): Truth {
  return someDouble(select(tax, tag), (value) => value === 0);
}

function hasReason(tax: XmlNode): boolean {
  return has(tax, 'ram:ExemptionReason') || has(tax, 'ram:ExemptionReasonCode');
}

function basisFigures(found: readonly XmlNode[], expected: Numeric): Record<string, string> {
  return { found: textsOf(found).join(' '), expected: shown(expected) };
}

function figures(found: Numeric, expected: Numeric): Record<string, string> {
  return { found: shown(found), expected: shown(expected) };
}

function shown(value: Numeric): string {
  return typeof value === 'symbol' ? '' : value.toString();
}
