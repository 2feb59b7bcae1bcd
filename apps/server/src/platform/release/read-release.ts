import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Release } from '../services.ts';
import { proveRelease } from './prove-release.ts';

const PACKAGE = new URL('../../../package.json', import.meta.url);
const ROOT = fileURLToPath(new URL('../..', PACKAGE));

/** Version of this release. */
export async function readVersion(): Promise<string> {
  const { version } = JSON.parse(await readFile(PACKAGE, 'utf8')) as { version: string };
  return version;
}

/** Version of this release, the commit it was built from where git can tell, and whether its files are as published. */
export async function readRelease(): Promise<Release> {
  const version = await readVersion();
  const proof = await proveRelease(ROOT, version);
  try {
    const { stdout } = await promisify(execFile)('git', ['log', '-1', '--format=%H %cI'], {
      cwd: new URL('.', PACKAGE),
      timeout: 2_000,
    });
    const [commit = null, committedAt = null] = stdout.trim().split(' ');
    return { version, commit, committedAt, proof };
  } catch {
    return { version, commit: null, committedAt: null, proof };
  }
}
