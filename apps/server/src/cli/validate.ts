import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { LANGUAGES, type Language } from '@scell/core';
import { readXml, type Syntax, syntaxOf, XmlError } from '@scell/syntax';
import {
  explain,
  type Failure,
  type FileReport,
  figuresText,
  htmlReport,
  isValid,
  jsonReport,
  judges,
  patchesFor,
  ruleSetIds,
  sarifReport,
  svrlReport,
  validate,
} from '@scell/validation';
import { readRelease } from '../platform/release.ts';
import { type Command, UsageError } from './command.ts';

/** How judgements are written; text is for people at a terminal. */
const FORMATS = ['text', 'json', 'sarif', 'html', 'svrl'] as const;
type Format = (typeof FORMATS)[number];

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
  summary: 'Judge invoices in CII or UBL by the official rules; exit 1 when one is refused.',
  usage: `[--rules ${ruleSetIds.join(',')}] [--json|--sarif|--html|--svrl] [--lang fr|en] FILE…`,
  async run(args) {
    const { files, rules, format, language } = read(args);
    let refused = 0;
    // SARIF and HTML are one document of all files; the others are written file by file.
    const gathered: FileReport[] = [];
    for (const file of files) {
      // Remedies that a program can apply are for programs.
      const report = await judge(file, rules, format === 'json');
      if (!isValid(report)) refused++;
      if (format === 'sarif' || format === 'html') gathered.push(report);
      else if (format === 'json') await write(`${jsonReport(report)}\n`);
      else if (format === 'text') await write(sentences(report, language));
      else if (report.failure === undefined) await write(svrlReport(report, language));
      else process.stderr.write(sentences(report, language));
    }
    if (format === 'sarif') {
      const { version } = await readRelease();
      await write(`${sarifReport(gathered, language, version)}\n`);
    }
    if (format === 'html') await write(htmlReport(gathered, language));
    if (format === 'text' && files.length > 1)
      await write(`${words[language].total(files.length, refused)}\n`);
    return refused === 0 ? 0 : 1;
  },
};

function read(args: string[]): { files: string[]; rules: string[]; format: Format; language: Language } {
  const { values, positionals } = parse(args);
  if (positionals.length === 0) throw new UsageError('give one file at least.');
  const rules = [...new Set(values.rules.split(','))];
  const unknown = rules.find((id) => !ruleSetIds.includes(id));
  if (unknown !== undefined) {
    throw new UsageError(`--rules knows ${ruleSetIds.join(', ')}, not "${unknown}".`);
  }
  const [format = 'text', second] = FORMATS.filter((name) => name !== 'text' && values[name]);
  if (second !== undefined) throw new UsageError(`--${format} and --${second} exclude each other.`);
  if (format === 'svrl' && positionals.length > 1) throw new UsageError('--svrl takes one file.');
  const language = LANGUAGES.find((name) => name === values.lang);
  if (language === undefined) throw new UsageError(`--lang is ${LANGUAGES.join(' or ')}.`);
  return { files: positionals, rules, format, language };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        rules: { type: 'string', default: 'en16931' },
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

async function judge(file: string, rulesets: string[], withPatches: boolean): Promise<FileReport> {
  const unjudged = (failure: Failure): FileReport => ({
    file,
    rulesets,
    syntax: null,
    findings: [],
    failure,
  });
  try {
    const document = readXml(await readFile(file));
    const syntax = syntaxOf(document);
    if (syntax === undefined) return unjudged(notInvoice(document.root.tag));
    const missing = rulesets.filter((id) => !judges(id, syntax));
    if (missing.length > 0) return unjudged(notForSyntax(missing, syntax));
    const findings = validate(document, rulesets);
    const patches = withPatches ? patchesFor(document, findings, rulesets) : undefined;
    return { file, rulesets, syntax, findings: explain(document, findings, patches) };
  } catch (error) {
    if (error instanceof XmlError) {
      const { code, line, column, text } = error;
      return unjudged({ code, text, line, column });
    }
    const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
    if (code === undefined) throw error;
    return unjudged({
      code,
      text: { fr: 'Le fichier ne peut être lu.', en: 'The file cannot be read.' },
    });
  }
}

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
  const lines = findings.map(({ rule, severity, explanation, remedy, places }) => {
    const { line, path, figures } = places[0];
    const times = places.length === 1 ? '' : ` ×${places.length}`;
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
