import { isIP } from 'node:net';
import { isAbsolute, join, resolve } from 'node:path';
import { checkSiren } from '@scell/en16931';
import { allowedAddresses } from './platform/outbound/public-address.ts';
import type { SmsSettings } from './platform/sms/sms-gateway.ts';

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
  /** Whether requests are noted for thirty days, for tenants to read. */
  requestLog: boolean;
  /** Signs download links. `null`: one is made once and kept in the data directory. */
  secret: string | null;
  /** Whether a check of the ledger that fails stops fiscal writes. */
  autoKillSwitch: boolean;
  /** The private key that seals the ledger, in a PEM file. `null`: `ledger-key.pem` in the data directory. */
  ledgerKeyFile: string | null;
  smtpUrl: string | null;
  mailFrom: string;
  /** The gateway that sends SMS; `null`: they are put in the development mailbox. */
  sms: SmsSettings | null;
  logLevel: (typeof LOG_LEVELS)[number];
  trustProxy: boolean;
  /** Largest body with a file, in bytes. */
  uploadLimit: number;
  /** The ClamAV daemon that looks at files people send; `null`: none does. */
  clamav: null | { host: string; port: number };
  /** Calendars of OpenTimestamps that are asked to date closings; empty: none is. */
  calendars: readonly string[];
  /** Where Bitcoin block headers are asked for. */
  blocksUrl: string | null;
  /** The authority (RFC 3161) that is asked to date closings. */
  timestamps: null | { url: string; rootsFile: string; policy: string | null; login: string | null };
  /** The register of French companies (API Recherche d'entreprises); `null`: none is asked. */
  sireneUrl: string | null;
  /** The check of VAT numbers of the European Commission (VIES); `null`: none is asked. */
  viesUrl: string | null;
  /** Blocks of addresses that webhooks may be sent to although they are not public, over http too. */
  outboundAllow: readonly string[];
  /** Signing in with Google; `null` where it is not set up. */
  google: null | { clientId: string; clientSecret: string; issuer: string };
  editor: EditorSettings;
  archive: ArchiveConfig;
  billing: BillingConfig;
  /** What was set, for those who look at the installation: of values that could hold a secret only that they are set. */
  inForce: readonly SettingInForce[];
}

export interface SettingInForce {
  name: string;
  set: boolean;
  /** `null`: not shown. */
  value: string | null;
}

/** Who answers for this software towards its users, as attestations name it; what is not set is `null`. */
export interface EditorSettings {
  name: string | null;
  legalForm: string | null;
  /** SIREN, or the number of a foreign editor in its register. */
  siren: string | null;
  address: string | null;
  /** The legal representative who answers for the statement. */
  representative: string | null;
  representativeRole: string | null;
  /** YYYY-MM-DD: the day the version in use was put on the market. */
  marketingDate: string | null;
}

/** Where issued documents are kept for their legal term, by environment, and how. */
export interface ArchiveConfig {
  live: ArchivePlace;
  sandbox: ArchivePlace;
  /** The server of `s3` places; `null` where there is none. */
  s3: null | { endpoint: string; region: string; accessKeyId: string; secretAccessKey: string };
  /** Keys of 32 bytes, or the file they are in. The first encrypts, the others only open. None: in clear. */
  keys: readonly Buffer[] | { file: string };
  /** Whole years after the end of the accounting year. */
  years: number;
  /** Days added to that. */
  marginDays: number;
}

/** Whether and how issuing is paid for. */
export interface BillingConfig {
  /** `false`: nothing is charged, and nothing is refused for want of credits. */
  on: boolean;
  /** Who sells the credits, by the slug of a tenant, and the company it invoices them from; `null`: nobody does. */
  owner: null | { tenant: string; companyId: string | null };
  /** The account at the payment provider; `null` where there is none. */
  stripe: null | { secretKey: string; webhookSecret: string; url: string };
}

export type ArchivePlace =
  | { kind: 'off' }
  | { kind: 'folder'; path: string }
  | { kind: 's3'; bucket: string; prefix: string };

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
  SCELL_REQUEST_LOG: {
    fallback: 'on',
    meaning: '"off" notes no requests: `GET /request-logs` is empty then.',
  },
  SCELL_UPLOAD_LIMIT: { fallback: '20', meaning: 'Largest request with a file, in megabytes (1 to 100).' },
  SCELL_CLAMAV: {
    fallback: '',
    meaning: 'HOST:PORT of a ClamAV daemon that looks at documents people send.',
  },
  SCELL_SECRET: {
    fallback: '',
    meaning: 'At least 32 characters that sign download links; the same on every server.',
  },
  SCELL_AUTO_KILL_SWITCH: {
    fallback: 'off',
    meaning: '"on": a check of the ledger that fails activates the fiscal kill switch of the tenant.',
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
  SCELL_SMS_URL: {
    fallback: '',
    meaning: 'Gateway that SMS are posted to. Absent: they go to DATA_DIR/mailbox as files.',
  },
  SCELL_SMS_TOKEN: { fallback: '', meaning: 'Sent to the gateway as Authorization: Bearer.' },
  SCELL_SMS_SENDER: {
    fallback: 'Scell',
    meaning: 'Sender of our SMS: a number, or 3 to 11 letters and digits.',
  },
  SCELL_SMS_BODY: {
    fallback: '{"to":"{to}","from":"{from}","text":"{text}","id":"{id}"}',
    meaning: 'The JSON the gateway wants; {to}, {from}, {text} and {id} in its texts are filled in.',
  },
  SCELL_LOG_LEVEL: { fallback: 'info', meaning: 'fatal, error, warn, info, debug, trace or silent.' },
  SCELL_TRUST_PROXY: {
    fallback: 'off',
    meaning: '"on" behind one reverse proxy: the caller’s address is the last one of X-Forwarded-For.',
  },
  SCELL_OUTBOUND_ALLOW: {
    fallback: '',
    meaning:
      'Blocks such as 127.0.0.1/32, with commas between: webhooks may go there although they are not public, over http too.',
  },
  SCELL_OTS_CALENDARS: {
    fallback: '',
    meaning:
      '"public", or OpenTimestamps calendars with commas between, that date each daily closing. Absent: none.',
  },
  SCELL_BITCOIN_BLOCKS_URL: {
    fallback: '',
    meaning: 'Esplora API that block headers are read from, to check those proofs here. Absent: not checked.',
  },
  SCELL_TSA_URL: {
    fallback: '',
    meaning: 'Time-stamping authority (RFC 3161) that dates each daily closing. Absent: none.',
  },
  SCELL_TSA_ROOTS: {
    fallback: '',
    meaning: 'PEM file with the root certificates trusted for its stamps. Needed with SCELL_TSA_URL.',
  },
  SCELL_TSA_POLICY: { fallback: '', meaning: 'Policy asked of it, as in 1.2.250.1.1. Absent: its own.' },
  SCELL_TSA_LOGIN: { fallback: '', meaning: 'login:password, where it asks for one.' },
  SCELL_SIRENE_URL: {
    fallback: 'https://recherche-entreprises.api.gouv.fr',
    meaning: 'Register of French companies that SIRETs are looked up in. "off": none is asked.',
  },
  SCELL_VIES_URL: {
    fallback: 'https://ec.europa.eu/taxation_customs/vies/rest-api',
    meaning: 'Service that VAT numbers of the EU are checked with (VIES). "off": none is asked.',
  },
  SCELL_GOOGLE_CLIENT_ID: {
    fallback: '',
    meaning: 'Client id at Google, for signing in with it. Absent: not offered.',
  },
  SCELL_GOOGLE_CLIENT_SECRET: { fallback: '', meaning: 'Its secret.' },
  SCELL_GOOGLE_ISSUER: {
    fallback: 'https://accounts.google.com',
    meaning: 'OpenID issuer, where another provider takes the place of Google.',
  },
  SCELL_EDITOR_NAME: {
    fallback: '',
    meaning: 'Editor who attests this software (CGI 286-I-3° bis). Absent: attestations stay drafts.',
  },
  SCELL_EDITOR_LEGAL_FORM: { fallback: '', meaning: 'Legal form of the editor, such as SAS.' },
  SCELL_EDITOR_SIREN: { fallback: '', meaning: 'SIREN of the editor, or its foreign registration number.' },
  SCELL_EDITOR_ADDRESS: { fallback: '', meaning: 'Registered address of the editor, on one line.' },
  SCELL_EDITOR_REPRESENTATIVE: { fallback: '', meaning: 'Legal representative who signs attestations.' },
  SCELL_EDITOR_REPRESENTATIVE_ROLE: { fallback: '', meaning: 'Office of the representative.' },
  SCELL_EDITOR_MARKETING_DATE: {
    fallback: '',
    meaning: 'Day this version was put on the market (YYYY-MM-DD).',
  },
  SCELL_ARCHIVE: {
    fallback: 'local',
    meaning: 'Archive of live documents: local (DATA_DIR/archive), /a/folder, s3://bucket/prefix or off.',
  },
  SCELL_SANDBOX_ARCHIVE: { fallback: 'local', meaning: 'Archive of sandbox documents, in the same words.' },
  SCELL_ARCHIVE_S3_ENDPOINT: { fallback: '', meaning: 'http or https address of the S3 server.' },
  SCELL_ARCHIVE_S3_REGION: { fallback: 'us-east-1', meaning: 'Region of the S3 server, for its signatures.' },
  SCELL_ARCHIVE_S3_ACCESS_KEY_ID: { fallback: '', meaning: 'Access key at the S3 server.' },
  SCELL_ARCHIVE_S3_SECRET_ACCESS_KEY: { fallback: '', meaning: 'Its secret.' },
  SCELL_ARCHIVE_KEY: {
    fallback: '',
    meaning: 'Encrypts the archive: 32 bytes in hex or base64; after commas, older keys that open.',
  },
  SCELL_ARCHIVE_KEY_FILE: { fallback: '', meaning: 'A file with these keys instead, one a line.' },
  SCELL_ARCHIVE_YEARS: {
    fallback: '10',
    meaning: 'Years that documents are kept after the end of their accounting year (6 to 100).',
  },
  SCELL_ARCHIVE_MARGIN_DAYS: { fallback: '0', meaning: 'Days added to that (0 to 366).' },
  SCELL_BILLING: {
    fallback: 'on',
    meaning: '"off" where nobody is billed: nothing is charged, and nothing refused for want of credits.',
  },
  SCELL_BILLING_COMPANY: {
    fallback: '',
    meaning: 'Who sells the credits: the slug of a tenant, or slug/company-id. Its own documents are free.',
  },
  SCELL_STRIPE_SECRET_KEY: { fallback: '', meaning: 'Secret key of the Stripe account that is paid.' },
  SCELL_STRIPE_WEBHOOK_SECRET: {
    fallback: '',
    meaning: 'Secret (whsec_…) of the Stripe endpoint that calls /webhooks/stripe.',
  },
  SCELL_STRIPE_URL: {
    fallback: 'https://api.stripe.com',
    meaning: 'Where Stripe answers; another in tests.',
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
    requestLog: onOff('SCELL_REQUEST_LOG', text('SCELL_REQUEST_LOG')),
    secret: secret(text('SCELL_SECRET')),
    autoKillSwitch: onOff('SCELL_AUTO_KILL_SWITCH', text('SCELL_AUTO_KILL_SWITCH')),
    ledgerKeyFile: text('SCELL_LEDGER_KEY_FILE') === '' ? null : resolve(text('SCELL_LEDGER_KEY_FILE')),
    smtpUrl: smtpUrl(text('SCELL_SMTP_URL')),
    mailFrom: mailbox('SCELL_MAIL_FROM', text('SCELL_MAIL_FROM')),
    sms: sms(text),
    logLevel: oneOf('SCELL_LOG_LEVEL', text('SCELL_LOG_LEVEL'), LOG_LEVELS),
    uploadLimit: integer('SCELL_UPLOAD_LIMIT', text('SCELL_UPLOAD_LIMIT'), 1, 100) * 1024 * 1024,
    clamav: clamav(text('SCELL_CLAMAV')),
    trustProxy: onOff('SCELL_TRUST_PROXY', text('SCELL_TRUST_PROXY')),
    calendars: calendars(text('SCELL_OTS_CALENDARS')),
    blocksUrl: blocksUrl(text('SCELL_BITCOIN_BLOCKS_URL')),
    timestamps: timestamps(text),
    sireneUrl: register('SCELL_SIRENE_URL', text('SCELL_SIRENE_URL')),
    viesUrl: register('SCELL_VIES_URL', text('SCELL_VIES_URL')),
    outboundAllow: outboundAllow(text('SCELL_OUTBOUND_ALLOW')),
    google: google(text),
    editor: editor(text),
    inForce: (Object.keys(VARIABLES) as Name[]).map((name) => ({
      name,
      set: Boolean(env[name]?.trim()),
      value: SHOWN.has(name) ? text(name) : null,
    })),
    archive: archive(text),
    billing: billing(text),
  };
}

/** Where the key of the ledger is. */
export function ledgerKeyPath({ ledgerKeyFile, dataDir }: Config): string {
  return ledgerKeyFile ?? join(dataDir, 'ledger-key.pem');
}

/** The variables whose values anybody may read: a new one is kept back until it is named here. */
const SHOWN: ReadonlySet<Name> = new Set<Name>([
  'SCELL_PUBLIC_URL',
  'SCELL_DB_POOL',
  'SCELL_RATE_LIMITS',
  'SCELL_REQUEST_LOG',
  'SCELL_UPLOAD_LIMIT',
  'SCELL_SMS_SENDER',
  'SCELL_LOG_LEVEL',
  'SCELL_TRUST_PROXY',
  'SCELL_OUTBOUND_ALLOW',
  'SCELL_OTS_CALENDARS',
  'SCELL_TSA_POLICY',
  'SCELL_SIRENE_URL',
  'SCELL_VIES_URL',
  'SCELL_EDITOR_NAME',
  'SCELL_EDITOR_LEGAL_FORM',
  'SCELL_EDITOR_SIREN',
  'SCELL_EDITOR_ADDRESS',
  'SCELL_EDITOR_REPRESENTATIVE',
  'SCELL_EDITOR_REPRESENTATIVE_ROLE',
  'SCELL_EDITOR_MARKETING_DATE',
  'SCELL_ARCHIVE_YEARS',
  'SCELL_ARCHIVE_MARGIN_DAYS',
  'SCELL_BILLING',
  'SCELL_BILLING_COMPANY',
]);

function clamav(text: string): Config['clamav'] {
  if (text === '') return null;
  const [, host = '', port = ''] =
    /^(?:tcp:\/\/)?(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+):(\d{1,5})$/.exec(text) ?? [];
  if (host === '' || Number(port) < 1 || Number(port) > 65_535)
    throw new ConfigError(`SCELL_CLAMAV must be HOST:PORT, such as 127.0.0.1:3310, not "${text}".`);
  return { host: host.replace(/^\[|\]$/g, ''), port: Number(port) };
}

function google(text: (name: Name) => string): Config['google'] {
  const clientId = text('SCELL_GOOGLE_CLIENT_ID');
  const clientSecret = text('SCELL_GOOGLE_CLIENT_SECRET');
  if (clientId === '' && clientSecret !== '')
    throw new ConfigError('SCELL_GOOGLE_CLIENT_ID is missing beside SCELL_GOOGLE_CLIENT_SECRET.');
  if (clientId !== '' && clientSecret === '')
    throw new ConfigError('SCELL_GOOGLE_CLIENT_SECRET is missing beside SCELL_GOOGLE_CLIENT_ID.');
  const issuer = webAddress('SCELL_GOOGLE_ISSUER', text('SCELL_GOOGLE_ISSUER'));
  const { protocol, hostname } = new URL(issuer);
  if (protocol !== 'https:' && !/^(?:localhost|127\.0\.0\.1|\[::1\])$/.test(hostname))
    throw new ConfigError('SCELL_GOOGLE_ISSUER must be an https address, unless it is on this machine.');
  return clientId === '' ? null : { clientId, clientSecret, issuer };
}

function editor(text: (name: Name) => string): EditorSettings {
  const line = (name: Name) => {
    const value = text(name);
    if (value.length > 200 || /\p{Cc}/u.test(value))
      throw new ConfigError(`${name} must be one line of at most 200 characters.`);
    return value || null;
  };
  const siren = line('SCELL_EDITOR_SIREN')?.replace(/(?<=\d) (?=\d)/g, '') ?? null;
  if (siren !== null && /^\d+$/.test(siren) && checkSiren(siren).length > 0)
    throw new ConfigError(
      `SCELL_EDITOR_SIREN must be a SIREN of nine digits whose key is right, not "${siren}".`,
    );
  return {
    name: line('SCELL_EDITOR_NAME'),
    legalForm: line('SCELL_EDITOR_LEGAL_FORM'),
    siren,
    address: line('SCELL_EDITOR_ADDRESS'),
    representative: line('SCELL_EDITOR_REPRESENTATIVE'),
    representativeRole: line('SCELL_EDITOR_REPRESENTATIVE_ROLE'),
    marketingDate: day('SCELL_EDITOR_MARKETING_DATE', text('SCELL_EDITOR_MARKETING_DATE')),
  };
}

function day(name: Name, text: string): string | null {
  if (text === '') return null;
  try {
    return Temporal.PlainDate.from(text).toString();
  } catch {
    throw new ConfigError(`${name} must be a day such as 2026-05-06, not "${text}".`);
  }
}

function archive(text: (name: Name) => string): ArchiveConfig {
  const folder = join(resolve(text('SCELL_DATA_DIR')), 'archive');
  const live = archivePlace('SCELL_ARCHIVE', text('SCELL_ARCHIVE'), folder);
  const sandbox = archivePlace('SCELL_SANDBOX_ARCHIVE', text('SCELL_SANDBOX_ARCHIVE'), folder);
  const file = text('SCELL_ARCHIVE_KEY_FILE');
  if (file !== '' && text('SCELL_ARCHIVE_KEY') !== '')
    throw new ConfigError('SCELL_ARCHIVE_KEY and SCELL_ARCHIVE_KEY_FILE are both set: keep one.');
  return {
    live,
    sandbox,
    s3: live.kind === 's3' || sandbox.kind === 's3' ? s3Server(text) : null,
    keys: file === '' ? archiveKeys('SCELL_ARCHIVE_KEY', text('SCELL_ARCHIVE_KEY')) : { file: resolve(file) },
    years: integer('SCELL_ARCHIVE_YEARS', text('SCELL_ARCHIVE_YEARS'), 6, 100),
    marginDays: integer('SCELL_ARCHIVE_MARGIN_DAYS', text('SCELL_ARCHIVE_MARGIN_DAYS'), 0, 366),
  };
}

function billing(text: (name: Name) => string): BillingConfig {
  const company = text('SCELL_BILLING_COMPANY');
  const [, tenant, companyId = null] =
    /^([a-z0-9]+(?:-[a-z0-9]+)*)(?:\/([0-9a-f-]{36}))?$/.exec(company) ?? [];
  if (company !== '' && tenant === undefined)
    throw new ConfigError(
      `SCELL_BILLING_COMPANY must be the slug of a tenant, or slug/company-id, not "${company}".`,
    );
  const secretKey = text('SCELL_STRIPE_SECRET_KEY');
  const webhookSecret = text('SCELL_STRIPE_WEBHOOK_SECRET');
  if ((secretKey === '') !== (webhookSecret === ''))
    throw new ConfigError(
      'SCELL_STRIPE_SECRET_KEY and SCELL_STRIPE_WEBHOOK_SECRET go together: a payment is believed when Stripe says so.',
    );
  if (/[^\x21-\x7e]/.test(secretKey + webhookSecret))
    throw new ConfigError('SCELL_STRIPE_WEBHOOK_SECRET and SCELL_STRIPE_SECRET_KEY are single words.');
  return {
    on: onOff('SCELL_BILLING', text('SCELL_BILLING')),
    owner: tenant === undefined ? null : { tenant, companyId },
    stripe:
      secretKey === ''
        ? null
        : { secretKey, webhookSecret, url: webAddress('SCELL_STRIPE_URL', text('SCELL_STRIPE_URL')) },
  };
}

function archivePlace(name: Name, text: string, folder: string): ArchivePlace {
  if (text === 'off') return { kind: 'off' };
  if (text === 'local') return { kind: 'folder', path: folder };
  if (isAbsolute(text)) return { kind: 'folder', path: resolve(text) };
  const [, bucket, prefix = ''] =
    /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])((?:\/[A-Za-z0-9_.-]+)*)\/?$/.exec(text) ?? [];
  if (bucket === undefined)
    throw new ConfigError(
      `${name} must be local, off, an absolute folder or s3://bucket/prefix, not "${text}".`,
    );
  return { kind: 's3', bucket, prefix: prefix.slice(1) };
}

function s3Server(text: (name: Name) => string): NonNullable<ArchiveConfig['s3']> {
  const needed = (name: Name): string => {
    if (text(name) === '') throw new ConfigError(`${name} is missing: an s3:// archive needs it.`);
    return text(name);
  };
  return {
    endpoint: webAddress('SCELL_ARCHIVE_S3_ENDPOINT', needed('SCELL_ARCHIVE_S3_ENDPOINT')),
    region: s3Region(text('SCELL_ARCHIVE_S3_REGION')),
    accessKeyId: needed('SCELL_ARCHIVE_S3_ACCESS_KEY_ID'),
    secretAccessKey: needed('SCELL_ARCHIVE_S3_SECRET_ACCESS_KEY'),
  };
}

function s3Region(text: string): string {
  if (!/^[a-z0-9-]{1,64}$/.test(text))
    throw new ConfigError(
      `SCELL_ARCHIVE_S3_REGION must be small letters, digits and hyphens, such as fr-par, not "${text}".`,
    );
  return text;
}

/** Keys in hex or base64 with commas or lines between them. The sentence of a refusal shows none of them. */
export function archiveKeys(source: string, text: string): Buffer[] {
  const words = text.split(/[\s,]+/).filter((word) => word !== '');
  return words.map((word) => {
    const bytes = /^[0-9a-f]{64}$/i.test(word)
      ? Buffer.from(word, 'hex')
      : /^[A-Za-z0-9+/]{43}=?$/.test(word)
        ? Buffer.from(word, 'base64')
        : null;
    if (bytes === null)
      throw new ConfigError(
        `${source} must hold keys of 32 bytes, in hex (64 digits) or base64 (44 characters): openssl rand -hex 32 makes one.`,
      );
    return bytes;
  });
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

/** Neither the address nor the body is repeated: gateways have keys in both. */
function sms(text: (name: Name) => string): Config['sms'] {
  const [url, sender, body] = [text('SCELL_SMS_URL'), text('SCELL_SMS_SENDER'), text('SCELL_SMS_BODY')];
  if (url === '') return null;
  const parsed = URL.parse(url);
  if (parsed === null || !/^https?:$/.test(parsed.protocol) || `${parsed.username}${parsed.password}` !== '')
    throw new ConfigError('SCELL_SMS_URL must be an http or https address without login.');
  if (!/^(?:\+?\d{3,15}|[A-Za-z0-9 ]{3,11})$/.test(sender))
    throw new ConfigError('SCELL_SMS_SENDER must be a number, or 3 to 11 letters and digits.');
  const token = text('SCELL_SMS_TOKEN');
  if (!/^[\x21-\x7e]*$/.test(token)) throw new ConfigError('SCELL_SMS_TOKEN must be visible ASCII.');
  if (!isJson(body) || !body.includes('{to}') || !body.includes('{text}'))
    throw new ConfigError('SCELL_SMS_BODY must be JSON with {to} and {text} in its texts.');
  return { url, token: token === '' ? null : token, sender, body };
}

function isJson(text: string): boolean {
  try {
    return typeof JSON.parse(text) === 'object';
  } catch {
    return false;
  }
}

function outboundAllow(text: string): readonly string[] {
  const blocks = text.split(/[\s,]+/).filter((block) => block !== '');
  try {
    allowedAddresses(blocks);
  } catch (error) {
    throw new ConfigError(
      `SCELL_OUTBOUND_ALLOW must be blocks such as 10.0.0.0/8: ${(error as Error).message}.`,
    );
  }
  return blocks;
}

/** The calendars most clients ask; each is run by somebody else. */
const PUBLIC_CALENDARS = [
  'https://a.pool.opentimestamps.org',
  'https://a.pool.eternitywall.com',
  'https://ots.btc.catallaxy.com',
];

function calendars(text: string): readonly string[] {
  if (text === '') return [];
  if (text === 'public') return PUBLIC_CALENDARS;
  const addresses = text.split(',').map((part) => webAddress('SCELL_OTS_CALENDARS', part.trim()));
  if (new Set(addresses).size !== addresses.length || addresses.length > 8)
    throw new ConfigError('SCELL_OTS_CALENDARS takes up to 8 calendars, each once.');
  return addresses;
}

function blocksUrl(text: string): string | null {
  return text === '' ? null : webAddress('SCELL_BITCOIN_BLOCKS_URL', text);
}

function register(name: Name, text: string): string | null {
  return text === 'off' ? null : webAddress(name, text);
}

function timestamps(text: (name: Name) => string): Config['timestamps'] {
  const url = text('SCELL_TSA_URL');
  const rootsFile = text('SCELL_TSA_ROOTS');
  const policy = text('SCELL_TSA_POLICY');
  const login = text('SCELL_TSA_LOGIN');
  if (url === '') {
    for (const name of ['SCELL_TSA_ROOTS', 'SCELL_TSA_POLICY', 'SCELL_TSA_LOGIN'] as const)
      if (text(name) !== '')
        throw new ConfigError(`${name} is set without SCELL_TSA_URL: set it too, or neither.`);
    return null;
  }
  const address = webAddress('SCELL_TSA_URL', url);
  if (rootsFile === '')
    throw new ConfigError(
      'SCELL_TSA_ROOTS is needed with SCELL_TSA_URL: a stamp is kept only when it can be checked.',
    );
  if (policy !== '' && !/^[0-2](?:\.(?:0|[1-9]\d{0,14})){1,20}$/.test(policy))
    throw new ConfigError(`SCELL_TSA_POLICY must look like 1.2.250.1.1, not "${policy}".`);
  if (login !== '' && !/^[^:\s]+:\S+$/.test(login))
    throw new ConfigError('SCELL_TSA_LOGIN must look like login:password.');
  if (login !== '' && !address.startsWith('https:'))
    throw new ConfigError('SCELL_TSA_LOGIN is only sent over https: SCELL_TSA_URL must start with it.');
  return { url: address, rootsFile: resolve(rootsFile), policy: policy || null, login: login || null };
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
