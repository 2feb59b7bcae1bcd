/** Why the embedded database could not be started, for callers that react to it. */
export type EmbeddedPostgresProblem =
  | 'unsupported-platform'
  | 'binaries-missing'
  | 'no-account'
  | 'already-running'
  | 'wrong-version'
  | 'unreadable'
  | 'disk-full'
  | 'left-over'
  | 'password-missing'
  | 'start-failed';

/** The embedded PostgreSQL cannot be used; the message is the sentence the operator reads. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError';
  readonly problem: EmbeddedPostgresProblem;

  constructor(problem: EmbeddedPostgresProblem, message: string, options?: ErrorOptions) {
    super(message, options);
    this.problem = problem;
  }
}

/** The `code` of a system error such as ENOENT, or undefined. SQLite's (of the lock file) are given their system names. */
export function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('errcode' in error) return SQLITE_CODES.get(Number(error.errcode));
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** SQLITE_READONLY, SQLITE_FULL and SQLITE_CANTOPEN: https://www.sqlite.org/rescode.html */
const SQLITE_CODES = new Map([
  [8, 'EACCES'],
  [13, 'ENOSPC'],
  [14, 'EACCES'],
]);

/** Turns what the system said about `path` into a sentence; what is not about permissions or space passes unchanged. */
export function explainSystemError(error: unknown, path: string): unknown {
  switch (systemCode(error)) {
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new EmbeddedPostgresError(
        'unreadable',
        `Scell may not write to ${path}: give it to the account Scell runs as, or set SCELL_DATA_DIR to another folder.`,
        { cause: error },
      );
    case 'ENOTDIR':
    case 'EEXIST':
      return new EmbeddedPostgresError('unreadable', `${path} is in the way: a folder is needed there.`, {
        cause: error,
      });
    case 'ENOSPC':
    case 'EDQUOT':
      return diskFull(path, error);
    default:
      return error;
  }
}

export function diskFull(path: string, cause?: unknown): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    'disk-full',
    `There is no space left on the disk of ${path}: free some, or set SCELL_DATA_DIR to a folder elsewhere.`,
    { cause },
  );
}
