import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { type Position, readXml, type Syntax, syntaxOf, XmlError } from '@scell/syntax';
import { type Finding, Locator, ruleSetIds, validate } from '@scell/validation';
import { type Command, UsageError } from './command.ts';

type Language = 'fr' | 'en';

/** What is said of one file. `findings` is empty where the rules are silent, and where the file could not be judged. */
interface Judgement {
  file: string;
  /** Null when the file could not be judged. */
  syntax: Syntax | null;
  /** No fatal finding. */
  valid: boolean;
  findings: (Position & {
    ruleset: string;
    rule: string;
    severity: 'fatal' | 'warning';
    count: number;
    /** With line and column: the first hit. */
    path: string;
  })[];
  /** Why the file could not be judged. */
  error?: { code: string; message: string; line?: number; column?: number };
}

const words = {
  fr: {
    valid: 'valide',
    invalid: 'refusé',
    unreadable: 'illisible',
    fatal: 'erreur',
    warning: 'avertissement',
    line: 'ligne',
    notInvoice: (tag: string) => `L’élément racine ${tag} n’est pas celui d’une facture CII ou UBL.`,
    notFound: 'Le fichier ne peut être lu.',
    total: (files: number, refused: number) => `${files} fichier(s), ${refused} refusé(s).`,
  },
  en: {
    valid: 'valid',
    invalid: 'refused',
    unreadable: 'unreadable',
    fatal: 'error',
    warning: 'warning',
    line: 'line',
    notInvoice: (tag: string) => `The root element ${tag} is not that of an invoice in CII or UBL.`,
    notFound: 'The file cannot be read.',
    total: (files: number, refused: number) => `${files} file(s), ${refused} refused.`,
  },
} as const;

export const validateCommand: Command = {
  summary: 'Judge invoices in CII or UBL by the official rules; exit 1 when one is refused.',
  usage: `[--rules ${ruleSetIds.join(',')}] [--json] [--lang fr|en] FILE…`,
  async run(args) {
    const { files, rules, json, language } = read(args);
    let refused = 0;
    for (const file of files) {
      const judgement = await judge(file, rules, language);
      if (!judgement.valid) refused++;
      await write(json ? `${JSON.stringify(judgement)}\n` : sentences(judgement, language));
    }
    if (!json && files.length > 1) await write(`${words[language].total(files.length, refused)}\n`);
    return refused === 0 ? 0 : 1;
  },
};

function read(args: string[]): { files: string[]; rules: string[]; json: boolean; language: Language } {
  const { values, positionals } = parse(args);
  if (positionals.length === 0) throw new UsageError('give one file at least.');
  const rules = [...new Set(values.rules.split(','))];
  const unknown = rules.find((id) => !ruleSetIds.includes(id));
  if (unknown !== undefined) {
    throw new UsageError(`--rules knows ${ruleSetIds.join(', ')}, not "${unknown}".`);
  }
  if (values.lang !== 'fr' && values.lang !== 'en') throw new UsageError('--lang is fr or en.');
  return { files: positionals, rules, json: values.json, language: values.lang };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        rules: { type: 'string', default: 'en16931' },
        json: { type: 'boolean', default: false },
        lang: { type: 'string', default: 'en' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

async function judge(file: string, rules: string[], language: Language): Promise<Judgement> {
  const unjudged = (error: Judgement['error'] & object): Judgement => ({
    file,
    syntax: null,
    valid: false,
    findings: [],
    error,
  });
  try {
    const document = readXml(await readFile(file));
    const syntax = syntaxOf(document);
    if (syntax === undefined) {
      return unjudged({ code: 'not-an-invoice', message: words[language].notInvoice(document.root.tag) });
    }
    const locator = new Locator();
    const findings = validate(document, rules).map((finding) => ({
      ruleset: finding.ruleSet,
      rule: finding.rule,
      severity: finding.severity,
      count: finding.hits.length,
      ...firstHit(finding, locator, (offset) => document.lineOf(offset)),
    }));
    return { file, syntax, valid: findings.every(({ severity }) => severity !== 'fatal'), findings };
  } catch (error) {
    if (error instanceof XmlError) {
      const { code, line, column, text } = error;
      return unjudged({ code, message: text[language], line, column });
    }
    const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
    if (code === undefined) throw error;
    return unjudged({ code, message: words[language].notFound });
  }
}

function firstHit({ hits }: Finding, locator: Locator, lineOf: (offset: number) => Position) {
  const node = hits[0]?.node;
  return node === undefined
    ? { line: 0, column: 0, path: '' }
    : { ...lineOf(node.offset), path: locator.pathOf(node) };
}

/** The judgement for people: one line a file, one a finding. */
function sentences({ file, syntax, valid, findings, error }: Judgement, language: Language): string {
  const say = words[language];
  if (error !== undefined) {
    const place = error.line === undefined ? '' : `${say.line} ${error.line}: `;
    return `${file}: ${say.unreadable}: ${place}${error.message}\n`;
  }
  const lines = findings.map(({ rule, severity, count, line, path }) => {
    const times = count === 1 ? '' : ` ×${count}`;
    return `  ${say[severity]} ${rule}${times} (${say.line} ${line}) ${path}\n`;
  });
  return `${file}: ${valid ? say.valid : say.invalid} (${syntax?.toUpperCase()})\n${lines.join('')}`;
}

/** Waits for a slow reader of the output: judgements of thousands of files do not pile up in memory. */
async function write(text: string): Promise<void> {
  if (process.stdout.write(text)) return;
  await new Promise<void>((resolve) => process.stdout.once('drain', resolve));
}
