/**
 * One journey as a newcomer makes it: `npm start` on an empty data directory, an invoice created, submitted, downloaded and
 * listed over a real socket, Ctrl-C; then a second start, a death by kill -9 that leaves the database running, and a third.
 * Prints how long each step took; ends with 1 at the first thing that is not as it should be.
 *
 * `--clean` clones the last commit into a folder only its owner may enter and installs it there with `npm ci` first.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const KEY = 'sk_test_journey_0123456789';
const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 30_000;

const repository = fileURLToPath(new URL('..', import.meta.url));
// mkdtemp makes both 0700.
const scratch = mkdtempSync(join(tmpdir(), 'scell-journey-'));
const dataDir = join(scratch, 'data');

interface Program {
  /** npm itself, leader of a process group as a shell makes it. */
  npm: ChildProcess;
  address: string;
  /** Every process under npm, the database included: `pid` and command. */
  processes: Process[];
  output: () => string;
}

interface Process {
  pid: number;
  parent: number;
  state: string;
  command: string;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function expectThat(condition: boolean, what: string): asserts condition {
  if (!condition) throw new Error(what);
}

async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const begin = performance.now();
  const result = await work();
  say(`${String(Math.round(performance.now() - begin)).padStart(7)} ms  ${what}`);
  return result;
}

/** The machine's own node and npm: this script may run with the pinned runtime first in PATH. */
function plainPath(): string {
  const entries = (process.env.PATH ?? '').split(delimiter);
  return entries.filter((entry) => !entry.startsWith(join(repository, 'node_modules'))).join(delimiter);
}

function listProcesses(): Process[] {
  const text = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,state=,args='], { encoding: 'utf8' });
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const [pid, parent, state = '', ...command] = line.trim().split(/\s+/);
      return { pid: Number(pid), parent: Number(parent), state, command: command.join(' ') };
    });
}

/** The processes below one, however deep, whatever group or session they moved to. */
function below(root: number): Process[] {
  const all = listProcesses();
  const found = all.filter((one) => one.pid === root);
  for (const one of found) found.push(...all.filter(({ parent }) => parent === one.pid));
  return found.filter(({ command }) => !command.startsWith('ps '));
}

/** Those of `before` that still do something: a process that only waits to be reaped has ended. */
function stillRunning(before: Process[]): Process[] {
  const now = new Map(listProcesses().map((one) => [one.pid, one]));
  return before.filter(({ pid, command }) => {
    const one = now.get(pid);
    return one !== undefined && !one.state.startsWith('Z') && one.command === command;
  });
}

async function start(folder: string): Promise<Program> {
  let output = '';
  const npm = spawn('npm', ['start'], {
    cwd: folder,
    env: {
      ...process.env,
      PATH: plainPath(),
      PORT: '0',
      SCELL_DATA_DIR: dataDir,
      SCELL_DEMO_KEY: KEY,
      SCELL_LOG_LEVEL: 'warn',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  for (const stream of [npm.stdout, npm.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  for (const end = Date.now() + START_LIMIT_MS; Date.now() < end; await sleep(5)) {
    const address = /listens on (http\S+)/.exec(output)?.[1];
    if (address !== undefined) {
      await get(address, '/api/health');
      return { npm, address, processes: below(Number(npm.pid)), output: () => output };
    }
    if (npm.exitCode !== null || npm.signalCode !== null) break;
  }
  if (npm.pid !== undefined && npm.exitCode === null) process.kill(-npm.pid, 'SIGTERM');
  throw new Error(`npm start did not serve. It said:\n${output}`);
}

/** Asks the program to stop, and expects a clean end with nothing left running. */
async function stop(program: Program, ask: (npm: number) => void): Promise<void> {
  const { npm, processes, address } = program;
  const ended = once(npm, 'exit');
  ask(Number(npm.pid));
  const [code] = await Promise.race([ended, sleep(STOP_LIMIT_MS, ['no end'])]);
  expectThat(code === 0, `npm start ended with ${code}`);
  // npm may end a moment before what it started.
  for (let waited = 0; waited < 2_000 && stillRunning(processes).length > 0; waited += 50) await sleep(50);
  const left = stillRunning(processes).map(({ pid, command }) => `${pid} ${command}`);
  expectThat(left.length === 0, `still running after the stop:\n${left.join('\n')}`);
  const served = await fetch(`${address}/api/health`).then(
    () => true,
    () => false,
  );
  expectThat(!served, 'the address still answers after the stop');
}

async function get(address: string, path: string): Promise<Response> {
  const response = await fetch(`${address}${path}`, { headers: { 'X-API-Key': KEY } });
  expectThat(response.ok, `GET ${path}: ${response.status} ${response.ok ? '' : await response.text()}`);
  return response;
}

async function post(
  address: string,
  path: string,
  body: object,
): Promise<{ id: string; invoice_number: string }> {
  const response = await fetch(`${address}${path}`, {
    method: 'POST',
    headers: { 'X-API-Key': KEY, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  expectThat(response.ok, `POST ${path}: ${response.status} ${text}`);
  return JSON.parse(text).data;
}

/** Creates, submits, downloads and lists one invoice; returns its number. */
async function issueInvoice(address: string): Promise<string> {
  const draft = await post(address, '/api/v1/invoices', {
    invoice_date: new Date().toISOString().slice(0, 10),
    output_format: 'facturx',
    currency: 'EUR',
    buyer_name: 'Globex SAS',
    buyer_country: 'FR',
    buyer_siret: '98765432109876',
    buyer_address: { line1: '10 Place Vendôme', postal_code: '75001', city: 'Paris', country: 'FR' },
    total_ht: 1000,
    total_tva: 200,
    total_ttc: 1200,
    lines: [{ description: 'Conseil', quantity: 5, unit: 'DAY', unit_price_ht: 200, tva_rate: 20 }],
  });
  const { invoice_number: number } = await post(address, `/api/v1/invoices/${draft.id}/submit`, {});
  expectThat(/^ACMES-\d{6}-\d{5,}$/.test(number), `the submitted invoice is numbered ${number}`);
  const download = async (kind: string) =>
    Buffer.from(await (await get(address, `/api/v1/invoices/${draft.id}/download/${kind}`)).arrayBuffer());
  const pdf = await download('pdf');
  expectThat(pdf.subarray(0, 5).toString() === '%PDF-', 'the PDF begins with %PDF-');
  const xml = (await download('xml')).toString();
  expectThat(
    xml.includes('CrossIndustryInvoice') && xml.includes(number),
    'the XML is a CII that names the invoice',
  );
  await expectListed(address, number);
  return number;
}

async function expectListed(address: string, number: string): Promise<void> {
  const { data } = (await (await get(address, '/api/v1/invoices')).json()) as {
    data: { invoice_number: string }[];
  };
  expectThat(
    data.some((invoice) => invoice.invoice_number === number),
    `${number} is missing from the list`,
  );
}

/** What a power cut spares: our program and its guard die at once, the database goes on. */
async function killProgramOnly({ npm, processes }: Program): Promise<void> {
  const ended = once(npm, 'exit');
  const databases = processes.filter(
    ({ command }) => /\bpostgres\b/.test(command) && !command.startsWith('/bin/sh'),
  );
  expectThat(databases.length > 0, 'the database is among the processes of npm start');
  const spared = new Set(databases.map(({ pid }) => pid));
  // The guard first: it would stop the database.
  const others = processes.filter(({ pid }) => !spared.has(pid));
  for (const { pid } of others.toSorted((a, b) => Number(isGuard(b)) - Number(isGuard(a)))) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It ended with the one before.
    }
  }
  await ended;
  expectThat(
    stillRunning(databases).length > 0,
    'the database outlives a kill -9 of the program and its guard',
  );
}

function isGuard({ command }: Process): boolean {
  return command.includes('kill -INT');
}

async function installClean(): Promise<string> {
  const folder = join(scratch, 'clone');
  execFileSync('git', ['clone', '--quiet', '--depth', '1', `file://${repository}`, folder]);
  await timed('npm ci', async () => {
    const child = spawn('npm', ['ci'], {
      cwd: folder,
      env: { ...process.env, PATH: plainPath() },
      stdio: 'ignore',
    });
    const [code] = await once(child, 'exit');
    expectThat(code === 0, `npm ci ended with ${code}`);
  });
  return folder;
}

const running: Program[] = [];

async function journey(): Promise<void> {
  const folder = process.argv.includes('--clean') ? await installClean() : repository;
  const launch = async () => {
    const program = await start(folder);
    running.push(program);
    return program;
  };
  const first = await timed('first start: npm start → first served request', launch);
  const number = await timed('create, submit, download PDF and XML, list', () => issueInvoice(first.address));
  await timed('Ctrl-C: everything stopped', () => stop(first, (npm) => process.kill(-npm, 'SIGINT')));

  const second = await timed('second start', launch);
  await expectListed(second.address, number);
  await killProgramOnly(second);

  const third = await timed('start after a kill -9 that left the database running', launch);
  await expectListed(third.address, number);
  const left = stillRunning(second.processes);
  expectThat(left.length === 0, `the database of the killed run still runs: ${left.map(({ pid }) => pid)}`);
  await timed('SIGINT to npm alone: everything stopped', () =>
    stop(third, (npm) => process.kill(npm, 'SIGINT')),
  );
}

try {
  await journey();
  say('The journey went well.');
} catch (error) {
  process.stderr.write(`The journey failed: ${error instanceof Error ? error.message : String(error)}\n`);
  process.stderr.write(`\nThe program said:\n${running.at(-1)?.output() ?? 'nothing'}\n`);
  process.exitCode = 1;
} finally {
  await clearAway();
}

/** Ends what a failed journey left running, and removes its folder once nobody writes there any more. */
async function clearAway(): Promise<void> {
  const processes = running.flatMap((program) => program.processes);
  for (const { pid } of stillRunning(processes)) {
    try {
      process.kill(pid, 'SIGTERM');
    } catch {
      // It ended meanwhile.
    }
  }
  for (let waited = 0; waited < STOP_LIMIT_MS && stillRunning(processes).length > 0; waited += 100)
    await sleep(100);
  rmSync(scratch, { recursive: true, force: true });
}
