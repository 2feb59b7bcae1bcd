import { isIP } from 'node:net';
import { join, resolve } from 'node:path';

/** Everything the program takes from its environment: the only reader of `process.env`. */
export interface Config {
  port: number;
  host: string;
  /** Where callers reach us, without a trailing slash; links in answers start with it. */
  publicUrl: string;
  dataDir: string;
  /** Given databases, or `null` for the embedded PostgreSQL in the data directory. */
  databases: null | { live: DatabaseUrls; sandbox: DatabaseUrls };
  poolSize: number;
  demoKey: string | null;
  rateLimits: boolean;
  /** Signs download links. `null`: one is made once and kept in the data directory. */
  secret: string | null;
  /** The private key that seals the ledger, in a PEM file. `null`: `ledger-key.pem` in the data directory. */
  ledgerKeyFile: string | null;
  smtpUrl: string | null;
  mailFrom: string;
  logLevel: (typeof LOG_LEVELS)[number];
  trustProxy: boolean;
  /** Largest body with a file, in bytes. */
  uploadLimit: number;
}

export interface DatabaseUrls {
  /** The program's login: owns nothing. */
  app: string;
  /** The login that owns the schema and runs migrations; absent where migrations are run by hand. */
  owner: string | null;
}

/** A value of the environment that cannot be used; the message is the sentence the operator reads. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** Name, default and meaning of every variable; `docs/configuration.md` says the same and a test compares them. */
export const VARIABLES = {
  PORT: { fallback: '8080', meaning: 'TCP port of the HTTP API (0 takes a free one).' },
  HOST: { fallback: '127.0.0.1', meaning: 'Address to listen on. 0.0.0.0 to be reached from elsewhere.' },
  SCELL_PUBLIC_URL: {
    fallback: '',
    meaning: 'Address callers use, for links in answers. Default: http://HOST:PORT.',
  },
  SCELL_DATA_DIR: { fallback: './.scell', meaning: 'Documents, secrets and the embedded database.' },
  DATABASE_URL: {
    fallback: '',
    meaning: "The program's login on the live database. Absent: embedded PostgreSQL.",
  },
  SANDBOX_DATABASE_URL: { fallback: '', meaning: "The program's login on the sandbox database." },
  DATABASE_OWNER_URL: { fallback: '', meaning: 'The owner of the live schema, for migrations.' },
  SANDBOX_DATABASE_OWNER_URL: { fallback: '', meaning: 'The owner of the sandbox schema, for migrations.' },
  SCELL_DB_POOL: { fallback: '10', meaning: 'Most database connections of one process and environment.' },
  SCELL_DEMO_KEY: {
    fallback: '',
    meaning: 'Use this sk_test_… as the demo tenant’s key, so that scripts know it.',
  },
  SCELL_RATE_LIMITS: { fallback: 'on', meaning: '"off" lifts the rate limits, for load tests.' },
  SCELL_UPLOAD_LIMIT: { fallback: '20', meaning: 'Largest request with a file, in megabytes (1 to 100).' },
  SCELL_SECRET: {
    fallback: '',
    meaning: 'At least 32 characters that sign download links; the same on every server.',
  },
  SCELL_LEDGER_KEY_FILE: {
    fallback: '',
    meaning:
      'PEM file (PKCS#8, Ed25519) of the key that seals the ledger. Default: DATA_DIR/ledger-key.pem, made at the first start.',
  },
  SCELL_SMTP_URL: {
    fallback: '',
    meaning: 'smtp:// or smtps:// server. Absent: mails go to DATA_DIR/mailbox as files.',
  },
  SCELL_MAIL_FROM: { fallback: 'Scell <no-reply@localhost>', meaning: 'Sender of our mails.' },
  SCELL_LOG_LEVEL: { fallback: 'info', meaning: 'fatal, error, warn, info, debug, trace or silent.' },
  SCELL_TRUST_PROXY: {
    fallback: 'off',
    meaning: '"on" behind one reverse proxy: the caller’s address is the last one of X-Forwarded-For.',
  },
} as const;

type Name = keyof typeof VARIABLES;

/** Reads and checks the environment. Throws {@link ConfigError} with one sentence at the first value that is wrong. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const text = (name: Name): string => env[name]?.trim() || VARIABLES[name].fallback;
  const port = integer('PORT', text('PORT'), 0, 65_535);
  const host = hostName('HOST', text('HOST'));
  return {
    port,
    host,
    publicUrl: webAddress(
      'SCELL_PUBLIC_URL',
      text('SCELL_PUBLIC_URL') || `http://${hostInUrl(host)}:${port}`,
    ),
    dataDir: resolve(text('SCELL_DATA_DIR')),
    databases: databases(text),
    poolSize: integer('SCELL_DB_POOL', text('SCELL_DB_POOL'), 1, 500),
    demoKey: demoKey(text('SCELL_DEMO_KEY')),
    rateLimits: onOff('SCELL_RATE_LIMITS', text('SCELL_RATE_LIMITS')),
    secret: secret(text('SCELL_SECRET')),
    ledgerKeyFile: text('SCELL_LEDGER_KEY_FILE') === '' ? null : resolve(text('SCELL_LEDGER_KEY_FILE')),
    smtpUrl: smtpUrl(text('SCELL_SMTP_URL')),
    mailFrom: mailbox('SCELL_MAIL_FROM', text('SCELL_MAIL_FROM')),
    logLevel: oneOf('SCELL_LOG_LEVEL', text('SCELL_LOG_LEVEL'), LOG_LEVELS),
    uploadLimit: integer('SCELL_UPLOAD_LIMIT', text('SCELL_UPLOAD_LIMIT'), 1, 100) * 1024 * 1024,
    trustProxy: onOff('SCELL_TRUST_PROXY', text('SCELL_TRUST_PROXY')),
  };
}

/** Where the key of the ledger is. */
export function ledgerKeyPath({ ledgerKeyFile, dataDir }: Config): string {
  return ledgerKeyFile ?? join(dataDir, 'ledger-key.pem');
}

function databases(text: (name: Name) => string): Config['databases'] {
  const live = text('DATABASE_URL');
  const sandbox = text('SANDBOX_DATABASE_URL');
  if (live === '' && sandbox === '') {
    for (const name of ['DATABASE_OWNER_URL', 'SANDBOX_DATABASE_OWNER_URL'] as const) {
      if (text(name) !== '')
        throw new ConfigError(
          `${name} is set without DATABASE_URL and SANDBOX_DATABASE_URL: set them too, or neither for the embedded database.`,
        );
    }
    return null;
  }
  if (live === '' || sandbox === '') {
    throw new ConfigError(
      'DATABASE_URL and SANDBOX_DATABASE_URL go together: live and sandbox data never share a database.',
    );
  }
  const liveUrl = postgresUrl('DATABASE_URL', live);
  const sandboxUrl = postgresUrl('SANDBOX_DATABASE_URL', sandbox);
  const place = (url: string) => {
    const { hostname, port, pathname } = new URL(url);
    return `${hostname}:${port || '5432'}${pathname}`;
  };
  if (place(liveUrl) === place(sandboxUrl)) {
    throw new ConfigError(
      'DATABASE_URL and SANDBOX_DATABASE_URL name the same database: give the sandbox one of its own.',
    );
  }
  const owner = (name: Name, app: string): string | null => {
    const value = text(name);
    if (value === '') return null;
    const url = postgresUrl(name, value);
    if (new URL(url).username === new URL(app).username) {
      throw new ConfigError(
        `${name} has the same login as the program: an owner could disable the triggers that protect the ledger, so give it a login of its own.`,
      );
    }
    return url;
  };
  return {
    live: { app: liveUrl, owner: owner('DATABASE_OWNER_URL', liveUrl) },
    sandbox: { app: sandboxUrl, owner: owner('SANDBOX_DATABASE_OWNER_URL', sandboxUrl) },
  };
}

function integer(name: Name, text: string, least: number, most: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < least || value > most) {
    throw new ConfigError(`${name} must be a whole number from ${least} to ${most}, not "${text}".`);
  }
  return value;
}

function onOff(name: Name, text: string): boolean {
  if (text !== 'on' && text !== 'off') throw new ConfigError(`${name} must be "on" or "off", not "${text}".`);
  return text === 'on';
}

function oneOf<T extends string>(name: Name, text: string, values: readonly T[]): T {
  const found = values.find((value) => value === text);
  if (found === undefined)
    throw new ConfigError(`${name} must be one of ${values.join(', ')}, not "${text}".`);
  return found;
}

function hostName(name: Name, text: string): string {
  if (!isIP(text) && !/^[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$/.test(text))
    throw new ConfigError(
      `${name} must be an IP address or the name of a host, without a port, not "${text}".`,
    );
  return text;
}

/** Links start with it: a login, a query or a fragment in it would make no sense, and the login would be shown. */
function webAddress(name: Name, text: string): string {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol))
    throw new ConfigError(`${name} must be an http or https address, not "${text}".`);
  if (`${url.username}${url.password}${url.search}${url.hash}` !== '')
    throw new ConfigError(`${name} must be an address without login, query and fragment.`);
  return url.href.replace(/\/+$/, '');
}

function mailbox(name: Name, text: string): string {
  if (!/^(?:[^<>@\r\n]*<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/.test(text))
    throw new ConfigError(`${name} must look like Name <address@host>, not "${text}".`);
  return text;
}

/** The address itself stays out of the sentence: it holds a password. */
function postgresUrl(name: Name, text: string): string {
  const url = URL.parse(text);
  if (
    url === null ||
    !/^postgres(ql)?:$/.test(url.protocol) ||
    url.pathname.length < 2 ||
    url.username === ''
  ) {
    throw new ConfigError(`${name} must look like postgres://login:password@host:5432/database.`);
  }
  return text;
}

function smtpUrl(text: string): string | null {
  if (text === '') return null;
  const url = URL.parse(text);
  if (url === null || !/^smtps?:$/.test(url.protocol) || url.hostname === '')
    throw new ConfigError('SCELL_SMTP_URL must look like smtp://login:password@host:587.');
  return text;
}

function secret(text: string): string | null {
  if (text !== '' && text.length < 32)
    throw new ConfigError('SCELL_SECRET must have at least 32 characters.');
  return text || null;
}

function demoKey(text: string): string | null {
  if (text === '') return null;
  if (!/^sk_test_[A-Za-z0-9_-]{8,128}$/.test(text)) {
    throw new ConfigError(
      'SCELL_DEMO_KEY must be sk_test_ followed by 8 to 128 letters, digits, "-" or "_".',
    );
  }
  return text;
}

function hostInUrl(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}
