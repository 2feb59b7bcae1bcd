import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { LANGUAGES, type Language } from '@scell/core';
import { readXml, syntaxOf, XmlError } from '@scell/syntax';
import { type Finding, type Fixed, fix, ruleSetIds } from '@scell/validation';
import { type Command, UsageError } from './command.ts';
import { writerLike } from './text-file.ts';
import { unifiedDiff } from './unified-diff.ts';

const words = {
  fr: {
    silenced: 'corrigé',
    remains: 'reste',
    appeared: 'apparu',
    loses: 'perdu',
    fatal: 'erreur',
    warning: 'avertissement',
    nothing: 'rien à corriger automatiquement',
    counts: (patches: number, remaining: number) =>
      `${patches} correction(s), ${remaining} constat(s) restant(s)`,
    unwritten: 'Rien n’est écrit : donnez --write ou -o FICHIER.',
    notInvoice: 'ce n’est pas une facture CII ou UBL',
    encoding: 'l’encodage du fichier ne peut être conservé à l’octet près : convertissez-le en UTF-8',
    unreadable: 'le fichier ne peut être lu ou écrit',
  },
  en: {
    silenced: 'mended',
    remains: 'remains',
    appeared: 'appeared',
    loses: 'lost',
    fatal: 'error',
    warning: 'warning',
    nothing: 'nothing to mend mechanically',
    counts: (patches: number, remaining: number) => `${patches} patch(es), ${remaining} finding(s) remaining`,
    unwritten: 'Nothing is written: give --write or -o FILE.',
    notInvoice: 'this is no invoice in CII or UBL',
    encoding: 'the encoding of the file cannot be kept byte for byte: convert it to UTF-8',
    unreadable: 'the file cannot be read or written',
  },
} as const;

export const fixCommand: Command = {
  summary: 'Mend what the rules find and a program can mend; shows the changes, writes them when told to.',
  usage: `[--rules ${ruleSetIds.join(',')}] [--write | -o OUT] [--keep] [--dry-run] [--json] [--lang fr|en] FILE…`,
  async run(args) {
    const options = read(args);
    let isClean = true;
    for (const file of options.files) {
      const outcome = await mend(file, options);
      if (typeof outcome === 'string') {
        process.stderr.write(`${file}: ${outcome}\n`);
        isClean = false;
        continue;
      }
      if (outcome.fixed.after.some(({ severity }) => severity === 'fatal')) isClean = false;
      process.stdout.write(options.json ? `${jsonOf(file, outcome.fixed)}\n` : told(file, outcome, options));
    }
    return isClean ? 0 : 1;
  },
};

interface Options {
  files: string[];
  rules: string[];
  /** Where the mended file goes: over itself, to another, or nowhere. */
  target: 'file' | 'nowhere' | { path: string };
  /** Leaves what would lose information. */
  keep: boolean;
  json: boolean;
  language: Language;
}

function read(args: string[]): Options {
  const { values, positionals } = parse(args);
  if (positionals.length === 0) throw new UsageError('give one file at least.');
  const rules = [...new Set(values.rules.split(','))];
  const unknown = rules.find((id) => !ruleSetIds.includes(id));
  if (unknown !== undefined)
    throw new UsageError(`--rules knows ${ruleSetIds.join(', ')}, not "${unknown}".`);
  if (values.output !== undefined && (values.write || positionals.length > 1))
    throw new UsageError('-o takes one file, and no --write.');
  const language = LANGUAGES.find((name) => name === values.lang);
  if (language === undefined) throw new UsageError(`--lang is ${LANGUAGES.join(' or ')}.`);
  const target = values['dry-run']
    ? 'nowhere'
    : values.output === undefined
      ? values.write
        ? 'file'
        : 'nowhere'
      : { path: values.output };
  return { files: positionals, rules, target, keep: values.keep, json: values.json, language };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        rules: { type: 'string', default: 'en16931' },
        output: { type: 'string', short: 'o' },
        write: { type: 'boolean', default: false },
        'dry-run': { type: 'boolean', default: false },
        keep: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        lang: { type: 'string', default: 'en' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

interface Mended {
  fixed: Fixed;
  /** The text before. */
  source: string;
}

/** The outcome, or why there is none. */
async function mend(file: string, { rules, target, keep, language }: Options): Promise<Mended | string> {
  const say = words[language];
  try {
    const bytes = await readFile(file);
    const document = readXml(bytes);
    if (syntaxOf(document) === undefined) return say.notInvoice;
    const fixed = fix(document.source, rules, !keep);
    const encoded = writerLike(bytes, document.source)?.(fixed.source);
    if (encoded === undefined) return say.encoding;
    if (target !== 'nowhere' && (target !== 'file' || fixed.applied.length > 0))
      await writeFile(target === 'file' ? file : target.path, encoded);
    return { fixed, source: document.source };
  } catch (error) {
    if (error instanceof XmlError) return `${error.line}:${error.column} ${error.text[language]}`;
    if (error instanceof Error && 'code' in error) return `${say.unreadable} (${String(error.code)})`;
    throw error;
  }
}

function jsonOf(file: string, { applied, before, after }: Fixed): string {
  const listed = (findings: readonly Finding[]) =>
    findings.map(({ ruleSet, rule, severity, hits }) => ({
      ruleset: ruleSet,
      rule,
      severity,
      count: hits.length,
    }));
  return JSON.stringify({ file, applied, before: listed(before), after: listed(after) });
}

function told(file: string, { fixed, source }: Mended, { target, language }: Options): string {
  const say = words[language];
  const { applied, before, after } = fixed;
  const lines = [`${file}: ${applied.length === 0 ? say.nothing : say.counts(applied.length, after.length)}`];
  for (const { fate, finding } of fates(before, after))
    lines.push(`  ${say[fate]} ${say[finding.severity]} ${finding.rule} (${finding.ruleSet})`);
  for (const { rule, lost } of applied)
    if (lost.length > 0) lines.push(`  ${say.loses} ${rule}: ${lost.join(' · ')}`);
  if (target === 'nowhere' && applied.length > 0) lines.push(say.unwritten);
  return `${lines.join('\n')}\n${unifiedDiff(file, source, fixed.source)}`;
}

type Fate = 'silenced' | 'remains' | 'appeared';

/** What became of each finding. */
function fates(before: readonly Finding[], after: readonly Finding[]): { fate: Fate; finding: Finding }[] {
  const known = new Set(before.map(keyOf));
  const left = new Set(after.map(keyOf));
  return [
    ...before.map((finding) => ({
      fate: left.has(keyOf(finding)) ? ('remains' as const) : ('silenced' as const),
      finding,
    })),
    ...after
      .filter((finding) => !known.has(keyOf(finding)))
      .map((finding) => ({ fate: 'appeared' as const, finding })),
  ];
}

function keyOf({ ruleSet, rule, severity }: Finding): string {
  return `${ruleSet} ${rule} ${severity}`;
}
