/** `npx scell validate` as its users call it: a process of its own, files, output and exit code. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { embedInvoice, renderFacturX } from '@scell/facturx';
import { writeCii, writeUbl } from '@scell/syntax';
import { ruleSetIds } from '@scell/validation';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { samples } from '../../../../packages/en16931/test/samples.ts';
import { fonts } from '../../../../packages/facturx/test/fonts.ts';
import { foreignPdf } from '../../../../packages/pdf/test/foreign-pdfs.ts';

const bin = resolve(import.meta.dirname, '../../bin/scell.js');
const invoice = samples.servicesFrance;
if (invoice === undefined) throw new Error('no sample servicesFrance');

const { pdf } = renderFacturX(invoice, {
  language: 'fr',
  fonts,
  creationDate: '2026-05-06T10:00:00+02:00',
  documentId: 'test',
});
/** The same invoice with every total doubled. */
const doubled = (_: string, start: string, amount: string) => `${start}${(2 * Number(amount)).toFixed(2)}`;
const other = writeCii(invoice).replace(
  /(<ram:(?:LineTotal|TaxBasisTotal|TaxTotal|GrandTotal|DuePayable|Calculated|Basis|Charge)Amount[^>]*>)([\d.]+)/g,
  doubled,
);

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scell-validate-'));
  const cii = writeCii(invoice);
  await Promise.all(
    Object.entries({
      'good.xml': cii,
      'total.xml': writeUbl(invoice).replace(/(<cbc:TaxInclusiveAmount[^>]*>)[^<]+/, '$11.00'),
      'siren.xml': cii.replace('schemeID="0002">732829320', 'schemeID="0002">73282932'),
      'hybrid.pdf': pdf,
      // Same length, so that every offset of the file stays right.
      'level.pdf': Buffer.from(Buffer.from(pdf).toString('latin1').replace('/AF ', '/XF '), 'latin1'),
      'other.pdf': embedInvoice(pdf, other, { date: '2026-11-20T10:00:00Z', documentId: 'x', replace: true })
        .pdf,
      'plain.pdf': foreignPdf(),
      'no.pdf': '%PDF-1.7 no',
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
    out: '{"file":"good.xml","syntax":"cii","valid":true,"rulesets":{"en16931":"1.3.16"},"findings":[]}\n',
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
    term: 'BT-112',
    line: expect.any(Number),
    column: 1,
    path: '/ubl:Invoice',
    figures: { found: '1.00', expected: expect.stringMatching(/^\d+\.\d\d$/) },
    explanation: {
      fr: 'Le total TVA comprise (BT-112) n’est pas le total hors TVA plus la TVA.',
      en: 'The total with VAT (BT-112) is not the total without VAT plus the VAT.',
    },
    remedy: {
      fr: 'Corrigez BT-112 : BT-109 + BT-110, dans la devise de la facture.',
      en: 'Correct BT-112: BT-109 + BT-110, in the invoice currency.',
    },
    patch: expect.objectContaining({ silences: 1, loses: false }),
  });
});

test('or those that each document asks for', async () => {
  const { code, out } = await scell('--rules', 'auto', '--json', 'siren.xml', 'broken.xml');
  expect(code).toBe(1);
  const [siren, broken] = judgements(out);
  expect(siren).toMatchObject({ valid: false, rulesets: { en16931: '1.3.16', 'br-fr': '1.4.0.03' } });
  expect(broken).toMatchObject({ valid: false, rulesets: {}, error: { code: 'wrong-end-tag' } });
});

test('a folder stands for the XML and PDF files below it, a list for those it names', async () => {
  const inside = join(folder, 'inside', 'deep');
  await mkdir(inside, { recursive: true });
  await writeFile(join(folder, 'inside', 'b.xml'), await readFile(join(folder, 'good.xml')));
  await writeFile(join(inside, 'a.XML'), await readFile(join(folder, 'good.xml')));
  await writeFile(join(folder, 'inside', 'notes.txt'), 'none');
  await writeFile(join(folder, 'list.txt'), 'good.xml\n\ngone.xml\n');
  const names = (out: string) => judgements(out).map(({ file }: { file: string }) => file);
  expect(names((await scell('--json', 'inside')).out)).toEqual([
    join('inside', 'b.xml'),
    join('inside', 'deep', 'a.XML'),
  ]);
  const listed = await scell('--json', '--files-from', 'list.txt');
  expect([names(listed.out), listed.code]).toEqual([['good.xml', 'gone.xml'], 1]);
});

test('the rules are those of the day asked for', async () => {
  const { out } = await scell('--rules', 'auto', '--on', '2026-07-20', '--json', 'good.xml');
  expect(JSON.parse(out)).toMatchObject({
    valid: true,
    rulesets: { en16931: '1.3.16', 'br-fr': '1.4.0.02' },
  });
  const pinned = await scell('--rules', 'br-fr@1.4.0.02', '--json', 'good.xml');
  expect(JSON.parse(pinned.out).rulesets).toEqual({ 'br-fr': '1.4.0.02' });
});

test('the rules are those asked for', async () => {
  expect((await scell('siren.xml')).code).toBe(0);
  const { code, out } = await scell('--rules', 'en16931,br-fr', '--json', 'siren.xml', 'good.xml');
  expect(code).toBe(1);
  const [siren, good] = judgements(out);
  expect(siren.findings.map(({ ruleset }: { ruleset: string }) => ruleset)).toContain('br-fr');
  expect(siren.findings.map(({ rule }: { rule: string }) => rule)).toContain('BR-FR-10_BT-30');
  expect(good).toEqual({
    file: 'good.xml',
    syntax: 'cii',
    valid: true,
    rulesets: { en16931: '1.3.16', 'br-fr': '1.4.0.03' },
    findings: [],
  });
});

test('what cannot be judged is refused and says why, and the others are judged', async () => {
  const { code, out } = await scell('--json', 'broken.xml', 'order.xml', 'absent.xml', 'good.xml');
  expect(code).toBe(1);
  const [broken, order, absent, good] = judgements(out);
  const refused = { syntax: null, valid: false, rulesets: { en16931: '1.3.16' }, findings: [] };
  expect(broken).toEqual({
    ...refused,
    file: 'broken.xml',
    error: {
      code: 'wrong-end-tag',
      text: {
        fr: 'La balise de fin ne correspond pas à l’élément ouvert, « b ».',
        en: 'The end tag does not match the open element, "b".',
      },
      line: 2,
      column: 6,
    },
  });
  expect(order).toEqual({
    ...refused,
    file: 'order.xml',
    error: {
      code: 'not-an-invoice',
      text: {
        fr: 'L’élément racine {urn:x}Order n’est pas celui d’une facture CII ou UBL.',
        en: 'The root element {urn:x}Order is not that of an invoice in CII or UBL.',
      },
    },
  });
  expect(absent).toEqual({
    ...refused,
    file: 'absent.xml',
    error: {
      code: 'ENOENT',
      text: { fr: 'Le fichier ne peut être lu.', en: 'The file cannot be read.' },
    },
  });
  expect(good.valid).toBe(true);
});

test('a profile of Factur-X judges what announces it, and no UBL', async () => {
  const { code, out } = await scell(
    '--rules',
    'facturx-en16931,facturx-minimum',
    '--json',
    'good.xml',
    'total.xml',
  );
  expect(code).toBe(1);
  const [good, total] = judgements(out);
  expect(good).toMatchObject({
    rulesets: { 'facturx-en16931': '1.09.2', 'facturx-minimum': '1.09.2' },
    valid: false,
  });
  const fatal = good.findings.filter(({ severity }: { severity: string }) => severity === 'fatal');
  expect(new Set(fatal.map(({ ruleset }: { ruleset: string }) => ruleset))).toEqual(
    new Set(['facturx-minimum']),
  );
  expect(total).toMatchObject({
    syntax: null,
    valid: false,
    error: {
      code: 'rules-not-for-syntax',
      text: {
        en: 'The rules facturx-en16931, facturx-minimum do not judge a document in UBL: leave them out of --rules, or convert the invoice.',
      },
    },
  });
});

test('people read one line a file, the place of a finding and its words', async () => {
  const { code, out } = await scell('good.xml', 'total.xml', 'broken.xml');
  expect(code).toBe(1);
  expect(out).toMatch(/^good\.xml: valid \(CII\)\ntotal\.xml: refused \(UBL\)\n/);
  expect(out).toMatch(
    / {2}error BR-CO-15 \(line \d+\) \/ubl:Invoice\n {4}The total with VAT .*\. Found 1\.00, expected [\d.]+\. Correct BT-112/,
  );
  expect(out).toContain(
    'broken.xml: unreadable: line 2: The end tag does not match the open element, "b".\n',
  );
  expect(out).toMatch(/3 file\(s\), 2 refused\.\n$/);
});

test('SARIF and HTML are one document of all files', async () => {
  const sarif = await scell('--sarif', '--lang', 'fr', 'good.xml', 'total.xml', 'broken.xml');
  expect(sarif.code).toBe(1);
  const [run] = JSON.parse(sarif.out).runs;
  expect(run.artifacts.map(({ location }: { location: { uri: string } }) => location.uri)).toEqual([
    'good.xml',
    'total.xml',
    'broken.xml',
  ]);
  expect(run.results.map(({ ruleId }: { ruleId: string }) => ruleId)).toContain('BR-CO-15');
  expect(run.invocations[0].toolExecutionNotifications).toHaveLength(1);

  const html = await scell('--html', '--lang', 'fr', 'good.xml', 'total.xml', 'broken.xml');
  expect(html.code).toBe(1);
  expect(html.out).toMatch(/^<!DOCTYPE html>[\s\S]*3 fichiers, 2 refusés\.[\s\S]*<\/html>\n$/);
});

test('SVRL is the report of one file, and none of a file that cannot be judged', async () => {
  const { code, out } = await scell('--svrl', '--rules', 'en16931,br-fr', 'siren.xml');
  expect(code).toBe(1);
  expect(out).toContain('<svrl:failed-assert id="BR-FR-10_BT-30" flag="fatal"');
  expect(await scell('--svrl', 'broken.xml')).toEqual({
    code: 1,
    out: '',
    err: 'broken.xml: unreadable: line 2: The end tag does not match the open element, "b".\n',
  });
});

test('a hybrid PDF is judged with the XML it carries', async () => {
  const { code, out } = await scell('--json', 'hybrid.pdf', 'level.pdf', 'plain.pdf', 'no.pdf');
  expect(code).toBe(1);
  const [hybrid, level, plain, no] = judgements(out);
  const rulesets = { en16931: '1.3.16', hybrid: '1.09' };
  expect(hybrid).toEqual({ file: 'hybrid.pdf', syntax: 'cii', valid: true, rulesets, findings: [] });
  expect(level).toMatchObject({ file: 'level.pdf', syntax: 'cii', valid: false, rulesets });
  expect(level.findings).toMatchObject([
    { ruleset: 'hybrid', rule: 'BR-HYBRID-12', severity: 'fatal', count: 1, line: 1, path: '/' },
  ]);
  expect(level.findings[0].remedy.fr).toMatch(/\.$/);
  expect(plain).toMatchObject({ syntax: null, valid: false, error: { code: 'no_invoice' } });
  expect(no).toMatchObject({ syntax: null, valid: false, error: { code: 'pdf_damaged' } });
});

test('a page that contradicts the XML is a warning with both figures', async () => {
  const { code, out } = await scell('--json', 'other.pdf');
  const [judgement] = judgements(out);
  expect(code).toBe(0);
  const printed = judgement.findings.filter(({ rule }: { rule: string }) => rule === 'SCELL-HYBRID-PRINTED');
  expect(printed.map(({ term }: { term: string }) => term)).toContain('BT-112');
  expect(printed[0].figures).toEqual({ found: expect.any(String), expected: expect.any(String) });
});

test('findings of the PDF side are in every report', async () => {
  expect((await scell('--svrl', 'level.pdf')).out).toContain(
    '<svrl:failed-assert id="BR-HYBRID-12" flag="fatal"',
  );
  const [run] = JSON.parse((await scell('--sarif', 'level.pdf')).out).runs;
  expect(run.results.map(({ ruleId }: { ruleId: string }) => ruleId)).toEqual(['BR-HYBRID-12']);
  expect((await scell('--html', 'level.pdf')).out).toContain('BR-HYBRID-12');
  expect((await scell('level.pdf')).out).toMatch(/^level\.pdf: refused \(CII\)\n {2}error BR-HYBRID-12/);
});

test('the PDF side alone, and not of a file that is no PDF', async () => {
  const { out } = await scell('--rules', 'hybrid', '--json', 'level.pdf', 'good.xml');
  const [level, good] = judgements(out);
  expect(level).toMatchObject({ valid: false, rulesets: { hybrid: '1.09' } });
  expect(good).toMatchObject({ valid: false, error: { code: 'not-a-hybrid' } });
});

test.each([
  [['--json', '--html', 'good.xml'], 'scell: --json and --html exclude each other.\n'],
  [['--svrl', 'good.xml', 'total.xml'], 'scell: --svrl takes one file.\n'],
  [[], 'scell: give one file at least.\n'],
  [
    ['--rules', 'xrechnung', 'good.xml'],
    `scell: --rules is auto, or one or several of ${ruleSetIds.join(', ')}, hybrid; not "xrechnung".\n`,
  ],
  [['--on', 'hier', 'good.xml'], 'scell: --on is a day, YYYY-MM-DD.\n'],
  [
    ['--rules', 'auto,br-fr', 'good.xml'],
    `scell: --rules is auto, or one or several of ${ruleSetIds.join(', ')}, hybrid; not "auto,br-fr".\n`,
  ],
  [['--lang', 'de', 'good.xml'], 'scell: --lang is fr or en.\n'],
])('%j is a wrong use', async (words, sentence) => {
  expect(await scell(...words)).toEqual({ code: 64, out: '', err: sentence });
});
