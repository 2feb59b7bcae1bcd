/** `npx scell validate` as its users call it: a process of its own, files, output and exit code. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { writeCii, writeUbl } from '@scell/syntax';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { samples } from '../../../../packages/en16931/test/samples.ts';

const bin = resolve(import.meta.dirname, '../../bin/scell.js');
const invoice = samples.servicesFrance;
if (invoice === undefined) throw new Error('no sample servicesFrance');

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scell-validate-'));
  const cii = writeCii(invoice);
  await Promise.all(
    Object.entries({
      'good.xml': cii,
      'total.xml': writeUbl(invoice).replace(/(<cbc:TaxInclusiveAmount[^>]*>)[^<]+/, '$11.00'),
      'siren.xml': cii.replace('schemeID="0002">732829320', 'schemeID="0002">73282932'),
      'broken.xml': '<a>\n  <b></a>',
      'order.xml': '<Order xmlns="urn:x"/>',
    }).map(([name, content]) => writeFile(join(folder, name), content)),
  );
});

afterAll(() => rm(folder, { recursive: true }));

/** The exit code and what was printed, with the folder taken out of it. */
function scell(...words: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [bin, 'validate', ...words], { cwd: folder }, (error, out, err) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : error === null ? 0 : -1, out, err }),
    );
  });
}

const judgements = (out: string) =>
  out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

test('a good invoice is valid', async () => {
  expect(await scell('--json', 'good.xml')).toEqual({
    code: 0,
    out: '{"file":"good.xml","syntax":"cii","valid":true,"findings":[]}\n',
    err: '',
  });
});

test('a wrong total is refused, with the rule, its hits and the first place', async () => {
  const { code, out } = await scell('total.xml', '--json');
  expect(code).toBe(1);
  const [judgement] = judgements(out);
  expect(judgement).toMatchObject({ file: 'total.xml', syntax: 'ubl', valid: false });
  expect(judgement.findings).toContainEqual({
    ruleset: 'en16931',
    rule: 'BR-CO-15',
    severity: 'fatal',
    count: 1,
    line: expect.any(Number),
    column: 1,
    path: '/ubl:Invoice',
  });
});

test('the rules are those asked for', async () => {
  expect((await scell('siren.xml')).code).toBe(0);
  const { code, out } = await scell('--rules', 'en16931,br-fr', '--json', 'siren.xml', 'good.xml');
  expect(code).toBe(1);
  const [siren, good] = judgements(out);
  expect(siren.findings.map(({ ruleset }: { ruleset: string }) => ruleset)).toContain('br-fr');
  expect(siren.findings.map(({ rule }: { rule: string }) => rule)).toContain('BR-FR-10_BT-30');
  expect(good).toEqual({ file: 'good.xml', syntax: 'cii', valid: true, findings: [] });
});

test('what cannot be judged is refused and says why, and the others are judged', async () => {
  const { code, out } = await scell(
    '--json',
    '--lang',
    'fr',
    'broken.xml',
    'order.xml',
    'absent.xml',
    'good.xml',
  );
  expect(code).toBe(1);
  const [broken, order, absent, good] = judgements(out);
  const refused = { syntax: null, valid: false, findings: [] };
  expect(broken).toEqual({
    ...refused,
    file: 'broken.xml',
    error: {
      code: 'wrong-end-tag',
      message: 'La balise de fin ne correspond pas à l’élément ouvert, « b ».',
      line: 2,
      column: 6,
    },
  });
  expect(order).toEqual({
    ...refused,
    file: 'order.xml',
    error: {
      code: 'not-an-invoice',
      message: 'L’élément racine {urn:x}Order n’est pas celui d’une facture CII ou UBL.',
    },
  });
  expect(absent).toEqual({
    ...refused,
    file: 'absent.xml',
    error: { code: 'ENOENT', message: 'Le fichier ne peut être lu.' },
  });
  expect(good.valid).toBe(true);
});

test('people read one line a file and one a finding', async () => {
  const { code, out } = await scell('good.xml', 'total.xml', 'broken.xml');
  expect(code).toBe(1);
  expect(out).toMatch(/^good\.xml: valid \(CII\)\ntotal\.xml: refused \(UBL\)\n/);
  expect(out).toContain('  error BR-CO-15 (line ');
  expect(out).toContain(
    'broken.xml: unreadable: line 2: The end tag does not match the open element, "b".\n',
  );
  expect(out).toMatch(/3 file\(s\), 2 refused\.\n$/);
});

test.each([
  [[], 'scell: give one file at least.\n'],
  [['--rules', 'xrechnung', 'good.xml'], 'scell: --rules knows en16931, br-fr, extended-ctc-fr, not "xrechnung".\n'],
  [['--lang', 'de', 'good.xml'], 'scell: --lang is fr or en.\n'],
])('%j is a wrong use', async (words, sentence) => {
  expect(await scell(...words)).toEqual({ code: 64, out: '', err: sentence });
});
