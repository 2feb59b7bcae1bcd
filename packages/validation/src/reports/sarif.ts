/** Reports as SARIF 2.1.0 (OASIS), for code hosts and editors. */
import type { Language } from '@scell/core';
import { idOf, versionOf } from '../rule-sets.ts';
import { figuresText } from './figures.ts';
import type { ExplainedFinding, FileReport, Place } from './report.ts';

const LEVELS = { fatal: 'error', warning: 'warning' } as const;
const TAGS = { fr: 'fr-FR', en: 'en-US' } as const;

/**
 * One SARIF log with one run: a result a hit, a rule a rule that fails, an extension a rule set, a notification a file that could not be judged.
 * @param version of the program that judged.
 */
export function sarifReport(reports: readonly FileReport[], language: Language, version: string): string {
  const rules = new Map<string, { index: number; finding: ExplainedFinding }>();
  const results: object[] = [];
  for (const { file, findings } of reports) {
    for (const finding of findings) {
      const known = rules.get(finding.rule) ?? { index: rules.size, finding };
      rules.set(finding.rule, known);
      for (const place of finding.places)
        results.push({
          ...result(file, finding, place, known.index, language),
          // One change for all places of the rule.
          ...(place === finding.places[0] ? fixesOf(file, finding, language) : {}),
        });
    }
  }
  const notifications = reports.flatMap((report) => notificationOf(report, language));
  return JSON.stringify({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Scell',
            version,
            language: TAGS[language],
            rules: Array.from(rules.values(), ({ finding }) => descriptor(finding, language)),
          },
          extensions: Array.from(new Set(reports.flatMap(({ rulesets }) => rulesets)), (name) => ({
            name: idOf(name),
            version: versionOf(name),
          })),
        },
        language: TAGS[language],
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: notifications.length === 0,
            toolExecutionNotifications: notifications,
          },
        ],
        artifacts: Array.from(new Set(reports.map(({ file }) => uriOf(file))), (uri) => ({
          location: { uri },
          roles: ['analysisTarget'],
        })),
        results,
      },
    ],
  });
}

function descriptor(
  { rule, ruleset, severity, term, explanation, remedy }: ExplainedFinding,
  language: Language,
): object {
  return {
    id: rule,
    shortDescription: { text: explanation[language] },
    help: { text: remedy[language] },
    defaultConfiguration: { level: LEVELS[severity] },
    properties: { tags: term === null ? [ruleset] : [ruleset, term] },
  };
}

function result(
  file: string,
  { rule, ruleset, severity, explanation, remedy }: ExplainedFinding,
  { path, line, column, figures }: Place,
  ruleIndex: number,
  language: Language,
): object {
  const facts = figuresText(figures, language);
  return {
    ruleId: rule,
    ruleIndex,
    level: LEVELS[severity],
    message: {
      text: [explanation[language], ...(facts === '' ? [] : [facts]), remedy[language]].join(' '),
    },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(file) },
          region: { startLine: line, startColumn: column },
        },
        logicalLocations: [{ fullyQualifiedName: path, kind: 'element' }],
      },
    ],
    properties: figures === undefined ? { ruleset } : { ruleset, figures },
  };
}

/** The patch as SARIF proposes fixes (§3.55): regions by their characters. */
function fixesOf(file: string, { patch, remedy }: ExplainedFinding, language: Language): object {
  if (patch === undefined) return {};
  const replacements = patch.edits.map(({ start, end, becomes }) => ({
    deletedRegion: { charOffset: start, charLength: end - start },
    insertedContent: { text: becomes },
  }));
  const artifactChanges = [{ artifactLocation: { uri: uriOf(file) }, replacements }];
  return { fixes: [{ description: { text: remedy[language] }, artifactChanges }] };
}

function notificationOf({ file, failure }: FileReport, language: Language): object[] {
  if (failure === undefined) return [];
  const { code, text, line, column } = failure;
  return [
    {
      descriptor: { id: code },
      level: 'error',
      message: { text: text[language] },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: uriOf(file) },
            ...(line === undefined || column === undefined
              ? {}
              : { region: { startLine: line, startColumn: column } }),
          },
        },
      ],
    },
  ];
}

/** A path as a relative reference or, where it is absolute, a file URI (RFC 3986, SARIF §3.4.3). */
function uriOf(file: string): string {
  const path = file
    .toWellFormed()
    .replaceAll('\\', '/')
    .split('/')
    .map((segment) => encodeURIComponent(segment))
    .join('/');
  return path.startsWith('/') ? `file://${path}` : path;
}
