import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Account } from './account.ts';
import type { Binaries } from './binaries.ts';
import { diskFull, EmbeddedPostgresError, systemCode } from './error.ts';

const run = promisify(execFile);

/** The administrator of the cluster. Our program never connects as it once the databases are there. */
export const SUPERUSER = 'postgres';

/** Where everything of the embedded database lies under its folder. */
export function layout(folder: string): { cluster: string; password: string } {
  return { cluster: join(folder, 'data'), password: join(folder, 'password') };
}

/**
 * What to give PostgreSQL as data directory, together with `cwd: cluster`. Under another account it may be unable to
 * enter the folders above the cluster (/root is 0700), so it gets the directory it is already in: the kernel follows
 * /proc/self/cwd without walking the path.
 */
export function dataDirectoryFor(cluster: string, account: Account | null): string {
  return account !== null && process.platform === 'linux' ? '/proc/self/cwd' : cluster;
}

/**
 * Makes the cluster unless it is there, and returns the superuser's password. UTF-8, collation by code point (the builtin
 * C.UTF-8, the same on every machine and release of its C library), page checksums, SCRAM.
 *
 * The cluster is made beside its place and renamed, so that an interrupted first start leaves nothing half made.
 */
export async function openCluster(
  folder: string,
  binaries: Binaries,
  account: Account | null,
): Promise<string> {
  const { cluster, password } = layout(folder);
  const version = await readVersion(cluster);
  if (version === null) return await makeCluster(folder, binaries, account);
  if (version !== binaries.major) {
    throw new EmbeddedPostgresError(
      'wrong-version',
      `The database in ${cluster} was made by PostgreSQL ${version}, and this release of Scell brings PostgreSQL ${binaries.major}: dump it with the release that made it and restore it here, or go back to that release.`,
    );
  }
  try {
    return (await readFile(password, 'utf8')).trim();
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
    throw new EmbeddedPostgresError(
      'password-missing',
      `${password}, which holds the password of the database beside it, is gone: restore it from your backup.`,
      { cause: error },
    );
  }
}

async function readVersion(cluster: string): Promise<string | null> {
  try {
    return (await readFile(join(cluster, 'PG_VERSION'), 'utf8')).trim();
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
    return null;
  }
}

async function makeCluster(folder: string, binaries: Binaries, account: Account | null): Promise<string> {
  const { cluster, password } = layout(folder);
  const draft = join(folder, 'data.new');
  const secret = randomBytes(32).toString('base64url');
  const handedOver = join(folder, 'password.new');
  await rm(draft, { recursive: true, force: true });
  await rm(handedOver, { force: true });
  try {
    await mkdir(draft, { mode: 0o700 });
    await writeFile(handedOver, `${secret}\n`, { mode: 0o600, flag: 'wx' });
    if (account !== null) {
      await chown(draft, account.uid, account.gid);
      await chown(handedOver, account.uid, account.gid);
    }
    const directory = dataDirectoryFor(draft, account);
    await run(
      binaries.initdb,
      [
        `--pgdata=${directory}`,
        `--username=${SUPERUSER}`,
        `--pwfile=${directory === draft ? handedOver : `${directory}/../password.new`}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--data-checksums',
      ],
      { cwd: draft, env: { TZ: 'UTC' }, ...(account ?? {}) },
    );
    await writeFile(password, `${secret}\n`, { mode: 0o600, flush: true });
    await rename(draft, cluster);
    await sync(folder);
    return secret;
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw explainInitdb(error, folder);
  } finally {
    await rm(handedOver, { force: true });
  }
}

/** Makes the renames in a folder survive a power cut. */
async function sync(folder: string): Promise<void> {
  const handle = await open(folder);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function explainInitdb(error: unknown, folder: string): unknown {
  const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : '';
  if (said.includes('No space left on device') || said.includes('Disk quota exceeded'))
    return diskFull(folder, error);
  if (systemCode(error) === 'ENOTEMPTY') {
    return new EmbeddedPostgresError(
      'unreadable',
      `${layout(folder).cluster} holds something that is no PostgreSQL database: move it away.`,
      { cause: error },
    );
  }
  if (said === '') return error;
  return new EmbeddedPostgresError(
    'start-failed',
    `PostgreSQL could not make its database in ${folder}: ${said}`,
    { cause: error },
  );
}

/** The folder of the embedded database: ours; others may pass through it (to the cluster they own) but not list it. */
export async function openFolder(
  folder: string,
  account: (cluster: string) => Promise<Account | null>,
): Promise<Account | null> {
  await mkdir(dirname(folder), { recursive: true, mode: 0o700 });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const chosen = await account(layout(folder).cluster);
  await chmod(folder, chosen === null ? 0o700 : 0o711);
  return chosen;
}
