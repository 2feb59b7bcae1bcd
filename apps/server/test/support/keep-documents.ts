import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { expect } from 'vitest';
import type { Answer } from './platform.ts';

/**
 * Leaves a downloaded document for other makers' judges (`npm run oracles`) in the folder that SCELL_KEEP_DOCUMENTS names,
 * under the suite that made it and its own name: `….pdf`, `….xml` for the CII and `…-ubl.xml`. Does nothing otherwise.
 */
export async function keepDocument({ status, headers, bytes }: Answer): Promise<void> {
  const folder = process.env.SCELL_KEEP_DOCUMENTS;
  const file = /filename="?([^";]+\.(?:pdf|xml))/.exec(String(headers['content-disposition']))?.[1];
  if (folder === undefined || folder === '' || status !== 200 || file === undefined) return;
  const suite = basename(expect.getState().testPath ?? 'documents', '.test.ts');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${suite}-${file.replace('-cii.xml', '.xml')}`), bytes);
}
