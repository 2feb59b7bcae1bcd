/** Lines (BG-25) and what stands in them: BR-21 to 28, BR-CO-04, BR-DEC-23, BR-54, BR-64, BR-65. */
import { attribute, type XmlNode } from '@scell/syntax';
import type { Report } from '../engine/rule-set.ts';
import { checkDecimals } from './decimals.ts';
import type { Operands } from './operands.ts';
import { at, countAt, endsAt, has, someChildCarries } from './select.ts';
import type { TreeIndex } from './tree-index.ts';

const LINES = ['cac:InvoiceLine', 'cac:CreditNoteLine'] as const;

/** The rules of every line, at any depth. */
export function checkLines(index: TreeIndex, report: Report): void {
  for (const tag of LINES) {
    for (const line of index.all(tag)) {
      checkLine(line, index.operands, report);
      checkLineCardinality(line, report);
    }
  }
  for (const property of index.all('cac:AdditionalItemProperty')) {
    if (!(has(property, 'cbc:Name') && has(property, 'cbc:Value'))) report('BR-54', 'fatal', property);
  }
  checkScheme(
    'BR-65',
    'listID',
    ['cac:CommodityClassification', 'cbc:ItemClassificationCode'],
    index,
    report,
  );
  checkScheme('BR-64', 'schemeID', ['cac:StandardItemIdentification', 'cbc:ID'], index, report);
}

function checkLine(line: XmlNode, operands: Operands, report: Report): void {
  if (operands.text(line, 'cbc:ID') === '') report('BR-21', 'fatal', line);
  if (!has(line, 'cbc:InvoicedQuantity') && !has(line, 'cbc:CreditedQuantity'))
    report('BR-22', 'fatal', line);
  const hasUnit =
    someChildCarries(line, 'cbc:InvoicedQuantity', 'unitCode') ||
    someChildCarries(line, 'cbc:CreditedQuantity', 'unitCode');
  if (!hasUnit) report('BR-23', 'fatal', line);
  if (!has(line, 'cbc:LineExtensionAmount')) report('BR-24', 'fatal', line);
  if (operands.text(line, 'cac:Item', 'cbc:Name') === '') report('BR-25', 'fatal', line);
  if (at(line, 'cac:Price', 'cbc:PriceAmount').length === 0) report('BR-26', 'fatal', line);
  if (!isVatCategorised(line, operands)) report('BR-CO-04', 'fatal', line);
  checkDecimals('BR-DEC-23', line, 'cbc:LineExtensionAmount', operands, report);
}

/** BR-27 and 28: neither the net price (BT-146) nor the gross price (BT-148) is negative. */
export function checkPrices(index: TreeIndex, report: Report): void {
  const { operands } = index;
  for (const line of LINES.flatMap((tag) => index.all(tag))) {
    const net = at(line, 'cac:Price', 'cbc:PriceAmount');
    const gross = at(line, 'cac:Price', 'cac:AllowanceCharge', 'cbc:BaseAmount');
    if (operands.someDouble(net, isNotNegative) === false) report('BR-27', 'fatal', line);
    if (gross.length > 0 && operands.someDouble(gross, isNotNegative) === false)
      report('BR-28', 'fatal', line);
  }
}

const isNotNegative = (amount: number) => amount >= 0;

function isVatCategorised(line: XmlNode, operands: Operands): boolean {
  for (const item of line.children) {
    if (item.tag !== 'cac:Item') continue;
    for (const category of item.children) {
      if (category.tag !== 'cac:ClassifiedTaxCategory' || !operands.isVatAlone(category)) continue;
      if (has(category, 'cbc:ID')) return true;
    }
  }
  return false;
}

/** UBL-SR-34 to 37, 48, 50 and 52: what EN 16931 has once a line. */
function checkLineCardinality(line: XmlNode, report: Report): void {
  if (countAt(line, 'cbc:Note') > 1) report('UBL-SR-34', 'fatal', line);
  if (countAt(line, 'cac:OrderLineReference', 'cbc:LineID') > 1) report('UBL-SR-35', 'fatal', line);
  if (countAt(line, 'cac:InvoicePeriod') > 1) report('UBL-SR-36', 'fatal', line);
  if (countAt(line, 'cac:Price', 'cac:AllowanceCharge', 'cbc:Amount') > 1) report('UBL-SR-37', 'fatal', line);
  if (countAt(line, 'cac:Item', 'cac:ClassifiedTaxCategory') !== 1) report('UBL-SR-48', 'fatal', line);
  if (countAt(line, 'cac:Item', 'cbc:Description') > 1) report('UBL-SR-50', 'fatal', line);
  if (countAt(line, 'cac:DocumentReference') > 1) report('UBL-SR-52', 'fatal', line);
}

/** The attribute that names the list of a code below the items of lines. */
function checkScheme(
  rule: string,
  name: string,
  path: readonly [parent: string, tag: string],
  index: TreeIndex,
  report: Report,
): void {
  for (const node of index.allUnder(...path)) {
    const onLine = LINES.some((line) => endsAt(node, line, 'cac:Item', ...path));
    if (onLine && attribute(node, name) === undefined) report(rule, 'fatal', node);
  }
}
