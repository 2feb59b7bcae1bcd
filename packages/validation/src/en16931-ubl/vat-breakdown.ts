/** The VAT breakdown (BG-23): every group (BR-45 to 48, BR-CO-17), and what the rules of its category ask (the rules numbered 08 to 10). */
import { child, type XmlNode } from '@scell/syntax';
import type { Report } from '../engine/rule-set.ts';
import {
  abs,
  add,
  all,
  any,
  decimalFromDouble,
  decimalOf,
  double,
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
import { has, isAt, isVat, textOf } from './select.ts';
import { type LineTag, TaxableBases } from './taxable-bases.ts';
import type { TreeIndex } from './tree-index.ts';

const ONE = new XsDecimal(1, 0);
const HUNDREDTH = new XsDecimal(1, 2);

/** BR-45 to 48, BR-CO-17, BR-DEC-19 and 20, and BR-x-08 to 10. */
export function checkVatBreakdown(index: TreeIndex, report: Report): void {
  for (const group of index.allUnder('cac:TaxTotal', 'cac:TaxSubtotal')) checkGroup(group, report);

  const categories = index
    .allUnder('cac:TaxSubtotal', 'cac:TaxCategory')
    .filter(
      (category) => isAt(category, 'cac:TaxTotal', 'cac:TaxSubtotal', 'cac:TaxCategory') && isVat(category),
    );
  if (categories.length === 0) return;
  const context: Context = {
    bases: new TaxableBases(index),
    kinds: (['cac:InvoiceLine', 'cac:CreditNoteLine'] as const).filter((tag) => index.all(tag).length > 0),
  };
  for (const category of categories) checkCategory(category, context, report);
}

function checkGroup(group: XmlNode, report: Report): void {
  if (!has(group, 'cbc:TaxableAmount')) report('BR-45', 'fatal', group);
  if (!has(group, 'cbc:TaxAmount')) report('BR-46', 'fatal', group);
  const categories = group.children.filter((inner) => inner.tag === 'cac:TaxCategory' && isVat(inner));
  const rated = categories.find((category) => has(category, 'cbc:Percent'));
  if (!categories.some((category) => has(category, 'cbc:ID'))) report('BR-47', 'fatal', group);
  if (rated === undefined && !categories.some((category) => textOf(category, 'cbc:ID') === 'O')) {
    report('BR-48', 'fatal', group);
  }
  if (isTaxOfBase(group, rated) === false) report('BR-CO-17', 'fatal', group, figures(group, rated));
  checkDecimals('BR-DEC-19', group, 'cbc:TaxableAmount', report);
  checkDecimals('BR-DEC-20', group, 'cbc:TaxAmount', report);
}

/** BR-CO-17: no tax where the rate rounds to nothing or is missing, else the tax of the base within one unit of the currency. */
function isTaxOfBase(group: XmlNode, category: XmlNode | undefined): Truth {
  const tax = decimalOf(child(group, 'cbc:TaxAmount'));
  const rate = category === undefined ? EMPTY : decimalOf(child(category, 'cbc:Percent'));
  const untaxed = equal(roundTo(tax, 0), ZERO);
  if (rate === EMPTY) return untaxed;
  const whole = roundTo(rate, 0);
  return any(
    all(equal(whole, ZERO), untaxed),
    all(notEqual(whole, ZERO), isNearTax(tax, decimalOf(child(group, 'cbc:TaxableAmount')), rate)),
  );
}

/** |tax| − 1 < |base| × rate, to the cent, < |tax| + 1. */
function isNearTax(tax: Numeric, base: Numeric, rate: Numeric): Truth {
  const computed = roundTo(multiply(multiply(abs(base), rate), HUNDREDTH), 2);
  const found = abs(tax);
  return all(less(subtract(found, ONE), computed), greater(add(found, ONE), computed));
}

interface Context {
  readonly bases: TaxableBases;
  /** The kinds of lines the document has: both where an invoice wrongly has lines of a credit note. */
  readonly kinds: readonly LineTag[];
}

type CategoryCheck = (category: XmlNode, group: XmlNode, context: Context, report: Report) => void;

/** A category without tax: the exact base, no tax, and a reason of exemption or (zero rate) none. */
function untaxed(family: string, code: string, reason: 'required' | 'forbidden'): CategoryCheck {
  return (category, group, { bases, kinds }, report) => {
    const base = decimalOf(child(group, 'cbc:TaxableAmount'));
    const sums = kinds.map((kind) => bases.ofCategory(kind, code));
    const isSum = base === EMPTY ? false : any(...sums.map((sum) => equal(base, sum)));
    if (isSum === false) report(`BR-${family}-08`, 'fatal', category, compared(base, sums[0]));
    if (equal(decimalOf(child(group, 'cbc:TaxAmount')), ZERO) === false) {
      report(`BR-${family}-09`, 'fatal', category);
    }
    if (hasReason(category) !== (reason === 'required')) report(`BR-${family}-10`, 'fatal', category);
  };
}

/** A category with rates: for each rate the base within one unit of the currency, the tax of the base, and no reason of exemption. */
function taxed(family: string, code: string, needsUse: boolean): CategoryCheck {
  return (category, group, { bases, kinds }, report) => {
    const rate = decimalOf(child(category, 'cbc:Percent'));
    const tax = decimalOf(child(group, 'cbc:TaxAmount'));
    const base = decimalOf(child(group, 'cbc:TaxableAmount'));
    if (rate instanceof XsDecimal) {
      const kindsToTry: readonly LineTag[] = needsUse
        ? (['cac:InvoiceLine', 'cac:CreditNoteLine'] as const).filter((kind) =>
            bases.isUsed(kind, code, rate),
          )
        : kinds;
      const sums = kindsToTry.map((kind) => bases.ofRate(kind, code, rate));
      const isSum = any(...sums.map((sum) => isNear(child(group, 'cbc:TaxableAmount'), sum)));
      if (isSum === false) report(`BR-${family}-08`, 'fatal', category, compared(base, sums[0]));
    }
    if (isNearTax(tax, base, rate) === false) {
      report(`BR-${family}-09`, 'fatal', category, figures(group, category));
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
function isNear(base: XmlNode | undefined, sum: Numeric): Truth {
  if (base === undefined) return false;
  const value = double(base.text);
  if (value === undefined) return undefined;
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
function figures(group: XmlNode, category: XmlNode | undefined): Record<string, string> {
  const rate = category === undefined ? EMPTY : decimalOf(child(category, 'cbc:Percent'));
  const base = decimalOf(child(group, 'cbc:TaxableAmount'));
  const expected = rate === EMPTY ? ZERO : roundTo(multiply(multiply(base, rate), HUNDREDTH), 2);
  return compared(decimalOf(child(group, 'cbc:TaxAmount')), expected);
}
