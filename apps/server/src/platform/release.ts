import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { Release } from './services.ts';

const PACKAGE = new URL('../../package.json', import.meta.url);

/** Version of this release, and the commit it was built from where git can tell. */
export async function readRelease(): Promise<Release> {
  const { version } = JSON.parse(await readFile(PACKAGE, 'utf8')) as { version: string };
  try {
    const { stdout } = await promisify(execFile)('git', ['log', '-1', '--format=%H %cI'], {
      cwd: new URL('.', PACKAGE),
      timeout: 2_000,
    });
    const [commit = null, committedAt = null] = stdout.trim().split(' ');
    return { version, commit, committedAt };
  } catch {
    return { version, commit: null, committedAt: null };
  }
}
