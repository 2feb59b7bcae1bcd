/** The rates of lines (BR-x-05), of allowances (06) and of charges (07), each under the rule of its VAT category. */
import { child, childrenOf, type XmlNode } from '@scell/syntax';
import type { Report } from '../engine/rule-set.ts';
import { equal, type Truth, ZERO } from '../engine/values.ts';
import type { Operands } from './operands.ts';
import { isAllowance, isCharge, isOfVat } from './predicates.ts';
import { endsAt, has, textOf } from './select.ts';
import type { TreeIndex } from './tree-index.ts';

/** What a family asks of the rate of a category. */
type RateTest = (category: XmlNode, operands: Operands) => Truth;

const isZero: RateTest = (category, operands) => equal(operands.amount(category, 'cbc:Percent'), ZERO);
const isAbsent: RateTest = (category) => !has(category, 'cbc:Percent');
/** Untyped rates compare with a number as doubles. */
const isPositive: RateTest = (category, operands) =>
  operands.someDouble(childrenOf(category, 'cbc:Percent'), (rate) => rate > 0);
const isNotNegative: RateTest = (category, operands) =>
  operands.someDouble(childrenOf(category, 'cbc:Percent'), (rate) => rate >= 0);

/** The family in the names of the rules, and what it asks of a rate. */
const FAMILIES: ReadonlyMap<string, readonly [family: string, test: RateTest]> = new Map([
  ['AE', ['AE', isZero]],
  ['E', ['E', isZero]],
  ['G', ['G', isZero]],
  ['K', ['IC', isZero]],
  ['L', ['AF', isNotNegative]],
  ['M', ['AG', isNotNegative]],
  ['O', ['O', isAbsent]],
  ['S', ['S', isPositive]],
  ['Z', ['Z', isZero]],
]);

/** BR-x-05 to 07. */
export function checkVatRates(index: TreeIndex, report: Report): void {
  for (const category of index.all('cac:ClassifiedTaxCategory')) {
    const onLine =
      endsAt(category, 'cac:InvoiceLine', 'cac:Item', 'cac:ClassifiedTaxCategory') ||
      endsAt(category, 'cac:CreditNoteLine', 'cac:Item', 'cac:ClassifiedTaxCategory');
    if (onLine) checkRate(category, '05', index.operands, report);
  }
  for (const allowanceCharge of index.all('cac:AllowanceCharge')) {
    const number = isAllowance(allowanceCharge) ? '06' : isCharge(allowanceCharge) ? '07' : undefined;
    if (number === undefined) continue;
    for (const category of childrenOf(allowanceCharge, 'cac:TaxCategory')) {
      checkRate(category, number, index.operands, report);
    }
  }
}

function checkRate(category: XmlNode, number: '05' | '06' | '07', operands: Operands, report: Report): void {
  const rules = FAMILIES.get(textOf(category, 'cbc:ID'));
  if (rules === undefined || isOfVat(category) !== true) return;
  const [family, test] = rules;
  if (test(category, operands) !== false) return;
  const rate = child(category, 'cbc:Percent');
  report(`BR-${family}-${number}`, 'fatal', category, rate === undefined ? undefined : { found: rate.text });
}
