/**
 * Writes RELEASE.sha256, the list of files that makes a release, to be published and shipped with it: the program compares itself with
 * the list at its start, and anybody can with `sha256sum --check RELEASE.sha256`. Run on the tagged commit, nothing changed:
 *
 *     node scripts/list-release.ts
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  formatReleaseList,
  hashFiles,
  RELEASE_LIST,
  sourceFiles,
} from '../apps/server/src/platform/release/release-list.ts';

const root = resolve(import.meta.dirname, '..');
const git = (...args: string[]) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();
const { version } = JSON.parse(readFileSync(join(root, 'apps/server/package.json'), 'utf8')) as {
  version: string;
};

if (git('status', '--porcelain') !== '') fail('There are local changes: commit or remove them first.');
if (!git('tag', '--points-at', 'HEAD').split('\n').includes(`v${version}`))
  fail(`This commit does not bear the tag v${version}: a release is a tagged commit.`);
const files = await hashFiles(root, await sourceFiles(root));
writeFileSync(join(root, RELEASE_LIST), formatReleaseList({ version, files }));
process.stdout.write(`${RELEASE_LIST}: ${files.size} files of version ${version}\n`);

function fail(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}
