import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { access, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { ArchiveFault } from './fault.ts';
import type { ArchiveStore, Position } from './store.ts';

const CONTENT = 'content';
const TERM = /^until-(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/;

/**
 * An archive in a folder that is written once. Each object is a folder of its own, `ab/abcdef…/`, with the file `content` and
 * one file a term, `until-20361231T230000Z`: the latest one holds, so that a term is moved later by adding and never by
 * rewriting. Files are readable only (0400). An object appears whole or not at all: it is made aside, synced, and renamed to a
 * name that nothing else may have.
 *
 * What a folder can promise is little: whoever has the account of the program, or root, can take the files away. That shows
 * when they are verified, and is not prevented. `docs/archive.md` says so.
 */
export function localStore(root: string): ArchiveStore {
  const folderOf = ({ key }: Pick<Position, 'key'>) => join(root, key);
  const fileOf = (position: Position) => join(folderOf(position), CONTENT);
  const retention = async (position: Position): Promise<Date> => {
    const names = await readdir(folderOf(position)).catch(missing(fileOf(position)));
    if (!names.includes(CONTENT)) throw new ArchiveFault('missing', `${fileOf(position)} is not there`);
    const terms = names.map(termOf).filter((term) => term !== null);
    const latest = Math.max(...terms.map((term) => term.getTime()));
    if (terms.length === 0)
      throw new ArchiveFault('retention_too_short', `${folderOf(position)} names no term it is kept until`);
    return new Date(latest);
  };
  return {
    place: root,
    versioned: false,
    // Below the folder: where that is, is the operator's alone to know.
    pathOf: ({ key }) => key,
    retention,
    async check() {
      try {
        await makeFolder(root);
        await access(root, constants.R_OK | constants.W_OK | constants.X_OK);
      } catch (error) {
        throw new ArchiveFault(
          'misconfigured',
          `the archive folder ${root} cannot be written (${(error as Error).message}): make it and give it to the account of the program, or set SCELL_ARCHIVE to another place.`,
          { cause: error },
        );
      }
    },
    async find(key) {
      const position = { key, version: null };
      const there = await stat(fileOf(position)).then(() => true, absent);
      return there ? { position, retainUntil: await retention(position) } : null;
    },
    async put(key, bytes, { retainUntil, mediaType }) {
      const position = { key, version: null };
      const folder = folderOf(position);
      const aside = join(dirname(folder), `.${basename(folder)}.${randomUUID()}`);
      await makeFolder(dirname(folder));
      await mkdir(aside, { mode: 0o700 });
      try {
        await writeOnce(join(aside, CONTENT), bytes);
        await writeTerm(aside, retainUntil, mediaType);
        // A folder with files in it is not replaced: the name of an object is taken once.
        await rename(aside, folder);
      } catch (error) {
        await rm(aside, { recursive: true, force: true });
        if (isCode(error, 'ENOTEMPTY') || isCode(error, 'EEXIST')) return null;
        throw error;
      }
      await sync(dirname(folder));
      return position;
    },
    get: (position) => readFile(fileOf(position)).catch(missing(fileOf(position))),
    async extend(position, retainUntil) {
      const now = await retention(position);
      if (now >= retainUntil) return now;
      await writeTerm(folderOf(position), retainUntil, null);
      return retainUntil;
    },
  };
}

/** Adds a term to an object; the same one may be there already. */
async function writeTerm(folder: string, retainUntil: Date, mediaType: string | null): Promise<void> {
  const until = retainUntil.toISOString();
  const name = `until-${until.replaceAll(/[-:]|\.\d+/g, '')}`;
  const record = { format: 'scell-archive-term', version: 1, retain_until: until, media_type: mediaType };
  await writeOnce(join(folder, name), Buffer.from(`${JSON.stringify(record)}\n`)).catch((error: unknown) => {
    if (!isCode(error, 'EEXIST')) throw error;
  });
  await sync(folder);
}

/** The name alone says the term: a file cut short by a crash says it no less. */
function termOf(name: string): Date | null {
  const [, year, month, day, hour, minute, second] = TERM.exec(name) ?? [];
  return year === undefined ? null : new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

async function writeOnce(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o400);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes a folder and those above it, each synced into the one that names it. */
async function makeFolder(path: string): Promise<void> {
  const first = await mkdir(path, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  for (let made = path; made.length >= first.length; made = dirname(made)) await sync(dirname(made));
}

async function sync(folder: string): Promise<void> {
  const opened = await open(folder, 'r');
  try {
    await opened.sync();
  } finally {
    await opened.close();
  }
}

function missing(path: string) {
  return (error: unknown): never => {
    if (isAbsence(error)) throw new ArchiveFault('missing', `${path} is not there`, { cause: error });
    throw error;
  };
}

function absent(error: unknown): false {
  if (isAbsence(error)) return false;
  throw error;
}

function isAbsence(error: unknown): boolean {
  return isCode(error, 'ENOENT') || isCode(error, 'ENOTDIR');
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
