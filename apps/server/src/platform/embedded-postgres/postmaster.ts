import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import type { Logger } from '../log.ts';
import type { Account } from './account.ts';
import { dataDirectoryFor } from './cluster.ts';
import { diskFull, EmbeddedPostgresError } from './error.ts';

/** A running PostgreSQL server and the guard that stops it should this process die. */
export interface Postmaster {
  pid: number;
  /** Resolves if the server ends without having been stopped: whether it said last that there was no space left. */
  ended: Promise<{ lackedSpace: boolean }>;
  /** Fast shutdown: open transactions are rolled back, everything is written. Resolves when the server has gone. */
  stop(): Promise<void>;
}

export interface PostmasterOptions {
  postgres: string;
  cluster: string;
  account: Account | null;
  port: number;
  /** False gives up durability for speed: for data nobody keeps. */
  durable: boolean;
  logger: Logger;
}

const START_MS = 300_000;
const FAST_SHUTDOWN_MS = 60_000;
const NO_SPACE = /No space left on device|Disk quota exceeded/;

/** The server could not take its place for a reason that passes: the port was taken, or an old server's memory is going. */
export class TransientStartError extends Error {
  override readonly name = 'TransientStartError';
  readonly portTaken: boolean;

  constructor(message: string, portTaken: boolean) {
    super(message);
    this.portTaken = portTaken;
  }
}

/**
 * Starts the server and waits until it accepts connections on 127.0.0.1.
 *
 * It runs in a session of its own, so that Ctrl-C in the terminal reaches our program only, which ends its work and
 * then calls `stop`. Settings are given on the command line; what an operator writes into postgresql.conf counts otherwise.
 *
 * @throws TransientStartError to try again (with another port) · EmbeddedPostgresError otherwise
 */
export async function startPostmaster(options: PostmasterOptions): Promise<Postmaster> {
  const { postgres, cluster, account, logger } = options;
  const child = spawn(postgres, ['-D', dataDirectoryFor(cluster, account), ...settings(options)], {
    cwd: cluster,
    env: { TZ: 'UTC' },
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
    ...(account ?? {}),
  });
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  // `close` comes after the last line of the log, unlike `exit`.
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const log = await waitUntilReady(child, cluster, logger);
  const pid = child.pid;
  if (pid === undefined) throw new Error('a process that is ready has a number');
  const guard = startGuard(pid, account);
  let stopping: Promise<void> | undefined;
  const ended = new Promise<{ lackedSpace: boolean }>((resolve) => {
    exited.then(async () => {
      guard.kill('SIGKILL');
      if (stopping !== undefined) return;
      await closed;
      logger.error({ pid }, 'the embedded PostgreSQL ended by itself');
      resolve({ lackedSpace: log.lackedSpace });
    });
  });
  const stop = async () => {
    child.kill('SIGINT');
    const overdue = setTimeout(() => {
      logger.warn({ pid }, 'PostgreSQL does not end; immediate shutdown, it recovers at the next start');
      child.kill('SIGQUIT');
    }, FAST_SHUTDOWN_MS);
    await exited;
    clearTimeout(overdue);
  };
  return {
    ended,
    pid,
    stop: () => {
      stopping ??= stop();
      return stopping;
    },
  };
}

function settings({ port, durable }: PostmasterOptions): string[] {
  const values: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    cluster_name: 'scell',
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    logging_collector: 'off',
    log_destination: 'stderr',
    log_line_prefix: '',
    // Details and statements quote the rows of our users.
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
    ...(durable
      ? { fsync: 'on', full_page_writes: 'on' }
      : { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' }),
  };
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** Answers what goes on being learnt from the log. */
async function waitUntilReady(
  child: ChildProcess,
  cluster: string,
  logger: Logger,
): Promise<{ lackedSpace: boolean }> {
  const log = { lackedSpace: false };
  const said: string[] = [];
  const { promise: ready, resolve, reject } = Promise.withResolvers<void>();
  child.once('error', reject);
  // `close` comes after the last line of the log, unlike `exit`.
  child.once('close', () => reject(explainFailedStart(said, cluster)));
  if (child.stderr === null) throw new Error('standard error of PostgreSQL is piped');
  createInterface({ input: child.stderr }).on('line', (line) => {
    if (said.length < 50) said.push(line);
    report(line, logger);
    if (NO_SPACE.test(line)) log.lackedSpace = true;
    if (line.includes('database system is ready to accept connections')) {
      log.lackedSpace = false;
      resolve();
    }
  });
  const overdue = setTimeout(() => child.kill('SIGQUIT'), START_MS);
  try {
    await ready;
    return log;
  } finally {
    clearTimeout(overdue);
  }
}

function report(line: string, logger: Logger): void {
  const [, severity = '', text = line] = /^([A-Z]+\d*): {2}(.*)$/.exec(line) ?? [];
  if (severity === 'PANIC') logger.error({ postgres: text }, 'PostgreSQL');
  else if (severity === 'FATAL' || severity === 'WARNING') logger.warn({ postgres: text }, 'PostgreSQL');
  // ERROR is the answer to one statement; whoever sent it knows.
  else logger.debug({ postgres: text }, 'PostgreSQL');
}

function explainFailedStart(said: string[], cluster: string): Error {
  const text = said.join('\n');
  const portTaken = /Address already in use|could not create any TCP\/IP sockets/.test(text);
  if (portTaken || text.includes('still in use')) return new TransientStartError(text, portTaken);
  if (NO_SPACE.test(text)) return diskFull(cluster, new Error(text));
  const last =
    said.findLast((line) => /^(FATAL|PANIC|postgres:)/.test(line)) ?? said.at(-1) ?? 'it said nothing';
  return new EmbeddedPostgresError('start-failed', `PostgreSQL did not start on ${cluster}: ${last}`, {
    cause: new Error(text),
  });
}

/**
 * A shell that waits for the end of its standard input, which comes when this process ends in whatever way (kill -9
 * included), and then asks the server for a fast shutdown.
 */
function startGuard(pid: number, account: Account | null): ChildProcess {
  const guard = spawn('/bin/sh', ['-c', 'read -r _; kill -INT "$0"', String(pid)], {
    cwd: '/',
    env: {},
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
    ...(account ?? {}),
  });
  guard.once('error', () => {
    // Without a shell the next start stops what was left: see left-over.ts.
  });
  guard.unref();
  return guard;
}

/** Resolves with a TCP port of 127.0.0.1 nobody listens on. Somebody may take it before we do: try again then. */
export async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
  return address.port;
}
