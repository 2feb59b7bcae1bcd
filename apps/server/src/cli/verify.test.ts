import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Books, someBooks, TSA_ROOTS } from '../../../../packages/ledger/test/books.ts';

const bin = resolve(import.meta.dirname, '../../bin/scell.js');
let folder = '';
let books: Books;
let fingerprint = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scell-verify-'));
  books = someBooks(300);
  fingerprint = books.keys[0]?.key_id ?? '';
  await writeFile(join(folder, 'whole.zip'), await books.export());
  const [own] = books.chains;
  const entry = own?.entries[41];
  if (entry === undefined || own === undefined) throw new Error('no entry 42');
  own.entries[41] = { ...entry, preimage: entry.preimage.replace('sandbox', 'sandbax') };
  await writeFile(join(folder, 'altered.zip'), await books.export());
  await writeFile(join(folder, 'no.zip'), 'PK no');
  const pem = TSA_ROOTS.map(
    (der) => `-----BEGIN CERTIFICATE-----\n${der.toString('base64')}\n-----END CERTIFICATE-----\n`,
  );
  await writeFile(join(folder, 'roots.pem'), pem.join(''));
});

afterAll(() => rm(folder, { recursive: true }));

/** The exit code and what was printed. */
function verify(...words: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((done) => {
    execFile(process.execPath, [bin, 'verify', ...words], { cwd: folder }, (error, out, err) =>
      done({ code: typeof error?.code === 'number' ? error.code : error === null ? 0 : -1, out, err }),
    );
  });
}

test('an export is whole under a key that is pinned', async () => {
  const { code, out } = await verify('whole.zip', '--key', fingerprint);
  expect(code).toBe(0);
  expect(out).toMatch(/^whole\.zip: WHOLE: nothing was changed/);
  expect(out).toContain('Export of Acme (sandbox), made 2026-05-01T08:00:00Z by Scell 0.1.0');
});

test('without a pinned key it agrees with itself, and that is all that is said', async () => {
  const english = await verify('whole.zip');
  expect(english.code).toBe(0);
  expect(english.out).toMatch(/^whole\.zip: SELF-CONSISTENT, KEY NOT PINNED: /);
  const french = await verify('whole.zip', '--lang', 'fr');
  expect(french.out).toMatch(/^whole\.zip: COHÉRENT, CLÉ NON VÉRIFIÉE : /);
});

test('the first fault is named with its place, and how many others there are', async () => {
  const { code, out } = await verify('altered.zip', '--key', fingerprint);
  const chain = books.chains[0]?.chain_id;
  expect(code).toBe(1);
  expect(out).toContain(
    `First fault: The entry was altered: its hashes no longer match what it says. chain ${chain}, entry 42, preimage (chains/${chain}.jsonl, line 42)`,
  );
});

test('programs read the same as JSON', async () => {
  const { code, out } = await verify('altered.zip', '--json');
  const verdict = JSON.parse(out);
  expect(code).toBe(1);
  expect(verdict).toMatchObject({ file: 'altered.zip', verdict: 'tampered', pinned: false });
  expect(verdict.findings[0]).toMatchObject({
    code: 'altered',
    fault: true,
    place: { chain: books.chains[0]?.chain_id, position: 42, member: 'preimage' },
  });
  expect(JSON.parse((await verify('whole.zip', '--json')).out)).toMatchObject({
    verdict: 'self-consistent',
    faults: 0,
    proofs: { valid: 0 },
  });
});

test('a published head is reached by a chain that is named, or the tail was cut', async () => {
  const chain = books.chains[1];
  const head = Buffer.from(chain?.entries[8]?.chainHash ?? []).toString('hex');
  const reached = await verify('whole.zip', '--head', `sha256:${head.toUpperCase()}`);
  expect(reached.code).toBe(0);
  expect(reached.out).toContain(`Published head ${head}: reached by chain ${chain?.chain_id}, entry 9`);
  const missed = await verify('whole.zip', '--head', 'ab'.repeat(32));
  expect(missed.code).toBe(1);
  expect(missed.out).toContain('No chain of the export passes through the published head');
  expect(missed.out).toContain('ab'.repeat(32));
});

test('another key than the pinned one is not believed', async () => {
  const { code, out } = await verify('whole.zip', '--key', '00'.repeat(32));
  expect(code).toBe(1);
  expect(out).toContain('by a key that neither you nor a key you know vouches for');
});

test('time stamps are valid under the roots that are given', async () => {
  const { code, out } = await verify('whole.zip', '--tsa-roots', 'roots.pem', '--json');
  expect(code).toBe(0);
  expect(JSON.parse(out).proofs.valid).toBeGreaterThan(0);
});

test('what is no export is unreadable', async () => {
  expect(await verify('no.zip')).toEqual({
    code: 2,
    out: '',
    err: 'no.zip: unreadable: The archive cannot be read: it is no ZIP file, or is cut short.\n',
  });
  const absent = await verify('absent.zip', '--lang', 'fr');
  expect(absent).toMatchObject({
    code: 2,
    err: 'absent.zip: illisible: le fichier ne peut être lu (ENOENT).\n',
  });
});

test('the page is one file that may reach nothing', async () => {
  const { code, out } = await verify('--page', 'verify.html');
  const html = await readFile(join(folder, 'verify.html'), 'utf8');
  expect(code).toBe(0);
  expect(out).toMatch(/^verify\.html: page written; SHA-256 [0-9a-f]{64}\n$/);
  expect(html).toContain(`content="default-src 'none'; script-src 'sha256-`);
  expect(html).not.toMatch(/\b(?:src|href)=/);
});

test.each([
  [[], 'scell: give one export, or --page OUT.html.\n'],
  [['a.zip', 'b.zip'], 'scell: give one export, or --page OUT.html.\n'],
  [['a.zip', '--key', 'abc'], 'scell: --key takes 64 hexadecimal digits.\n'],
  [['a.zip', '--lang', 'de'], 'scell: --lang is fr or en.\n'],
])('%j is a wrong use', async (words, sentence) => {
  expect(await verify(...words)).toEqual({ code: 64, out: '', err: sentence });
});
