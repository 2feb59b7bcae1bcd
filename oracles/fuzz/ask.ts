/** Everything the readers can be asked of a file that a stranger sent. */
import type { Invoice } from '@scell/en16931';
import { embedInvoice, extractInvoice, NoInvoiceError, NotEmbeddableError } from '@scell/facturx';
import { PdfReadError } from '@scell/pdf';
import {
  ConversionError,
  convertInvoice,
  readInvoice,
  readXml,
  syntaxOf,
  writeCii,
  XmlError,
} from '@scell/syntax';
import { explain, judges, ruleSetIds, validate } from '@scell/validation';
import { samples } from '../../packages/en16931/test/samples.ts';
import type { FuzzInput } from './inputs.ts';

/** Milliseconds of processor time that one call took. */
export interface Call {
  name: string;
  milliseconds: number;
}

/** The calls made, in order. A typed refusal ends what depends on it; anything else that is thrown is a fault of ours and is thrown. */
export function askEverything({ kind, content }: FuzzInput): Call[] {
  const calls: Call[] = [];
  if (kind === 'xml') askXml(content, calls);
  else askPdf(Buffer.from(content), calls);
  return calls;
}

function askXml(content: string | Uint8Array, calls: Call[]): void {
  const document = timed(calls, 'readXml', () => readXml(content), XmlError);
  const own = document === undefined ? undefined : syntaxOf(document);
  if (document === undefined || own === undefined) return;
  timed(calls, 'readInvoice', () => readInvoice(document));
  for (const syntax of ['cii', 'ubl'] as const)
    timed(calls, `convertInvoice to ${syntax}`, () => convertInvoice(document, syntax), ConversionError);
  for (const rules of ruleSetIds.filter((id) => judges(id, own))) {
    const findings = timed(calls, `validate by ${rules}`, () => validate(document, [rules])) ?? [];
    timed(calls, `explain ${rules}`, () => explain(document, findings));
  }
}

/** Rewriting a PDF reads all of it: one of so many, by its length. */
const EMBED_EACH = 10;
const invoice = writeCii(Object.values(samples)[0] as Invoice);
const embedding = { date: '2026-11-20T10:00:00Z', documentId: 'x', replace: true };

function askPdf(bytes: Uint8Array, calls: Call[]): void {
  if (bytes.length % EMBED_EACH === 0)
    timed(
      calls,
      'embedInvoice',
      () => embedInvoice(bytes, invoice, embedding),
      PdfReadError,
      NotEmbeddableError,
    );
  const extracted = timed(calls, 'extractInvoice', () => extractInvoice(bytes), PdfReadError, NoInvoiceError);
  if (extracted === undefined) return;
  for (const attachment of extracted.pdf.attachments) {
    timed(calls, 'an attachment', () => attachment.read(), PdfReadError);
    timed(calls, 'a checksum', () => attachment.hasDeclaredChecksum(), PdfReadError);
  }
  askXml(extracted.xml, calls);
}

type Refusal = new (...parameters: never[]) => Error;

function timed<T>(calls: Call[], name: string, run: () => T, ...refusals: Refusal[]): T | undefined {
  const before = process.threadCpuUsage();
  try {
    return run();
  } catch (error) {
    if (refusals.some((refusal) => error instanceof refusal)) return undefined;
    throw error;
  } finally {
    const { user, system } = process.threadCpuUsage(before);
    calls.push({ name, milliseconds: (user + system) / 1000 });
  }
}
