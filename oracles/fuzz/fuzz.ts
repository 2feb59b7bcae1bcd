/** Runs the readers on damaged files and bombs in a process of their own, and sees to it that what hangs or dies is named. */
import { spawn } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { cacheFolder } from '../build.ts';
import { fuzzInputs } from './inputs.ts';
import type { Fault, Summary } from './worker.ts';

/** Megabytes of JavaScript values: a reader that wants more dies, and is named. */
const HEAP = 640;
/** A call without an end: longer than anything takes, whatever else the machine does. */
const HANG_SECONDS = 60;

export interface FuzzRun extends Summary {
  /** Crashes, deaths, hangs and slow calls; the files lie in `folder`. */
  faults: Fault[];
}

/** Where the files are kept that did harm. */
export const faultFolder = join(cacheFolder, 'fuzz');

/** Reads the files of a seed up to a number, or for so many seconds, and keeps on disk those that do harm. */
export async function fuzz(options: { seed: number; files: number; seconds: number }): Promise<FuzzRun> {
  const { seed, files, seconds } = options;
  await mkdir(faultFolder, { recursive: true });
  const until = Date.now() + seconds * 1000;
  const run: FuzzRun = {
    files: 0,
    faults: [],
    slowest: { number: -1, file: '', name: '', milliseconds: 0 },
    peakMemory: 0,
  };
  for (let next = 0; next < files && Date.now() < until && run.faults.length < 20; ) {
    const { faults, summary, stopped } = await work(seed, next, files, (until - Date.now()) / 1000);
    run.faults.push(...faults);
    if (summary === undefined) {
      run.faults.push({ number: stopped.number, name: '', fault: stopped.why });
      run.files += stopped.number + 1 - next;
      next = stopped.number + 1;
      continue;
    }
    run.files += summary.files;
    run.peakMemory = Math.max(run.peakMemory, summary.peakMemory);
    if (summary.slowest.milliseconds > run.slowest.milliseconds) run.slowest = summary.slowest;
    break;
  }
  await keep(seed, run.faults);
  return run;
}

interface Work {
  faults: Fault[];
  /** Undefined when the process did not come to its end. */
  summary: Summary | undefined;
  /** The file in hand when it ended, and why it did. */
  stopped: { number: number; why: string };
}

async function work(seed: number, first: number, end: number, seconds: number): Promise<Work> {
  const progress = join(faultFolder, `.progress-${process.pid}`);
  await writeFile(progress, String(first));
  const script = join(import.meta.dirname, 'worker.ts');
  const options = [
    `--max-old-space-size=${HEAP}`,
    script,
    ...[seed, first, end, seconds].map(String),
    progress,
  ];
  const child = spawn(process.execPath, options, { stdio: ['ignore', 'pipe', 'pipe'] });
  const faults: Fault[] = [];
  let summary: Summary | undefined;
  createInterface({ input: child.stdout }).on('line', (line) => {
    const said: Fault | Summary = JSON.parse(line);
    if ('fault' in said) faults.push(said);
    else summary = said;
  });
  let words = '';
  child.stderr.on('data', (chunk) => {
    words = `${words}${chunk}`.slice(-20_000);
  });

  const current = async () => Number(await readFile(progress, 'utf8'));
  let seen = { number: -1, at: Date.now() };
  let hangs = false;
  const watch = setInterval(async () => {
    const number = await current();
    if (number !== seen.number) seen = { number, at: Date.now() };
    else if (Date.now() - seen.at > HANG_SECONDS * 1000) {
      hangs = true;
      child.kill('SIGKILL');
    }
  }, 1000);
  const code = await new Promise((resolve) =>
    child.on('close', (status, signal) => resolve(status ?? signal)),
  );
  clearInterval(watch);
  const why = hangs
    ? `no end after ${HANG_SECONDS} s`
    : `the process died (${code}): ${/FATAL ERROR.*|.*Error.*/.exec(words)?.[0] ?? words.slice(0, 300)}`;
  const stopped = { number: await current(), why };
  await rm(progress);
  return { faults, summary, stopped };
}

/** Writes each file that did harm, under its seed and number. */
async function keep(seed: number, faults: Fault[]): Promise<void> {
  if (faults.length === 0) return;
  const input = await fuzzInputs(seed);
  for (const { number } of faults) {
    const { kind, content } = input(number);
    await writeFile(join(faultFolder, `${seed}-${number}.${kind}`), content);
  }
}
