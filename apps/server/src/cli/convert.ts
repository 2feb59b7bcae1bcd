import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { LANGUAGES, type Language, type Text } from '@scell/core';
import {
  type CertifiedTerm,
  type ConversionTarget,
  type ConvertedDocument,
  convertDocument,
  type FacturXProfile,
  PROFILE_ORDER,
} from '@scell/facturx';
import { readFonts } from '../platform/fonts.ts';
import { type Command, UsageError } from './command.ts';

const TARGETS: readonly ConversionTarget[] = ['cii', 'ubl', 'facturx'];

/** What is said of one file: where it went and the account of the conversion, or why there is none. */
type Report = { file: string } & (
  | ({ output?: string; size: number } & Pick<ConvertedDocument, 'certificate' | 'findings' | 'changes'>)
  | { error: { code: string; text: Text } }
);

const words = {
  fr: {
    refused: 'non converti',
    complete: 'complet',
    lost: 'perdu',
    added: 'ajouté',
    fault: 'défaut',
    mended: 'réparé',
    line: 'ligne',
  },
  en: {
    refused: 'not converted',
    complete: 'complete',
    lost: 'lost',
    added: 'added',
    fault: 'fault',
    mended: 'mended',
    line: 'line',
  },
} as const;

export const convertCommand: Command = {
  summary:
    'Convert CII, UBL or hybrid PDFs, onto the output or into a folder, with an account of what is lost; exit 1 when one is refused, or with --lossless not whole.',
  usage: `--to ${TARGETS.join('|')} [--profile ${PROFILE_ORDER.map(spelled).join('|')}] [--out DIR] [--lossless] [--json] [--lang fr|en] FILE…`,
  async run(args) {
    const options = read(args);
    const { files, out, json, language, lossless } = options;
    if (out !== undefined) await mkdir(out, { recursive: true });
    const fonts = await readFonts();
    let failed = 0;
    for (const file of files) {
      const converted = await convert(file, options, fonts);
      const refused = 'error' in converted || (lossless && !converted.certificate.complete);
      if (refused) failed++;
      const report: Report =
        'error' in converted
          ? { file, ...converted }
          : await deliver(file, converted, refused ? null : options);
      if (json) process.stdout.write(`${JSON.stringify(report)}\n`);
      // The document has the output to itself, so that it can be piped on.
      else process.stderr.write(sentences(report, language));
    }
    return failed === 0 ? 0 : 1;
  },
};

interface Options {
  files: string[];
  target: ConversionTarget;
  profile: FacturXProfile | undefined;
  out: string | undefined;
  lossless: boolean;
  json: boolean;
  language: Language;
}

function read(args: string[]): Options {
  const { values, positionals: files } = parse(args);
  const { out, json, lossless } = values;
  if (files.length === 0) throw new UsageError('give one file at least.');
  const target = TARGETS.find((candidate) => candidate === values.to);
  if (target === undefined) throw new UsageError(`--to is ${TARGETS.join(', ')}.`);
  const profile = PROFILE_ORDER.find((candidate) => spelled(candidate) === values.profile);
  if (values.profile !== undefined && profile === undefined)
    throw new UsageError(`--profile is ${PROFILE_ORDER.map(spelled).join(', ')}.`);
  if (profile !== undefined && target === 'ubl') throw new UsageError('--profile is of CII and Factur-X.');
  const language = LANGUAGES.find((candidate) => candidate === values.lang);
  if (language === undefined) throw new UsageError('--lang is fr or en.');
  if (files.length > 1 && out === undefined && !json)
    throw new UsageError('several files need --out or --json.');
  const names = files.map((file) => outputName(file, target));
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (out !== undefined && twice !== undefined) throw new UsageError(`two files would become ${twice}.`);
  return { files, target, profile, out, lossless, json, language };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        to: { type: 'string' },
        profile: { type: 'string' },
        out: { type: 'string' },
        lossless: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        lang: { type: 'string', default: 'en' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** "BASIC WL" as a word of a command line: "basicwl". */
function spelled(profile: FacturXProfile): string {
  return profile.replace(' ', '').toLowerCase();
}

/** "invoice.pdf" → "invoice-ubl.xml": beside its source it does not take its place. */
function outputName(file: string, target: ConversionTarget): string {
  const stem = basename(file, extname(file));
  return target === 'facturx' ? `${stem}-facturx.pdf` : `${stem}-${target}.xml`;
}

async function convert(
  file: string,
  { target, profile, language }: Options,
  fonts: Awaited<ReturnType<typeof readFonts>>,
): Promise<ConvertedDocument | { error: { code: string; text: Text } }> {
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => error);
  if (bytes instanceof Error) {
    const text = { en: 'The file cannot be read.', fr: 'Le fichier ne peut être lu.' };
    return { error: { code: bytes.code ?? bytes.name, text } };
  }
  try {
    return convertDocument(bytes, target, {
      language,
      fonts,
      creationDate: new Date().toISOString(),
      documentId: basename(file),
      ...(profile === undefined ? {} : { profile }),
    });
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === undefined) throw error;
    return { error: refusal };
  }
}

/** The code and the sentences that every refusal of a document carries; undefined for what is none. */
function refusalOf(error: unknown): { code: string; text: Text } | undefined {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return undefined;
  if ('text' in error) return { code: error.code, text: error.text as Text };
  if ('messageFr' in error)
    return { code: error.code, text: { en: error.message, fr: String(error.messageFr) } };
  return undefined;
}

async function deliver(
  file: string,
  { bytes, certificate, findings, changes }: ConvertedDocument,
  options: Options | null,
): Promise<Report> {
  const report = { file, size: bytes.length, certificate, findings, changes };
  if (options === null) return report;
  const { out, target, json } = options;
  if (out === undefined) {
    if (!json) process.stdout.write(bytes);
    return report;
  }
  const output = join(out, outputName(file, target));
  await writeFile(output, bytes);
  return { ...report, output };
}

/** The report for people: one line a file, one a term. */
function sentences(report: Report, language: Language): string {
  const say = words[language];
  // Names and values come from strangers: what steers terminals, or turns the direction of writing, is shown as unknown.
  const plain = (line: string) => `${line.replace(/[\p{Cc}\p{Cf}]/gu, '\uFFFD')}\n`;
  if ('error' in report) return plain(`${report.file}: ${say.refused}: ${report.error.text[language]}`);
  const { certificate, findings, changes, output } = report;
  const told = (word: string, terms: readonly CertifiedTerm[]) =>
    terms.map(({ term, name, place, line, value, reason }) => {
      const what = [term, name?.[language]].filter((part) => part != null).join(' ');
      const where = line === undefined ? place : `${place} (${say.line} ${line})`;
      return plain(`  ${word} ${what === '' ? '' : `${what}, `}${where}: "${value}". ${reason[language]}`);
    });
  const state = certificate.complete ? say.complete : `${say.lost}: ${certificate.lost.length}`;
  return [
    plain(`${report.file}: ${certificate.source.syntax} → ${output ?? certificate.target} (${state})`),
    ...told(say.lost, certificate.lost),
    ...told(say.added, certificate.added),
    ...told(say.fault, certificate.irregularities),
    ...changes.map(({ code, text }) => plain(`  ${say.mended} ${code} ${text[language]}`)),
    ...findings.map(({ code, text }) => plain(`  ${say.fault} ${code} ${text[language]}`)),
  ].join('');
}
