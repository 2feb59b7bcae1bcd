/** `npx scell convert` as its users call it: a process of its own, files, output and exit code. */
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { extractInvoice } from '@scell/facturx';
import { writeCii, writeUbl } from '@scell/syntax';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { samples } from '../../../../packages/en16931/test/samples.ts';

const bin = resolve(import.meta.dirname, '../../bin/scell.js');
const invoice = samples.servicesFrance;
if (invoice === undefined) throw new Error('no sample servicesFrance');

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scell-convert-'));
  const cii = writeCii(invoice);
  await Promise.all(
    Object.entries({
      'cii.xml': cii,
      'ubl.xml': writeUbl(invoice),
      'more.xml': cii.replace('<ram:TypeCode>', '<ram:Name>FACTURE</ram:Name>\n<ram:TypeCode>'),
      'broken.xml': '<a>',
    }).map(([name, content]) => writeFile(join(folder, name), content)),
  );
});

afterAll(() => rm(folder, { recursive: true }));

function scell(...words: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [bin, 'convert', ...words], { cwd: folder }, (error, out, err) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : error === null ? 0 : -1, out, err }),
    );
  });
}

test('the document is the output, the account goes beside', async () => {
  expect(await scell('--to', 'ubl', 'cii.xml')).toEqual({
    code: 0,
    out: writeUbl(invoice),
    err: 'cii.xml: cii → ubl (complete)\n',
  });
});

test('several files go into a folder, each under its own name', async () => {
  const { code, out } = await scell(
    '--to',
    'facturx',
    '--profile',
    'basic',
    '--out',
    'pdf',
    '--json',
    'cii.xml',
    'ubl.xml',
  );
  expect(code).toBe(0);
  const reports = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(reports).toMatchObject([
    { file: 'cii.xml', output: join('pdf', 'cii-facturx.pdf'), certificate: { target: 'facturx' } },
    { file: 'ubl.xml', output: join('pdf', 'ubl-facturx.pdf'), certificate: { source: { syntax: 'ubl' } } },
  ]);
  expect((await readdir(join(folder, 'pdf'))).sort()).toEqual(['cii-facturx.pdf', 'ubl-facturx.pdf']);
  const pdf = await readFile(join(folder, 'pdf', 'ubl-facturx.pdf'));
  expect(extractInvoice(pdf)).toMatchObject({
    profile: 'BASIC',
    findings: [{ code: 'SCELL-HYBRID-FR-PROFILE' }],
  });
});

test('what is lost is named, with its line; --lossless makes it a refusal', async () => {
  const french = await scell('--to', 'ubl', '--lang', 'fr', 'more.xml');
  expect(french.code).toBe(0);
  expect(french.err).toContain('(perdu: 1)');
  expect(french.err).toMatch(/perdu .*ram:Name \(ligne \d+\): "FACTURE"/);
  const strict = await scell('--to', 'ubl', '--lossless', 'more.xml');
  expect(strict).toMatchObject({ code: 1, out: '' });
  expect(strict.err).toContain('lost');
});

test('a file that cannot be converted does not keep the others from it', async () => {
  const { code, out } = await scell('--to', 'cii', '--json', 'broken.xml', 'gone.xml', 'ubl.xml');
  expect(code).toBe(1);
  const reports = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(reports).toMatchObject([
    { file: 'broken.xml', error: { code: 'unclosed', text: { fr: expect.any(String) } } },
    { file: 'gone.xml', error: { code: 'ENOENT' } },
    { file: 'ubl.xml', certificate: { complete: true } },
  ]);
});

test.each([
  [['cii.xml'], '--to is'],
  [['--to', 'edifact', 'cii.xml'], '--to is'],
  [['--to', 'cii'], 'one file'],
  [['--to', 'cii', '--profile', 'gold', 'cii.xml'], '--profile is'],
  [['--to', 'ubl', '--profile', 'basic', 'cii.xml'], '--profile is of CII'],
  [['--to', 'ubl', 'cii.xml', 'ubl.xml'], '--out or --json'],
  [['--to', 'ubl', '--lang', 'de', 'cii.xml'], '--lang'],
  [['--to', 'ubl', '--out', 'x', 'a/i.xml', 'b/i.xml'], 'two files'],
])('refuses %j with a sentence', async (words, sentence) => {
  const { code, out, err } = await scell(...words);
  expect({ code, out }).toEqual({ code: 64, out: '' });
  expect(err).toContain(sentence);
});
