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

export type DocumentKind = 'facturx' | 'cii' | 'ubl';

/** Everything the files of one issued invoice are made from. The same job gives the same bytes. */
export interface RenderJob {
  kinds: readonly DocumentKind[];
  invoiceId: string;
  number: string;
  /** The semantic invoice without BT-1, as canonical JSON. */
  document: string;
  rendering: Rendering;
  recordedAt: Date;
  logo: Uint8Array | null;
}

export interface RenderedFile {
  kind: DocumentKind;
  bytes: Uint8Array;
}

/** Renders the kinds asked for: the CII, the Factur-X PDF with that CII attached, the UBL. */
export function renderFiles(fonts: InvoiceFonts, job: RenderJob): RenderedFile[] {
  const invoice: Invoice = { number: job.number, ...(JSON.parse(job.document) as Omit<Invoice, 'number'>) };
  const cii = job.kinds.some((kind) => kind !== 'ubl')
    ? new TextEncoder().encode(writeCii(invoice))
    : new Uint8Array();
  const write: Record<DocumentKind, () => Uint8Array> = {
    cii: () => cii,
    ubl: () => new TextEncoder().encode(writeUbl(invoice)),
    facturx: () => drawPdf(fonts, job, invoice, cii),
  };
  return job.kinds.map((kind) => ({ kind, bytes: write[kind]() }));
}

function drawPdf(fonts: InvoiceFonts, job: RenderJob, invoice: Invoice, cii: Uint8Array): Uint8Array {
  const { rendering, logo } = job;
  return renderInvoicePdf(invoice, {
    language: rendering.language,
    fonts,
    creationDate: job.recordedAt.toISOString(),
    documentId: job.invoiceId,
    xml: cii,
    ...(logo === null ? {} : { logo: decodedLogo(logo, rendering.logo_sha256) }),
    ...(rendering.primary_color === null ? {} : { colors: { primary: rendering.primary_color } }),
    ...(rendering.footer === null ? {} : { footer: rendering.footer }),
  });
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
