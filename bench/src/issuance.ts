/**
 * How fast invoices are issued over HTTP with PostgreSQL, against the limits of the same machine in the same run: the
 * bare SQL of issuance replayed by pgbench, and the CPU seconds of SQL, HTTP and document measured apart.
 */
import { availableParallelism } from 'node:os';
import { databaseCpu } from './issuance/database-cpu.ts';
import { issueFor, issueOne, type Load } from './issuance/load.ts';
import { type Program, startProgram } from './issuance/program.ts';
import { findPgbench, replay, scriptOf } from './issuance/replay.ts';
import { saveResults } from './report.ts';

const TENANTS = 8;
const CLIENTS = 8;
const SECONDS = 10;
const WARM_UP_SECONDS = 3;

interface Measured extends Load {
  /** CPU milliseconds of one create and submit. */
  serverCpu: number;
  databaseCpu: number | null;
}

/** Runs the load without and with documents, replays the SQL, prints the ratios and saves bench/results/issuance.json. */
export async function bench(): Promise<void> {
  const program = await startProgram(TENANTS);
  try {
    const meter = await databaseCpu(program.database);
    await program.command('documents', 'at-once');
    await issueFor(program.url, program.keys, WARM_UP_SECONDS, CLIENTS);

    await program.command('documents', 'later');
    const scripts = await record(program);
    const without = await measured(program, meter);
    const bare = await bareSql(program, scripts, meter);
    await program.command('documents', 'at-once');
    const whole = await measured(program, meter);

    report(without, whole, bare);
    await saveResults('issuance', {
      unit: 'create and submit a second; CPU milliseconds each',
      without,
      whole,
      bare,
    });
  } finally {
    await program.stop();
  }
}

/** The statements of one create and submit of each tenant. */
async function record(program: Program): Promise<string[]> {
  const scripts: string[] = [];
  for (const key of program.keys) {
    await program.command('record');
    await issueOne(program.url, key);
    scripts.push(scriptOf(await program.command('recorded')));
  }
  return scripts;
}

async function measured(program: Program, meter: (() => Promise<number>) | null): Promise<Measured> {
  const [serverBefore, databaseBefore] = [await program.command('cpu'), (await meter?.()) ?? 0];
  const load = await issueFor(program.url, program.keys, SECONDS, CLIENTS);
  const each = (seconds: number) => (seconds * 1000) / load.count;
  return {
    ...load,
    serverCpu: each((await program.command('cpu')) - serverBefore),
    databaseCpu: meter === null ? null : each((await meter()) - databaseBefore),
  };
}

interface Bare {
  perSecond: number;
  databaseCpu: number | null;
}

async function bareSql(
  program: Program,
  scripts: string[],
  meter: (() => Promise<number>) | null,
): Promise<Bare | null> {
  const pgbench = await findPgbench();
  if (pgbench === undefined) return null;
  const before = (await meter?.()) ?? 0;
  const perSecond = await replay(pgbench, program.database, scripts, SECONDS, CLIENTS);
  const cpu = meter === null ? null : (((await meter()) - before) * 1000) / (perSecond * SECONDS);
  return { perSecond, databaseCpu: cpu };
}

function report(without: Measured, whole: Measured, bare: Bare | null): void {
  const line = (name: string, value: string) => process.stdout.write(`${name.padEnd(44)} ${value}\n`);
  const rate = ({ perSecond, p50, p95 }: Load) =>
    `${perSecond.toFixed(1)} /s   p50 ${p50.toFixed(1)} ms   p95 ${p95.toFixed(1)} ms`;
  const percent = (part: number, of: number) => `${((part / of) * 100).toFixed(0)} %`;
  line('create + submit, without documents', rate(without));
  line('create + submit, the whole', rate(whole));
  line(
    '  CPU each: server / database',
    `${whole.serverCpu.toFixed(2)} ms / ${whole.databaseCpu?.toFixed(2) ?? '?'} ms`,
  );
  if (bare === null) {
    line('bare SQL', 'not measured: pgbench is not installed (Debian: postgresql)');
    return;
  }
  line('bare SQL of the same, by pgbench', `${bare.perSecond.toFixed(1)} /s`);
  line('without documents, of bare SQL', `${percent(without.perSecond, bare.perSecond)}   (aim 30 %)`);
  if (bare.databaseCpu === null) return;
  const documents = Math.max(0, whole.serverCpu - without.serverCpu);
  const each = bare.databaseCpu + without.serverCpu + documents;
  const allowed = (availableParallelism() * 1000) / each;
  line(
    'CPU each, apart: SQL + HTTP + document',
    `${bare.databaseCpu.toFixed(2)} + ${without.serverCpu.toFixed(2)} + ${documents.toFixed(2)} ms`,
  );
  line(`what ${availableParallelism()} cores allow`, `${allowed.toFixed(1)} /s`);
  line('the whole, of what is allowed', `${percent(whole.perSecond, allowed)}   (aim 60 %)`);
}
