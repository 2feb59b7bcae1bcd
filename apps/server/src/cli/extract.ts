import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { LANGUAGES, type Language, type Text } from '@scell/core';
import { extractInvoice, type HybridFinding, NoInvoiceError } from '@scell/facturx';
import { PdfReadError } from '@scell/pdf';
import { type Command, UsageError } from './command.ts';

/** What is said of one file: what it carries, or why nothing could be taken out. */
type Report = { file: string } & (
  | {
      format: string;
      profile: string | null;
      guideline: string | null;
      version: string | null;
      /** As the PDF names it. */
      filename: string;
      relationship: string | null;
      /** Bytes of the XML. */
      size: number;
      /** Where it was written. */
      output?: string;
      pages: number;
      pdfA: { part: string; conformance: string | null } | null;
      attachments: string[];
      findings: HybridFinding[];
    }
  | { error: { code: string; text: Text } }
);

const words = {
  fr: {
    fatal: 'erreur',
    warning: 'avertissement',
    info: 'note',
    refused: 'rien à extraire',
    unknown: 'profil inconnu',
  },
  en: {
    fatal: 'error',
    warning: 'warning',
    info: 'note',
    refused: 'nothing to extract',
    unknown: 'unknown profile',
  },
} as const;

export const extractCommand: Command = {
  summary:
    'Take the XML out of hybrid PDFs (Factur-X, ZUGFeRD, XRechnung, Order-X): onto the output, or into a folder; exit 1 when one has none.',
  usage: '[--out DIR] [--json] [--lang fr|en] FILE…',
  async run(args) {
    const { files, out, json, language } = read(args);
    if (out !== undefined) await mkdir(out, { recursive: true });
    let failed = 0;
    for (const file of files) {
      const { report, xml } = await extract(file, out);
      if ('error' in report) failed++;
      if (json) process.stdout.write(`${JSON.stringify(report)}\n`);
      else {
        // The XML has the output to itself, so that it can be piped on.
        process.stderr.write(sentences(report, language));
        if (out === undefined && xml !== undefined) process.stdout.write(xml);
      }
    }
    return failed === 0 ? 0 : 1;
  },
};

interface Options {
  files: string[];
  out: string | undefined;
  json: boolean;
  language: Language;
}

function read(args: string[]): Options {
  const { values, positionals: files } = parse(args);
  const { out, json } = values;
  if (files.length === 0) throw new UsageError('give one file at least.');
  const language = LANGUAGES.find((candidate) => candidate === values.lang);
  if (language === undefined) throw new UsageError('--lang is fr or en.');
  if (files.length > 1 && out === undefined && !json) {
    throw new UsageError('several files need --out or --json.');
  }
  const names = files.map(outputName);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (out !== undefined && twice !== undefined) throw new UsageError(`two files would become ${twice}.`);
  return { files, out, json, language };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        out: { type: 'string' },
        json: { type: 'boolean', default: false },
        lang: { type: 'string', default: 'en' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** After the PDF: the name of the attachment is the same everywhere, and a stranger's choice. */
function outputName(file: string): string {
  return `${basename(file, extname(file))}.xml`;
}

async function extract(file: string, out: string | undefined): Promise<{ report: Report; xml?: Uint8Array }> {
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => error);
  if (bytes instanceof Error) {
    const text = { en: 'The file cannot be read.', fr: 'Le fichier ne peut être lu.' };
    return { report: { file, error: { code: bytes.code ?? bytes.name, text } } };
  }
  try {
    const { xml, pdf, findings, ...invoice } = extractInvoice(bytes);
    const output = out === undefined ? undefined : join(out, outputName(file));
    if (output !== undefined) await writeFile(output, xml);
    const report = {
      file,
      ...invoice,
      size: xml.length,
      ...(output === undefined ? {} : { output }),
      pages: pdf.pageCount,
      pdfA: pdf.pdfA,
      attachments: pdf.attachments.map(({ name }) => name),
      findings,
    };
    return { report, xml };
  } catch (error) {
    if (error instanceof NoInvoiceError)
      return { report: { file, error: { code: error.code, text: error.text } } };
    if (!(error instanceof PdfReadError)) throw error;
    const { code, message, messageFr } = error;
    return { report: { file, error: { code, text: { en: message, fr: messageFr } } } };
  }
}

/** The report for people: one line a file, one a finding. */
function sentences(report: Report, language: Language): string {
  const say = words[language];
  // Names come from strangers: what steers terminals, or turns the direction of writing, is shown as unknown.
  const plain = (line: string) => `${line.replace(/[\p{Cc}\p{Cf}]/gu, '\uFFFD')}\n`;
  if ('error' in report) return plain(`${report.file}: ${say.refused}: ${report.error.text[language]}`);
  const { file, filename, format, profile, output, findings } = report;
  const lines = findings.map(({ code, severity, text }) =>
    plain(`  ${say[severity]} ${code} ${text[language]}`),
  );
  const target = output === undefined ? '' : ` → ${output}`;
  return plain(`${file}: ${filename} (${format}, ${profile ?? say.unknown})${target}`) + lines.join('');
}
