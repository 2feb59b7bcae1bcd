/** A report as one line of JSON, for programs. */
import { idOf, versionOf } from '../rule-sets.ts';
import { type FileReport, isValid } from './report.ts';

/**
 * One JSON object without line ends: `file`, `syntax`, `valid`, `rulesets` (the version of each), `findings[]` with `ruleset`, `rule`, `severity`, `count`, `term`, the place of the
 * first hit (`line`, `column`, `path`, `figures`), `explanation` and `remedy` in both languages, all `places` where there are several, `patch` or null; `error` with
 * `code`, `text` in both languages, `line` and `column` where the file could not be judged.
 */
export function jsonReport(report: FileReport): string {
  const { file, syntax, rulesets, findings, failure } = report;
  return JSON.stringify({
    file,
    syntax,
    valid: isValid(report),
    rulesets: Object.fromEntries(rulesets.map((name) => [idOf(name), versionOf(name)])),
    findings: findings.map(({ ruleset, rule, severity, count, term, explanation, remedy, places, patch }) => {
      const { line, column, path, figures } = places[0];
      return {
        ruleset,
        rule,
        severity,
        count,
        term,
        line,
        column,
        path,
        figures,
        explanation,
        remedy,
        places: places.length > 1 ? places : undefined,
        patch: patch ?? null,
      };
    }),
    error: failure && {
      code: failure.code,
      text: failure.text,
      line: failure.line,
      column: failure.column,
    },
  });
}
