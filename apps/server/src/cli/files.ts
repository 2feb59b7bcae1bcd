import { readdir, readFile, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { text } from 'node:stream/consumers';

/**
 * The files that words of a command line mean, in their order: a folder stands for the XML and PDF files below it, sorted by name; what cannot be looked at
 * stays as it is, for the command to say why. `list` names a file with one more a line, "-" the input: a shell, and npx before it, hand over
 * some hundred kilobytes of names at most.
 */
export async function filesOf(words: readonly string[], list: string | undefined): Promise<string[]> {
  const listed =
    list === undefined
      ? []
      : (await (list === '-' ? text(process.stdin) : readFile(list, 'utf8'))).split(/\r?\n/);
  const named = [...words, ...listed.filter((line) => line !== '')];
  return (await Promise.all(named.map(below))).flat();
}

async function below(path: string): Promise<string[]> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isDirectory()) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && ['.xml', '.pdf'].includes(extname(entry.name).toLowerCase()))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
