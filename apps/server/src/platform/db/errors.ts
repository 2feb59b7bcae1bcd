/** The database could not be reached, or was lost before it confirmed: what was asked may be asked again. */
export class DatabaseUnavailable extends Error {
  override readonly name = 'DatabaseUnavailable';
  constructor(cause: unknown) {
    super('the database is unavailable', { cause });
  }
}

const LOST = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOENT', 'EHOSTUNREACH']);

/** A full disk, no memory, too many connections, a statement given up for its time, a transaction ended for its silence. */
const GIVEN_UP = new Set(['53100', '53200', '53300', '57014', '25P03']);

/**
 * Whether an error of `pg` means that the connection is gone or that the server gave us up (SQLSTATE classes 08 and 57P
 * and those above, or the socket's own).
 */
export function isConnectionLoss(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return (
    LOST.has(code) ||
    GIVEN_UP.has(code) ||
    code.startsWith('08') ||
    code.startsWith('57P') ||
    /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect|timeout expired|Query read timeout)/.test(
      error.message,
    )
  );
}

/** The constraint a database error names, when it is one of ours. */
export function violatedConstraint(error: unknown): string | undefined {
  return error instanceof Error && 'constraint' in error && typeof error.constraint === 'string'
    ? error.constraint
    : undefined;
}
