/** The public OpenTimestamps client of PyPI, and the example proofs that travel with the one of npm. */
import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { cacheFolder, firstLine, works } from './build.ts';

const run = promisify(execFile);

const sources = join(import.meta.dirname, 'opentimestamps');
const FIXTURES = {
  name: 'opentimestamps@0.4.9',
  integrity: 'EWA6nFSeNsD6aSX/Ek0WrWeTT+PKoP7455zWPkyvqf7/h7QsmDDbfFEY8S3Sd9/VxeQcyVu7yW0SqkvP+Zu/fg==',
};

/** What the public library reads in a proof, or what it calls its refusal. */
export type PublicReading =
  | { digest: string; attestations: [string, string | number, string][]; again: string }
  | { refused: string };

export interface PublicClient {
  /** Reads many proofs in one process. */
  read(files: readonly Uint8Array[]): Promise<PublicReading[]>;
  /** Runs `ots` and answers how it ended and what it said. */
  ots(...args: string[]): Promise<{ code: number; said: string }>;
}

/** The client, installed on the first use, or why it cannot be. */
export async function publicClient(): Promise<PublicClient | { unavailable: string }> {
  if (!(await works('python3', ['-m', 'pip', '--version'])))
    return { unavailable: 'python3 with pip is not installed' };
  const requirements = join(sources, 'requirements.txt');
  const version = createHash('sha256')
    .update(await readFile(requirements))
    .digest('hex')
    .slice(0, 16);
  const folder = join(cacheFolder, `ots-${version}`);
  if (!existsSync(join(folder, 'installed'))) {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    const wheels = ['--no-deps', '--only-binary', ':all:', '--require-hashes'];
    try {
      await run('python3', ['-m', 'pip', 'install', '-q', ...wheels, '--target', folder, '-r', requirements]);
    } catch (error) {
      return { unavailable: firstLine(error) };
    }
    await writeFile(join(folder, 'installed'), '');
  }
  const env = { ...process.env, PYTHONPATH: folder };
  return {
    async read(files) {
      const reader = spawn('python3', [join(sources, 'read.py')], {
        env,
        stdio: ['pipe', 'pipe', 'inherit'],
      });
      reader.stdin.end(files.map((file) => `${Buffer.from(file).toString('hex')}\n`).join(''));
      const readings: PublicReading[] = [];
      for await (const line of createInterface(reader.stdout)) readings.push(JSON.parse(line));
      return readings;
    },
    async ots(...args) {
      const program = ['-c', 'import sys; from otsclient.ots import main; sys.exit(main())', '--no-cache'];
      try {
        const { stdout, stderr } = await run('python3', [...program, ...args], { env });
        return { code: 0, said: `${stdout}${stderr}` };
      } catch (error) {
        const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
        return { code, said: `${stdout}${stderr}` };
      }
    },
  };
}

/** The example proofs by name, with the files they are about; `undefined` where npm does not deliver them. */
export async function exampleProofs(): Promise<Map<string, Buffer> | undefined> {
  const folder = join(cacheFolder, 'ots-examples');
  const examples = join(folder, 'package', 'examples');
  if (!existsSync(examples)) {
    await mkdir(folder, { recursive: true });
    try {
      await run('npm', ['pack', '--silent', FIXTURES.name], { cwd: folder });
      const [name = ''] = (await readdir(folder)).filter((file) => file.endsWith('.tgz'));
      const archive = await readFile(join(folder, name));
      if (createHash('sha512').update(archive).digest('base64') !== FIXTURES.integrity)
        throw new Error('the archive of the example proofs is not the one expected');
      await run('tar', ['xzf', name], { cwd: folder });
    } catch {
      await rm(folder, { recursive: true, force: true });
      return undefined;
    }
  }
  const entries = await readdir(examples, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  return new Map(
    await Promise.all(
      names.map(async (name): Promise<[string, Buffer]> => [name, await readFile(join(examples, name))]),
    ),
  );
}

/** A Bitcoin node as the public client asks one, with the blocks given: their Merkle roots (as explorers write them) and times. */
export async function startNode(blocks: ReadonlyMap<number, { merkleRoot: string; time: number }>) {
  const headerOf = (height: number, { merkleRoot, time }: { merkleRoot: string; time: number }) => {
    const header = Buffer.alloc(80);
    Buffer.from(merkleRoot, 'hex').reverse().copy(header, 36);
    header.writeUInt32LE(time, 68);
    header.writeUInt32LE(height, 76);
    return header;
  };
  const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();
  const headers = [...blocks].map(([height, block]) => {
    const header = headerOf(height, block);
    return {
      height,
      header,
      hash: Buffer.from(sha256(sha256(header)))
        .reverse()
        .toString('hex'),
    };
  });
  const answers: Record<string, (parameter: unknown) => unknown> = {
    getblockcount: () => 10_000_000,
    getblockhash: (height) => headers.find((one) => one.height === height)?.hash,
    getblockheader: (hash) => headers.find((one) => one.hash === hash)?.header.toString('hex'),
  };
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const { method, params, id } = JSON.parse(Buffer.concat(parts).toString());
    const result = answers[method]?.(params[0]);
    const error = result === undefined ? { code: -8, message: 'Block height out of range' } : null;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ result: result ?? null, error, id }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://user:password@127.0.0.1:${port}`,
    stop: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
