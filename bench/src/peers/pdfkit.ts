/** pdfkit draws the page the embedding libraries need, and is a peer of its own: the same page with the XML attached. */
import { fileURLToPath } from 'node:url';
import type { Invoice } from '@scell/en16931';
import { writeCii } from '@scell/syntax';
import PDFDocument from 'pdfkit';
import type { Peer } from './peer.ts';

const font = fileURLToPath(import.meta.resolve('@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf'));
const pageBottom = 780;

/** A plain PDF/A-3b rendering: parties, lines over as many pages as needed, totals, notes. */
export async function drawPage(invoice: Invoice, xml?: string): Promise<Uint8Array> {
  const date = new Date(`${invoice.issueDate}T00:00:00Z`);
  const pdf = new PDFDocument({
    size: 'A4',
    margin: 40,
    pdfVersion: '1.7',
    subset: 'PDF/A-3b',
    tagged: true,
    font,
    info: { Title: invoice.number, CreationDate: date, ModDate: date },
  });
  const chunks: Uint8Array[] = [];
  const done = new Promise<void>((resolve) => {
    pdf.on('data', (chunk) => chunks.push(chunk)).on('end', resolve);
  });
  let y = 40;
  const row = (cells: [x: number, text: string, right?: boolean][], size = 9) => {
    if (y > pageBottom) {
      pdf.addPage();
      y = 40;
    }
    pdf.fontSize(size);
    for (const [x, text, right] of cells) {
      if (right) pdf.text(text, x, y, { width: 80, align: 'right', lineBreak: false });
      else pdf.text(text, x, y, { width: 240, lineBreak: false });
    }
    y += size * 1.7;
  };

  row([[40, `Facture ${invoice.number}`]], 18);
  row([
    [40, `Date ${invoice.issueDate}`],
    [300, `Échéance ${invoice.dueDate}`],
  ]);
  for (const [x, who] of [
    [40, invoice.seller],
    [40, invoice.buyer],
  ] as const) {
    row([[x, who.name]], 11);
    row([[x, `${who.address.line1}, ${who.address.postCode} ${who.address.city}`]]);
    row([[x, `SIREN ${who.legalId?.value} TVA ${who.vatId}`]]);
  }
  row([
    [40, 'Désignation'],
    [280, 'Quantité', true],
    [370, 'Prix', true],
    [460, 'Montant HT', true],
  ]);
  for (const line of invoice.lines) {
    const { name, quantity, price, netAmount } = line;
    row([
      [40, name],
      [280, quantity, true],
      [370, price.net, true],
      [460, netAmount, true],
    ]);
  }
  for (const { rate, taxableAmount, taxAmount } of invoice.vatBreakdown) {
    row([
      [40, `TVA ${rate} %`],
      [370, taxableAmount, true],
      [460, taxAmount, true],
    ]);
  }
  row(
    [
      [40, 'Total TTC'],
      [460, invoice.totals.withVat, true],
    ],
    12,
  );
  for (const { text } of invoice.notes ?? []) {
    pdf.fontSize(7).text(text, 40, y, { width: 500 });
    y = pdf.y + 4;
  }
  if (xml !== undefined) {
    pdf.file(new TextEncoder().encode(xml), {
      name: 'factur-x.xml',
      type: 'text/xml',
      relationship: 'Alternative',
      description: 'Factur-X',
      creationDate: date,
      modifiedDate: date,
    });
  }
  pdf.end();
  await done;
  return Buffer.concat(chunks);
}

export const pdfkit: Peer = {
  name: 'pdfkit',
  cannot: {
    cii: 'it knows no invoice',
    ubl: 'it knows no invoice',
    embed: 'it does not read PDF',
  },
  prepare(invoice) {
    const xml = writeCii(invoice);
    return { hybrid: () => drawPage(invoice, xml) };
  },
};
