import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { LANGUAGES, type Language } from '@scell/core';
import {
  amountText,
  FecChecker,
  type FecFinding,
  type FecPlace,
  type FecReport,
  isCleanFec,
} from '@scell/ledger';
import { type Command, UsageError } from './command.ts';

/** Places shown of a finding; JSON has fifty. */
const SHOWN = 5;

/** Exit codes. Of several files, the worst. */
const CLEAN = 0;
const REFUSED = 1;
const UNREADABLE = 2;

const words = {
  fr: {
    clean: 'conforme',
    refused: 'non conforme',
    unreadable: 'illisible',
    error: 'erreur',
    warning: 'avertissement',
    line: 'ligne',
    file: 'fichier',
    expected: 'attendu',
    more: (count: number) => `… et ${count} autre(s)`,
    figures: (entries: number, lines: number, debit: string) =>
      `${entries} écriture(s), ${lines} ligne(s), débit ${debit}`,
    total: (files: number, refused: number) => `${files} fichier(s), ${refused} non conforme(s).`,
  },
  en: {
    clean: 'clean',
    refused: 'refused',
    unreadable: 'unreadable',
    error: 'error',
    warning: 'warning',
    line: 'line',
    file: 'file',
    expected: 'expected',
    more: (count: number) => `… and ${count} more`,
    figures: (entries: number, lines: number, debit: string) =>
      `${entries} entries, ${lines} lines, debit ${debit}`,
    total: (files: number, refused: number) => `${files} file(s), ${refused} refused.`,
  },
} as const;

export const fecCheckCommand: Command = {
  summary:
    'Judge FEC files (LPF art. A47 A-1) line by line; exit 1 when one breaks a rule, 2 when one cannot be read.',
  usage: '[--strict] [--start DATE] [--end DATE] [--json] [--lang fr|en] FILE…|-',
  async run(args) {
    const { files, strict, start, end, json, language } = read(args);
    let worst = CLEAN;
    let refused = 0;
    for (const file of files) {
      const report = await judge(file, { start, end });
      const code = verdictOf(report, strict);
      if (code !== CLEAN) refused++;
      worst = Math.max(worst, code);
      process.stdout.write(
        json ? `${asJson(file, report, code)}\n` : sentences(file, report, code, language),
      );
    }
    if (!json && files.length > 1) process.stdout.write(`${words[language].total(files.length, refused)}\n`);
    return worst;
  },
};

interface Options {
  files: string[];
  strict: boolean;
  start: string | undefined;
  end: string | undefined;
  json: boolean;
  language: Language;
}

function read(args: string[]): Options {
  const { values, positionals } = parse(args);
  if (positionals.length === 0) throw new UsageError('give one file at least, or - for the input.');
  const language = LANGUAGES.find((name) => name === values.lang);
  if (language === undefined) throw new UsageError(`--lang is ${LANGUAGES.join(' or ')}.`);
  for (const name of ['start', 'end'] as const) {
    const day = values[name];
    if (day !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(day))
      throw new UsageError(`--${name} is a day, YYYY-MM-DD.`);
  }
  const { strict, json, start, end } = values;
  return { files: positionals, strict, json, start, end, language };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        strict: { type: 'boolean', default: false },
        start: { type: 'string' },
        end: { type: 'string' },
        json: { type: 'boolean', default: false },
        lang: { type: 'string', default: 'en' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** The report on a file; the code of the system when it cannot be read. */
async function judge(
  file: string,
  year: { start: string | undefined; end: string | undefined },
): Promise<FecReport | { code: string }> {
  const input = file === '-';
  const checker = new FecChecker({ ...year, fileName: input ? undefined : basename(file) });
  try {
    for await (const chunk of input ? process.stdin : createReadStream(file)) checker.write(chunk);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
    if (code === undefined) throw error;
    return { code };
  }
  return checker.end();
}

function verdictOf(report: FecReport | { code: string }, strict: boolean): number {
  if ('code' in report || report.failure !== null) return UNREADABLE;
  return isCleanFec(report) && (!strict || report.findings.length === 0) ? CLEAN : REFUSED;
}

function asJson(file: string, report: FecReport | { code: string }, code: number): string {
  const verdict = { file, clean: code === CLEAN };
  if ('code' in report) return JSON.stringify({ ...verdict, failure: { ...report, text: CANNOT_READ } });
  // Amounts are exact: texts with a decimal point.
  return JSON.stringify({ ...verdict, ...report }, (_, value) =>
    typeof value === 'bigint' ? amountText(value).replace(',', '.') : value,
  );
}

const CANNOT_READ = { fr: 'Le fichier ne peut être lu.', en: 'The file cannot be read.' };

/** For people: one line a file, and for each rule it breaks what it says, what to do, and where. */
function sentences(
  file: string,
  report: FecReport | { code: string },
  code: number,
  language: Language,
): string {
  const say = words[language];
  const failure = 'code' in report ? CANNOT_READ : report.failure?.text;
  if ('code' in report || failure !== undefined)
    return `${file}: ${say.unreadable}: ${failure?.[language]}${'code' in report ? ` (${report.code})` : ''}\n`;
  const { entries, lines, debit, findings } = report;
  const verdict = code === CLEAN ? say.clean : say.refused;
  const head = `${file}: ${verdict} (${say.figures(entries, lines, amountText(debit))})\n`;
  return head + findings.map((finding) => aboutRule(finding, language)).join('');
}

function aboutRule(
  { rule, severity, count, places, explanation, remedy }: FecFinding,
  language: Language,
): string {
  const say = words[language];
  const times = count === 1 ? '' : ` ×${count}`;
  const shown = places.slice(0, SHOWN).map((place) => `    ${placeText(place, language)}\n`);
  const more = count > shown.length ? `    ${say.more(count - shown.length)}\n` : '';
  return `  ${say[severity]} ${rule}${times}\n    ${explanation[language]} ${remedy[language]}\n${shown.join('')}${more}`;
}

function placeText({ line, column, value, expected }: FecPlace, language: Language): string {
  const say = words[language];
  const place = [line === null ? say.file : `${say.line} ${line}`, ...(column === null ? [] : [column])];
  const told = [
    ...(value === null ? [] : [value]),
    ...(expected === null ? [] : [`${say.expected} ${expected}`]),
  ];
  return `${place.join(', ')}${told.length === 0 ? '' : `: ${told.join(', ')}`}`;
}
