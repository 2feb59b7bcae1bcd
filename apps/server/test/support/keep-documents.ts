import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { expect } from 'vitest';
import type { Answer } from './platform.ts';

/** Invoices of this suite whose documents were kept, in the order they came: sellers may bear the same numbers. */
const kept: string[] = [];

/**
 * Leaves a downloaded document for other makers' judges (`npm run oracles`) in the folder that SCELL_KEEP_DOCUMENTS names,
 * under the suite that made it, a rank and its own name: `….pdf`, `….xml` for the CII and `…-ubl.xml`. Does nothing
 * otherwise.
 */
export async function keepDocument(url: string, { status, headers, bytes }: Answer): Promise<void> {
  const folder = process.env.SCELL_KEEP_DOCUMENTS;
  const [, invoice] = /\/invoices\/([^/]+)\/download/.exec(url) ?? [];
  const file = /filename="?([^";]+\.(?:pdf|xml))/.exec(String(headers['content-disposition']))?.[1];
  if (folder === undefined || folder === '' || status !== 200 || !invoice || file === undefined) return;
  // A monthly statement is listed among the bills and is no invoice: it bears no XML.
  if (/\/billing\//.test(url) && !bytes.includes('factur-x.xml')) return;
  if (!kept.includes(invoice)) kept.push(invoice);
  const suite = basename(expect.getState().testPath ?? 'documents', '.test.ts');
  await mkdir(folder, { recursive: true });
  const name = `${suite}-${kept.indexOf(invoice) + 1}-${file.replace('-cii.xml', '.xml')}`;
  await writeFile(join(folder, name), bytes);
}
