/** The sound documents that damage starts from. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Invoice } from '@scell/en16931';
import { loadInvoiceFonts, renderFacturX } from '@scell/facturx';
import { writeCii, writeUbl } from '@scell/syntax';
import { samples } from '../../packages/en16931/test/samples.ts';
import { buildCompressedPdf, buildPdf, withAttachment } from '../../packages/pdf/test/build-pdf.ts';
import { encryptedPdfs } from '../../packages/pdf/test/encrypted-pdfs.ts';
import { corpus, documentsIn } from '../support.ts';

const invoices = Object.values(samples);

/** Invoices in both syntaxes, and the official examples where they lie beside the repository. */
export async function xmlSeeds(): Promise<Buffer[]> {
  const examples = join(corpus, 'en16931', 'examples');
  return [
    ...invoices.map((invoice) => Buffer.from(writeCii(invoice))),
    ...invoices.map((invoice) => Buffer.from(writeUbl(invoice))),
    ...(await documentsIn(examples)).map((name) => readFileSync(join(examples, name))),
  ];
}

/** Hybrid invoices as Scell draws them, encrypted files, and small ones in each file structure. */
export function pdfSeeds(): Buffer[] {
  const fonts = loadInvoiceFonts({
    regular: inter('400Regular/Inter_400Regular.ttf'),
    bold: inter('700Bold/Inter_700Bold.ttf'),
  });
  const hybrid = (invoice: Invoice) =>
    renderFacturX(invoice, {
      language: 'fr',
      fonts,
      creationDate: `${invoice.issueDate}T10:00:00+01:00`,
      documentId: invoice.number,
    }).pdf;
  const small = invoices.slice(0, 2).map((invoice) => withAttachment('factur-x.xml', writeCii(invoice)));
  return [
    ...invoices.map(hybrid),
    ...Object.values(encryptedPdfs).map((base64) => Buffer.from(base64, 'base64')),
    ...small.map((objects) => buildPdf(objects)),
    ...small.map((objects) => buildCompressedPdf(objects)),
    ...small.map((objects) => buildPdf({ 3: '<</Type /Page /Parent 2 0 R>>' }, { after: buildPdf(objects) })),
  ].map((bytes) => Buffer.from(bytes));
}

function inter(file: string): Uint8Array {
  return readFileSync(fileURLToPath(import.meta.resolve(`@expo-google-fonts/inter/${file}`)));
}
