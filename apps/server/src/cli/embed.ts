import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { LANGUAGES, type Language, type Text } from '@scell/core';
import { embedInvoice, NotEmbeddableError, type Reason } from '@scell/facturx';
import { PdfError } from '@scell/pdf';
import { type Command, UsageError } from './command.ts';

/** What became of the pair: where the hybrid was written, or why there is none. */
type Report =
  | {
      file: string;
      output: string;
      profile: string;
      pdfA: { part: string; conformance: string };
      relationship: string;
      changes: { code: string; text: Text }[];
    }
  | { file: string; error: { code: string; text: Text; reasons?: Reason[] } };

const words = {
  fr: { refused: 'refusé', changed: 'rectifié' },
  en: { refused: 'refused', changed: 'mended' },
} as const;

export const embedCommand: Command = {
  summary:
    'Put an invoice in CII into a PDF made elsewhere: a Factur-X in PDF/A-3, or every reason why the PDF cannot become one; exit 1 then.',
  usage: '-o OUT.pdf [--replace] [--date INSTANT] [--json] [--lang fr|en] FILE.pdf INVOICE.xml',
  async run(args) {
    const { pdf, xml, out, date, replace, json, language } = read(args);
    const report = await embed(pdf, xml, out, date, replace);
    if (json) process.stdout.write(`${JSON.stringify(report)}\n`);
    else process.stderr.write(sentences(report, language));
    return 'error' in report ? 1 : 0;
  },
};

function read(args: string[]) {
  const { values, positionals } = parse(args);
  const [pdf, xml, ...more] = positionals;
  if (pdf === undefined || xml === undefined || more.length > 0) {
    throw new UsageError('give one PDF and one XML file.');
  }
  if (values.out === undefined) throw new UsageError('-o names the file to write.');
  const language = LANGUAGES.find((candidate) => candidate === values.lang);
  if (language === undefined) throw new UsageError('--lang is fr or en.');
  const { out, replace, json } = values;
  // To the second, as the result has it.
  const date = values.date ?? `${new Date().toISOString().slice(0, 19)}Z`;
  return { pdf, xml, out, replace, json, date, language };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        out: { type: 'string', short: 'o' },
        replace: { type: 'boolean', default: false },
        date: { type: 'string' },
        json: { type: 'boolean', default: false },
        lang: { type: 'string', default: 'en' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

async function embed(
  file: string,
  xmlFile: string,
  output: string,
  date: string,
  replace: boolean,
): Promise<Report> {
  try {
    const [pdf, xml] = await Promise.all([readFile(file), readFile(xmlFile)]);
    // The same pair at the same date is the same document.
    const documentId = createHash('sha256').update(pdf).update(xml).update(date).digest('hex');
    const { profile, conformance, relationship, changes, ...embedded } = embedInvoice(pdf, xml, {
      date,
      documentId,
      replace,
    });
    await writeFile(output, embedded.pdf);
    return { file, output, profile, pdfA: { part: '3', conformance }, relationship, changes };
  } catch (error) {
    return { file, error: refusal(error) };
  }
}

function refusal(error: unknown): { code: string; text: Text; reasons?: Reason[] } {
  if (error instanceof NotEmbeddableError) {
    const text = {
      en: 'The PDF and the XML cannot become a hybrid invoice.',
      fr: 'Le PDF et le XML ne peuvent devenir une facture hybride.',
    };
    return { code: error.code, text, reasons: error.reasons };
  }
  if (error instanceof PdfError) {
    const { code, message, messageFr } = error;
    return { code, text: { en: message, fr: messageFr } };
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
  if (code === undefined) throw error;
  return {
    code,
    text: { en: 'A file cannot be read or written.', fr: 'Un fichier ne peut être lu ou écrit.' },
  };
}

/** The report for people: one line for the pair, one a reason or a change. */
function sentences(report: Report, language: Language): string {
  const say = words[language];
  // Names come from strangers: what steers terminals, or turns the direction of writing, is shown as unknown.
  const plain = (line: string) => `${line.replace(/[\p{Cc}\p{Cf}]/gu, '\uFFFD')}\n`;
  if ('error' in report) {
    const { code, text, reasons = [] } = report.error;
    const lines = reasons.map((reason) =>
      plain(`  ${reason.code} ${reason.text[language]} ${reason.remedy[language]}`),
    );
    return plain(`${report.file}: ${say.refused} (${code}): ${text[language]}`) + lines.join('');
  }
  const { file, output, profile, pdfA, changes } = report;
  const lines = changes.map(({ text }) => plain(`  ${say.changed}: ${text[language]}`));
  return plain(`${file} → ${output} (${profile}, PDF/A-3${pdfA.conformance.toLowerCase()})`) + lines.join('');
}
