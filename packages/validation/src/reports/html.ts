/** Reports as one page of HTML that needs nothing else, for people. */
import type { Language } from '@scell/core';
import type { Severity } from '../engine/rule-set.ts';
import { nameOf } from '../messages/terms.ts';
import { idOf, versionOf } from '../rule-sets.ts';
import { escaped } from './escape.ts';
import { figuresText } from './figures.ts';
import { type ExplainedFinding, type FileReport, isValid, type Place } from './report.ts';

const WORDS = {
  fr: {
    title: 'Validation de factures électroniques',
    valid: 'Valide',
    refused: 'Refusée',
    unjudged: 'Non jugée',
    fatal: 'Erreur',
    warning: 'Avertissement',
    remedy: 'Que faire',
    line: 'ligne',
    column: 'colonne',
    silent: 'Rien à signaler.',
    rules: 'Règles',
    more: (count: number) => `et ${count} autres endroits`,
    summary: (files: number, refused: number) =>
      `${files} ${files > 1 ? 'fichiers' : 'fichier'}, ${refused} ${refused > 1 ? 'refusés' : 'refusé'}.`,
  },
  en: {
    title: 'Validation of e-invoices',
    valid: 'Valid',
    refused: 'Refused',
    unjudged: 'Not judged',
    fatal: 'Error',
    warning: 'Warning',
    remedy: 'What to do',
    line: 'line',
    column: 'column',
    silent: 'Nothing to report.',
    rules: 'Rules',
    more: (count: number) => `and ${count} more places`,
    summary: (files: number, refused: number) =>
      `${files} ${files === 1 ? 'file' : 'files'}, ${refused} refused.`,
  },
} as const;

/** What refuses a document is read first. */
const SEVERITIES: readonly Severity[] = ['fatal', 'warning'];

/** A page stays readable where a rule fails on thousands of lines. */
const MOST_PLACES = 20;

const STYLE = `
:root { color-scheme: light dark; --line: #8884; --fatal: #b3261e; --warning: #8a5a00; --good: #1b6e3c; }
@media (prefers-color-scheme: dark) { :root { --fatal: #ff8a80; --warning: #ffca6a; --good: #7fd8a1; } }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; overflow-wrap: anywhere; margin: 2.5rem 0 .25rem; }
h3 { font-size: 1rem; margin: 0; } p { margin: .4rem 0; overflow-wrap: anywhere; }
article { border: 1px solid var(--line); border-left: .3rem solid var(--warning); border-radius: .3rem; padding: .8rem 1rem; margin: .8rem 0; }
article.fatal { border-left-color: var(--fatal); }
.fatal .severity, .refused { color: var(--fatal); } .warning .severity { color: var(--warning); } .valid { color: var(--good); }
.term { font-weight: normal; opacity: .8; } ul { margin: .4rem 0; padding-left: 1.2rem; } li { overflow-wrap: anywhere; }
code { font-size: .85em; } .figures { font-variant-numeric: tabular-nums; }`;

/** A whole document: the files in their order, a section each, an article a rule that fails. */
export function htmlReport(reports: readonly FileReport[], language: Language): string {
  const say = WORDS[language];
  const refused = reports.filter((report) => !isValid(report)).length;
  return `<!DOCTYPE html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${say.title}</title>
<style>${STYLE}
</style>
</head>
<body>
<h1>${say.title}</h1>
<p>${say.summary(reports.length, refused)}</p>
${reports.map((report) => section(report, language)).join('')}</body>
</html>
`;
}

function section(report: FileReport, language: Language): string {
  const say = WORDS[language];
  const { file, syntax, rulesets, findings, failure } = report;
  if (failure !== undefined) {
    const place = failure.line === undefined ? '' : ` (${placeText(failure.line, failure.column, language)})`;
    return `<section>
<h2>${escaped(file)}</h2>
<p><strong class="refused">${say.unjudged}</strong></p>
<p>${escaped(failure.text[language])}${place}</p>
</section>
`;
  }
  const verdict = isValid(report)
    ? `<strong class="valid">${say.valid}</strong>`
    : `<strong class="refused">${say.refused}</strong>`;
  const ordered = findings.toSorted(
    (a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity),
  );
  const articles = ordered.map((finding) => article(finding, language)).join('');
  return `<section>
<h2>${escaped(file)}</h2>
<p>${verdict} · ${syntax?.toUpperCase()} · ${say.rules} ${escaped(rulesets.map((name) => `${idOf(name)} ${versionOf(name)}`).join(', '))}</p>
${articles === '' ? `<p>${say.silent}</p>\n` : articles}</section>
`;
}

function article(finding: ExplainedFinding, language: Language): string {
  const say = WORDS[language];
  const { rule, severity, count, term, explanation, remedy, places } = finding;
  const name = term === null ? undefined : nameOf(term);
  const about =
    term === null
      ? ''
      : ` <span class="term">${escaped(term)}${name === undefined ? '' : ` ${escaped(name[language])}`}</span>`;
  const shown = places.slice(0, MOST_PLACES).map((place) => item(place, language));
  const hidden = count - shown.length;
  return `<article class="${severity}">
<h3><span class="severity">${say[severity]}</span> ${escaped(rule)}${about}</h3>
<p>${escaped(explanation[language])}</p>
<p><strong>${say.remedy}</strong> ${escaped(remedy[language])}</p>
<ul>
${shown.join('')}${hidden === 0 ? '' : `<li>${say.more(hidden)}</li>\n`}</ul>
</article>
`;
}

function item({ path, line, column, figures }: Place, language: Language): string {
  const facts = figuresText(figures, language);
  const shown = facts === '' ? '' : ` <span class="figures">${escaped(facts)}</span>`;
  return `<li>${placeText(line, column, language)} <code>${escaped(path)}</code>${shown}</li>\n`;
}

function placeText(line: number, column: number | undefined, language: Language): string {
  const say = WORDS[language];
  return column === undefined ? `${say.line} ${line}` : `${say.line} ${line}, ${say.column} ${column}`;
}
