import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { EmbeddedPostgresError } from './error.ts';

/** SQLITE_BUSY and SQLITE_LOCKED: somebody else holds the file. */
const HELD = [5, 6];

/**
 * Takes the data directory for this process, until `release` or the end of the process, however it ends.
 *
 * Node.js offers no file lock; SQLite's exclusive transaction is one (fcntl on Unix): the kernel drops it with the process,
 * so that no stale lock has to be recognised. The file stays empty.
 *
 * @throws EmbeddedPostgresError `already-running` when another start holds it
 */
export function takeLock(folder: string): { release(): void } {
  const note = join(folder, 'supervisor.pid');
  const file = new DatabaseSync(join(folder, 'supervisor.lock'));
  try {
    file.exec('pragma locking_mode = exclusive; pragma journal_mode = memory; begin exclusive');
  } catch (error) {
    file.close();
    if (error instanceof Error && 'errcode' in error && HELD.includes(Number(error.errcode))) {
      throw new EmbeddedPostgresError(
        'already-running',
        `Scell already runs on ${folder} (process ${readNote(note)}): stop it first, or set SCELL_DATA_DIR to another folder.`,
        { cause: error },
      );
    }
    throw error;
  }
  writeFileSync(note, `${process.pid}\n`, { mode: 0o600 });
  return {
    release: () => {
      if (file.isOpen) file.close();
    },
  };
}

function readNote(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return 'unknown';
  }
}
