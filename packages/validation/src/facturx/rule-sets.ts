/**
 * Factur-X 1.09 (ZUGFeRD 2.5): what each of its profiles asks of a CII document. The structure follows one grammar; the business rules are
 * those of EN 16931 as far as the profile has what they speak of.
 */
import type { XmlDocument } from '@scell/syntax';
import { hear, type Judge } from '../en16931-cii/hearing.ts';
import type { Report, RuleSet } from '../engine/rule-set.ts';
import { PROFILES, type Profile, VERSION } from './profiles.ts';
import { judgeCore, namedFor } from './rules/core.ts';
import { judgeDocument, judgeEmptyElements } from './rules/document.ts';
import { judgeDocument as judgeExtendedDocument } from './rules/extended/document.ts';
import { judgeAdoptedLines, judgeLines } from './rules/extended/lines.ts';
import { judgeTotals as judgeExtendedTotals } from './rules/extended/totals.ts';
import { judgeVatBreakdown as judgeExtendedVatBreakdown } from './rules/extended/vat-breakdown.ts';
import { judgePayment } from './rules/payment.ts';
import { businessRulesOf } from './rules/rule-names.ts';
import { judgeTotals } from './rules/totals.ts';
import { judgeVat } from './rules/vat.ts';
import { judgeVatBreakdown } from './rules/vat-breakdown.ts';
import { judgeStructure } from './structure.ts';

const JUDGES: readonly Judge[] = [
  judgeCore,
  judgeDocument,
  judgeEmptyElements,
  judgePayment,
  judgeTotals,
  judgeVat,
  judgeVatBreakdown,
];

/** What EXTENDED alone has. */
const EXTENDED_JUDGES: readonly Judge[] = [
  judgeExtendedDocument,
  judgeAdoptedLines,
  judgeLines,
  judgeExtendedTotals,
  judgeExtendedVatBreakdown,
];

function ruleSetOf(profile: Profile): RuleSet {
  const judges = profile === 'extended' ? [...JUDGES, ...EXTENDED_JUDGES] : JUDGES;
  const nameOf = namedFor(businessRulesOf(profile));
  return {
    id: `facturx-${profile}`,
    version: VERSION,
    // Of 1.09, which 1.09.2 corrects.
    from: '2026-06-10',
    syntax: 'cii',
    run(document: XmlDocument, report: Report): void {
      hear(document, report, judges, nameOf);
      judgeStructure(document, profile, report);
    },
  };
}

/** From MINIMUM to EXTENDED. */
export const facturX: readonly RuleSet[] = PROFILES.map(ruleSetOf);
