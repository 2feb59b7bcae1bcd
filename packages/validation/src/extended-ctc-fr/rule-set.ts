/**
 * EXTENDED-CTC-FR of FNFE-MPE, 1.4.0.03: the French extension of EN 16931 for business (XP Z12-012). It keeps most rules of EN 16931, and widens
 * the others for sub-lines, further parties, several breakdowns a category, and a cent of tolerance for each rounded amount.
 */
import type { XmlDocument } from '@scell/syntax';
import { hear, type Judge } from '../en16931-cii/hearing.ts';
import { JUDGES } from '../en16931-cii/rule-set.ts';
import { checkEn16931 } from '../en16931-ubl/rule-set.ts';
import { TreeIndex } from '../en16931-ubl/tree-index.ts';
import type { Report, RuleSet } from '../engine/rule-set.ts';
import { CORE_RULES } from './cii/core-rules.ts';
import { judgeLines } from './cii/lines.ts';
import { judgeCodes, judgeStructure } from './cii/structure.ts';
import { judgeTotals } from './cii/totals.ts';
import { judgeVatBreakdown } from './cii/vat-breakdown.ts';
import { judgeVatPresence } from './cii/vat-presence.ts';
import { coreRuleName } from './core-rules.ts';
import { coreRules, OMITTED } from './ubl/core-rules.ts';
import { checkLines } from './ubl/lines.ts';
import { OwnReferences } from './ubl/own-references.ts';
import { checkCodes, checkStructure } from './ubl/structure.ts';
import { checkTotals } from './ubl/totals.ts';
import { checkVatBreakdown } from './ubl/vat-breakdown.ts';
import { checkVatPresence } from './ubl/vat-presence.ts';

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
  from: '2026-08-04',
  syntax: 'cii',
  run(document: XmlDocument, report: Report): void {
    hear(document, report, CII_JUDGES, (rule, node) => coreRuleName(CORE_RULES, rule, node));
  },
};

export const extendedCtcFrUbl: RuleSet = {
  id: 'extended-ctc-fr',
  version: '1.4.0.03',
  from: '2026-08-04',
  syntax: 'ubl',
  run(document: XmlDocument, report: Report): void {
    const index = new TreeIndex(document, OMITTED);
    const references = new OwnReferences(index.root);
    const rules = coreRules(references);
    checkEn16931(index, (rule, severity, node, facts) => {
      const name = coreRuleName(rules, rule, node);
      if (name !== undefined) report(name, severity, node, facts);
    });
    checkTotals(index, references, report);
    checkVatPresence(index, references, report);
    checkVatBreakdown(index, references, report);
    checkLines(index, references, report);
    checkStructure(index, report);
    checkCodes(index, report);
    index.operands.report(report);
  },
};
