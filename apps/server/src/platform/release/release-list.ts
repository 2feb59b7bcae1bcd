import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';

/** The list of a release, at the root of the workspace: what `sha256sum --check` reads. */
export const RELEASE_LIST = 'RELEASE.sha256';

/** A published release: its version, and the SHA-256 of every file that makes it, by path below the root. */
export interface ReleaseList {
  version: string;
  files: ReadonlyMap<string, string>;
}

/**
 * The files that decide what the program does: its sources and migrations, the manifests and the lockfile, which pins every
 * dependency by its hash. Tests are not part of it.
 */
export async function sourceFiles(root: string): Promise<string[]> {
  const found = ['package.json', 'package-lock.json', 'scripts/run.js'];
  const rooms = ['apps/server', ...(await foldersIn(root, 'packages'))];
  for (const room of rooms) {
    found.push(`${room}/package.json`);
    for (const folder of ['bin', 'src']) {
      const entries = await readdir(join(root, room, folder), { recursive: true, withFileTypes: true }).catch(
        () => [],
      );
      for (const entry of entries)
        if (entry.isFile() && !/\.test\.ts$/.test(entry.name))
          found.push(
            posix.join(
              entry.parentPath.slice(root.length).replaceAll('\\', '/').replace(/^\/+/, ''),
              entry.name,
            ),
          );
    }
  }
  return found.sort();
}

/** The SHA-256 of files by path, in hexadecimal; a file that cannot be read has none. */
export async function hashFiles(root: string, files: readonly string[]): Promise<Map<string, string>> {
  const hashes = new Map<string, string>();
  for (const file of files) {
    const bytes = await readFile(join(root, file)).catch(() => undefined);
    if (bytes !== undefined) hashes.set(file, createHash('sha256').update(bytes).digest('hex'));
  }
  return hashes;
}

export function formatReleaseList({ version, files }: ReleaseList): string {
  const lines = [...files].map(([file, hash]) => `${hash}  ${file}\n`);
  return `# scell ${version}\n${lines.join('')}`;
}

/** Reads a list; a line that is none makes it worthless. */
export function parseReleaseList(text: string): ReleaseList | null {
  const [head, ...lines] = text.split('\n');
  const version = /^# scell (\S+)$/.exec(head ?? '')?.[1];
  if (version === undefined) return null;
  const files = new Map<string, string>();
  for (const line of lines.filter((line) => line !== '')) {
    const [, hash, file] = /^([0-9a-f]{64}) {2}(\S.*)$/.exec(line) ?? [];
    if (hash === undefined || file === undefined) return null;
    files.set(file, hash);
  }
  return { version, files };
}

async function foldersIn(root: string, folder: string): Promise<string[]> {
  const entries = await readdir(join(root, folder), { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => `${folder}/${name}`);
}
