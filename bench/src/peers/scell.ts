import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { loadInvoiceFonts, renderFacturX } from '@scell/facturx';
import { writeCii, writeUbl } from '@scell/syntax';
import type { Peer } from './peer.ts';

const inter = (file: string) =>
  readFileSync(fileURLToPath(import.meta.resolve(`@expo-google-fonts/inter/${file}`)));
const fonts = loadInvoiceFonts({
  regular: inter('400Regular/Inter_400Regular.ttf'),
  bold: inter('700Bold/Inter_700Bold.ttf'),
});

export const scell: Peer = {
  name: 'scell',
  cannot: { embed: 'it draws the page itself' },
  prepare(invoice) {
    const options = {
      language: 'fr',
      fonts,
      creationDate: `${invoice.issueDate}T10:00:00+01:00`,
      documentId: invoice.number,
    } as const;
    return {
      cii: () => writeCii(invoice),
      ubl: () => writeUbl(invoice),
      hybrid: () => renderFacturX(invoice, options).pdf,
    };
  },
};
