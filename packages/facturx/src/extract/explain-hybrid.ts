import { type ExplainedFinding, HYBRID_RULES } from '@scell/validation';
import type { HybridFinding } from './finding.ts';

/**
 * The faults of the PDF side as findings of the rule set `hybrid`, for reports that tell them with those on the XML. Notes on what could not be
 * compared are no judgement, and left out.
 */
export function explainHybrid(findings: readonly HybridFinding[]): ExplainedFinding[] {
  return findings.flatMap(({ code, severity, text, remedy, term = null, figures }) =>
    severity === 'info'
      ? []
      : [
          {
            ruleset: HYBRID_RULES,
            rule: code,
            severity,
            term,
            explanation: text,
            remedy,
            // The PDF as a whole: it has no lines.
            count: 1,
            places: [{ path: '/', line: 1, column: 1, ...(figures === undefined ? {} : { figures }) }],
          },
        ],
  );
}
