/** The script of docs/verification.md, as it stands there: what an auditor would write without us judges our exports. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Books, randomOf } from '../packages/ledger/test/books.ts';
import { keyOf } from '../packages/ledger/test/cryptography.ts';
import { DEEDS, takeApart } from '../packages/ledger/test/tampering.ts';
import { isInPath } from './chromium.ts';

const able = isInPath('python3') && isInPath('openssl');
const books = fewBooks();
/** A few days: the script starts OpenSSL once a seal. */
function fewBooks(): Books {
  const made = new Books(4);
  const [own, archive] = [made.open('fiscal'), made.open('archive')];
  for (let day = 20_442; day < 20_446; day += 1)
    made.day(day, [own], (at) => {
      for (let hour = 8; hour < 12; hour += 1) {
        at(hour);
        made.invoice(own, archive);
        made.payment(own);
      }
      if (day === 20_444) made.changeKey('second key');
    });
  return made;
}

let folder = '';
let script = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scell-by-hand-'));
  const page = await readFile(join(import.meta.dirname, '../docs/verification.md'), 'utf8');
  script = /```python\n(.*?)```/s.exec(page)?.[1] ?? '';
  expect(script).not.toBe('');
});

afterAll(() => rm(folder, { recursive: true }));

/** Unpacks an archive and runs the script in it. */
async function run(bytes: Uint8Array, name: string): Promise<{ code: number; out: string; err: string }> {
  const { members } = await takeApart(bytes);
  for (const [path, content] of members) {
    const file = join(folder, name, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }
  return new Promise((done) => {
    execFile('python3', ['-c', script], { cwd: join(folder, name) }, (error, out, err) =>
      done({ code: error === null ? 0 : 1, out, err }),
    );
  });
}

test.skipIf(!able)('untouched books hold', async () => {
  const { code, out, err } = await run(await books.export(), 'whole');
  expect(err).toBe('');
  expect(code).toBe(0);
  for (const { chain_id, entries } of books.chains) {
    const head = Buffer.from(entries.at(-1)?.chainHash ?? []).toString('hex');
    expect(out).toContain(`${chain_id} holds; its head is ${entries.length} ${head}`);
  }
});

test
  .skipIf(!able)
  .each([
    'a byte of a preimage',
    'a row removed',
    'a byte of a document file',
    'a byte of the manifest',
    'a document taken away, as if erased, in an export that the right key signed',
  ])('%s shows', async (kind) => {
  const scene = {
    archive: await takeApart(await books.export()),
    random: randomOf(9),
    rightKey: books.keys[0]?.key_id ?? '',
    currentKey: books.key,
    attacker: keyOf('attacker'),
  };
  const done = await DEEDS[kind]?.(scene);
  const { code } = await run(done?.bytes ?? new Uint8Array(), kind.replaceAll(' ', '-'));
  expect(code).toBe(1);
});
