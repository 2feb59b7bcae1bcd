import type { Invoice } from '@scell/en16931';
import { type InvoiceFonts, renderInvoicePdf } from '@scell/facturx';
import { type PdfImage, readImage } from '@scell/pdf';
import { writeCii, writeUbl } from '@scell/syntax';

/** What the page shows beyond the semantic invoice; stored with the document so that its bytes can be made again. */
export interface Rendering {
  language: 'fr' | 'en';
  output_format: 'facturx' | 'ubl' | 'cii';
  footer: string | null;
  primary_color: string | null;
  logo_sha256: string | null;
}

/** Everything the files of one issued invoice are made from. The same job gives the same bytes. */
export interface RenderJob {
  invoiceId: string;
  number: string;
  /** The semantic invoice without BT-1, as canonical JSON. */
  document: string;
  rendering: Rendering;
  recordedAt: Date;
  logo: Uint8Array | null;
}

export interface RenderedFile {
  kind: 'facturx' | 'cii' | 'ubl';
  bytes: Uint8Array<ArrayBuffer>;
}

/** Writes the CII, draws the Factur-X PDF around it, and the UBL where that is what the invoice was asked in. */
export function renderFiles(fonts: InvoiceFonts, job: RenderJob): RenderedFile[] {
  const invoice = numberedInvoice(job);
  const { rendering, logo } = job;
  const cii = utf8(writeCii(invoice));
  const pdf = renderInvoicePdf(invoice, {
    language: rendering.language,
    fonts,
    creationDate: job.recordedAt.toISOString(),
    documentId: job.invoiceId,
    xml: cii,
    ...(logo === null ? {} : { logo: decodedLogo(logo, rendering.logo_sha256) }),
    ...(rendering.primary_color === null ? {} : { colors: { primary: rendering.primary_color } }),
    ...(rendering.footer === null ? {} : { footer: rendering.footer }),
  });
  const files: RenderedFile[] = [
    { kind: 'facturx', bytes: owned(pdf) },
    { kind: 'cii', bytes: cii },
  ];
  if (rendering.output_format === 'ubl') files.push(renderUbl(job));
  return files;
}

/** The UBL of an invoice alone. */
export function renderUbl(job: Pick<RenderJob, 'number' | 'document'>): RenderedFile {
  return { kind: 'ubl', bytes: utf8(writeUbl(numberedInvoice(job))) };
}

function numberedInvoice({ number, document }: Pick<RenderJob, 'number' | 'document'>): Invoice {
  return { number, ...(JSON.parse(document) as Omit<Invoice, 'number'>) };
}

/** Logos as they are drawn, by the SHA-256 of their bytes: decoding one takes longer than the rest of its page. */
const logos = new Map<string, PdfImage>();
const MOST_LOGOS = 50;

function decodedLogo(bytes: Uint8Array, sha256: string | null): PdfImage {
  const known = sha256 === null ? undefined : logos.get(sha256);
  if (known !== undefined) return known;
  const image = readImage(bytes);
  if (sha256 !== null) {
    if (logos.size >= MOST_LOGOS) logos.clear();
    logos.set(sha256, image);
  }
  return image;
}

function utf8(text: string): Uint8Array<ArrayBuffer> {
  return owned(new TextEncoder().encode(text));
}

/** Bytes alone in their buffer, so that a thread can hand them over without a copy. */
function owned(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer, byteLength } = bytes;
  return buffer instanceof ArrayBuffer && buffer.byteLength === byteLength
    ? new Uint8Array(buffer)
    : new Uint8Array(bytes);
}
