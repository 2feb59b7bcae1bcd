import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ReleaseProof } from '../services.ts';
import { hashFiles, parseReleaseList, RELEASE_LIST, sourceFiles } from './release-list.ts';

/** As many files as a sentence can name. */
const NAMED = 5;

/**
 * Whether the files below `root` are those of the published release `version`: each file of its list has the hash it was published with, and
 * no source stands beside them. Without a list, as in a checkout, nothing is proven.
 */
export async function proveRelease(root: string, version: string): Promise<ReleaseProof> {
  const text = await readFile(join(root, RELEASE_LIST), 'utf8').catch(() => null);
  const list = text === null ? null : parseReleaseList(text);
  if (text === null || list === null) return { unmodified: false, reason: 'no-list' };
  if (list.version !== version) return { unmodified: false, reason: 'other-version' };
  const present = await sourceFiles(root);
  const hashes = await hashFiles(root, [...new Set([...list.files.keys(), ...present])]);
  const files = [...new Set([...list.files.keys(), ...present])].filter(
    (file) => hashes.get(file) !== list.files.get(file),
  );
  return files.length === 0
    ? { unmodified: true, digest: createHash('sha256').update(text).digest('hex') }
    : { unmodified: false, reason: 'other-files', files: files.sort().slice(0, NAMED) };
}
