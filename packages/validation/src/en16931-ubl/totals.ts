/** Document totals (BG-22): BR-12 to 15, BR-CO-10 to 16, BR-DEC-09 to 18. */
import { child, type XmlNode } from '@scell/syntax';
import type { Facts, Report } from '../engine/rule-set.ts';
import {
  add,
  all,
  decimalOf,
  EMPTY,
  equal,
  type Numeric,
  roundTo,
  subtract,
  sum,
  type Truth,
  XsDecimal,
} from '../engine/values.ts';
import { isAllowance, isCharge } from './charge-indicator.ts';
import { checkDecimals } from './decimals.ts';
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
  for (const totals of index.all('cac:LegalMonetaryTotal')) {
    for (const [rule, tag] of MANDATORY) if (!has(totals, tag)) report(rule, 'fatal', totals);
    checkSumOfLines(index, totals, report);
    checkSumOf('BR-CO-11', 'cbc:AllowanceTotalAmount', isAllowance, totals, report);
    checkSumOf('BR-CO-12', 'cbc:ChargeTotalAmount', isCharge, totals, report);
    checkWithoutVat(totals, report);
    checkPayable(totals, report);
    for (const [rule, tag] of DECIMALS) checkDecimals(rule, totals, tag, report);
  }
  for (const total of index.all('cac:TaxTotal')) {
    if (total.parent === index.root && isDocument(index.root)) checkSumOfVat(total, report);
  }
}

function isDocument(root: XmlNode): boolean {
  return root.tag === 'ubl:Invoice' || root.tag === 'cn:CreditNote';
}

/** BR-CO-10: BT-106 = Σ BT-131, of the lines at any depth. */
function checkSumOfLines(index: TreeIndex, totals: XmlNode, report: Report): void {
  const stated = amount(totals, 'cbc:LineExtensionAmount');
  const expected = (): Numeric => {
    const lines = [...index.all('cac:InvoiceLine'), ...index.all('cac:CreditNoteLine')];
    return roundTo(sum(lines.map((line) => amount(line, 'cbc:LineExtensionAmount'))), 2);
  };
  checkEqual('BR-CO-10', stated, expected, totals, report);
}

/** BR-CO-11 and 12: BT-107 = Σ BT-92, BT-108 = Σ BT-99; neither total nor items is as good. */
function checkSumOf(
  rule: string,
  tag: string,
  belongs: (allowanceCharge: XmlNode) => boolean,
  totals: XmlNode,
  report: Report,
): void {
  const items = (totals.parent?.children ?? []).filter(
    (inner) => inner.tag === 'cac:AllowanceCharge' && belongs(inner),
  );
  const stated = amount(totals, tag);
  if (stated === EMPTY && items.length === 0) return;
  checkEqual(
    rule,
    stated,
    () => roundTo(sum(items.map((item) => amount(item, 'cbc:Amount'))), 2),
    totals,
    report,
  );
}

/** BR-CO-13: BT-109 = BT-106 − BT-107 + BT-108, to the cent unless there is nothing to add or subtract. */
function checkWithoutVat(totals: XmlNode, report: Report): void {
  const lines = amount(totals, 'cbc:LineExtensionAmount');
  const allowances = amount(totals, 'cbc:AllowanceTotalAmount');
  const charges = amount(totals, 'cbc:ChargeTotalAmount');
  const expected = (): Numeric => {
    if (charges === EMPTY && allowances === EMPTY) return lines;
    const charged = charges === EMPTY ? lines : add(lines, charges);
    return roundTo(allowances === EMPTY ? charged : subtract(charged, allowances), 2);
  };
  checkEqual('BR-CO-13', amount(totals, 'cbc:TaxExclusiveAmount'), expected, totals, report);
}

/** BR-CO-16: BT-115 = BT-112 − BT-113 + BT-114. */
function checkPayable(totals: XmlNode, report: Report): void {
  const payable = amount(totals, 'cbc:PayableAmount');
  const withVat = amount(totals, 'cbc:TaxInclusiveAmount');
  const prepaid = amount(totals, 'cbc:PrepaidAmount');
  const rounding = amount(totals, 'cbc:PayableRoundingAmount');
  const due = prepaid === EMPTY ? withVat : roundTo(subtract(withVat, prepaid), 2);
  const unrounded = rounding === EMPTY ? payable : roundTo(subtract(payable, rounding), 2);
  if (equal(unrounded, due) !== false) return;
  const expected = rounding === EMPTY ? due : add(due, rounding);
  report('BR-CO-16', 'fatal', totals, figures(payable, expected));
}

/** BR-CO-14: BT-110 = Σ BT-117, and the same in the accounting currency where there is a breakdown. */
function checkSumOfVat(total: XmlNode, report: Report): void {
  const groups = total.children.filter(({ tag }) => tag === 'cac:TaxSubtotal');
  if (groups.length === 0) return;
  const expected = (): Numeric => roundTo(sum(groups.map((group) => amount(group, 'cbc:TaxAmount'))), 2);
  checkEqual('BR-CO-14', amount(total, 'cbc:TaxAmount'), expected, total, report);
}

/** BR-CO-15: in the invoice currency, one TaxTotal has an amount, and BT-112 = BT-109 + BT-110. */
export function isTotalWithVat(
  root: XmlNode,
  currencies: readonly XmlNode[],
): { truth: Truth; facts?: Facts } {
  let truth: Truth = true;
  for (const { text: currency } of currencies) {
    const taxes: XmlNode[] = [];
    for (const total of root.children) {
      if (total.tag !== 'cac:TaxTotal') continue;
      const tax = total.children.find(
        (inner) =>
          inner.tag === 'cbc:TaxAmount' &&
          inner.attributes.some(({ name, value }) => name === 'currencyID' && value === currency),
      );
      if (tax !== undefined) taxes.push(tax);
    }
    if (taxes.length !== 1) return { truth: false };
    const totals = child(root, 'cac:LegalMonetaryTotal');
    const withVat = totals === undefined ? EMPTY : amount(totals, 'cbc:TaxInclusiveAmount');
    const withoutVat = totals === undefined ? EMPTY : amount(totals, 'cbc:TaxExclusiveAmount');
    const expected = roundTo(add(withoutVat, decimalOf(taxes[0])), 2);
    const holds = equal(withVat, expected);
    if (holds === false) return { truth: false, facts: figures(withVat, expected) };
    truth = all(truth, holds);
  }
  return { truth };
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

function amount(node: XmlNode, tag: string): Numeric {
  return decimalOf(child(node, tag));
}

function figures(found: Numeric, expected: Numeric): Facts {
  return {
    ...(found instanceof XsDecimal ? { found: found.toString() } : {}),
    ...(expected instanceof XsDecimal ? { expected: expected.toString() } : {}),
  };
}
