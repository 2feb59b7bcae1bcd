/**
 * The CEN rules of EN 16931 on CII, 1.3.16: business rules, code lists and the structure of the syntax binding (CEN/TS 16931-3-3).
 *
 * Three groups speak independently, as the three patterns of the official artefact do; within a group, of several contexts that match
 * an element only the first speaks. BR-CO-05 to BR-CO-08, BR-AF-09 and BR-AG-09 hold of every document, and CII-DT-010 to
 * CII-DT-012 are never reached: none of them is here.
 */
import type { XmlDocument } from '@scell/syntax';
import type { Report, RuleSet } from '../engine/rule-set.ts';
import { judgeAllowancesAndCharges } from './allowances-charges.ts';
import { judgeCodes } from './code-lists.ts';
import { judgeDocument } from './document.ts';
import { hear, type Judge } from './hearing.ts';
import { judgeLines } from './lines.ts';
import { judgeParties } from './parties.ts';
import { judgePayment } from './payment.ts';
import { judgeDates, judgeReferences } from './references.ts';
import { judgeStructure } from './structure-checks.ts';
import { judgeTotals } from './totals.ts';
import { judgeVat } from './vat.ts';
import { judgeVatBreakdown } from './vat-breakdown.ts';

/** The rules by family. */
export const JUDGES: readonly Judge[] = [
  judgeDocument,
  judgeReferences,
  judgeDates,
  judgeParties,
  judgePayment,
  judgeAllowancesAndCharges,
  judgeLines,
  judgeTotals,
  judgeVat,
  judgeVatBreakdown,
  judgeCodes,
  judgeStructure,
];

export const en16931Cii: RuleSet = {
  id: 'en16931',
  version: '1.3.16',
  from: '2026-04-13',
  syntax: 'cii',
  run(document: XmlDocument, report: Report): void {
    hear(document, report, JUDGES);
  },
};
