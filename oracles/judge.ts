/**
 * The judges of other makers behind one warm JVM: Saxon-HE with the official rules, the official schemas, veraPDF and Mustang.
 *
 *     const judge = await startJudge();
 *     if ('unavailable' in judge) return;
 *     const [verdict] = await judge.judge({ kind: 'cii', content: xml, rules: ['en16931'] });
 */
import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { buildJudge, cacheFolder } from './build.ts';
import { checksFor, type DocumentKind, type RuleSet, type UblRoot } from './rule-sets.ts';

/** `location` is an XPath, a line and column, or a PDF object, as the maker gives it. */
export interface Finding {
  id: string;
  text: string;
  location: string;
}

/** `ok` means no fatal finding. */
export interface Verdict {
  rules: RuleSet;
  ok: boolean;
  fatal: Finding[];
  warnings: Finding[];
  /** What it took inside the JVM, reading included: on the clock, and of the processor. */
  milliseconds: number;
  processorMilliseconds: number;
}

/** A document by its bytes or its path. */
export type JudgeRequest = { kind: DocumentKind; rules: RuleSet[] } & (
  | { content: string | Uint8Array }
  | { file: string }
);

/** A running judge. */
export interface Judge {
  /** What this machine makes older or narrower than intended, as sentences. */
  notes: string[];
  /** True when BR-FR is the newest published version rather than Maven's 1.3.0. */
  newestBrFr: boolean;
  /** One verdict per asked set of rules, in the asked order. Rejects when the judge itself fails. */
  judge(request: JudgeRequest): Promise<Verdict[]>;
  /** Ends the JVM. */
  stop(): Promise<void>;
}

interface Answer {
  id: number;
  results?: Verdict[];
  error?: string;
}

/** Starts the judge, building it first when its sources are new, or says what this machine lacks. */
export async function startJudge(): Promise<Judge | { unavailable: string }> {
  const build = await buildJudge();
  if ('unavailable' in build) return build;

  const scratch = join(cacheFolder, 'scratch');
  await mkdir(scratch, { recursive: true });
  const jvm = spawn('java', ['-Xmx1g', '-XX:+UseSerialGC', '-cp', build.classpath, 'scell.judge.Main'], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  jvm.stderr.pipe(createWriteStream(join(cacheFolder, 'judge.log')));

  const waiting = new Map<number, { resolve: (answer: Answer) => void; reject: (error: Error) => void }>();
  let requests = 0;
  createInterface({ input: jvm.stdout }).on('line', (line) => {
    const answer: Answer = JSON.parse(line);
    waiting.get(answer.id)?.resolve(answer);
    waiting.delete(answer.id);
  });
  const ended = new Promise<void>((resolve) => {
    jvm.on('close', () => {
      for (const { reject } of waiting.values())
        reject(new Error('the judge ended; see oracles/.cache/judge.log'));
      waiting.clear();
      resolve();
    });
  });

  return {
    notes: build.notes,
    newestBrFr: build.folders.wheel !== undefined,
    async judge(request) {
      const id = ++requests;
      const file = 'file' in request ? request.file : join(scratch, `${process.pid}-${id}.${request.kind}`);
      if ('content' in request) await writeFile(file, request.content);
      const root = request.kind === 'ubl' ? ublRoot(await readFile(file, 'utf8')) : 'Invoice';
      const checks = request.rules.flatMap((rules) => checksFor(rules, request.kind, root, build.folders));
      const answer = await new Promise<Answer>((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        jvm.stdin.write(`${JSON.stringify({ id, file, checks })}\n`);
      });
      if ('content' in request) await rm(file);
      if (answer.results === undefined) throw new Error(answer.error ?? 'the judge gave no answer');
      const verdicts = request.rules.map((rules) => merged(rules, answer.results ?? []));
      return build.folders.wheel === undefined ? verdicts.map(strictBrFr) : verdicts;
    },
    async stop() {
      jvm.stdin.end();
      await ended;
    },
  };
}

function merged(rules: RuleSet, results: Verdict[]): Verdict {
  const parts = results.filter((result) => result.rules === rules);
  return {
    rules,
    ok: parts.length > 0 && parts.every((part) => part.ok),
    fatal: parts.flatMap((part) => part.fatal),
    warnings: parts.flatMap((part) => part.warnings),
    milliseconds: sum(parts.map((part) => part.milliseconds)),
    processorMilliseconds: sum(parts.map((part) => part.processorMilliseconds)),
  };
}

/**
 * Version 1.3.0 flags as warnings what is fatal since 1 September 2026, and its CII rule BR-FR-CO-07 reads BT-23 where it never is, so
 * that it refuses every invoice paid before it was issued; corrected in later versions.
 */
function strictBrFr(verdict: Verdict): Verdict {
  if (verdict.rules !== 'br-fr') return verdict;
  const fatal = [...verdict.fatal, ...verdict.warnings].filter(({ id }) => id !== 'BR-FR-CO-07_BT-9');
  return { ...verdict, ok: fatal.length === 0, fatal, warnings: [] };
}

function sum(numbers: number[]): number {
  return numbers.reduce((one, other) => one + other, 0);
}

function ublRoot(xml: string): UblRoot {
  return /<(?:\w+:)?CreditNote[\s>]/.test(xml) ? 'CreditNote' : 'Invoice';
}
