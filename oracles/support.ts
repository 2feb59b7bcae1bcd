/** What every oracle suite shares: one judge, verdicts as readable lines, folders. */
import { readdir } from 'node:fs/promises';
import { extname, join, relative, resolve } from 'node:path';
import { cacheFolder } from './build.ts';
import { type Judge, type JudgeRequest, startJudge, type Verdict } from './judge.ts';

const root = resolve(import.meta.dirname, '..');

let shared: Promise<Judge | { unavailable: string }> | undefined;

/** The judge of this run (suites share one worker), or undefined where it cannot run; run.ts has said why. */
export async function sharedJudge(): Promise<Judge | undefined> {
  shared ??= startJudge();
  const judge = await shared;
  return 'unavailable' in judge ? undefined : judge;
}

/** Judges and gives each fatal finding as one line: the empty list means accepted. */
export async function fatalFindings(judge: Judge | undefined, request: JudgeRequest): Promise<string[]> {
  if (judge === undefined) throw new Error('this suite must be skipped without a judge');
  return fatalLines(await judge.judge(request));
}

/** `rules id: text (location)`, one line a fatal finding. */
function fatalLines(verdicts: Verdict[]): string[] {
  return verdicts.flatMap(({ rules, fatal }) =>
    fatal.map(({ id, text, location }) => `${rules} ${id}: ${text} (${location})`),
  );
}

/** Documents that tests and examples left when SCELL_KEEP_DOCUMENTS named this folder. */
export const keptDocuments = join(cacheFolder, 'documents');

/** Official documents with recorded verdicts, beside the repository on the founders' machines. */
export const corpus = resolve(root, '..', 'shared', 'corpus');

/** Every .xml and .pdf below a folder, as paths relative to it; none when the folder is absent. */
export async function documentsIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile() && ['.xml', '.pdf'].includes(extname(entry.name)))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

/** SCELL_ORACLES_SHORT: the suites that are long by their numbers, and judge nothing else by them, run with fewer. CI sets it. */
export const inShort = process.env.SCELL_ORACLES_SHORT !== undefined;
