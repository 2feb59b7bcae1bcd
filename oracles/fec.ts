/** Two other readers of a FEC: the administration's Test Compta Demat, and fec-parser of PyPI. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cacheFolder, firstLine, isInstalled, works } from './build.ts';

const run = promisify(execFile);
const sources = join(import.meta.dirname, 'fec');

/** What a reader says against a file. Empty: nothing. */
export type Judge = (files: readonly Uint8Array[]) => Promise<string[][]>;

/**
 * The official checker. No registry delivers it: a copy of `src/testeur` of the repository DGFiP/Test-Compta-Demat is looked for where
 * SCELL_TEST_COMPTA_DEMAT says, else in `.cache/test-compta-demat`. It runs as it is, without the window and the database around it
 * (`fec/perl` stands for them). Its lines begin with E or O (refused), V (a value is missing), A (reported) or S (a column it asks a person about).
 */
export async function testComptaDemat(): Promise<Judge | { unavailable: string }> {
  const copy = process.env.SCELL_TEST_COMPTA_DEMAT ?? join(cacheFolder, 'test-compta-demat');
  if (!existsSync(join(copy, 'trt_txt.pl'))) return { unavailable: 'there is no copy of Test Compta Demat' };
  if (!(await isInstalled('perl'))) return { unavailable: 'perl is not installed' };
  return async (files) => {
    const folder = await mkdtemp(join(tmpdir(), 'scell-fec-'));
    const program = join(folder, 'testeur');
    await cp(copy, program, { recursive: true });
    // What its readers are told to edit: where it lies.
    const place = `$ENV{ProgramFiles} = $ENV{ProgramData} = '${folder}';`;
    await writeFile(join(program, 'environnement_alto2.pl'), `sub Env_Path { ${place} }\n1;\n`);
    const verdicts: string[][] = [];
    for (const file of files) verdicts.push(await judgeOfficially(folder, program, file));
    await rm(folder, { recursive: true });
    return verdicts;
  };
}

async function judgeOfficially(folder: string, program: string, bytes: Uint8Array): Promise<string[]> {
  const file = join(folder, 'file.txt');
  await writeFile(file, bytes);
  const separator = Buffer.from(bytes).subarray(0, 400).includes('\t') ? 'T' : 'P';
  const perl = ['-I', join(sources, 'perl')];
  const header = await said('perl', [...perl, join(sources, 'header.pl'), program, file, separator]);
  // SIREN, file number, last day, error file, chart of accounts, kind of income, name, control only, and its log and users.
  const subject = ['123456789', '1', '20261231', 'x', 'PCG', 'BIC', 'Acme', 'CTL', '1', '', ''];
  const body = await said('perl', [...perl, join(program, 'trt_txt.pl'), file, separator, ...subject]);
  const verdict = [...header, ...body].filter((line) => /^[EOVAS]\t/.test(line));
  const wentThrough = body.some((line) => /^I\tCumul Crédit =/.test(line));
  if (verdict.length === 0 && !wentThrough) throw new Error(`it died: ${[...header, ...body].join('\n')}`);
  return verdict;
}

/** The lines of the output, whatever the exit code. */
async function said(command: string, args: string[]): Promise<string[]> {
  try {
    return (await run(command, args, { maxBuffer: 1 << 28 })).stdout.split('\n');
  } catch (error) {
    const { stdout, code } = error as { stdout?: string; code?: number };
    if (stdout === undefined || code === undefined) throw error;
    return stdout.split('\n');
  }
}

/** fec-parser 1.0.1, installed on the first use. It reads dates, amounts, and what it needs of the rest. */
export async function fecParser(): Promise<Judge | { unavailable: string }> {
  if (!(await works('python3', ['-m', 'pip', '--version'])))
    return { unavailable: 'python3 with pip is not installed' };
  const requirements = join(sources, 'requirements.txt');
  const version = createHash('sha256')
    .update(await readFile(requirements))
    .digest('hex')
    .slice(0, 16);
  const folder = join(cacheFolder, `fec-parser-${version}`);
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
  return async (files) => {
    const place = await mkdtemp(join(tmpdir(), 'scell-fec-'));
    const names = await Promise.all(
      files.map(async (bytes, index) => {
        const name = join(place, `${index}.txt`);
        await writeFile(name, bytes);
        return name;
      }),
    );
    const child = run('python3', [join(sources, 'read.py')], {
      env: { ...process.env, PYTHONPATH: folder },
      maxBuffer: 1 << 28,
    });
    child.child.stdin?.end(names.join('\n'));
    const { stdout } = await child;
    await rm(place, { recursive: true });
    return stdout
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { message: string }[]).map(({ message }) => message));
  };
}
