/**
 * What the official rules do not see, as warnings under our own ids: keys of identifiers, days that do not exist, rates that were not in force, lines that do not
 * multiply out, texts and attachments that came to harm. The official verdict decides whether a document is valid; these rules speak only when they are asked.
 */
import type { XmlDocument } from '@scell/syntax';
import type { Report, RuleSet } from '../engine/rule-set.ts';
import { judgeAttachments } from './attachments.ts';
import { judgeDates } from './dates.ts';
import { judgeFigures } from './figures.ts';
import { judgeIdentifiers } from './identifiers.ts';
import { Reading, type StrictJudge } from './reading.ts';
import { judgeTexts } from './texts.ts';
import { judgeVatRates } from './vat-rates.ts';

const JUDGES: readonly StrictJudge[] = [
  judgeIdentifiers,
  judgeDates,
  judgeFigures,
  judgeVatRates,
  judgeTexts,
  judgeAttachments,
];

function strict(syntax: 'cii' | 'ubl'): RuleSet {
  return {
    id: 'strict',
    version: '1',
    from: '2026-11-20',
    syntax,
    run({ root }: XmlDocument, report: Report): void {
      const reading = new Reading(root);
      for (const judge of JUDGES) judge(reading, (rule, node, facts) => report(rule, 'warning', node, facts));
    },
  };
}

export const strictCii = strict('cii');
export const strictUbl = strict('ubl');
