import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type InvoiceFonts, loadInvoiceFonts } from '@scell/facturx';
import { INTER } from '@scell/pdf';

/** Reads and parses the fonts of our documents, once a process: Inter (SIL Open Font License 1.1), Latin, Greek and Cyrillic. */
export async function readFonts(): Promise<InvoiceFonts> {
  const [regular, bold] = await Promise.all([
    readFile(fileURLToPath(import.meta.resolve(INTER.regular))),
    readFile(fileURLToPath(import.meta.resolve(INTER.bold))),
  ]);
  return loadInvoiceFonts({ regular, bold });
}
