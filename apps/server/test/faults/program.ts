import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** The command line. */
export const SCELL = fileURLToPath(new URL('../../bin/scell.js', import.meta.url));

/** The program as an operator runs it: a process of its own, reached over HTTP. */
export interface Program {
  /** Where its API answers, with `/api/v1`. */
  api: string;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
  /** Ctrl-C. Answers its exit code. */
  stop(): Promise<number | null>;
}

/** Starts `scell serve` and answers once it serves. Only what is given is in its environment. */
export async function startProgram(environment: Record<string, string>): Promise<Program> {
  const child = spawn(process.execPath, [SCELL, 'serve'], {
    env: {
      PATH: process.env.PATH ?? '',
      HOME: process.env.HOME ?? '',
      PORT: '0',
      SCELL_RATE_LIMITS: 'off',
      SCELL_LOG_LEVEL: 'warn',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit');
  const address = await addressOf(child);
  return {
    api: `${address}/api/v1`,
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
    async stop() {
      child.kill('SIGINT');
      await exited;
      return child.exitCode;
    },
  };
}

function addressOf(child: ChildProcess): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let said = '';
  let complained = '';
  child.stdout?.on('data', (text: Buffer) => {
    said += text;
    const address = /listens on (http:\S+)/.exec(said)?.[1];
    if (address !== undefined) resolve(address);
  });
  child.stderr?.on('data', (text: Buffer) => {
    complained = `${complained}${text}`.slice(-4_000);
  });
  child.once('exit', (code) => reject(new Error(`the program ended with ${code}: ${said}${complained}`)));
  return promise;
}

/** An answer of the API over the socket. */
export interface Heard {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies freely
  body: any;
}

/** One request over a real socket. A request without an answer after fifteen seconds hangs: that is an error. */
export async function request(
  api: string,
  key: string,
  method: 'GET' | 'POST',
  path: string,
  { body, idempotencyKey }: { body?: unknown; idempotencyKey?: string } = {},
): Promise<Heard> {
  const response = await fetch(`${api}${path}`, {
    method,
    headers: {
      'x-api-key': key,
      'accept-language': 'en',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(15_000),
  });
  return { status: response.status, headers: response.headers, body: JSON.parse(await response.text()) };
}
