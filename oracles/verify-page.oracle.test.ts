/** The offline verifier in a real browser, opened from the disk with the network off: the same verdicts as on the command line. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyPage } from '../apps/server/src/platform/verification/verify-page.ts';
import { randomOf, someBooks } from '../packages/ledger/test/books.ts';
import { keyOf } from '../packages/ledger/test/cryptography.ts';
import { DEEDS, type Scene, takeApart } from '../packages/ledger/test/tampering.ts';
import { cacheFolder } from './build.ts';
import { chromium, withPage } from './chromium.ts';

const folder = join(cacheFolder, 'verify-page');
const page = join(folder, 'verify.html');
const books = someBooks(2000, 3);
const pin = books.keys[0]?.key_id ?? '';
let scene: Scene;

beforeAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const whole = await books.export();
  await writeFile(join(folder, 'whole.zip'), whole);
  await writeFile(join(folder, 'cut.zip'), whole.subarray(0, whole.length - 5));
  await writeFile(page, (await verifyPage()).html);
  scene = {
    archive: await takeApart(whole),
    random: randomOf(3),
    rightKey: pin,
    currentKey: books.key,
    attacker: keyOf('attacker'),
  };
});

afterAll(() => rm(folder, { recursive: true, force: true }));

interface Shown {
  verdict: string;
  text: string;
  first: Record<string, string> | null;
}

/** What the page shows of a file. */
function shown(
  file: string,
  keys = '',
  heads = '',
): Promise<Shown & { requests: string[]; complaints: string[] }> {
  return withPage(pathToFileURL(page).href, async ({ evaluate, setFiles, requests, complaints }) => {
    await evaluate(`if (document.documentElement.lang !== 'fr') document.getElementById('language').click();
      document.getElementById('keys').value = ${JSON.stringify(keys)};
      document.getElementById('heads').value = ${JSON.stringify(heads)};`);
    await setFiles('#file', [join(folder, file)]);
    const found = await evaluate<Shown>(`(async () => {
      while (document.querySelector('[data-verdict]') === null) await new Promise((later) => setTimeout(later, 50));
      const verdict = document.querySelector('[data-verdict]');
      const first = document.getElementById('first-fault');
      return { verdict: verdict.dataset.verdict, text: verdict.textContent, first: first === null ? null : { ...first.dataset } };
    })()`);
    return { ...found, requests, complaints };
  });
}

describe.skipIf(chromium === undefined)('the page, with the network off', () => {
  test('says of an untouched export that it is whole, and asks the network for nothing', async () => {
    expect(await shown('whole.zip', pin)).toEqual({
      verdict: 'whole',
      text: expect.stringMatching(/^INTÈGRE/),
      first: null,
      requests: [],
      complaints: [],
    });
    expect(await shown('whole.zip')).toMatchObject({ verdict: 'self-consistent', first: null });
  });

  test('may reach nothing, even if it wanted to', async () => {
    const refused = await withPage(pathToFileURL(page).href, ({ evaluate }) =>
      evaluate<string>(
        `fetch('http://127.0.0.1:9/').then(() => 'reached', () => new Promise((later) => {
          addEventListener('securitypolicyviolation', ({ violatedDirective }) => later(violatedDirective));
          fetch('http://127.0.0.1:9/').catch(() => {});
        }))`,
      ),
    );
    expect(refused).toBe('connect-src');
  });

  test.each([
    'a byte of a preimage',
    'a byte of a seal',
    'a byte of a document',
    'a row removed',
    'two rows swapped',
    'a suffix made anew without the key',
    'everything sealed by another key',
    'a closing that does not add up, sealed by the right key',
    'a file removed',
  ])('names %s', async (kind) => {
    const done = await DEEDS[kind]?.(scene);
    if (done === undefined) throw new Error(`no deed is called ${kind}`);
    await writeFile(join(folder, 'touched.zip'), done.bytes);
    const { pins = [], heads = [] } = done.options;
    const { verdict, first } = await shown('touched.zip', pins.join('\n'), heads.join('\n'));
    expect(verdict).toBe('tampered');
    const { code = '', chain = '', position = '', file = '' } = first ?? {};
    const place = { chain, position: Number(position), file };
    const finding = { code: code as never, place };
    if (kind === 'a file removed') expect(code).toBe('file-missing');
    else if (kind.startsWith('a closing')) expect(code).toBe('closing-differs');
    else expect(done.named(finding, {} as never), `${done.what}: ${JSON.stringify(first)}`).toBe(true);
  });

  test('says of half a file that it cannot be read', async () => {
    expect(await shown('cut.zip')).toMatchObject({ verdict: 'unreadable' });
  });
});
