import { createHash } from 'node:crypto';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openArchive } from './archive.ts';
import { localStore } from './local-store.ts';
import { archiveKey } from './sealing.ts';

const bytes = Buffer.from('facture');
const sha256 = createHash('sha256').update(bytes).digest();
const deposit = {
  folder: 'production/tenant',
  sha256,
  bytes,
  mediaType: 'application/pdf',
  retainUntil: new Date('2036-12-31T23:00:00Z'),
};

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'scell-archive-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const fileOf = (path: string, folder = root) => join(folder, path, 'content');
const overwrite = async (path: string, text: string) => {
  await chmod(path, 0o600);
  await writeFile(path, text);
};

test('keeps bytes under the name of their content, and gives them back', async () => {
  const archive = openArchive(localStore(root), []);
  const { position, path, retainUntil, keyId } = await archive.keep(deposit);
  expect(position.key).toBe(`production/tenant/70/${sha256.toString('hex')}`);
  expect(path).toBe(position.key);
  expect(await readFile(fileOf(path))).toEqual(bytes);
  expect({ retainUntil, keyId }).toEqual({ retainUntil: deposit.retainUntil, keyId: null });
  expect(await archive.read({ position, sha256 })).toEqual(bytes);
  expect(await archive.retention(position)).toEqual(deposit.retainUntil);
});

test('keeping again is harmless, and moves a term that ends too early', async () => {
  const archive = openArchive(localStore(root), []);
  const first = await archive.keep(deposit);
  expect(await archive.keep(deposit)).toEqual(first);
  const retainUntil = new Date('2037-12-31T23:00:00Z');
  expect(await archive.keep({ ...deposit, retainUntil })).toEqual({ ...first, retainUntil });
  expect(await archive.keep(deposit)).toEqual({ ...first, retainUntil });
});

test('bytes that are not those of the address are not taken', async () => {
  const archive = openArchive(localStore(root), []);
  await expect(archive.keep({ ...deposit, bytes: Buffer.from('autre') })).rejects.toThrow(TypeError);
});

test('altered bytes are never given back, nor taken for what they were', async () => {
  for (const keys of [[], [archiveKey(Buffer.alloc(32, 1))]]) {
    const folder = join(root, String(keys.length));
    const archive = openArchive(localStore(folder), keys);
    const { position, path: below } = await archive.keep(deposit);
    const path = fileOf(below, folder);
    await overwrite(path, 'falsified');
    await expect(archive.read({ position, sha256 })).rejects.toMatchObject({ kind: 'altered' });
    // A folder has one place for a name, and what stands there is evidence: it is not written over.
    await expect(archive.keep(deposit)).rejects.toMatchObject({ kind: 'altered' });
    expect(await readFile(path, 'utf8')).toBe('falsified');
  }
});

test('what lies in clear can be read after encryption was switched on, and after it was switched off', async () => {
  const key = archiveKey(Buffer.alloc(32, 1));
  const inClear = await openArchive(localStore(root), []).keep(deposit);
  const encrypting = openArchive(localStore(root), [key]);
  expect(await encrypting.read({ position: inClear.position, sha256 })).toEqual(bytes);

  const other = Buffer.from('avoir');
  const address = createHash('sha256').update(other).digest();
  const sealed = await encrypting.keep({ ...deposit, sha256: address, bytes: other });
  expect(sealed.keyId).toBe(key.id);
  expect((await readFile(fileOf(sealed.path))).includes('avoir')).toBe(false);
  const without = openArchive(localStore(root), []).read({ position: sealed.position, sha256: address });
  await expect(without).rejects.toMatchObject({ kind: 'unreadable' });
});

test('content that looks like an encrypted object is content', async () => {
  const archive = openArchive(localStore(root), []);
  const crafted = Buffer.concat([Buffer.from('SCELLARC\x01', 'latin1'), Buffer.alloc(60)]);
  const address = createHash('sha256').update(crafted).digest();
  const { position } = await archive.keep({ ...deposit, sha256: address, bytes: crafted });
  expect(await archive.read({ position, sha256: address })).toEqual(crafted);
});
