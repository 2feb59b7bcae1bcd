/** Document totals (BG-22): BR-12 to 15, BR-CO-10 to 16, BR-DEC-09 to 18. */
import { attribute, childrenOf, type XmlNode } from '@scell/syntax';
import type { Report } from '../engine/rule-set.ts';
import { add, any, EMPTY, equal, type Numeric, roundTo, subtract, sum } from '../engine/values.ts';
import { checkDecimals } from './decimals.ts';
import { figures } from './figures.ts';
import { ItemSums } from './item-sums.ts';
import type { Operands } from './operands.ts';
import { has } from './select.ts';
import type { TreeIndex } from './tree-index.ts';

const DECIMALS: readonly (readonly [rule: string, tag: string])[] = [
  ['BR-DEC-09', 'cbc:LineExtensionAmount'],
  ['BR-DEC-10', 'cbc:AllowanceTotalAmount'],
  ['BR-DEC-11', 'cbc:ChargeTotalAmount'],
  ['BR-DEC-12', 'cbc:TaxExclusiveAmount'],
  ['BR-DEC-14', 'cbc:TaxInclusiveAmount'],
  ['BR-DEC-16', 'cbc:PrepaidAmount'],
  ['BR-DEC-17', 'cbc:PayableRoundingAmount'],
  ['BR-DEC-18', 'cbc:PayableAmount'],
];

const MANDATORY: readonly (readonly [rule: string, tag: string])[] = [
  ['BR-12', 'cbc:LineExtensionAmount'],
  ['BR-13', 'cbc:TaxExclusiveAmount'],
  ['BR-14', 'cbc:TaxInclusiveAmount'],
  ['BR-15', 'cbc:PayableAmount'],
];

/** The rules of every LegalMonetaryTotal, and BR-CO-14 of the document's TaxTotals. */
export function checkTotals(index: TreeIndex, report: Report): void {
  const { operands, root } = index;
  const sums = new ItemSums(index);
  for (const totals of index.all('cac:LegalMonetaryTotal')) {
    for (const [rule, tag] of MANDATORY) if (!has(totals, tag)) report(rule, 'fatal', totals);
    const lines = operands.amount(totals, 'cbc:LineExtensionAmount');
    checkEqual('BR-CO-10', lines, () => sums.ofLines, totals, report);
    checkSumOf('BR-CO-11', 'cbc:AllowanceTotalAmount', false, totals, sums, report);
    checkSumOf('BR-CO-12', 'cbc:ChargeTotalAmount', true, totals, sums, report);
    checkWithoutVat(totals, operands, report);
    checkPayable(totals, operands, report);
    for (const [rule, tag] of DECIMALS) checkDecimals(rule, totals, tag, operands, report);
  }
  if (root.tag !== 'ubl:Invoice' && root.tag !== 'cn:CreditNote') return;
  for (const total of childrenOf(root, 'cac:TaxTotal')) checkSumOfVat(total, operands, report);
}

/** BR-CO-11 and 12: BT-107 = Σ BT-92, BT-108 = Σ BT-99; neither total nor items is as good. */
function checkSumOf(
  rule: string,
  tag: string,
  indicator: boolean,
  totals: XmlNode,
  sums: ItemSums,
  report: Report,
): void {
  const stated = sums.operands.amount(totals, tag);
  if (stated === EMPTY && !sums.hasItemsBeside(totals, indicator)) return;
  checkEqual(rule, stated, () => sums.ofItemsBeside(totals, indicator), totals, report);
}

/** BR-CO-13: BT-109 = BT-106 − BT-107 + BT-108, to the cent unless there is nothing to add or subtract. */
function checkWithoutVat(totals: XmlNode, operands: Operands, report: Report): void {
  const lines = operands.amount(totals, 'cbc:LineExtensionAmount');
  const allowances = operands.amount(totals, 'cbc:AllowanceTotalAmount');
  const charges = operands.amount(totals, 'cbc:ChargeTotalAmount');
  const expected = (): Numeric => {
    if (charges === EMPTY && allowances === EMPTY) return lines;
    const charged = charges === EMPTY ? lines : add(lines, charges);
    return roundTo(allowances === EMPTY ? charged : subtract(charged, allowances), 2);
  };
  checkEqual('BR-CO-13', operands.amount(totals, 'cbc:TaxExclusiveAmount'), expected, totals, report);
}

/** BR-CO-16: BT-115 = BT-112 − BT-113 + BT-114. */
function checkPayable(totals: XmlNode, operands: Operands, report: Report): void {
  const payable = operands.amount(totals, 'cbc:PayableAmount');
  if (payable === EMPTY) {
    report('BR-CO-16', 'fatal', totals);
    return;
  }
  const withVat = operands.amount(totals, 'cbc:TaxInclusiveAmount');
  const prepaid = withVat === EMPTY ? EMPTY : operands.amount(totals, 'cbc:PrepaidAmount');
  const rounding = operands.amount(totals, 'cbc:PayableRoundingAmount');
  const due = prepaid === EMPTY ? withVat : roundTo(subtract(withVat, prepaid), 2);
  const unrounded = rounding === EMPTY ? payable : roundTo(subtract(payable, rounding), 2);
  if (equal(unrounded, due) !== false) return;
  const expected = rounding === EMPTY ? due : add(due, rounding);
  report('BR-CO-16', 'fatal', totals, figures(payable, expected));
}

/** BR-CO-14: BT-110 = Σ BT-117, and the same in the accounting currency where there is a breakdown. */
function checkSumOfVat(total: XmlNode, operands: Operands, report: Report): void {
  const groups = childrenOf(total, 'cac:TaxSubtotal');
  if (groups.length === 0) return;
  const stated = operands.amount(total, 'cbc:TaxAmount');
  const expected = (): Numeric =>
    roundTo(sum(groups.map((group) => operands.amount(group, 'cbc:TaxAmount'))), 2);
  checkEqual('BR-CO-14', stated, expected, total, report);
}

/** BR-CO-15: in the invoice currency, one TaxTotal has an amount, and BT-112 = BT-109 + BT-110. */
export function checkTotalWithVat({ root, operands }: TreeIndex, report: Report): void {
  const currencies = new Set(childrenOf(root, 'cbc:DocumentCurrencyCode').map(({ text }) => text));
  if (currencies.size === 0) return;
  const withoutVat = decimalUnder(root, 'cbc:TaxExclusiveAmount', operands);
  // With nothing to add to, the official engine does not look at the VAT.
  const taxes = withoutVat === EMPTY ? undefined : taxesByCurrency(root, currencies, operands);
  const isComplete = [...currencies].every((currency) => taxes?.get(currency)?.length === 1);
  if (taxes === undefined || !isComplete) {
    report('BR-CO-15', 'fatal', root);
    return;
  }
  // Of several LegalMonetaryTotals one that is right will do: the test compares with all of them at once.
  const withVat = childrenOf(root, 'cac:LegalMonetaryTotal').map((total) =>
    operands.amount(total, 'cbc:TaxInclusiveAmount'),
  );
  for (const [tax] of taxes.values()) {
    const expected = roundTo(add(withoutVat, operands.decimal(tax)), 2);
    if (any(...withVat.map((stated) => equal(stated, expected))) !== false) continue;
    report('BR-CO-15', 'fatal', root, figures(withVat[0] ?? EMPTY, expected));
    return;
  }
}

/** The amounts of the document's TaxTotals in those currencies: a TaxTotal has one in a currency at most. */
function taxesByCurrency(
  root: XmlNode,
  currencies: ReadonlySet<string>,
  operands: Operands,
): ReadonlyMap<string, readonly XmlNode[]> {
  const taxes = new Map<string, XmlNode[]>([...currencies].map((currency) => [currency, []]));
  for (const total of childrenOf(root, 'cac:TaxTotal')) {
    const seen = new Set<string>();
    for (const tax of childrenOf(total, 'cbc:TaxAmount')) {
      const currency = attribute(tax, 'currencyID') ?? '';
      if (seen.has(currency) && currencies.has(currency)) operands.stop(tax, 'SCELL-REPEATED');
      else taxes.get(currency)?.push(tax);
      seen.add(currency);
    }
  }
  for (const amounts of taxes.values()) for (const tax of amounts) operands.decimal(tax);
  return taxes;
}

function decimalUnder(root: XmlNode, tag: string, operands: Operands): Numeric {
  return operands.decimal(operands.one(root, 'cac:LegalMonetaryTotal', tag));
}

/** Without a stated figure the rule fails, whatever the expected one would be. */
function checkEqual(
  rule: string,
  stated: Numeric,
  expected: () => Numeric,
  node: XmlNode,
  report: Report,
): void {
  if (stated === EMPTY) {
    report(rule, 'fatal', node);
    return;
  }
  const figure = expected();
  if (equal(stated, figure) === false) report(rule, 'fatal', node, figures(stated, figure));
}
