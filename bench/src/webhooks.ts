/**
 * How fast webhooks are delivered with their full log, over HTTP with PostgreSQL: a backlog drained, then events recorded at a
 * steady rate, one a transaction, with the time from commit to arrival; beside the bare rate at which the same client
 * posts the same body to the same receiver. The receiver and the recording share this process, the worker has its own.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { uuidv7 } from '@scell/core';
import { type Database, openDatabase } from '../../apps/server/src/platform/db/doors.ts';
import { recordEvent } from '../../apps/server/src/platform/events/record-event.ts';
import { createLogger } from '../../apps/server/src/platform/log.ts';
import { guardedClient } from '../../apps/server/src/platform/outbound/guarded-request.ts';
import { allowedAddresses } from '../../apps/server/src/platform/outbound/public-address.ts';
import { saveResults } from './report.ts';

const TENANTS = 10;
const BACKLOG = 20_000;
const RATE = 1_000;
const SECONDS = 15;
const BARE_SECONDS = 5;
const BARE_AT_ONCE = 200;

/** When each event arrived first, by id. */
const arrived = new Map<string, number>();
let lastBody = '{}';

/** Runs the three measurements and saves bench/results/webhooks.json. */
export async function bench(): Promise<void> {
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      response.end();
      lastBody = Buffer.concat(parts).toString();
      const id = lastBody.slice('{"id":"evt_'.length, '{"id":"evt_'.length + 36);
      if (!arrived.has(id)) arrived.set(id, Date.now());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const worker = await startWorker(url);
  const db = openDatabase({
    url: worker.database,
    poolSize: 8,
    ledgerKey: () => null,
    logger: createLogger('silent'),
  });
  try {
    const drained = await drain(db, worker);
    const steady = await sustain(db, worker);
    await worker.command('rest');
    const bare = await post(url);
    report(drained, steady, bare);
    await saveResults('webhooks', {
      unit: 'deliveries a second; milliseconds from commit',
      drained,
      steady,
      bare,
    });
  } finally {
    await db.close();
    await worker.stop();
    server.closeAllConnections();
    server.close();
  }
}

interface Steady {
  recorded: number;
  perSecond: number;
  p50: number;
  p95: number;
  p99: number;
  missing: number;
  workerCpu: number;
}

async function drain(db: Database, worker: Worker): Promise<number> {
  const each = 200;
  for (let n = 0; n < BACKLOG / each; n++) await record(db, worker.tenants[n % TENANTS] ?? '', each);
  const started = performance.now();
  await worker.command('deliver');
  while (arrived.size < BACKLOG) await pause(20);
  return (BACKLOG * 1_000) / (performance.now() - started);
}

async function sustain(db: Database, worker: Worker): Promise<Steady> {
  const committed = new Map<string, number>();
  const cpuBefore = await worker.command('cpu');
  const started = performance.now();
  const open = new Set<Promise<void>>();
  let recorded = 0;
  while (recorded < RATE * SECONDS) {
    const due = Math.min(RATE * SECONDS, ((performance.now() - started) * RATE) / 1_000);
    while (recorded < due && open.size < 8) {
      const tenant = worker.tenants[recorded++ % TENANTS] ?? '';
      const one = record(db, tenant, 1).then(([id = '']) => {
        committed.set(id, Date.now());
        open.delete(one);
      });
      open.add(one);
    }
    await pause(1);
  }
  await Promise.all(open);
  const seconds = (performance.now() - started) / 1_000;
  const deadline = performance.now() + 30_000;
  const missing = () => [...committed.keys()].filter((id) => !arrived.has(id)).length;
  while (missing() > 0 && performance.now() < deadline) await pause(50);
  const waits = [...committed]
    .map(([id, at]) => Math.max(0, (arrived.get(id) ?? Number.POSITIVE_INFINITY) - at))
    .sort((a, b) => a - b);
  const quantile = (q: number) => waits[Math.floor((waits.length - 1) * q)] ?? Number.NaN;
  return {
    recorded: committed.size,
    perSecond: committed.size / seconds,
    p50: quantile(0.5),
    p95: quantile(0.95),
    p99: quantile(0.99),
    missing: missing(),
    workerCpu: (await worker.command('cpu')) - cpuBefore,
  };
}

/** Records events in one transaction; answers their ids. */
async function record(db: Database, tenantId: string, count: number): Promise<string[]> {
  const ids: string[] = [];
  await db.withTenant({ tenantId }, async (tx) => {
    for (let n = 0; n < count; n++) {
      const id = uuidv7(Date.now(), randomBytes);
      const actor = {
        by: 'bench',
        scope: { tenantId },
        ip: null,
        requestId: null,
        now: new Date(),
        newId: () => id,
      };
      const event = {
        subjectType: 'buyer',
        subjectId: uuidv7(Date.now(), randomBytes),
        type: 'buyer.updated',
        details: 'Acheteur modifié',
        data: { fields: ['email', 'name', 'phone'] },
      } as const;
      await recordEvent(tx, actor, event, null);
      ids.push(id);
    }
  });
  return ids;
}

/** Posts the body of a delivery, and writes nothing down. */
async function post(url: string): Promise<number> {
  const client = guardedClient(allowedAddresses(['127.0.0.1/32']));
  const until = performance.now() + BARE_SECONDS * 1_000;
  const request = {
    headers: { 'content-type': 'application/json' },
    body: lastBody,
    timeoutMs: 30_000,
    maxBytes: 65_536,
  };
  let count = 0;
  const one = async () => {
    for (; performance.now() < until; count++) await client.post(new URL(url), request);
  };
  await Promise.all(Array.from({ length: BARE_AT_ONCE }, one));
  client.close();
  return count / BARE_SECONDS;
}

function report(drained: number, steady: Steady, bare: number): void {
  const line = (name: string, value: string) => process.stdout.write(`${name.padEnd(44)} ${value}\n`);
  line('bare POSTs by the same client, one process', `${bare.toFixed(0)} /s`);
  line(`a backlog of ${BACKLOG}, delivered and logged`, `${drained.toFixed(0)} /s`);
  line('recorded one a transaction, and delivered', `${steady.perSecond.toFixed(0)} /s   (aim ${RATE})`);
  line(
    '  from commit to arrival',
    `p50 ${steady.p50} ms   p95 ${steady.p95} ms   p99 ${steady.p99} ms   (aim p95 1000 ms)`,
  );
  line('  not arrived', String(steady.missing));
  line('  CPU of the worker each', `${((steady.workerCpu * 1_000) / steady.recorded).toFixed(2)} ms`);
}

interface Worker {
  tenants: string[];
  database: string;
  /** Answers the CPU seconds the process has used. */
  command(name: 'deliver' | 'rest' | 'cpu'): Promise<number>;
  stop(): Promise<void>;
}

async function startWorker(receiver: string): Promise<Worker> {
  const child: ChildProcess = spawn(
    process.execPath,
    [fileURLToPath(new URL('./webhooks/worker.ts', import.meta.url)), String(TENANTS), receiver],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const { stdin, stdout } = child;
  if (stdin === null || stdout === null) throw new Error('the worker has no pipes');
  const lines = createInterface({ input: stdout })[Symbol.asyncIterator]();
  const next = async () => {
    const { value, done } = await lines.next();
    if (done === true) throw new Error('the worker ended');
    return JSON.parse(value);
  };
  return {
    ...((await next()) as Pick<Worker, 'tenants' | 'database'>),
    async command(name) {
      stdin.write(`${name}\n`);
      return (await next()) as number;
    },
    async stop() {
      const exited = once(child, 'exit');
      stdin.end();
      await exited;
    },
  };
}
