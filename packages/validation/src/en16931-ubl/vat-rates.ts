/** The rates of lines (BR-x-05), of allowances (06) and of charges (07), each under the rule of its VAT category. */
import { child, type XmlNode } from '@scell/syntax';
import type { Report } from '../engine/rule-set.ts';
import { decimalOf, double, equal, type Truth, ZERO } from '../engine/values.ts';
import { isAllowance, isCharge } from './charge-indicator.ts';
import { endsAt, isVat, textOf } from './select.ts';
import type { TreeIndex } from './tree-index.ts';

type RateTest = (rate: XmlNode | undefined) => Truth;

const isZero: RateTest = (rate) => equal(decimalOf(rate), ZERO);
const isAbsent: RateTest = (rate) => rate === undefined;
/** Untyped rates compare with a number as doubles. */
const isPositive: RateTest = (rate) => compareWithZero(rate, (value) => value > 0);
const isNotNegative: RateTest = (rate) => compareWithZero(rate, (value) => value >= 0);

function compareWithZero(rate: XmlNode | undefined, holds: (value: number) => boolean): Truth {
  if (rate === undefined) return false;
  const value = double(rate.text);
  return value === undefined ? undefined : holds(value);
}

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
    if (onLine) checkRate(category, '05', report);
  }
  for (const category of index.allUnder('cac:AllowanceCharge', 'cac:TaxCategory')) {
    const { parent } = category;
    if (parent === null) continue;
    if (isAllowance(parent)) checkRate(category, '06', report);
    else if (isCharge(parent)) checkRate(category, '07', report);
  }
}

function checkRate(category: XmlNode, number: '05' | '06' | '07', report: Report): void {
  const rules = FAMILIES.get(textOf(category, 'cbc:ID'));
  if (rules === undefined || !isVat(category)) return;
  const [family, test] = rules;
  const rate = child(category, 'cbc:Percent');
  if (test(rate) !== false) return;
  report(`BR-${family}-${number}`, 'fatal', category, rate === undefined ? undefined : { found: rate.text });
}
