/**
 * EXTENDED-CTC-FR of FNFE-MPE, 1.4.0.03: the French extension of EN 16931 for business (XP Z12-012). It keeps most rules of EN 16931, and widens
 * the others for sub-lines, further parties, several breakdowns a category, and a cent of tolerance for each rounded amount.
 */
import type { XmlDocument } from '@scell/syntax';
import { hear, type Judge } from '../en16931-cii/hearing.ts';
import { JUDGES } from '../en16931-cii/rule-set.ts';
import type { Report, RuleSet } from '../engine/rule-set.ts';
import { CORE_RULES } from './cii/core-rules.ts';
import { judgeLines } from './cii/lines.ts';
import { judgeCodes, judgeStructure } from './cii/structure.ts';
import { judgeTotals } from './cii/totals.ts';
import { judgeVatBreakdown } from './cii/vat-breakdown.ts';
import { judgeVatPresence } from './cii/vat-presence.ts';
import { coreRuleName } from './core-rules.ts';

const CII_JUDGES: readonly Judge[] = [
  ...JUDGES,
  judgeLines,
  judgeTotals,
  judgeVatPresence,
  judgeVatBreakdown,
  judgeStructure,
  judgeCodes,
];

export const extendedCtcFrCii: RuleSet = {
  id: 'extended-ctc-fr',
  version: '1.4.0.03',
  syntax: 'cii',
  run(document: XmlDocument, report: Report): void {
    hear(document, report, CII_JUDGES, (rule, node) => coreRuleName(CORE_RULES, rule, node));
  },
};
