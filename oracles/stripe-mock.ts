/**
 * stripe-mock, by Stripe: a server that holds requests against the published description of Stripe's API and answers its examples. Built
 * from the Go module proxy and kept in `.cache`.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { cacheFolder } from './build.ts';
import { findGo } from './s3-server.ts';

const run = promisify(execFile);

const VERSION = 'v0.203.0';

/** The path of the server's program, or one sentence saying what this machine lacks. */
export async function buildStripeMock(): Promise<string | { unavailable: string }> {
  const folder = join(cacheFolder, `stripe-mock-${VERSION}`);
  const program = join(folder, 'stripe-mock');
  if (existsSync(program)) return program;
  const go = await findGo();
  if (typeof go !== 'string') return go;
  try {
    await mkdir(folder, { recursive: true });
    await run(go, ['install', `github.com/stripe/stripe-mock@${VERSION}`], {
      env: { ...process.env, GOBIN: folder, CGO_ENABLED: '0' },
      maxBuffer: 1 << 26,
    });
    return program;
  } catch (error) {
    return { unavailable: `Go could not build stripe-mock: ${String(error).split('\n')[0]}` };
  }
}

/** Starts one on 127.0.0.1, and answers where and how to end it. */
export async function startStripeMock(program: string): Promise<{ url: string; stop(): void }> {
  const [port, other] = [await freePort(), await freePort()];
  const server: ChildProcess = spawn(
    program,
    ['-http-addr', `127.0.0.1:${port}`, '-https-addr', `127.0.0.1:${other}`, '-strict-version-check=false'],
    { stdio: 'ignore' },
  );
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 100; tries++) {
    if (await fetch(url).catch(() => null)) return { url, stop: () => void server.kill() };
    await pause(100);
  }
  server.kill();
  throw new Error('stripe-mock does not answer');
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', () => resolve()));
  const { port } = probe.address() as AddressInfo;
  await new Promise<void>((resolve) => probe.close(() => resolve()));
  return port;
}
