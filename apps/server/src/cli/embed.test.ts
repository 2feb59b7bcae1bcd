/** `npx scell embed` as its users call it: a process of its own, files, output and exit code. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { extractInvoice } from '@scell/facturx';
import { writeCii } from '@scell/syntax';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { samples } from '../../../../packages/en16931/test/samples.ts';
import { foreignPdf } from '../../../../packages/pdf/test/foreign-pdfs.ts';

const bin = resolve(import.meta.dirname, '../../bin/scell.js');
const invoice = samples.servicesFrance;
if (invoice === undefined) throw new Error('no sample servicesFrance');
const xml = writeCii(invoice);

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scell-embed-'));
  await Promise.all(
    Object.entries({
      'plain.pdf': foreignPdf(),
      'steps.pdf': foreignPdf({ page: '/PresSteps <<>>' }),
      'no.pdf': 'no',
      'invoice.xml': xml,
    }).map(([name, content]) => writeFile(join(folder, name), content)),
  );
});

afterAll(() => rm(folder, { recursive: true }));

function scell(...words: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [bin, 'embed', ...words], { cwd: folder }, (error, out, err) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : error === null ? 0 : -1, out, err }),
    );
  });
}

test('the result carries the invoice, and what was mended is said', async () => {
  const { code, out, err } = await scell('plain.pdf', 'invoice.xml', '-o', 'out.pdf', '--lang', 'fr');
  expect({ code, out }).toEqual({ code: 0, out: '' });
  expect(err.split('\n').slice(0, 2)).toEqual([
    'plain.pdf → out.pdf (EN 16931, PDF/A-3b)',
    '  rectifié: Le fichier est réécrit : PDF 1.7, table des références, identifiant, seuls objets utilisés.',
  ]);
  const extracted = extractInvoice(await readFile(join(folder, 'out.pdf')));
  expect(Buffer.from(extracted.xml).toString()).toBe(xml);
});

test('one date, one file: the same pair gives the same bytes', async () => {
  const date = ['--date', '2026-11-20T10:00:00Z'];
  await scell(...date, 'plain.pdf', 'invoice.xml', '-o', 'one.pdf');
  await scell(...date, 'plain.pdf', 'invoice.xml', '-o', 'two.pdf');
  expect(await readFile(join(folder, 'one.pdf'))).toEqual(await readFile(join(folder, 'two.pdf')));
});

test('a refusal has its reasons, in words and in JSON', async () => {
  const told = await scell('steps.pdf', 'invoice.xml', '-o', 'never.pdf');
  expect(told.code).toBe(1);
  expect(told.err).toMatch(
    /^steps\.pdf: refused \(not_embeddable\): .*\n {2}presentation The document is a presentation/,
  );
  const { code, out } = await scell('--json', 'steps.pdf', 'invoice.xml', '-o', 'never.pdf');
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject({
    file: 'steps.pdf',
    error: { code: 'not_embeddable', reasons: [{ code: 'presentation', clause: '6.10', pages: [1] }] },
  });
  await expect(readFile(join(folder, 'never.pdf'))).rejects.toThrowError('ENOENT');
});

test.each([
  ['no.pdf', 'pdf_not_a_pdf'],
  ['absent.pdf', 'ENOENT'],
])('%s', async (file, code) => {
  const { out, code: exit } = await scell('--json', file, 'invoice.xml', '-o', 'never.pdf');
  expect(exit).toBe(1);
  expect(JSON.parse(out).error.code).toBe(code);
});

test.each([
  [['plain.pdf'], 'give one PDF and one XML file.'],
  [['plain.pdf', 'invoice.xml'], '-o names the file to write.'],
  [['plain.pdf', 'invoice.xml', '-o', 'x.pdf', '--lang', 'de'], '--lang is fr or en.'],
])('words that cannot be used: %s', async (words, message) => {
  expect(await scell(...words)).toEqual({ code: 64, out: '', err: `scell: ${message}\n` });
});
