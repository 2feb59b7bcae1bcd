/** The VAT breakdown (BG-23): every group (BR-45 to 48, BR-CO-17), and what the rules of its category ask (the rules numbered 08 to 10). */
import { childrenOf, type XmlNode } from '@scell/syntax';
import type { Report } from '../engine/rule-set.ts';
import { any, EMPTY, equal, notEqual, roundTo, type Truth, XsDecimal, ZERO } from '../engine/values.ts';
import { BreakdownGroup } from './breakdown-group.ts';
import { checkDecimals } from './decimals.ts';
import type { Operands } from './operands.ts';
import { isOfVat } from './predicates.ts';
import { has, isAt, textOf } from './select.ts';
import { type LineTag, TaxableBases } from './taxable-bases.ts';
import type { TreeIndex } from './tree-index.ts';

const LINE_TAGS = ['cac:InvoiceLine', 'cac:CreditNoteLine'] as const;

/** BR-45 to 48, BR-CO-17, BR-DEC-19 and 20, and BR-x-08 to 10. */
export function checkVatBreakdown(index: TreeIndex, report: Report): void {
  const { operands, omitted } = index;
  const groups = index.allUnder('cac:TaxTotal', 'cac:TaxSubtotal');
  if (groups.length === 0) return;
  const context: Context = {
    operands,
    omitted,
    bases: new TaxableBases(index),
    kinds: LINE_TAGS.filter((tag) => index.all(tag).length > 0),
  };
  for (const node of groups) {
    const group = new BreakdownGroup(node, operands);
    checkGroup(group, context, report);
    if (!isAt(node, 'cac:TaxTotal', 'cac:TaxSubtotal')) continue;
    for (const category of childrenOf(node, 'cac:TaxCategory')) {
      if (isOfVat(category) !== true) continue;
      CHECKS.get(textOf(category, 'cbc:ID'))?.(category, group, context, report);
    }
  }
}

function checkGroup(group: BreakdownGroup, { operands, omitted }: Context, report: Report): void {
  const { node } = group;
  if (!has(node, 'cbc:TaxableAmount')) report('BR-45', 'fatal', node);
  if (!has(node, 'cbc:TaxAmount')) report('BR-46', 'fatal', node);
  const categories = childrenOf(node, 'cac:TaxCategory').filter((category) => operands.isVat(category));
  const rates = categories.flatMap((category) => childrenOf(category, 'cbc:Percent'));
  if (!categories.some((category) => has(category, 'cbc:ID'))) report('BR-47', 'fatal', node);
  if (rates.length === 0 && !categories.some((category) => operands.text(category, 'cbc:ID') === 'O')) {
    report('BR-48', 'fatal', node);
  }
  const [rate, second] = rates;
  if (!omitted.has('BR-CO-17')) {
    if (second !== undefined) operands.stop(second, 'SCELL-REPEATED');
    else checkTax(group, rate, operands, report);
  }
  checkDecimals('BR-DEC-19', node, 'cbc:TaxableAmount', operands, report);
  checkDecimals('BR-DEC-20', node, 'cbc:TaxAmount', operands, report);
}

/** BR-CO-17: no tax where the rate rounds to nothing or is missing, else the tax of the base within one unit of the currency. */
function checkTax(
  group: BreakdownGroup,
  percent: XmlNode | undefined,
  operands: Operands,
  report: Report,
): void {
  const rate = operands.decimal(percent);
  const isRated = notEqual(roundTo(rate, 0), ZERO);
  if (isRated === undefined) return;
  const truth: Truth = isRated ? group.isTaxedAt(rate) : group.isUntaxed();
  if (truth === false) report('BR-CO-17', 'fatal', group.node, group.taxFigures(rate));
}

interface Context {
  readonly operands: Operands;
  readonly omitted: ReadonlySet<string>;
  readonly bases: TaxableBases;
  /** The kinds of lines the document has: both where an invoice wrongly has lines of a credit note. */
  readonly kinds: readonly LineTag[];
}

type CategoryCheck = (category: XmlNode, group: BreakdownGroup, context: Context, report: Report) => void;

/** A category without tax: the exact base, no tax, and a reason of exemption or (zero rate) none. */
function untaxed(family: string, code: string, reason: 'required' | 'forbidden'): CategoryCheck {
  return (category, group, { bases, kinds, omitted }, report) => {
    if (!omitted.has(`BR-${family}-08`)) checkBase();
    if (equal(group.tax, ZERO) === false) {
      report(`BR-${family}-09`, 'fatal', category, group.taxFigures(ZERO));
    }
    if (hasReason(category) !== (reason === 'required')) report(`BR-${family}-10`, 'fatal', category);

    function checkBase(): void {
      const base = kinds.length === 0 ? EMPTY : group.base;
      const sums = base === EMPTY ? [] : kinds.map((kind) => bases.ofCategory(kind, code));
      const isSum = any(...sums.map((sum) => equal(base, sum)));
      if (isSum === false) report(`BR-${family}-08`, 'fatal', category, group.baseFigures(sums[0]));
    }
  };
}

/** A category with rates: for each rate the base within one unit of the currency, the tax of the base, and no reason of exemption. */
function taxed(family: string, code: string, needsUse: boolean): CategoryCheck {
  return (category, group, { operands, bases, kinds }, report) => {
    const rate = operands.decimal(operands.one(category, 'cbc:Percent'));
    if (rate instanceof XsDecimal && bases.hasReadableRates(code)) {
      const used = needsUse ? LINE_TAGS.filter((kind) => bases.isUsed(kind, code, rate)) : kinds;
      const sums = has(group.node, 'cbc:TaxableAmount')
        ? used.map((kind) => bases.ofRate(kind, code, rate))
        : [];
      const isSum = sums.length === 0 ? false : group.hasBaseNear(sums);
      if (isSum === false) report(`BR-${family}-08`, 'fatal', category, group.baseFigures(sums[0]));
    }
    if (group.isTaxedAt(rate) === false) {
      report(`BR-${family}-09`, 'fatal', category, group.taxFigures(rate));
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

function hasReason(category: XmlNode): boolean {
  return has(category, 'cbc:TaxExemptionReason') || has(category, 'cbc:TaxExemptionReasonCode');
}
