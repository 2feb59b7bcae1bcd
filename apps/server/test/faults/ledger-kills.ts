import { spawn } from 'node:child_process';
import { randomInt, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { type FileHandle, mkdtemp, open, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'vitest';
import { provision } from '../../src/platform/db/provision.ts';
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '../../src/platform/embedded-postgres/embedded-postgres.ts';
import { createLogger } from '../../src/platform/log.ts';
import { query } from '../data/sql.ts';
import { until } from '../data/until.ts';
import { type Acknowledged, expectLedgerToAgree, nothingYet } from '../load/acknowledged.ts';
import { type LedgerBooks, readBooks } from '../support/ledger-books.ts';
import { invoiceBody } from '../support/platform.ts';
import { type Heard, type Program, request, SCELL, startProgram } from './program.ts';

const KEY = 'sk_test_killedWhileTheLedgerWrites01';
const CUSTOMERS = 6;

export interface KillFigures {
  kills: { program: number; database: number; rotations: number };
  acknowledged: number;
  /** Requests whose answer was lost although they were done: their repetition answered what was stored. */
  answeredAgain: number;
  keys: number;
}

/**
 * Ends the program and PostgreSQL in turns, as a power cut would, while customers issue invoices, record payments and close
 * days: at random moments, in the middle of closings, in the middle of rotations of the key. Each answer is in a synced file
 * before its customer goes on; in the end file and ledger are the same.
 */
export async function killLedger(kills: number): Promise<KillFigures> {
  const site = await openSite();
  try {
    const customers = Array.from({ length: CUSTOMERS }, () => work(site));
    const figures = { program: 0, database: 0, rotations: 0 };
    for (let round = 0; round < kills; round += 1) {
      const enough = site.acknowledged + randomInt(4, 16);
      await until(() => site.acknowledged >= enough || site.failure !== undefined);
      if (site.failure !== undefined) throw site.failure;
      // Every third pair in the middle of a closing, every other third of a rotation.
      const what = Math.floor(round / 2) % 3;
      if (what === 1) {
        site.closeNow = true;
        await until(() => !site.closeNow || site.failure !== undefined);
      }
      const rotation = what === 2 ? rotateKey(site) : undefined;
      if (rotation !== undefined) {
        figures.rotations += 1;
        await rotation.underWay;
      }
      await pause(randomInt(0, 12));
      if (round % 2 === 0) {
        figures.program += 1;
        await killProgram(site);
      } else {
        figures.database += 1;
        await killDatabase(site);
      }
      await rotation?.end();
      if (site.program === undefined) site.program = await startProgram(site.environment);
    }
    site.over = true;
    await Promise.all(customers);
    if (site.failure !== undefined) throw site.failure;
    // Files are still being made: nothing is written any more while it is read.
    expect(await site.program?.stop()).toBe(0);
    site.program = undefined;

    const told = await readLog(site);
    await expectLedgerToAgree(site.books, told);
    const [left] = await readBooks<{ unrecorded: number; keys: number }>(
      site.books,
      `select (select count(*)::int from ledger.closings c where not exists (select from closing_records r where r.closing_id = c.id)) as unrecorded,
              (select count(distinct key_id)::int from ledger.seals) as keys`,
    );
    expect(left?.unrecorded).toBe(0);
    const result = {
      kills: figures,
      acknowledged: site.acknowledged,
      answeredAgain: site.answeredAgain,
      keys: left?.keys ?? 0,
    };
    process.stdout.write(
      `ledger kills: ${figures.program} of the program, ${figures.database} of PostgreSQL, ${figures.rotations} during a rotation; ${result.acknowledged} acknowledged answers (${told.invoices.size} invoices, ${told.paid.size} payments, ${told.closings.size} closings), ${result.answeredAgain} answered again after a kill, ${result.keys} keys\n`,
    );
    return result;
  } finally {
    site.over = true;
    await site.close();
  }
}

/** The program, its database, and the file in which customers keep what they were told. */
interface Site {
  environment: Record<string, string>;
  program: Program | undefined;
  server: EmbeddedPostgres;
  folder: string;
  books: LedgerBooks;
  log: FileHandle;
  acknowledged: number;
  answeredAgain: number;
  /** Some customer is to close the day next; false again once the request is on its way. */
  closeNow: boolean;
  over: boolean;
  failure: unknown;
  close(): Promise<void>;
}

async function openSite(): Promise<Site> {
  const folder = await mkdtemp(join(tmpdir(), 'scell-kills-'));
  const server = await startServer(folder);
  const urls = await provision(server.superuserUrl('postgres'), {
    appPassword: 'app',
    ownerPassword: 'owner',
  });
  const environment = {
    SCELL_DATA_DIR: join(folder, 'data'),
    SCELL_DEMO_KEY: KEY,
    DATABASE_URL: urls.live.app,
    DATABASE_OWNER_URL: urls.live.owner,
    SANDBOX_DATABASE_URL: urls.sandbox.app,
    SANDBOX_DATABASE_OWNER_URL: urls.sandbox.owner,
  };
  const program = await startProgram(environment);
  const [tenant] = await query<{ id: string }>(
    urls.live.owner,
    "select id from gate.find_tenant('acme-sas')",
  );
  const site: Site = {
    environment,
    program,
    server,
    folder,
    books: { appUrl: urls.sandbox.app, tenantId: tenant?.id ?? '' },
    log: await open(join(folder, 'acknowledged.jsonl'), 'a'),
    acknowledged: 0,
    answeredAgain: 0,
    closeNow: false,
    over: false,
    failure: undefined,
    async close() {
      await site.program?.stop();
      await site.server.stop();
      await site.log.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return site;
}

const startServer = (folder: string, port?: number) =>
  startEmbeddedPostgres({
    dataDir: join(folder, 'database'),
    logger: createLogger('silent'),
    ...(port === undefined ? {} : { port }),
  });

async function killProgram(site: Site): Promise<void> {
  const { program } = site;
  site.program = undefined;
  await program?.kill();
}

/** Every process of the server: the postmaster first, so that it cannot look after the others. */
async function killDatabase(site: Site): Promise<void> {
  const { pid, port } = site.server;
  const backends = await childrenOf(pid);
  for (const process_ of [pid, ...backends]) {
    try {
      process.kill(process_, 'SIGKILL');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
  await site.server.stop();
  site.server = await startServer(site.folder, port);
}

/** The processes that one started; none where /proc does not tell, and then they end with it. */
async function childrenOf(parent: number): Promise<number[]> {
  const names = await readdir('/proc').catch(() => []);
  const children: number[] = [];
  for (const name of names.filter((text) => /^\d+$/.test(text))) {
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
    if (Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === parent) children.push(Number(name));
  }
  return children;
}

/** The operator's command. `underWay` is when the new key is there and has not taken its place; `end` ends it, over or not. */
function rotateKey({ environment, folder }: Site): { underWay: Promise<void>; end(): Promise<void> } {
  const command = spawn(process.execPath, [SCELL, 'ledger', 'rotate-key'], {
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', ...environment },
    stdio: 'ignore',
  });
  const exited = once(command, 'exit');
  const isOver = () => command.exitCode !== null || command.signalCode !== null;
  return {
    underWay: until(() => isOver() || existsSync(join(folder, 'data', 'ledger-key.pem.next'))),
    async end() {
      if (!isOver()) command.kill('SIGKILL');
      await exited;
    },
  };
}

/** One request, asked again under its key until it is answered, and its answer kept. */
async function insist(site: Site, path: string, body?: unknown): Promise<Heard['body']> {
  const idempotencyKey = randomUUID();
  const deadline = performance.now() + 60_000;
  while (performance.now() < deadline) {
    const { program } = site;
    if (program === undefined) {
      await pause(20);
      continue;
    }
    let heard: Heard;
    try {
      const asked = request(program.api, KEY, 'POST', path, {
        idempotencyKey,
        ...(body === undefined ? {} : { body }),
      });
      if (path.endsWith('/daily')) site.closeNow = false;
      heard = await asked;
    } catch (error) {
      // A refused or broken connection; a request that hangs is another error, and one for the test.
      if (!(error instanceof TypeError || error instanceof SyntaxError)) throw error;
      await pause(20);
      continue;
    }
    if (
      heard.status === 503 ||
      (heard.status === 409 && heard.body.error_code === 'IDEMPOTENCY_IN_PROGRESS')
    ) {
      await pause(50);
      continue;
    }
    expect({ path, status: heard.status }, JSON.stringify(heard.body)).toEqual({
      path,
      status: path === '/invoices' ? 201 : 200,
    });
    if (heard.headers.get('idempotency-replayed') === 'true') site.answeredAgain += 1;
    return heard.body.data;
  }
  throw new Error(`${path} was not answered within a minute`);
}

/** Issues, pays every other time and closes when asked to; notes each answer before the next request. */
async function work(site: Site): Promise<void> {
  const note = async (entry: object) => {
    await site.log.appendFile(`${JSON.stringify(entry)}\n`);
    await site.log.datasync();
    site.acknowledged += 1;
  };
  try {
    while (!site.over) {
      if (site.closeNow)
        await note({ closings: closingsOf(await insist(site, '/tenant/fiscal/closings/daily')) });
      const day = new Date().toISOString().slice(0, 10);
      const body = invoiceBody({ issue_date: day, due_date: day, send_immediately: true });
      const { id, invoice_number: number } = await insist(site, '/invoices', body);
      await note({ invoice: id, number });
      if (randomInt(2) === 0) {
        await insist(site, `/invoices/${id}/mark-paid`);
        await note({ paid: id });
      }
    }
    // Who closes last makes the files of closings whose program died before it did.
    await note({ closings: closingsOf(await insist(site, '/tenant/fiscal/closings/daily')) });
  } catch (error) {
    site.failure ??= error;
  }
}

const closingsOf = ({ closings }: { closings: { id: string; closing_hash: string }[] }) =>
  closings.map(({ id, closing_hash }) => [id, closing_hash]);

async function readLog({ folder }: Site): Promise<Acknowledged> {
  const told = nothingYet();
  const lines = (await readFile(join(folder, 'acknowledged.jsonl'), 'utf8')).trimEnd().split('\n');
  for (const line of lines) {
    const { invoice, number, paid, closings } = JSON.parse(line);
    if (invoice !== undefined) told.invoices.set(invoice, number);
    if (paid !== undefined) told.paid.add(paid);
    for (const [id, hash] of closings ?? []) told.closings.set(id, hash);
  }
  // Twice under one id would be one entry of the map.
  expect(lines.filter((line) => line.includes('"invoice"'))).toHaveLength(told.invoices.size);
  return told;
}
