import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { proveRelease } from './prove-release.ts';
import { formatReleaseList, hashFiles, parseReleaseList, sourceFiles } from './release-list.ts';

let root: string;

async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, file)), { recursive: true });
  await writeFile(join(root, file), text);
}

async function publish(version = '1.2.3'): Promise<string> {
  const list = formatReleaseList({ version, files: await hashFiles(root, await sourceFiles(root)) });
  await write('RELEASE.sha256', list);
  return list;
}

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'scell-release-'));
  for (const file of ['package.json', 'package-lock.json', 'scripts/run.js', 'apps/server/package.json'])
    await write(file, '{}');
  await write('apps/server/src/main.ts', 'main');
  await write('apps/server/src/migrations/0001.sql', 'create');
  await write('packages/core/package.json', '{}');
  await write('packages/core/src/index.ts', 'core');
});
afterEach(() => rm(root, { recursive: true }));

describe('a published release', () => {
  it('is proven by its files, under the digest of their list', async () => {
    const list = await publish();
    expect(await proveRelease(root, '1.2.3')).toEqual({
      unmodified: true,
      digest: createHash('sha256').update(list).digest('hex'),
    });
  });

  it('does not depend on its tests', async () => {
    await publish();
    await write('apps/server/src/main.test.ts', 'test');
    expect(await proveRelease(root, '1.2.3')).toMatchObject({ unmodified: true });
  });

  it.each([
    ['a source is changed', 'apps/server/src/main.ts', 'other'],
    ['a migration is changed', 'apps/server/src/migrations/0001.sql', 'drop'],
    ['a dependency is changed', 'package-lock.json', '[]'],
    ['a source is added', 'packages/core/src/more.ts', 'more'],
  ])('is not proven when %s', async (_, file, text) => {
    await publish();
    await write(file, text);
    expect(await proveRelease(root, '1.2.3')).toEqual({
      unmodified: false,
      reason: 'other-files',
      files: [file],
    });
  });

  it('is not proven when a file is missing', async () => {
    await publish();
    await rm(join(root, 'packages/core/src/index.ts'));
    expect(await proveRelease(root, '1.2.3')).toMatchObject({ files: ['packages/core/src/index.ts'] });
  });

  it('is not proven by the list of another version, nor by a list that is none', async () => {
    await publish('1.2.2');
    expect(await proveRelease(root, '1.2.3')).toEqual({ unmodified: false, reason: 'other-version' });
    await write('RELEASE.sha256', 'hello');
    expect(await proveRelease(root, '1.2.3')).toEqual({ unmodified: false, reason: 'no-list' });
    expect(parseReleaseList('# scell 1\nnot a line\n')).toBeNull();
  });
});

it('a checkout without a list proves nothing', async () => {
  expect(await proveRelease(root, '1.2.3')).toEqual({ unmodified: false, reason: 'no-list' });
});

it('the files of this workspace are found: sources, migrations, manifests, lockfile', async () => {
  const workspace = resolve(import.meta.dirname, '../../../../..');
  const files = await sourceFiles(workspace);
  expect(files).toEqual(
    expect.arrayContaining([
      'apps/server/src/main.ts',
      'apps/server/src/migrations/0006-ledger.sql',
      'packages/ledger/src/index.ts',
      'package-lock.json',
    ]),
  );
  expect(files.filter((file) => file.includes('.test.'))).toEqual([]);
  for (const file of files) await readFile(join(workspace, file));
});
