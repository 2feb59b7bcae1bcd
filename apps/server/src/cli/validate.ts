import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { LANGUAGES, type Language } from '@scell/core';
import { explainHybrid, extractInvoice, isPdf, NoInvoiceError } from '@scell/facturx';
import { PdfReadError } from '@scell/pdf';
import { readXml, type Syntax, syntaxOf, XmlError } from '@scell/syntax';
import {
  announcedRuleSets,
  explain,
  type Failure,
  type FileReport,
  figuresText,
  HYBRID_RULES,
  htmlReport,
  isRuleSet,
  isValid,
  jsonReport,
  judges,
  patchesFor,
  ruleSetIds,
  rulesInForce,
  sarifReport,
  svrlReport,
  validate,
} from '@scell/validation';
import { readVersion } from '../platform/release/read-release.ts';
import { type Command, UsageError } from './command.ts';
import { filesOf } from './files.ts';

/** How judgements are written; text is for people at a terminal. */
const FORMATS = ['text', 'json', 'sarif', 'html', 'svrl'] as const;
type Format = (typeof FORMATS)[number];

const RULES = [...ruleSetIds, HYBRID_RULES];
const isKnown = (name: string) => name === HYBRID_RULES || isRuleSet(name);

const words = {
  fr: {
    valid: 'valide',
    invalid: 'refusé',
    unreadable: 'illisible',
    fatal: 'erreur',
    warning: 'avertissement',
    line: 'ligne',
    total: (files: number, refused: number) => `${files} fichier(s), ${refused} refusé(s).`,
  },
  en: {
    valid: 'valid',
    invalid: 'refused',
    unreadable: 'unreadable',
    fatal: 'error',
    warning: 'warning',
    line: 'line',
    total: (files: number, refused: number) => `${files} file(s), ${refused} refused.`,
  },
} as const;

export const validateCommand: Command = {
  summary:
    'Judge invoices in CII or UBL, or in the hybrid PDF that carries them, by the official rules; exit 1 when one is refused.',
  usage: `[--rules auto|${RULES.join(',')}] [--on DATE] [--json|--sarif|--html|--svrl] [--lang fr|en] [--files-from LIST] FILE…`,
  async run(args) {
    const { words: given, list, rules, on, format, language } = read(args);
    const files = await filesOf(given, list);
    if (format === 'svrl' && files.length !== 1) throw new UsageError('--svrl takes one file.');
    let refused = 0;
    // SARIF and HTML are one document of all files; the others are written file by file.
    const gathered: FileReport[] = [];
    for (const file of files) {
      // Remedies that a program can apply are for programs.
      const report = await judge(file, { rules, on, withPatches: format === 'json' || format === 'sarif' });
      if (!isValid(report)) refused++;
      if (format === 'sarif' || format === 'html') gathered.push(report);
      else if (format === 'json') await write(`${jsonReport(report)}\n`);
      else if (format === 'text') await write(sentences(report, language));
      else if (report.failure === undefined) await write(svrlReport(report, language));
      else process.stderr.write(sentences(report, language));
    }
    if (format === 'sarif') {
      const version = await readVersion();
      await write(`${sarifReport(gathered, language, version)}\n`);
    }
    if (format === 'html') await write(htmlReport(gathered, language));
    if (format === 'text' && files.length > 1)
      await write(`${words[language].total(files.length, refused)}\n`);
    return refused === 0 ? 0 : 1;
  },
};

/** Instead of rule sets: those that each document asks for by what it says of itself. */
const AUTO = 'auto';

interface Options {
  /** Files and folders. */
  words: string[];
  /** A file that names more, "-" the input. */
  list: string | undefined;
  rules: string[];
  /** ISO 8601. */
  on: string | undefined;
  format: Format;
  language: Language;
}

function read(args: string[]): Options {
  const { values, positionals } = parse(args);
  const list = values['files-from'];
  if (positionals.length === 0 && list === undefined) throw new UsageError('give one file at least.');
  const rules = [...new Set(values.rules.split(','))];
  const unknown = rules.find((id) => !isKnown(id) && !(id === AUTO && rules.length === 1));
  if (unknown !== undefined) {
    throw new UsageError(
      `--rules is ${AUTO}, or one or several of ${RULES.join(', ')}; not "${values.rules}".`,
    );
  }
  const [format = 'text', second] = FORMATS.filter((name) => name !== 'text' && values[name]);
  if (second !== undefined) throw new UsageError(`--${format} and --${second} exclude each other.`);
  const language = LANGUAGES.find((name) => name === values.lang);
  if (language === undefined) throw new UsageError(`--lang is ${LANGUAGES.join(' or ')}.`);
  const { on } = values;
  if (on !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(on)) throw new UsageError('--on is a day, YYYY-MM-DD.');
  return { words: positionals, list, rules, on, format, language };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        rules: { type: 'string', default: 'en16931' },
        on: { type: 'string' },
        'files-from': { type: 'string' },
        json: { type: 'boolean', default: false },
        sarif: { type: 'boolean', default: false },
        html: { type: 'boolean', default: false },
        svrl: { type: 'boolean', default: false },
        lang: { type: 'string', default: 'en' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** What is asked of a document. */
interface Question {
  rules: readonly string[];
  /** The rules of this day; the newest ones without. */
  on: string | undefined;
  withPatches: boolean;
}

async function judge(file: string, question: Question): Promise<FileReport> {
  const forXml = question.rules.filter((name) => name !== HYBRID_RULES);
  const named = forXml[0] === AUTO ? [] : forXml;
  const report: FileReport = { file, rulesets: named, syntax: null, findings: [] };
  try {
    const bytes = await readFile(file);
    // A patch is of the source text, and the XML inside a PDF is none.
    if (isPdf(bytes)) return judgePdf(bytes, { ...question, rules: forXml, withPatches: false }, report);
    if (forXml.length === 0) return { ...report, failure: notHybrid };
    return judgeXml(bytes, { ...question, rules: forXml }, report);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
    if (code === undefined) throw error;
    const text = { fr: 'Le fichier ne peut être lu.', en: 'The file cannot be read.' };
    return { ...report, failure: { code, text } };
  }
}

/** The XML that the PDF carries by the rules asked for, and the PDF itself by those for hybrids. */
function judgePdf(pdf: Uint8Array, question: Question, start: FileReport): FileReport {
  const rulesets = [...start.rulesets, HYBRID_RULES];
  try {
    const extracted = extractInvoice(pdf);
    const hybrid = { ...start, rulesets, findings: explainHybrid(extracted.findings) };
    const judged = judgeXml(extracted.xml, question, hybrid);
    return { ...judged, findings: [...judged.findings, ...hybrid.findings] };
  } catch (error) {
    if (error instanceof NoInvoiceError)
      return { ...start, rulesets, failure: { code: error.code, text: error.text } };
    if (!(error instanceof PdfReadError)) throw error;
    const { code, message, messageFr } = error;
    return { ...start, rulesets, failure: { code, text: { en: message, fr: messageFr } } };
  }
}

function judgeXml(xml: Uint8Array, { rules, on, withPatches }: Question, start: FileReport): FileReport {
  const unjudged = { ...start, findings: [] };
  try {
    const document = readXml(xml);
    const syntax = syntaxOf(document);
    if (syntax === undefined) return { ...unjudged, failure: notInvoice(document.root.tag) };
    const asked = rules[0] === AUTO ? announcedRuleSets(document) : rules;
    const chosen = on === undefined ? asked : rulesInForce(asked, on);
    const missing = chosen.filter((id) => !judges(id, syntax));
    if (missing.length > 0) return { ...unjudged, failure: notForSyntax(missing, syntax) };
    const findings = validate(document, chosen);
    const patches = withPatches ? patchesFor(document, findings, chosen) : undefined;
    const rulesets = start.rulesets.includes(HYBRID_RULES) ? [...chosen, HYBRID_RULES] : chosen;
    return { ...unjudged, rulesets, syntax, findings: explain(document, findings, patches) };
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    const { code, line, column, text } = error;
    return { ...unjudged, failure: { code, text, line, column } };
  }
}

const notHybrid: Failure = {
  code: 'not-a-hybrid',
  text: {
    fr: 'Les règles « hybrid » portent sur un PDF ; ce fichier n’en est pas un.',
    en: 'The rules "hybrid" are about a PDF, which this file is not.',
  },
};

function notInvoice(tag: string): Failure {
  return {
    code: 'not-an-invoice',
    text: {
      fr: `L’élément racine ${tag} n’est pas celui d’une facture CII ou UBL.`,
      en: `The root element ${tag} is not that of an invoice in CII or UBL.`,
    },
  };
}

function notForSyntax(rulesets: readonly string[], syntax: Syntax): Failure {
  const ids = rulesets.join(', ');
  const name = syntax.toUpperCase();
  return {
    code: 'rules-not-for-syntax',
    text: {
      fr: `Les règles ${ids} ne jugent pas un document ${name} : retirez-les de --rules, ou convertissez la facture.`,
      en: `The rules ${ids} do not judge a document in ${name}: leave them out of --rules, or convert the invoice.`,
    },
  };
}

/** The judgement for people: one line a file, two a finding, the place of the first hit and the words. */
function sentences(report: FileReport, language: Language): string {
  const say = words[language];
  const { file, syntax, findings, failure } = report;
  if (failure !== undefined) {
    const place = failure.line === undefined ? '' : `${say.line} ${failure.line}: `;
    return `${file}: ${say.unreadable}: ${place}${failure.text[language]}\n`;
  }
  const lines = findings.map(({ rule, severity, count, explanation, remedy, places }) => {
    const { line, path, figures } = places[0];
    const times = count === 1 ? '' : ` ×${count}`;
    const facts = figuresText(figures, language);
    const told = [explanation[language], ...(facts === '' ? [] : [facts]), remedy[language]].join(' ');
    return `  ${say[severity]} ${rule}${times} (${say.line} ${line}) ${path}\n    ${told}\n`;
  });
  return `${file}: ${isValid(report) ? say.valid : say.invalid} (${syntax?.toUpperCase()})\n${lines.join('')}`;
}

/** Waits for a slow reader of the output: judgements of thousands of files do not pile up in memory. */
async function write(text: string): Promise<void> {
  if (process.stdout.write(text)) return;
  await new Promise<void>((resolve) => process.stdout.once('drain', resolve));
}
