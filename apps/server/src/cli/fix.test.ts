/** `npx scell fix` as its users call it. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { writeCii, writeUbl } from '@scell/syntax';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { samples } from '../../../../packages/en16931/test/samples.ts';

const bin = resolve(import.meta.dirname, '../../bin/scell.js');
const invoice = samples.servicesFrance;
if (invoice === undefined) throw new Error('no sample servicesFrance');
const cii = writeCii(invoice);
const wrongDue = cii.replace(/(<ram:DuePayableAmount>)[^<]*/, '$11.00');

const folder = await mkdtemp(join(tmpdir(), 'scell-fix-'));
const content = (name: string) => readFile(join(folder, name));

beforeEach(async () => {
  await Promise.all(
    Object.entries({
      'due.xml': wrongDue,
      'category.xml': writeUbl(invoice).replace(/(<cac:ClassifiedTaxCategory>\n<cbc:ID>)S/, '$1?'),
      'extra.xml': cii.replace('</ram:TypeCode>', '</ram:TypeCode>\n<ram:LanguageID>fr</ram:LanguageID>'),
      'mark.xml': `\ufeff${wrongDue}`,
      'broken.xml': '<a>\n  <b></a>',
      'order.xml': '<Order/>',
    }).map(([name, text]) => writeFile(join(folder, name), text)),
  );
  // "é" as one byte, as older programs write it.
  await writeFile(
    join(folder, 'latin.xml'),
    Buffer.from(wrongDue.replace('UTF-8', 'ISO-8859-1').replace(/[\u0100-\uffff]/g, '?'), 'latin1'),
  );
});
afterAll(() => rm(folder, { recursive: true }));

function scell(...words: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [bin, 'fix', ...words], { cwd: folder }, (error, out, err) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : error === null ? 0 : -1, out, err }),
    );
  });
}

test('shows what it would change, and changes nothing', async () => {
  const { code, out } = await scell('due.xml');
  expect(code).toBe(0);
  expect(out).toContain('due.xml: 1 patch(es), 0 finding(s) remaining\n  mended error BR-CO-16 (en16931)\n');
  expect(out).toMatch(/^-<ram:DuePayableAmount>1\.00<.*\n\+<ram:DuePayableAmount>(?!1\.00)/m);
  expect(String(await content('due.xml'))).toBe(wrongDue);
});

test('writes over the file when told to, byte for byte what it was elsewhere', async () => {
  expect((await scell('--write', 'due.xml', 'mark.xml', 'latin.xml')).code).toBe(0);
  expect(String(await content('due.xml'))).toBe(cii);
  expect(String(await content('mark.xml'))).toBe(`\ufeff${cii}`);
  expect((await content('latin.xml')).toString('latin1')).toContain('é');
  expect((await scell('due.xml', 'latin.xml')).out).toMatch(/^due.xml: nothing .*\nlatin.xml: nothing /);
});

test('writes another file, and leaves the first one', async () => {
  expect((await scell('due.xml', '-o', 'good.xml')).code).toBe(0);
  expect(String(await content('good.xml'))).toBe(cii);
  expect(String(await content('due.xml'))).toBe(wrongDue);
  expect((await scell('due.xml', '--write', '--dry-run')).out).toContain('Nothing is written');
  expect(String(await content('due.xml'))).toBe(wrongDue);
});

test('says what is lost, and loses nothing when told so', async () => {
  expect((await scell('extra.xml')).out).toContain('  lost CII-SR-019: fr\n');
  const { code, out } = await scell('extra.xml', '--keep', '--lang', 'fr');
  expect([code, out]).toEqual([
    0,
    'extra.xml: rien à corriger automatiquement\n  reste avertissement CII-SR-019 (en16931)\n',
  ]);
});

test('answers as JSON, exit 1 when something fatal remains', async () => {
  const { code, out } = await scell('category.xml', '--json');
  expect(code).toBe(1);
  const answer = JSON.parse(out);
  expect(answer).toMatchObject({ file: 'category.xml', applied: [] });
  expect(answer.after).toEqual(answer.before);
  expect(answer.after).toContainEqual({ ruleset: 'en16931', rule: 'BR-CL-18', severity: 'fatal', count: 1 });
});

test('says what it cannot read', async () => {
  const { code, err } = await scell('broken.xml', 'order.xml', 'none.xml');
  expect(code).toBe(1);
  expect(err).toMatch(
    /^broken\.xml: 2:\d+ .+\norder\.xml: this is no invoice in CII or UBL\nnone\.xml: .* \(ENOENT\)\n$/,
  );
});

test.each([
  [['due.xml', '--rules', 'x'], '--rules knows'],
  [['due.xml', 'extra.xml', '-o', 'x'], '-o takes one file'],
  [[], 'give one file'],
  [['due.xml', '--lang', 'de'], '--lang is'],
])('refuses %j', async (args, message) => {
  const { code, err } = await scell(...args);
  expect(code).toBe(64);
  expect(err).toContain(message);
});
