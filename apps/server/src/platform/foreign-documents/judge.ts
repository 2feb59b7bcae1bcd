import type { Language } from '@scell/contract';
import { explainHybrid, type OpenedDocument } from '@scell/facturx';
import {
  announcedRuleSets,
  type ExplainedFinding,
  explain,
  type FileReport,
  type Finding,
  HYBRID_RULES,
  htmlReport,
  idOf,
  isValid,
  judges,
  type Patch,
  type Place,
  patchesFor,
  ruleSetIds,
  rulesInForce,
  sarifReport,
  specificationOf,
  svrlReport,
  validate,
  versionOf,
} from '@scell/validation';
import { DocumentFault } from './fault.ts';
import { openDocument } from './open-document.ts';

export interface JudgeJob {
  kind: 'judge';
  bytes: Uint8Array;
  /** As reports name the document. */
  name: string;
  /** `auto`: those that the document announces. */
  rules: readonly string[] | 'auto';
  /** The rules of this day, `YYYY-MM-DD`; `null`: the newest. */
  on: string | null;
  language: Language;
  format: 'json' | 'sarif' | 'svrl' | 'html';
  /** Of the program, for SARIF. */
  version: string;
}

/** A verdict as the API answers it, in one language; or a report as text. */
export type JudgeResult = { judgement: Judgement } | { report: string };

export interface Judgement {
  /** No rule that refuses the document fails. */
  valid: boolean;
  syntax: 'cii' | 'ubl';
  container: 'xml' | 'pdf';
  /** BT-24. */
  specification: string | null;
  rulesets: { id: string; version: string }[];
  findings: JudgedFinding[];
  /** The PDF that carries the XML; `null` for bare XML. */
  hybrid: HybridFacts | null;
}

export interface JudgedFinding extends JudgedPlace {
  ruleset: string;
  rule: string;
  severity: 'fatal' | 'warning';
  count: number;
  term: string | null;
  explanation: string;
  remedy: string;
  places: JudgedPlace[];
  /** A change of the source text that silences the rule, where the remedy is mechanical. */
  patch: JudgedPatch | null;
}

export type JudgedPatch = Omit<Patch, 'edits' | 'lost'> & { edits: Patch['edits'][number][]; lost: string[] };

export interface JudgedPlace {
  line: number;
  column: number;
  path: string;
  figures: Record<string, string> | null;
}

export interface HybridFacts {
  format: string;
  profile: string | null;
  filename: string;
  version: string | null;
  relationship: string | null;
}

/**
 * A rule that fails on every one of thousands of lines is answered with so many of its places. Pages for people choose what
 * they show of all of them.
 */
const MOST_PLACES = { json: 100, sarif: 1000, svrl: 1000 } as const;

/** Judges a document by rule sets. Throws `DocumentFault` for what cannot be judged. */
export function judge({ bytes, name, rules, on, language, format, version }: JudgeJob): JudgeResult {
  const opened = openDocument(bytes);
  const { document, syntax, hybrid } = opened;
  const asked = rules === 'auto' ? announcedRuleSets(document) : rules.filter((id) => id !== HYBRID_RULES);
  const forXml = on === null ? asked : rulesInForce(asked, on);
  refuseMissing(forXml, opened);
  const found = validate(document, forXml);
  // Remedies that a program can apply are for programs, and those on the XML in a PDF for whoever made the PDF.
  const patchable = format === 'json' && hybrid === null && isPatchable(opened, found);
  const findings = [
    ...explain(document, found, patchable ? patchesFor(document, found, forXml) : undefined),
    ...explainHybrid(hybrid?.findings ?? []),
  ];
  const rulesets = hybrid === null ? forXml : [...forXml, HYBRID_RULES];
  const report: FileReport = { file: name, rulesets, syntax, findings };
  if (format === 'json') return { judgement: judgementOf(opened, report, language) };
  if (format === 'html') return { report: htmlReport([report], language) };
  const shown = { ...report, findings: findings.map((finding) => shortened(finding, MOST_PLACES[format])) };
  switch (format) {
    case 'sarif':
      return { report: sarifReport([shown], language, version) };
    case 'svrl':
      return { report: svrlReport(shown, language) };
  }
}

/** Patches are tried on the document one after the other: a large one that is wrong all over is left to its author. */
const PATCHABLE = { characters: 1_000_000, hits: 1_000 } as const;

function isPatchable({ document }: OpenedDocument, findings: readonly Finding[]): boolean {
  const hits = findings.reduce((sum, finding) => sum + finding.hits.length, 0);
  return document.source.length <= PATCHABLE.characters && hits <= PATCHABLE.hits;
}

function refuseMissing(rulesets: readonly string[], { syntax, hybrid }: OpenedDocument): void {
  if (rulesets.length === 0 && hybrid === null) {
    const text = {
      fr: 'les règles « hybrid » portent sur un PDF ; ce document n’en est pas un.',
      en: 'the rules "hybrid" are about a PDF, which this document is not.',
    };
    throw new DocumentFault({ kind: 'no-rules', code: 'not-a-hybrid', text });
  }
  const missing = rulesets.filter((id) => !judges(id, syntax)).join(', ');
  if (missing === '') return;
  const known = ruleSetIds.filter((id) => judges(id, syntax)).join(', ');
  const text = {
    fr: `il n’y a pas de règles ${missing} pour ${syntax.toUpperCase()} ; il y a ${known}.`,
    en: `there are no rules ${missing} for ${syntax.toUpperCase()}; there are ${known}.`,
  };
  throw new DocumentFault({ kind: 'no-rules', code: 'no-rules', text });
}

function judgementOf(
  { document, syntax, hybrid }: OpenedDocument,
  report: FileReport,
  language: Language,
): Judgement {
  return {
    valid: isValid(report),
    syntax,
    container: hybrid === null ? 'xml' : 'pdf',
    specification: specificationOf(document) || null,
    rulesets: report.rulesets.map((name) => ({ id: idOf(name), version: versionOf(name) })),
    findings: report.findings.map((finding) => judgedFinding(finding, language)),
    hybrid: hybrid && {
      format: hybrid.format,
      profile: hybrid.profile,
      filename: hybrid.filename,
      version: hybrid.version,
      relationship: hybrid.relationship,
    },
  };
}

function judgedFinding(finding: ExplainedFinding, language: Language): JudgedFinding {
  const { ruleset, rule, severity, count, term, explanation, remedy, places, patch } = finding;
  return {
    ruleset,
    rule,
    severity,
    count,
    term,
    ...judgedPlace(places[0]),
    explanation: explanation[language],
    remedy: remedy[language],
    places: places.slice(0, MOST_PLACES.json).map(judgedPlace),
    patch: patch === undefined ? null : { ...patch, edits: [...patch.edits], lost: [...patch.lost] },
  };
}

function judgedPlace({ line, column, path, figures }: Place): JudgedPlace {
  return { line, column, path, figures: figures === undefined ? null : { ...figures } };
}

function shortened(finding: ExplainedFinding, most: number): ExplainedFinding {
  const [first, ...more] = finding.places;
  return { ...finding, places: [first, ...more.slice(0, most - 1)] };
}
