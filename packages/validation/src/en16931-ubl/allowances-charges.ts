/** Allowances and charges of the document (BG-20, BG-21) and of lines (BG-27, BG-28). */
import { childrenOf, type XmlNode } from '@scell/syntax';
import type { Report } from '../engine/rule-set.ts';
import { checkDecimals } from './decimals.ts';
import type { Operands } from './operands.ts';
import { isAllowance, isCharge } from './predicates.ts';
import { countAt, has } from './select.ts';
import type { TreeIndex } from './tree-index.ts';

/** The ids of the same five or six rules in one of their four places. */
interface Rules {
  amount: string;
  /** Lines have no VAT category of their own for an allowance. */
  category?: string;
  reason: readonly [string, string];
  amountDecimals: string;
  baseDecimals: string;
}

const DOCUMENT_ALLOWANCE: Rules = {
  amount: 'BR-31',
  category: 'BR-32',
  reason: ['BR-33', 'BR-CO-21'],
  amountDecimals: 'BR-DEC-01',
  baseDecimals: 'BR-DEC-02',
};
const DOCUMENT_CHARGE: Rules = {
  amount: 'BR-36',
  category: 'BR-37',
  reason: ['BR-38', 'BR-CO-22'],
  amountDecimals: 'BR-DEC-05',
  baseDecimals: 'BR-DEC-06',
};
const LINE_ALLOWANCE: Rules = {
  amount: 'BR-41',
  reason: ['BR-42', 'BR-CO-23'],
  amountDecimals: 'BR-DEC-24',
  baseDecimals: 'BR-DEC-25',
};
const LINE_CHARGE: Rules = {
  amount: 'BR-43',
  reason: ['BR-44', 'BR-CO-24'],
  amountDecimals: 'BR-DEC-27',
  baseDecimals: 'BR-DEC-28',
};

/** BR-31 to 44 and the like, and UBL-SR-30 and 31. BR-CO-05 to 08, that reason and code mean the same, no test can judge. */
export function checkAllowancesAndCharges(index: TreeIndex, report: Report): void {
  for (const node of index.all('cac:AllowanceCharge')) {
    const allowance = isAllowance(node);
    if (!allowance && !isCharge(node)) continue;
    const reasons = countAt(node, 'cbc:AllowanceChargeReason');
    if (reasons > 1) report(allowance ? 'UBL-SR-30' : 'UBL-SR-31', 'fatal', node);

    const parent = node.parent?.tag;
    if (parent === 'cac:InvoiceLine' || parent === 'cac:CreditNoteLine') {
      check(node, allowance ? LINE_ALLOWANCE : LINE_CHARGE, index.operands, report);
    } else if (node.parent === index.root && (parent === 'ubl:Invoice' || parent === 'cn:CreditNote')) {
      check(node, allowance ? DOCUMENT_ALLOWANCE : DOCUMENT_CHARGE, index.operands, report);
    }
  }
}

function check(node: XmlNode, rules: Rules, operands: Operands, report: Report): void {
  if (!has(node, 'cbc:Amount')) report(rules.amount, 'fatal', node);
  if (rules.category !== undefined && !hasVatCategory(node, operands)) report(rules.category, 'fatal', node);
  if (!has(node, 'cbc:AllowanceChargeReason') && !has(node, 'cbc:AllowanceChargeReasonCode')) {
    for (const rule of rules.reason) report(rule, 'fatal', node);
  }
  checkDecimals(rules.amountDecimals, node, 'cbc:Amount', operands, report);
  checkDecimals(rules.baseDecimals, node, 'cbc:BaseAmount', operands, report);
}

function hasVatCategory(node: XmlNode, operands: Operands): boolean {
  return childrenOf(node, 'cac:TaxCategory').some(
    (category) => operands.isVat(category) && has(category, 'cbc:ID'),
  );
}
