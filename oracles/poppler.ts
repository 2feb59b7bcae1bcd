/** Poppler's own view of a PDF: text, attachments, pages. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { isInstalled } from './build.ts';

const run = promisify(execFile);

/** Whether poppler-utils is installed. */
export async function hasPoppler(): Promise<boolean> {
  for (const tool of ['pdfdetach', 'pdftotext', 'pdftoppm']) {
    if (!(await isInstalled(tool))) return false;
  }
  return true;
}

/** The text of all pages. */
export async function pdfText(pdf: Uint8Array): Promise<string> {
  return withFile(pdf, async (path) => (await run('pdftotext', ['-layout', path, '-'])).stdout);
}

/** Attachments by file name. */
export async function attachments(pdf: Uint8Array): Promise<Map<string, Uint8Array>> {
  return withFile(pdf, async (path, folder) => {
    const out = join(folder, 'out');
    await mkdir(out);
    await run('pdfdetach', ['-saveall', '-o', out, path]);
    const found = new Map<string, Uint8Array>();
    for (const name of await readdir(out)) found.set(name, await readFile(join(out, name)));
    return found;
  });
}

/**
 * Renders every page at 72 dpi to `<folder>/<name>-<page>.png`, to be looked at.
 * @returns the share of pixels that are not white, 0 to 1, a page.
 */
export async function renderPages(pdf: Uint8Array, folder: string, name: string): Promise<number[]> {
  await mkdir(folder, { recursive: true });
  return withFile(pdf, async (path, scratch) => {
    await run('pdftoppm', ['-png', '-r', '72', path, join(folder, name)]);
    await run('pdftoppm', ['-gray', '-r', '36', path, join(scratch, 'page')]);
    const pages = (await readdir(scratch)).filter((file) => file.endsWith('.pgm')).sort();
    return Promise.all(pages.map(async (page) => inked(await readFile(join(scratch, basename(page))))));
  });
}

/** Binary PGM: three header numbers, one byte a pixel. */
function inked(pgm: Uint8Array): number {
  const header = /^P5\s+(\d+)\s+(\d+)\s+\d+\s/.exec(Buffer.from(pgm.subarray(0, 64)).toString('latin1'));
  if (header === null) throw new Error('pdftoppm wrote no PGM');
  const pixels = pgm.subarray(header[0].length);
  return pixels.filter((value) => value < 250).length / pixels.length;
}

async function withFile<T>(pdf: Uint8Array, use: (path: string, folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'scell-pdf-'));
  try {
    const path = join(folder, 'document.pdf');
    await writeFile(path, pdf);
    return await use(path, folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}
