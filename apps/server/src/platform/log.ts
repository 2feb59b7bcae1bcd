import { type DestinationStream, type Logger, pino, stdSerializers } from 'pino';

export type { Logger };

/** Where secrets could show up in a logged object. Headers are logged by name list only, so these are a second net. */
const SECRET_PATHS = [
  'password',
  'key',
  'secret',
  'token',
  'authorization',
  'req.headers.authorization',
  'req.headers["x-api-key"]',
  'req.headers["x-tenant-key"]',
  'req.headers["x-publishable-key"]',
  'req.headers["x-scell-api-key"]',
  'req.headers.cookie',
  '*.password',
  '*.key',
  '*.secret',
  '*.token',
  '*.iban',
  'connectionString',
  '*.connectionString',
];

/** Structured logs on standard error, one JSON object a line; standard output is the operator's. */
export function createLogger(level: string, destination: DestinationStream = pino.destination(2)): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: withoutRows },
      redact: { paths: SECRET_PATHS, censor: '[redacted]' },
    },
    destination,
  );
}

/**
 * An error for the log. PostgreSQL's `detail` and `where` quote whole rows: names, accounts, figures; and the pool hangs the
 * connection on the error of one that was lost, with the secret that cancels its statements.
 */
function withoutRows(error: Error): Record<string, unknown> {
  const { detail, where, client, ...rest } = stdSerializers.err(error) as Record<string, unknown>;
  return rest;
}
