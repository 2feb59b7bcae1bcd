/** The server process of the bench, as its parent talks to it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Recorded } from './server.ts';

export interface Program {
  url: string;
  keys: string[];
  /** Connection of the program's login on the database under load. */
  database: string;
  command(name: 'documents', argument: 'at-once' | 'later'): Promise<unknown>;
  command(name: 'record'): Promise<unknown>;
  command(name: 'recorded'): Promise<Recorded[]>;
  /** CPU seconds the process has used. */
  command(name: 'cpu'): Promise<number>;
  stop(): Promise<void>;
}

export async function startProgram(tenants: number): Promise<Program> {
  const child = spawn(
    process.execPath,
    [fileURLToPath(new URL('./server.ts', import.meta.url)), String(tenants)],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  );
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => {
    const { value, done } = await lines.next();
    if (done === true) throw new Error('the server process ended');
    return JSON.parse(value);
  };
  const ready = (await next()) as Pick<Program, 'url' | 'keys' | 'database'>;
  return {
    ...ready,
    async command(name: string, argument?: string) {
      child.stdin.write(`${JSON.stringify({ name, argument })}\n`);
      return (await next()) as never;
    },
    async stop() {
      child.stdin.end();
      await once(child, 'exit');
    },
  };
}
