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
  if (!Number.isSafeInteger(pid) || pid <= 1 || !isAlive(pid)) return;
  if (!(await isPostgresOf(pid, cluster))) {
    // PostgreSQL itself refuses to start while a process of that number lives, whatever it is.
    await rm(pidFile, { force: true });
    return;
  }
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
    if (!isAlive(pid)) return true;
  }
  return false;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemCode(error) === 'EPERM';
  }
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
