/** `npx scell extract` as its users call it: a process of its own, files, output and exit code. */
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { renderFacturX } from '@scell/facturx';
import { A4, PdfDocument } from '@scell/pdf';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { samples } from '../../../../packages/en16931/test/samples.ts';
import { fonts } from '../../../../packages/facturx/test/fonts.ts';

const bin = resolve(import.meta.dirname, '../../bin/scell.js');
const invoice = samples.servicesFrance;
if (invoice === undefined) throw new Error('no sample servicesFrance');
const { pdf, xml } = renderFacturX(invoice, {
  language: 'fr',
  fonts,
  creationDate: '2026-05-06T10:00:00+02:00',
  documentId: 'test',
});

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scell-extract-'));
  const plain = new PdfDocument({
    title: 'T',
    author: 'A',
    language: 'fr-FR',
    creator: 'test',
    creationDate: '2026-05-06T10:00:00+02:00',
    id: 'x',
  });
  plain.addPage(A4);
  const renamed = Buffer.from(Buffer.from(pdf).toString('latin1').replaceAll('/AF ', '/XF '), 'latin1');
  await Promise.all(
    Object.entries({
      'good.pdf': pdf,
      'loose.pdf': renamed,
      'plain.pdf': plain.toBytes(),
      'no.pdf': Buffer.from('no'),
    }).map(([name, content]) => writeFile(join(folder, name), content)),
  );
});

afterAll(() => rm(folder, { recursive: true }));

function scell(...words: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [bin, 'extract', ...words], { cwd: folder }, (error, out, err) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : error === null ? 0 : -1, out, err }),
    );
  });
}

test('the XML is the output, what is said of it goes beside', async () => {
  expect(await scell('good.pdf')).toEqual({
    code: 0,
    out: xml,
    err: 'good.pdf: factur-x.xml (factur-x, EN 16931)\n',
  });
});

test('into a folder, named after the PDF, with the findings in French', async () => {
  const { code, out, err } = await scell('--out', 'xml', '--lang', 'fr', 'good.pdf', 'loose.pdf');
  expect({ code, out }).toEqual({ code: 0, out: '' });
  expect(err.split('\n')).toEqual([
    `good.pdf: factur-x.xml (factur-x, EN 16931) → ${join('xml', 'good.xml')}`,
    `loose.pdf: factur-x.xml (factur-x, EN 16931) → ${join('xml', 'loose.xml')}`,
    '  erreur BR-HYBRID-12 Le tableau AF du catalogue ne renvoie pas à la pièce jointe.',
    '',
  ]);
  expect((await readdir(join(folder, 'xml'))).sort()).toEqual(['good.xml', 'loose.xml']);
  expect(await readFile(join(folder, 'xml', 'loose.xml'), 'utf8')).toBe(xml);
});

test('one line of JSON a file, and exit 1 when one has nothing', async () => {
  const { code, out } = await scell('--json', 'good.pdf', 'plain.pdf', 'no.pdf', 'absent.pdf');
  expect(code).toBe(1);
  const lines = out.trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    {
      file: 'good.pdf',
      format: 'factur-x',
      profile: 'EN 16931',
      guideline: 'urn:cen.eu:en16931:2017',
      version: '1.0',
      filename: 'factur-x.xml',
      relationship: 'Alternative',
      size: Buffer.byteLength(xml),
      pages: 1,
      pdfA: { part: '3', conformance: 'B' },
      attachments: ['factur-x.xml'],
      findings: [],
    },
    {
      file: 'plain.pdf',
      error: {
        code: 'no_invoice',
        text: { en: 'The PDF has no attachment.', fr: 'Le PDF n’a aucune pièce jointe.' },
      },
    },
    {
      file: 'no.pdf',
      error: {
        code: 'pdf_not_a_pdf',
        text: { en: 'the file is not a PDF', fr: 'le fichier n’est pas un PDF' },
      },
    },
    {
      file: 'absent.pdf',
      error: { code: 'ENOENT', text: { en: 'The file cannot be read.', fr: 'Le fichier ne peut être lu.' } },
    },
  ]);
});

test.each([
  [[], 'give one file at least.'],
  [['--lang', 'de', 'good.pdf'], '--lang is fr or en.'],
  [['good.pdf', 'plain.pdf'], 'several files need --out or --json.'],
  [['--out', 'x', 'good.pdf', join('sub', 'good.pdf')], 'two files would become good.xml.'],
])('words that cannot be used: %s', async (args, message) => {
  expect(await scell(...args)).toEqual({ code: 64, out: '', err: `scell: ${message}\n` });
});
