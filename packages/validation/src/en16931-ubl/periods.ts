/** Invoicing periods of the document (BG-14: BR-29, BR-CO-19) and of lines (BG-26: BR-30, BR-CO-20). */
import type { XmlNode } from '@scell/syntax';
import type { Report } from '../engine/rule-set.ts';
import type { Truth } from '../engine/values.ts';
import type { Operands } from './operands.ts';
import { has } from './select.ts';
import type { TreeIndex } from './tree-index.ts';

/** The rules of every InvoicePeriod. */
export function checkPeriods(index: TreeIndex, report: Report): void {
  for (const period of index.all('cac:InvoicePeriod')) {
    const parent = period.parent?.tag;
    const ofLine = parent === 'cac:InvoiceLine' || parent === 'cac:CreditNoteLine';
    const isBounded = has(period, 'cbc:StartDate') || has(period, 'cbc:EndDate');
    // For the document, a code for the tax point (BT-8) stands in for the dates.
    const isStated = isBounded || (!ofLine && has(period, 'cbc:DescriptionCode'));
    if (endsAfterStart(period, index.operands) === false) report(ofLine ? 'BR-30' : 'BR-29', 'fatal', period);
    if (!isStated) report(ofLine ? 'BR-CO-20' : 'BR-CO-19', 'fatal', period);
  }
}

function endsAfterStart(period: XmlNode, operands: Operands): Truth {
  if (!has(period, 'cbc:StartDate') || !has(period, 'cbc:EndDate')) return true;
  const end = operands.one(period, 'cbc:EndDate');
  const start = operands.one(period, 'cbc:StartDate');
  const to = end === undefined ? undefined : operands.date(end);
  const from = start === undefined ? undefined : operands.date(start);
  return from === undefined || to === undefined ? undefined : to >= from;
}
