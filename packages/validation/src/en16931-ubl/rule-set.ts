/** EN 16931 on UBL 2.1 Invoice and CreditNote: the verdicts of the CEN/TC 434 validation artefacts, version 1.3.16. */
import type { XmlDocument } from '@scell/syntax';
import type { Report, RuleSet } from '../engine/rule-set.ts';
import { checkAllowancesAndCharges } from './allowances-charges.ts';
import { checkAttributes, checkInvoicedObjects } from './attributes.ts';
import { checkCodes } from './codes.ts';
import { checkDocument } from './document.ts';
import { checkForbiddenElements } from './forbidden-walk.ts';
import { checkLines, checkPrices } from './lines.ts';
import { checkParties } from './parties.ts';
import { checkPayment } from './payment.ts';
import { checkPeriods } from './periods.ts';
import { checkReferences } from './references.ts';
import { checkDocumentStructure, checkElements } from './structure.ts';
import { checkTotals } from './totals.ts';
import { TreeIndex } from './tree-index.ts';
import { checkVatBreakdown } from './vat-breakdown.ts';
import { checkVatPresence } from './vat-presence.ts';
import { checkVatRates } from './vat-rates.ts';

/** The rules that judge the document element, which must be an Invoice or a CreditNote of UBL. */
function checkRoot(index: TreeIndex, report: Report): void {
  checkDocument(index, report);
  checkVatPresence(index, report);
  checkDocumentStructure(index, report);
  checkForbiddenElements(index.root, report);
  checkAttributes(index, report);
  checkInvoicedObjects(index, report);
}

/** The rules that others build on: all but those of prices, and without what `operands` has to tell of stops. */
export function checkEn16931(index: TreeIndex, report: Report): void {
  if (index.root.tag === 'ubl:Invoice' || index.root.tag === 'cn:CreditNote') checkRoot(index, report);
  checkTotals(index, report);
  checkVatBreakdown(index, report);
  checkVatRates(index, report);
  checkAllowancesAndCharges(index, report);
  checkLines(index, report);
  checkPeriods(index, report);
  checkParties(index, report);
  checkPayment(index, report);
  checkReferences(index, report);
  checkElements(index, report);
  checkCodes(index, report);
}

/** The 979 assertions of EN 16931 on UBL, 1.3.16. */
export const en16931Ubl: RuleSet = {
  id: 'en16931',
  version: '1.3.16',
  from: '2026-04-13',
  syntax: 'ubl',
  run(document: XmlDocument, report: Report): void {
    const index = new TreeIndex(document);
    checkEn16931(index, report);
    checkPrices(index, report);
    index.operands.report(report);
  },
};
