/** `npx scell rules` as an operator calls it. */
import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';

const bin = resolve(import.meta.dirname, '../../bin/scell.js');

function scell(...words: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [bin, 'rules', ...words], (error, out, err) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : error === null ? 0 : -1, out, err }),
    );
  });
}

test('every version of a rule, with its dates and article', async () => {
  const { code, out } = await scell('vat_standard_rate');
  expect(code).toBe(0);
  expect(out).toContain('vat.standard  2000-04-01 – 2013-12-31\n    Standard VAT rate\n');
  expect(out).toContain('{"rate":"19.6","territories":["mainland","corsica"]}\n    CGI, art. 278\n');
});

test('what is in force on a day, for programs in the form of the API', async () => {
  const { out } = await scell('--on', '2013-12-31', '--lang', 'fr', '--json');
  const rules = JSON.parse(out) as { key: string; value: number; name: string }[];
  expect(rules.find(({ key }) => key === 'vat.standard')).toMatchObject({
    value: 19.6,
    name: 'Taux normal de TVA',
  });
  expect(rules.map(({ key }) => key)).not.toContain('invoicing.e_invoicing.calendar');
});

test.each([
  [['no.such.rule'], 'scell: there is no rule no.such.rule'],
  [['--on', '2026-02-30'], 'scell: --on is a day'],
  [['--lang', 'de'], 'scell: --lang is fr or en.'],
  [['--nothing'], "scell: Unknown option '--nothing'"],
  [['vat.standard', 'vat.reduced'], 'scell: one key at a time.'],
])('%j is told what is wrong', async (words, sentence) => {
  const { code, err } = await scell(...words);
  expect(code).toBe(64);
  expect(err).toContain(sentence);
});
