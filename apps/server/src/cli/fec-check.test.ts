/** `npx scell fec check` as its users call it: a process of its own, files or the input, output and exit code. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { DEFAULT_PLAN, FEC_FORM } from '@scell/ledger';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { payment, sale } from '../../../../packages/ledger/test/facts.ts';
import { build, fileOf } from '../../../../packages/ledger/test/fec-book.ts';

const bin = resolve(import.meta.dirname, '../../bin/scell.js');
const year = { start: '2026-01-01', end: '2026-12-31' };
const good = fileOf(build([sale(), payment()], DEFAULT_PLAN, year), FEC_FORM);
const name = '123456782FEC20261231.txt';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scell-fec-'));
  await Promise.all(
    Object.entries({
      [name]: good,
      '123456782FEC20261130.txt': good.toString().replace('\t120,00\t', '\t120.00\t'),
      'named.txt': good,
      'fec.xml': '<comptabilite/>',
    }).map(([file, content]) => writeFile(join(folder, file), content)),
  );
});

afterAll(() => rm(folder, { recursive: true }));

async function check(
  args: string[],
  input?: Uint8Array,
): Promise<{ code: number; out: string; err: string }> {
  const child = spawn(process.execPath, [bin, 'fec', 'check', ...args], { cwd: folder });
  child.stdin.end(input ?? '');
  const [out, err, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number>((done) => child.on('close', (status) => done(status ?? -1))),
  ]);
  return { code, out, err };
}

test('a clean file, and one on the input, end with 0', async () => {
  expect(await check([name])).toEqual({
    code: 0,
    out: `${name}: clean (2 entries, 7 lines, debit 260,00)\n`,
    err: '',
  });
  expect((await check(['-', '--lang', 'fr'], good)).out).toBe(
    '-: conforme (2 écriture(s), 7 ligne(s), débit 260,00)\n',
  );
});

test('a file that breaks a rule ends with 1; each rule is told with remedy and place', async () => {
  const { code, out } = await check(['--lang', 'fr', '123456782FEC20261130.txt']);
  expect(code).toBe(1);
  expect(out).toContain(
    '  erreur amount-point\n    Le montant a un point décimal. Écrivez une virgule : « 12,50 ».\n    ligne 2, Debit: 120.00\n',
  );
});

test('warnings end with 0, and with 1 where they are to count', async () => {
  expect(await check(['named.txt'])).toMatchObject({
    code: 0,
    out: expect.stringContaining('warning file-name'),
  });
  expect(await check(['--strict', 'named.txt'])).toMatchObject({ code: 1 });
});

test('the accounting year may be said', async () => {
  expect((await check(['--start', '2026-02-01', '--end', '2026-12-31', name])).out).toContain(
    'error date-period ×7',
  );
});

test('of several files the worst gives the code', async () => {
  const { code, out } = await check(['--json', name, 'fec.xml', 'missing.txt']);
  expect(code).toBe(2);
  const reports = out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(reports).toMatchObject([
    { file: name, clean: true, debit: '260.00', credit: '260.00', entries: 2, findings: [], failure: null },
    { file: 'fec.xml', clean: false, failure: { code: 'xml' } },
    { file: 'missing.txt', clean: false, failure: { code: 'ENOENT' } },
  ]);
});

test('words it cannot use are told and end with 64', async () => {
  expect(await check([])).toMatchObject({
    code: 64,
    err: 'scell: give one file at least, or - for the input.\n',
  });
  expect(await check(['--end', '31/12/2026', name])).toMatchObject({ code: 64 });
});
