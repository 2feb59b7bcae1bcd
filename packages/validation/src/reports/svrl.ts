/** A report in the Schematron Validation Report Language (ISO/IEC 19757-3 annex D), as a Schematron step on Saxon writes it. */
import type { Language } from '@scell/core';
import { namespaces } from '@scell/syntax';
import { idOf, versionOf } from '../rule-sets.ts';
import { escaped } from './escape.ts';
import { figuresText } from './figures.ts';
import type { ExplainedFinding, FileReport, Place } from './report.ts';

/**
 * One XML document: an active pattern a rule set, one failed assertion a hit. `id`, `flag` and `location` are what the official artefacts give;
 * `test` is the id again, since the rules are no XPath here; the text is our explanation, the diagnostic our remedy.
 * @throws {RangeError} for a file that could not be judged: SVRL has no place for it.
 */
export function svrlReport(report: FileReport, language: Language): string {
  if (report.failure !== undefined) throw new RangeError(report.failure.text[language]);
  const prefixes = Array.from(
    namespaces,
    ([prefix, uri]) => `  <svrl:ns-prefix-in-attribute-values uri="${escaped(uri)}" prefix="${prefix}"/>\n`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<svrl:schematron-output xmlns:svrl="http://purl.oclc.org/dsdl/svrl" xml:lang="${language}" title="${escaped(report.rulesets.join(' '))}">
${prefixes.join('')}${report.rulesets.map((ruleset) => pattern(ruleset, report, language)).join('')}</svrl:schematron-output>
`;
}

function pattern(ruleset: string, { file, findings }: FileReport, language: Language): string {
  const failed = findings
    .filter((finding) => finding.ruleset === ruleset)
    .flatMap((finding) => finding.places.map((place) => failedAssert(finding, place, language)));
  return `  <svrl:active-pattern document="${escaped(file)}" id="${escaped(idOf(ruleset))}" name="${escaped(`${idOf(ruleset)} ${versionOf(ruleset)}`)}"/>
  <svrl:fired-rule context="/*"/>
${failed.join('')}`;
}

function failedAssert(
  { rule, severity, explanation, remedy }: ExplainedFinding,
  { path, figures }: Place,
  language: Language,
): string {
  const facts = figuresText(figures, language);
  const text = `[${rule}] ${explanation[language]}${facts === '' ? '' : ` ${facts}`}`;
  const id = escaped(rule);
  return `  <svrl:failed-assert id="${id}" flag="${severity}" role="${severity}" test="${id}" location="${escaped(xpath(path))}">
    <svrl:diagnostic-reference diagnostic="${id}">${escaped(remedy[language])}</svrl:diagnostic-reference>
    <svrl:text>${escaped(text)}</svrl:text>
  </svrl:failed-assert>
`;
}

/** A path that XPath 1.0 reads: elements of foreign namespaces, "{uri}local" in our paths, are told by their names. */
function xpath(path: string): string {
  return path.replace(
    /\{([^}]*)\}([^/[\]]+)/g,
    (_, uri: string, local: string) =>
      `*[local-name()=${literal(local)} and namespace-uri()=${literal(uri)}]`,
  );
}

/** A string literal; XPath 1.0 has no escape in it, and a name of a namespace has no reason to hold both quotes. */
function literal(text: string): string {
  return text.includes("'") ? `"${text.replaceAll('"', '%22')}"` : `'${text}'`;
}
