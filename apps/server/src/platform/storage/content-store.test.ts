import { chmod, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ContentLost, localContentStore } from './content-store.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'scell-store-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

test('gives back what was put, under its SHA-256', async () => {
  const store = localContentStore(root);
  const name = await store.put(Buffer.from('facture'));
  expect(name.toString('hex')).toBe('700705415442b8015ee24ae925043596dd2718263ec58b7362b37eb80e8bcb71');
  expect((await store.get(name)).toString()).toBe('facture');
});

test('the same bytes twice, also at once, are one file', async () => {
  const store = localContentStore(root);
  const names = await Promise.all(Array.from({ length: 8 }, () => store.put(Buffer.from('same'))));
  const first = names[0]?.toString('hex') ?? '';
  expect(new Set(names.map((name) => name.toString('hex'))).size).toBe(1);
  expect(await readdir(join(root, first.slice(0, 2)))).toEqual([first]);
});

test('altered and missing bytes are told apart from good ones', async () => {
  const store = localContentStore(root);
  const name = await store.put(Buffer.from('original'));
  const path = join(root, name.toString('hex').slice(0, 2), name.toString('hex'));
  await chmod(path, 0o640);
  await writeFile(path, 'falsified');
  await expect(store.get(name)).rejects.toThrow(ContentLost);
  await rm(path);
  await expect(store.get(name)).rejects.toThrow(/cannot be read/);
});

test('bytes are taken off once they have settled, and not while somebody may be about to name them', async () => {
  const store = localContentStore(root);
  const name = await store.put(Buffer.from('facture'));
  const path = join(root, name.toString('hex').slice(0, 2), name.toString('hex'));
  const before = new Date(Date.now() - 11 * 60_000);
  expect(await store.drop(name)).toBe(false);
  await utimes(path, before, before);
  // Stored again: whoever did has not named them yet.
  await store.put(Buffer.from('facture'));
  expect(await store.drop(name)).toBe(false);
  await utimes(path, before, before);
  expect(await store.drop(name)).toBe(true);
  await expect(store.get(name)).rejects.toThrow(ContentLost);
  expect(await store.drop(name)).toBe(true);
});
