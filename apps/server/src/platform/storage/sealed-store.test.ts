import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ContentLost } from './content-store.ts';
import { sealedStore } from './sealed-store.ts';
import { localTemporaryStore } from './temporary-store.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'scell-sealed-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const CLEAR = Buffer.from('the identity card of Marie Dupont');

test('gives back what was put; on the disk there is nothing to read, and nothing once it was dropped', async () => {
  const store = sealedStore(localTemporaryStore(root), 'a secret');
  const name = await store.put('one', CLEAR);
  expect(await store.get('one', name)).toEqual(CLEAR);
  const files = (await readdir(root, { recursive: true, withFileTypes: true })).filter((entry) =>
    entry.isFile(),
  );
  expect(files).toHaveLength(1);
  for (const file of files)
    expect((await readFile(join(file.parentPath, file.name))).includes('Marie')).toBe(false);
  // The same bytes twice look different: nobody learns that they are the same.
  expect(await store.put('two', CLEAR)).not.toEqual(name);
  await store.drop('one');
  await expect(store.get('one', name)).rejects.toThrow(ContentLost);
});

test('does not open under another secret or as another file', async () => {
  const plain = localTemporaryStore(root);
  const store = sealedStore(plain, 'a secret');
  const name = await store.put('one', CLEAR);
  await expect(sealedStore(plain, 'another').get('one', name)).rejects.toThrow(ContentLost);
  const moved = await plain.put('two', await plain.get('one', name));
  await expect(store.get('two', moved)).rejects.toThrow(ContentLost);
  for (const length of [0, 9, 20, 36]) {
    const cut = await plain.put('cut', (await plain.get('one', name)).subarray(0, length));
    await expect(store.get('cut', cut)).rejects.toThrow(ContentLost);
  }
});
