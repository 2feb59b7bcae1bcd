import { execFile } from 'node:child_process';
import { readFile, readlink, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Logger } from '../log.ts';
import { EmbeddedPostgresError, systemCode } from './error.ts';

const run = promisify(execFile);
const FAST_SHUTDOWN_MS = 60_000;
const IMMEDIATE_SHUTDOWN_MS = 15_000;

/**
 * Stops a PostgreSQL that an earlier process left running on this cluster, and clears a postmaster.pid that names a
 * process which is no PostgreSQL of this cluster. The caller holds the lock of the data directory, so that nobody
 * uses that server any more.
 *
 * A process counts as ours when it is a `postgres` whose working directory is the cluster: process numbers are used again,
 * and another server's database must not be stopped.
 */
export async function stopLeftOver(cluster: string, logger: Logger): Promise<void> {
  const pidFile = join(cluster, 'postmaster.pid');
  const pid = Number.parseInt((await readFile(pidFile, 'utf8').catch(() => '')).split('\n')[0] ?? '', 10);
  if (!Number.isSafeInteger(pid) || pid <= 1) return;
  const state = await stateOf(pid);
  // PostgreSQL clears what a killed server left, and first looks whether a part of it still uses its shared memory.
  if (state === 'gone') return;
  if (state === 'running' && (await isPostgresOf(pid, cluster))) await stop(pid, cluster, logger);
  // It refuses to start, though, while a process of that number exists, whatever it is.
  await rm(pidFile, { force: true });
}

async function stop(pid: number, cluster: string, logger: Logger): Promise<void> {
  logger.warn({ pid }, 'stopping the PostgreSQL that an earlier run left behind');
  if (await signalAndWait(pid, 'SIGINT', FAST_SHUTDOWN_MS)) return;
  if (await signalAndWait(pid, 'SIGQUIT', IMMEDIATE_SHUTDOWN_MS)) return;
  throw new EmbeddedPostgresError(
    'left-over',
    `An earlier run left PostgreSQL (process ${pid}) running on ${cluster}, and it does not stop: look at that process.`,
  );
}

async function signalAndWait(pid: number, signal: NodeJS.Signals, milliseconds: number): Promise<boolean> {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (systemCode(error) === 'ESRCH') return true;
    throw new EmbeddedPostgresError(
      'left-over',
      `PostgreSQL (process ${pid}) still runs for another account: stop it, or start Scell as that account.`,
      { cause: error },
    );
  }
  for (const end = Date.now() + milliseconds; Date.now() < end; await sleep(10)) {
    if ((await stateOf(pid)) !== 'running') return true;
  }
  return false;
}

/** `ended`: still in the process table, because its parent (a slow init, a container without one) did not reap it. */
async function stateOf(pid: number): Promise<'running' | 'ended' | 'gone'> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return systemCode(error) === 'EPERM' ? 'running' : 'gone';
  }
  if (process.platform !== 'linux') return 'running';
  // "pid (name) state …": the name may hold anything, so the last parenthesis counts.
  const line = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return /^\) [ZX]/.test(line.slice(line.lastIndexOf(')'))) ? 'ended' : 'running';
}

async function isPostgresOf(pid: number, cluster: string): Promise<boolean> {
  if (process.platform !== 'linux') {
    const { stdout } = await run('ps', ['-o', 'command=', '-p', String(pid)]).catch(() => ({ stdout: '' }));
    return stdout.includes('postgres') && stdout.includes(cluster);
  }
  try {
    const [program, theirs, ours] = await Promise.all([
      readlink(`/proc/${pid}/exe`),
      stat(`/proc/${pid}/cwd`),
      stat(cluster),
    ]);
    // The link of a program that was replaced since ends in " (deleted)".
    const isPostgres = basename(program).replace(' (deleted)', '') === 'postgres';
    return isPostgres && theirs.ino === ours.ino && theirs.dev === ours.dev;
  } catch {
    return false;
  }
}
