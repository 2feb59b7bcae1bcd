import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { documentTotals } from '@scell/en16931';
import { embedInvoice, loadInvoiceFonts, renderFacturX } from '@scell/facturx';
import { convertInvoice, readXml, writeCii, writeUbl } from '@scell/syntax';
import type { Peer } from './peer.ts';

const inter = (file: string) =>
  readFileSync(fileURLToPath(import.meta.resolve(`@expo-google-fonts/inter/${file}`)));
const fonts = loadInvoiceFonts({
  regular: inter('400Regular/Inter_400Regular.ttf'),
  bold: inter('700Bold/Inter_700Bold.ttf'),
});

export const scell: Peer = {
  name: 'scell',
  cannot: {},
  prepare(invoice, page) {
    const options = {
      language: 'fr',
      fonts,
      creationDate: `${invoice.issueDate}T10:00:00+01:00`,
      documentId: invoice.number,
    } as const;
    const encode = (xml: string) => new TextEncoder().encode(xml);
    const [cii, ubl] = [encode(writeCii(invoice)), encode(writeUbl(invoice))];
    return {
      cii: () => writeCii(invoice),
      ciiWithTotals: () => writeCii({ ...invoice, ...documentTotals({ lines: invoice.lines }) }),
      ubl: () => writeUbl(invoice),
      embed: () =>
        embedInvoice(page, writeCii(invoice), { date: options.creationDate, documentId: invoice.number }).pdf,
      ciiToUbl: () => convertInvoice(readXml(cii), 'ubl').xml,
      ublToCii: () => convertInvoice(readXml(ubl), 'cii').xml,
      hybrid: () => renderFacturX(invoice, options).pdf,
    };
  },
};
