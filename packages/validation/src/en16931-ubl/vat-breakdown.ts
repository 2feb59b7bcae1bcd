/** The VAT breakdown (BG-23): every group (BR-45 to 48, BR-CO-17), and what the rules of its category ask (the rules numbered 08 to 10). */
import { child, childrenOf, type XmlNode } from '@scell/syntax';
import type { Report } from '../engine/rule-set.ts';
import {
  abs,
  add,
  all,
  any,
  decimalFromDouble,
  decimalOf,
  EMPTY,
  equal,
  greater,
  less,
  multiply,
  type Numeric,
  notEqual,
  roundTo,
  subtract,
  type Truth,
  XsDecimal,
  ZERO,
} from '../engine/values.ts';
import { checkDecimals } from './decimals.ts';
import type { Operands } from './operands.ts';
import { isOfVat } from './predicates.ts';
import { has, isAt, textOf } from './select.ts';
import { type LineTag, TaxableBases } from './taxable-bases.ts';
import type { TreeIndex } from './tree-index.ts';

const LINE_TAGS = ['cac:InvoiceLine', 'cac:CreditNoteLine'] as const;
const ONE = new XsDecimal(1, 0);
const HUNDREDTH = new XsDecimal(1, 2);

/** BR-45 to 48, BR-CO-17, BR-DEC-19 and 20, and BR-x-08 to 10. */
export function checkVatBreakdown(index: TreeIndex, report: Report): void {
  for (const group of index.allUnder('cac:TaxTotal', 'cac:TaxSubtotal')) {
    checkGroup(group, index.operands, report);
  }
  const categories = index
    .allUnder('cac:TaxSubtotal', 'cac:TaxCategory')
    .filter(
      (category) =>
        isAt(category, 'cac:TaxTotal', 'cac:TaxSubtotal', 'cac:TaxCategory') && isOfVat(category) === true,
    );
  if (categories.length === 0) return;
  const context: Context = {
    operands: index.operands,
    bases: new TaxableBases(index),
    kinds: LINE_TAGS.filter((tag) => index.all(tag).length > 0),
  };
  for (const category of categories) checkCategory(category, context, report);
}

function checkGroup(group: XmlNode, operands: Operands, report: Report): void {
  if (!has(group, 'cbc:TaxableAmount')) report('BR-45', 'fatal', group);
  if (!has(group, 'cbc:TaxAmount')) report('BR-46', 'fatal', group);
  const categories = childrenOf(group, 'cac:TaxCategory').filter((category) => operands.isVat(category));
  const rates = categories.flatMap((category) => operands.one(category, 'cbc:Percent') ?? []);
  if (!categories.some((category) => has(category, 'cbc:ID'))) report('BR-47', 'fatal', group);
  if (rates.length === 0 && !categories.some((category) => operands.text(category, 'cbc:ID') === 'O')) {
    report('BR-48', 'fatal', group);
  }
  const [rate, second] = rates;
  if (second !== undefined) operands.stop(second, 'SCELL-REPEATED');
  else if (isTaxOfBase(group, operands.decimal(rate), operands) === false) {
    report('BR-CO-17', 'fatal', group, figures(group, rate));
  }
  checkDecimals('BR-DEC-19', group, 'cbc:TaxableAmount', operands, report);
  checkDecimals('BR-DEC-20', group, 'cbc:TaxAmount', operands, report);
}

/** BR-CO-17: no tax where the rate rounds to nothing or is missing, else the tax of the base within one unit of the currency. */
function isTaxOfBase(group: XmlNode, rate: Numeric, operands: Operands): Truth {
  const tax = operands.amount(group, 'cbc:TaxAmount');
  const isTaxed = rate === EMPTY ? false : notEqual(roundTo(rate, 0), ZERO);
  if (isTaxed === undefined) return undefined;
  return isTaxed ? isNearTax(tax, group, rate, operands) : equal(roundTo(tax, 0), ZERO);
}

/** |tax| − 1 < |base| × rate, to the cent, < |tax| + 1. Without tax the base is not looked at. */
function isNearTax(tax: Numeric, group: XmlNode, rate: Numeric, operands: Operands): Truth {
  if (tax === EMPTY) return false;
  const base = operands.amount(group, 'cbc:TaxableAmount');
  const computed = roundTo(multiply(multiply(abs(base), rate), HUNDREDTH), 2);
  const found = abs(tax);
  return all(less(subtract(found, ONE), computed), greater(add(found, ONE), computed));
}

interface Context {
  readonly operands: Operands;
  readonly bases: TaxableBases;
  /** The kinds of lines the document has: both where an invoice wrongly has lines of a credit note. */
  readonly kinds: readonly LineTag[];
}

type CategoryCheck = (category: XmlNode, group: XmlNode, context: Context, report: Report) => void;

/** A category without tax: the exact base, no tax, and a reason of exemption or (zero rate) none. */
function untaxed(family: string, code: string, reason: 'required' | 'forbidden'): CategoryCheck {
  return (category, group, { operands, bases, kinds }, report) => {
    const base = kinds.length === 0 ? EMPTY : operands.amount(group, 'cbc:TaxableAmount');
    const sums = base === EMPTY ? [] : kinds.map((kind) => bases.ofCategory(kind, code));
    const isSum = any(...sums.map((sum) => equal(base, sum)));
    if (isSum === false) report(`BR-${family}-08`, 'fatal', category, compared(base, sums[0]));
    if (equal(operands.amount(group, 'cbc:TaxAmount'), ZERO) === false) {
      report(`BR-${family}-09`, 'fatal', category);
    }
    if (hasReason(category) !== (reason === 'required')) report(`BR-${family}-10`, 'fatal', category);
  };
}

/** A category with rates: for each rate the base within one unit of the currency, the tax of the base, and no reason of exemption. */
function taxed(family: string, code: string, needsUse: boolean): CategoryCheck {
  return (category, group, { operands, bases, kinds }, report) => {
    const percent = operands.one(category, 'cbc:Percent');
    const rate = operands.decimal(percent);
    if (rate instanceof XsDecimal && bases.hasReadableRates(code)) {
      const used = needsUse ? LINE_TAGS.filter((kind) => bases.isUsed(kind, code, rate)) : kinds;
      const base = used.length === 0 ? undefined : operands.one(group, 'cbc:TaxableAmount');
      const sums = base === undefined ? [] : used.map((kind) => bases.ofRate(kind, code, rate));
      const isSum = base === undefined ? false : any(...sums.map((sum) => isNear(base, sum, operands)));
      if (isSum === false) report(`BR-${family}-08`, 'fatal', category, compared(decimalOf(base), sums[0]));
    }
    const tax = operands.amount(group, 'cbc:TaxAmount');
    if (isNearTax(tax, group, rate, operands) === false) {
      report(`BR-${family}-09`, 'fatal', category, figures(group, percent));
    }
    if (hasReason(category)) report(`BR-${family}-10`, 'fatal', category);
  };
}

const CHECKS: ReadonlyMap<string, CategoryCheck> = new Map([
  ['AE', untaxed('AE', 'AE', 'required')],
  ['E', untaxed('E', 'E', 'required')],
  ['G', untaxed('G', 'G', 'required')],
  ['K', untaxed('IC', 'K', 'required')],
  ['L', taxed('AF', 'L', false)],
  ['M', taxed('AG', 'M', false)],
  ['O', untaxed('O', 'O', 'required')],
  ['S', taxed('S', 'S', true)],
  ['Z', untaxed('Z', 'Z', 'forbidden')],
]);

function checkCategory(category: XmlNode, context: Context, report: Report): void {
  const group = category.parent;
  if (group !== null) CHECKS.get(textOf(category, 'cbc:ID'))?.(category, group, context, report);
}

/**
 * base − 1 < sum < base + 1. The official test subtracts and adds before it casts, so in binary floating point: 100.01 − 1 is not
 * exactly 99.01 there.
 */
function isNear(base: XmlNode, sum: Numeric, operands: Operands): Truth {
  const value = operands.double(base);
  if (value === undefined) return undefined;
  if (!Number.isFinite(value)) {
    operands.stop(base, 'SCELL-NUMBER');
    return undefined;
  }
  return all(less(decimalFromDouble(value - 1), sum), greater(decimalFromDouble(value + 1), sum));
}

function hasReason(category: XmlNode): boolean {
  return has(category, 'cbc:TaxExemptionReason') || has(category, 'cbc:TaxExemptionReasonCode');
}

function compared(found: Numeric, expected: Numeric | undefined): Record<string, string> {
  return {
    ...(found instanceof XsDecimal ? { found: found.toString() } : {}),
    ...(expected instanceof XsDecimal ? { expected: expected.toString() } : {}),
  };
}

/** The tax a group states, and the one its base and rate give. */
function figures(group: XmlNode, percent: XmlNode | undefined): Record<string, string> {
  const base = decimalOf(child(group, 'cbc:TaxableAmount'));
  const expected =
    percent === undefined ? ZERO : roundTo(multiply(multiply(base, decimalOf(percent)), HUNDREDTH), 2);
  return compared(decimalOf(child(group, 'cbc:TaxAmount')), expected);
}
