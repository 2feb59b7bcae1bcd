import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { localStore } from './local-store.ts';

const KEY = 'production/tenant/ab/abcdef';
const at = { key: KEY, version: null };
const terms = { mediaType: 'application/pdf', retainUntil: new Date('2036-12-31T23:00:00Z') };

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'scell-archive-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

test('an object is a folder with the content and its term, none of them writable', async () => {
  const store = localStore(root);
  expect(await store.put(KEY, Buffer.from('facture'), terms)).toEqual(at);
  const folder = join(root, KEY);
  expect((await readdir(folder)).sort()).toEqual(['content', 'until-20361231T230000Z']);
  for (const name of await readdir(folder)) expect((await stat(join(folder, name))).mode & 0o777).toBe(0o400);
  expect((await store.get(at)).toString()).toBe('facture');
  expect(await store.find(KEY)).toEqual({ position: at, retainUntil: terms.retainUntil });
  expect(store.pathOf(at)).toBe(KEY);
});

test('a name is taken once: other bytes are refused, also eight at once, and nothing stays aside', async () => {
  const store = localStore(root);
  const puts = await Promise.all(
    Array.from({ length: 8 }, (_, i) => store.put(KEY, Buffer.from(`facture ${i}`), terms)),
  );
  expect(puts.filter((position) => position !== null)).toHaveLength(1);
  const first = await store.get(at);
  expect(await store.put(KEY, Buffer.from('falsified'), terms)).toBeNull();
  expect(await store.get(at)).toEqual(first);
  expect(await readdir(join(root, 'production/tenant/ab'))).toEqual(['abcdef']);
});

test('a term is moved later and never earlier', async () => {
  const store = localStore(root);
  await store.put(KEY, Buffer.from('facture'), terms);
  const later = new Date('2040-12-31T23:00:00Z');
  expect(await store.extend(at, later)).toEqual(later);
  expect(await store.extend(at, new Date('2030-01-01T00:00:00Z'))).toEqual(later);
  expect(await store.extend(at, later)).toEqual(later);
  expect(await store.retention(at)).toEqual(later);
});

test('two that move a term at once leave the later one', async () => {
  const store = localStore(root);
  await store.put(KEY, Buffer.from('facture'), terms);
  const years = [2041, 2038, 2044, 2039];
  await Promise.all(years.map((year) => store.extend(at, new Date(`${year}-12-31T23:00:00Z`))));
  expect(await store.retention(at)).toEqual(new Date('2044-12-31T23:00:00Z'));
});

test('what is not there is missing, and what a crash left aside is not there', async () => {
  const store = localStore(root);
  expect(await store.find(KEY)).toBeNull();
  await expect(store.get(at)).rejects.toMatchObject({ kind: 'missing' });
  await expect(store.retention(at)).rejects.toMatchObject({ kind: 'missing' });
  const aside = join(root, 'production/tenant/ab/.abcdef.0b0e');
  await mkdir(aside, { recursive: true });
  await writeFile(join(aside, 'content'), 'half a fact');
  expect(await store.find(KEY)).toBeNull();
  expect(await store.put(KEY, Buffer.from('facture'), terms)).toEqual(at);
});

test('an object whose term was taken away says so', async () => {
  const store = localStore(root);
  await store.put(KEY, Buffer.from('facture'), terms);
  await rm(join(root, KEY, 'until-20361231T230000Z'));
  await expect(store.retention(at)).rejects.toMatchObject({ kind: 'retention_too_short' });
});

test('a folder that cannot be one is refused with the sentence that mends it', async () => {
  await localStore(join(root, 'new')).check();
  await writeFile(join(root, 'file'), '');
  const blocked = localStore(join(root, 'file', 'below')).check();
  await expect(blocked).rejects.toMatchObject({ kind: 'misconfigured' });
  await expect(blocked).rejects.toThrow(/cannot be written .* set SCELL_ARCHIVE to another place/);
});
