import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ConfigError, readConfig, VARIABLES } from './config.ts';

const LIVE = 'postgres://scell:pw@db.example:5432/scell';
const SANDBOX = 'postgres://scell:pw@db.example:5432/scell_sandbox';

test('nothing set is a program on this machine with a database of its own', () => {
  expect(readConfig({})).toEqual({
    port: 8080,
    host: '127.0.0.1',
    publicUrl: 'http://127.0.0.1:8080',
    dataDir: resolve('.scell'),
    databases: null,
    poolSize: 10,
    demoKey: null,
    rateLimits: true,
    requestLog: true,
    secret: null,
    smtpUrl: null,
    autoKillSwitch: false,
    ledgerKeyFile: null,
    mailFrom: 'Scell <no-reply@localhost>',
    sms: null,
    logLevel: 'info',
    trustProxy: false,
    uploadLimit: 20 * 1024 * 1024,
    clamav: null,
    calendars: [],
    blocksUrl: null,
    timestamps: null,
    sireneUrl: 'https://recherche-entreprises.api.gouv.fr',
    viesUrl: 'https://ec.europa.eu/taxation_customs/vies/rest-api',
    outboundAllow: [],
    google: null,
    editor: {
      name: null,
      legalForm: null,
      siren: null,
      address: null,
      representative: null,
      representativeRole: null,
      marketingDate: null,
    },
    inForce: expect.any(Array),
    archive: {
      live: { kind: 'folder', path: resolve('.scell/archive') },
      sandbox: { kind: 'folder', path: resolve('.scell/archive') },
      s3: null,
      keys: [],
      years: 10,
      marginDays: 0,
    },
    billing: { on: true, owner: null, stripe: null },
  });
});

test('everything set is read', () => {
  expect(
    readConfig({
      PORT: ' 9000 ',
      HOST: '0.0.0.0',
      SCELL_PUBLIC_URL: 'https://invoices.example/scell/',
      SCELL_DATA_DIR: '/var/lib/scell',
      DATABASE_URL: LIVE,
      SANDBOX_DATABASE_URL: SANDBOX,
      DATABASE_OWNER_URL: LIVE.replace('scell:', 'owner:'),
      SANDBOX_DATABASE_OWNER_URL: SANDBOX.replace('scell:', 'owner:'),
      SCELL_DB_POOL: '25',
      SCELL_DEMO_KEY: 'sk_test_demo-key_1',
      SCELL_RATE_LIMITS: 'off',
      SCELL_SECRET: 'x'.repeat(32),
      SCELL_AUTO_KILL_SWITCH: 'on',
      SCELL_LEDGER_KEY_FILE: '/keys/ledger.pem',
      SCELL_SMTP_URL: 'smtps://login:pw@mail.example:465',
      SCELL_MAIL_FROM: 'Factures <factures@acme.example>',
      SCELL_SMS_URL: 'https://sms.example/v1',
      SCELL_SMS_TOKEN: 'a-token',
      SCELL_SMS_SENDER: 'Acme',
      SCELL_SMS_BODY: '{"to":"{to}","body":"{text}"}',
      SCELL_LOG_LEVEL: 'debug',
      SCELL_TRUST_PROXY: 'on',
      SCELL_UPLOAD_LIMIT: '5',
      SCELL_CLAMAV: 'tcp://[::1]:3310',
      SCELL_OUTBOUND_ALLOW: '127.0.0.1/32, fd00::/8',
      SCELL_GOOGLE_CLIENT_ID: 'id.apps.example',
      SCELL_GOOGLE_CLIENT_SECRET: 'a secret',
      SCELL_GOOGLE_ISSUER: 'https://login.example/',
      SCELL_EDITOR_NAME: 'Éditions Exemple',
      SCELL_EDITOR_LEGAL_FORM: 'SAS',
      SCELL_EDITOR_SIREN: '732 829 320',
      SCELL_EDITOR_ADDRESS: '1 rue de la Paix, 75002 Paris',
      SCELL_EDITOR_REPRESENTATIVE: 'Ada Martin',
      SCELL_EDITOR_REPRESENTATIVE_ROLE: 'Présidente',
      SCELL_EDITOR_MARKETING_DATE: '2026-04-01',
      SCELL_ARCHIVE: 's3://fiscal-archive/scell/live',
      SCELL_SANDBOX_ARCHIVE: '/srv/archive',
      SCELL_ARCHIVE_S3_ENDPOINT: 'https://s3.example',
      SCELL_ARCHIVE_S3_REGION: 'fr-par',
      SCELL_ARCHIVE_S3_ACCESS_KEY_ID: 'AKID',
      SCELL_ARCHIVE_S3_SECRET_ACCESS_KEY: 'secret',
      SCELL_ARCHIVE_KEY: `${'0a'.repeat(32)}, ${Buffer.alloc(32, 11).toString('base64')}`,
      SCELL_ARCHIVE_YEARS: '11',
      SCELL_ARCHIVE_MARGIN_DAYS: '31',
      SCELL_BILLING: 'off',
      SCELL_BILLING_COMPANY: 'scell-sas/0193af5a-0000-7000-8000-000000000001',
      SCELL_STRIPE_SECRET_KEY: 'sk_test_1',
      SCELL_STRIPE_WEBHOOK_SECRET: 'whsec_1',
      SCELL_STRIPE_URL: 'http://127.0.0.1:12111/',
    }),
  ).toEqual({
    port: 9000,
    host: '0.0.0.0',
    publicUrl: 'https://invoices.example/scell',
    dataDir: '/var/lib/scell',
    databases: {
      live: { app: LIVE, owner: LIVE.replace('scell:', 'owner:') },
      sandbox: { app: SANDBOX, owner: SANDBOX.replace('scell:', 'owner:') },
    },
    poolSize: 25,
    demoKey: 'sk_test_demo-key_1',
    rateLimits: false,
    requestLog: true,
    secret: 'x'.repeat(32),
    smtpUrl: 'smtps://login:pw@mail.example:465',
    autoKillSwitch: true,
    ledgerKeyFile: '/keys/ledger.pem',
    mailFrom: 'Factures <factures@acme.example>',
    sms: {
      url: 'https://sms.example/v1',
      token: 'a-token',
      sender: 'Acme',
      body: '{"to":"{to}","body":"{text}"}',
    },
    logLevel: 'debug',
    trustProxy: true,
    uploadLimit: 5 * 1024 * 1024,
    clamav: { host: '::1', port: 3310 },
    calendars: [],
    blocksUrl: null,
    timestamps: null,
    sireneUrl: 'https://recherche-entreprises.api.gouv.fr',
    viesUrl: 'https://ec.europa.eu/taxation_customs/vies/rest-api',
    outboundAllow: ['127.0.0.1/32', 'fd00::/8'],
    google: {
      clientId: 'id.apps.example',
      clientSecret: 'a secret',
      issuer: 'https://login.example',
    },
    editor: {
      name: 'Éditions Exemple',
      legalForm: 'SAS',
      siren: '732829320',
      address: '1 rue de la Paix, 75002 Paris',
      representative: 'Ada Martin',
      representativeRole: 'Présidente',
      marketingDate: '2026-04-01',
    },
    inForce: expect.any(Array),
    archive: {
      live: { kind: 's3', bucket: 'fiscal-archive', prefix: 'scell/live' },
      sandbox: { kind: 'folder', path: '/srv/archive' },
      s3: {
        endpoint: 'https://s3.example',
        region: 'fr-par',
        accessKeyId: 'AKID',
        secretAccessKey: 'secret',
      },
      keys: [Buffer.alloc(32, 10), Buffer.alloc(32, 11)],
      years: 11,
      marginDays: 31,
    },
    billing: {
      on: false,
      owner: { tenant: 'scell-sas', companyId: '0193af5a-0000-7000-8000-000000000001' },
      stripe: { secretKey: 'sk_test_1', webhookSecret: 'whsec_1', url: 'http://127.0.0.1:12111' },
    },
  });
});

test.each([
  ['0.0.0.0', 'http://localhost:8080'],
  ['::', 'http://localhost:8080'],
  ['::1', 'http://[::1]:8080'],
  ['scell.local', 'http://scell.local:8080'],
])('links of a program on %s start with %s', (host, address) => {
  expect(readConfig({ HOST: host }).publicUrl).toBe(address);
});

test('what is in force is told of every variable, and no secret with it', () => {
  const { inForce } = readConfig({
    DATABASE_URL: LIVE,
    SANDBOX_DATABASE_URL: SANDBOX,
    SCELL_SECRET: 'secret'.repeat(6),
    SCELL_SMTP_URL: 'smtp://login:password@mail.example',
    SCELL_DB_POOL: '7',
  });
  expect(inForce.map(({ name }) => name)).toEqual(Object.keys(VARIABLES));
  const told = Object.fromEntries(inForce.map(({ name, ...rest }) => [name, rest]));
  expect(told).toMatchObject({
    DATABASE_URL: { set: true, value: null },
    SCELL_SECRET: { set: true, value: null },
    SCELL_SMTP_URL: { set: true, value: null },
    SCELL_DEMO_KEY: { set: false, value: null },
    SCELL_DB_POOL: { set: true, value: '7' },
    SCELL_LOG_LEVEL: { set: false, value: 'info' },
  });
  expect(JSON.stringify(inForce)).not.toMatch(/pw@|secret|password/);
});

test('registers are asked at an address of the operator, or not at all', () => {
  const { sireneUrl, viesUrl } = readConfig({
    SCELL_SIRENE_URL: 'off',
    SCELL_VIES_URL: 'http://127.0.0.1:9/vies/',
  });
  expect([sireneUrl, viesUrl]).toEqual([null, 'http://127.0.0.1:9/vies']);
});

test('a blank value is none', () => {
  const blank = Object.fromEntries(Object.keys(VARIABLES).map((name) => [name, '  ']));
  expect(readConfig(blank)).toEqual(readConfig({}));
});

describe('a wrong value stops with a sentence', () => {
  const paid = { SCELL_STRIPE_SECRET_KEY: 'sk_test_1', SCELL_STRIPE_WEBHOOK_SECRET: 'whsec_1' };
  const given = { DATABASE_URL: LIVE, SANDBOX_DATABASE_URL: SANDBOX };
  const together =
    'DATABASE_URL and SANDBOX_DATABASE_URL go together: live and sandbox data never share a database.';
  const same =
    'DATABASE_URL and SANDBOX_DATABASE_URL name the same database: give the sandbox one of its own.';
  const form = 'must look like postgres://login:password@host:5432/database.';
  const tsa = { SCELL_TSA_URL: 'https://tsa.example', SCELL_TSA_ROOTS: 'roots.pem' };
  const line = 'must be one line of at most 200 characters.';
  const bucket = {
    SCELL_ARCHIVE: 's3://archive',
    SCELL_ARCHIVE_S3_ENDPOINT: 'https://s3.example',
    SCELL_ARCHIVE_S3_ACCESS_KEY_ID: 'AKID',
    SCELL_ARCHIVE_S3_SECRET_ACCESS_KEY: 'secret',
  };
  const wrong: [NodeJS.ProcessEnv, string][] = [
    [
      { SCELL_GOOGLE_CLIENT_SECRET: 'hidden' },
      'SCELL_GOOGLE_CLIENT_ID is missing beside SCELL_GOOGLE_CLIENT_SECRET.',
    ],
    [
      { SCELL_GOOGLE_CLIENT_ID: 'id' },
      'SCELL_GOOGLE_CLIENT_SECRET is missing beside SCELL_GOOGLE_CLIENT_ID.',
    ],
    [
      { SCELL_GOOGLE_ISSUER: 'http://login.example' },
      'SCELL_GOOGLE_ISSUER must be an https address, unless it is on this machine.',
    ],
    ...['NAME', 'LEGAL_FORM', 'ADDRESS', 'REPRESENTATIVE', 'REPRESENTATIVE_ROLE'].map(
      (part): [NodeJS.ProcessEnv, string] => [
        { [`SCELL_EDITOR_${part}`]: 'two\nlines' },
        `SCELL_EDITOR_${part} ${line}`,
      ],
    ),
    [
      { SCELL_EDITOR_SIREN: '732829321' },
      'SCELL_EDITOR_SIREN must be a SIREN of nine digits whose key is right, not "732829321".',
    ],
    [
      { SCELL_EDITOR_MARKETING_DATE: '2026-02-30' },
      'SCELL_EDITOR_MARKETING_DATE must be a day such as 2026-05-06, not "2026-02-30".',
    ],
    [{ PORT: '80a' }, 'PORT must be a whole number from 0 to 65535, not "80a".'],
    [{ PORT: '65536' }, 'PORT must be a whole number from 0 to 65535, not "65536".'],
    [{ PORT: '-1' }, 'PORT must be a whole number from 0 to 65535, not "-1".'],
    [
      { HOST: '0.0.0.0:80' },
      'HOST must be an IP address or the name of a host, without a port, not "0.0.0.0:80".',
    ],
    [
      { HOST: 'http://x' },
      'HOST must be an IP address or the name of a host, without a port, not "http://x".',
    ],
    [
      { SCELL_PUBLIC_URL: 'invoices.example' },
      'SCELL_PUBLIC_URL must be an http or https address, not "invoices.example".',
    ],
    [{ SCELL_PUBLIC_URL: 'ftp://x' }, 'SCELL_PUBLIC_URL must be an http or https address, not "ftp://x".'],
    [
      { SCELL_PUBLIC_URL: 'https://x/?a=1' },
      'SCELL_PUBLIC_URL must be an address without login, query and fragment.',
    ],
    [
      { SCELL_PUBLIC_URL: 'https://u:secret@x' },
      'SCELL_PUBLIC_URL must be an address without login, query and fragment.',
    ],
    [{ SCELL_DB_POOL: '0' }, 'SCELL_DB_POOL must be a whole number from 1 to 500, not "0".'],
    [{ SCELL_DB_POOL: '1e3' }, 'SCELL_DB_POOL must be a whole number from 1 to 500, not "1e3".'],
    [
      { SCELL_DEMO_KEY: 'sk_live_0123456789' },
      'SCELL_DEMO_KEY must be sk_test_ followed by 8 to 128 letters, digits, "-" or "_".',
    ],
    [
      { SCELL_DEMO_KEY: 'sk_test_short' },
      'SCELL_DEMO_KEY must be sk_test_ followed by 8 to 128 letters, digits, "-" or "_".',
    ],
    [{ SCELL_RATE_LIMITS: 'false' }, 'SCELL_RATE_LIMITS must be "on" or "off", not "false".'],
    [{ SCELL_REQUEST_LOG: 'no' }, 'SCELL_REQUEST_LOG must be "on" or "off", not "no".'],
    [{ SCELL_CLAMAV: 'clamav' }, 'SCELL_CLAMAV must be HOST:PORT, such as 127.0.0.1:3310, not "clamav".'],
    [{ SCELL_CLAMAV: 'a:70000' }, 'SCELL_CLAMAV must be HOST:PORT, such as 127.0.0.1:3310, not "a:70000".'],
    [{ SCELL_UPLOAD_LIMIT: '0' }, 'SCELL_UPLOAD_LIMIT must be a whole number from 1 to 100, not "0".'],
    [{ SCELL_SECRET: 'too short' }, 'SCELL_SECRET must have at least 32 characters.'],
    [{ SCELL_AUTO_KILL_SWITCH: 'yes' }, 'SCELL_AUTO_KILL_SWITCH must be "on" or "off", not "yes".'],
    [{ SCELL_SMTP_URL: 'mail.example:587' }, 'SCELL_SMTP_URL must look like smtp://login:password@host:587.'],
    [{ SCELL_SMTP_URL: 'smtp://' }, 'SCELL_SMTP_URL must look like smtp://login:password@host:587.'],
    [{ SCELL_SMS_URL: 'sms.example' }, 'SCELL_SMS_URL must be an http or https address without login.'],
    [
      { SCELL_SMS_URL: 'https://sms.example', SCELL_SMS_SENDER: 'Too long a sender' },
      'SCELL_SMS_SENDER must be a number, or 3 to 11 letters and digits.',
    ],
    [
      { SCELL_SMS_URL: 'https://sms.example', SCELL_SMS_TOKEN: 'a\tb' },
      'SCELL_SMS_TOKEN must be visible ASCII.',
    ],
    [
      { SCELL_SMS_URL: 'https://sms.example', SCELL_SMS_BODY: '{"to":"{to}"}' },
      'SCELL_SMS_BODY must be JSON with {to} and {text} in its texts.',
    ],
    [
      { SCELL_SMS_URL: 'https://sms.example', SCELL_SMS_BODY: '{"{to}{text}"' },
      'SCELL_SMS_BODY must be JSON with {to} and {text} in its texts.',
    ],
    [{ SCELL_MAIL_FROM: 'Scell' }, 'SCELL_MAIL_FROM must look like Name <address@host>, not "Scell".'],
    [
      { SCELL_LOG_LEVEL: 'loud' },
      'SCELL_LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent, not "loud".',
    ],
    [
      { SCELL_ARCHIVE: 'archive' },
      'SCELL_ARCHIVE must be local, off, an absolute folder or s3://bucket/prefix, not "archive".',
    ],
    [
      { SCELL_SANDBOX_ARCHIVE: 's3://B' },
      'SCELL_SANDBOX_ARCHIVE must be local, off, an absolute folder or s3://bucket/prefix, not "s3://B".',
    ],
    [{ SCELL_ARCHIVE: 's3://archive' }, 'SCELL_ARCHIVE_S3_ENDPOINT is missing: an s3:// archive needs it.'],
    [
      { ...bucket, SCELL_ARCHIVE_S3_ENDPOINT: 's3.example' },
      'SCELL_ARCHIVE_S3_ENDPOINT must be an http or https address, not "s3.example".',
    ],
    [
      { ...bucket, SCELL_ARCHIVE_S3_REGION: 'Paris 1' },
      'SCELL_ARCHIVE_S3_REGION must be small letters, digits and hyphens, such as fr-par, not "Paris 1".',
    ],
    [
      { ...bucket, SCELL_ARCHIVE_S3_ACCESS_KEY_ID: '' },
      'SCELL_ARCHIVE_S3_ACCESS_KEY_ID is missing: an s3:// archive needs it.',
    ],
    [
      { ...bucket, SCELL_ARCHIVE_S3_SECRET_ACCESS_KEY: '' },
      'SCELL_ARCHIVE_S3_SECRET_ACCESS_KEY is missing: an s3:// archive needs it.',
    ],
    [
      { SCELL_ARCHIVE_KEY: 'ab'.repeat(31) },
      'SCELL_ARCHIVE_KEY must hold keys of 32 bytes, in hex (64 digits) or base64 (44 characters): openssl rand -hex 32 makes one.',
    ],
    [
      { SCELL_ARCHIVE_KEY: 'ab'.repeat(32), SCELL_ARCHIVE_KEY_FILE: '/keys' },
      'SCELL_ARCHIVE_KEY and SCELL_ARCHIVE_KEY_FILE are both set: keep one.',
    ],
    [{ SCELL_ARCHIVE_YEARS: '5' }, 'SCELL_ARCHIVE_YEARS must be a whole number from 6 to 100, not "5".'],
    [
      { SCELL_ARCHIVE_MARGIN_DAYS: '-1' },
      'SCELL_ARCHIVE_MARGIN_DAYS must be a whole number from 0 to 366, not "-1".',
    ],
    [{ SCELL_TRUST_PROXY: 'yes' }, 'SCELL_TRUST_PROXY must be "on" or "off", not "yes".'],
    [
      { SCELL_OUTBOUND_ALLOW: '10.0.0.0/33' },
      'SCELL_OUTBOUND_ALLOW must be blocks such as 10.0.0.0/8: not a block of addresses: 10.0.0.0/33.',
    ],
    [
      { SCELL_OTS_CALENDARS: 'somewhere' },
      'SCELL_OTS_CALENDARS must be an http or https address, not "somewhere".',
    ],
    [
      { SCELL_OTS_CALENDARS: 'https://a.example,https://a.example' },
      'SCELL_OTS_CALENDARS takes up to 8 calendars, each once.',
    ],
    [{ SCELL_SIRENE_URL: 'no' }, 'SCELL_SIRENE_URL must be an http or https address, not "no".'],
    [{ SCELL_VIES_URL: 'ftp://x' }, 'SCELL_VIES_URL must be an http or https address, not "ftp://x".'],
    [
      { SCELL_BITCOIN_BLOCKS_URL: 'ftp://x' },
      'SCELL_BITCOIN_BLOCKS_URL must be an http or https address, not "ftp://x".',
    ],
    [{ ...tsa, SCELL_TSA_URL: 'x' }, 'SCELL_TSA_URL must be an http or https address, not "x".'],
    [
      { ...tsa, SCELL_TSA_ROOTS: '' },
      'SCELL_TSA_ROOTS is needed with SCELL_TSA_URL: a stamp is kept only when it can be checked.',
    ],
    [{ SCELL_TSA_ROOTS: 'x.pem' }, 'SCELL_TSA_ROOTS is set without SCELL_TSA_URL: set it too, or neither.'],
    [{ ...tsa, SCELL_TSA_POLICY: '1.02' }, 'SCELL_TSA_POLICY must look like 1.2.250.1.1, not "1.02".'],
    [{ ...tsa, SCELL_TSA_LOGIN: 'acme' }, 'SCELL_TSA_LOGIN must look like login:password.'],
    [
      { ...tsa, SCELL_TSA_URL: 'http://tsa.example', SCELL_TSA_LOGIN: 'a:b' },
      'SCELL_TSA_LOGIN is only sent over https: SCELL_TSA_URL must start with it.',
    ],
    [{ DATABASE_URL: LIVE }, together],
    [{ SANDBOX_DATABASE_URL: SANDBOX }, together],
    [{ ...given, SANDBOX_DATABASE_URL: LIVE }, same],
    [{ ...given, SANDBOX_DATABASE_URL: LIVE.replace(':5432', '').replace('scell:pw', 'other:pw') }, same],
    [{ ...given, DATABASE_URL: 'mysql://scell@db/scell' }, `DATABASE_URL ${form}`],
    [{ ...given, SANDBOX_DATABASE_URL: 'postgres://scell:secret@db' }, `SANDBOX_DATABASE_URL ${form}`],
    [{ ...given, DATABASE_URL: 'postgres://db/scell' }, `DATABASE_URL ${form}`],
    [{ ...given, DATABASE_OWNER_URL: 'db' }, `DATABASE_OWNER_URL ${form}`],
    [
      { ...given, SANDBOX_DATABASE_OWNER_URL: SANDBOX },
      'SANDBOX_DATABASE_OWNER_URL has the same login as the program: an owner could disable the triggers that protect the ledger, so give it a login of its own.',
    ],
    [
      { DATABASE_OWNER_URL: LIVE },
      'DATABASE_OWNER_URL is set without DATABASE_URL and SANDBOX_DATABASE_URL: set them too, or neither for the embedded database.',
    ],
    [{ SCELL_BILLING: 'yes' }, 'SCELL_BILLING must be "on" or "off", not "yes".'],
    [
      { SCELL_BILLING_COMPANY: 'Scell SAS' },
      'SCELL_BILLING_COMPANY must be the slug of a tenant, or slug/company-id, not "Scell SAS".',
    ],
    [
      { SCELL_STRIPE_SECRET_KEY: 'sk_test_1' },
      'SCELL_STRIPE_SECRET_KEY and SCELL_STRIPE_WEBHOOK_SECRET go together: a payment is believed when Stripe says so.',
    ],
    [
      { SCELL_STRIPE_SECRET_KEY: 'sk_test_1', SCELL_STRIPE_WEBHOOK_SECRET: 'whsec 1' },
      'SCELL_STRIPE_WEBHOOK_SECRET and SCELL_STRIPE_SECRET_KEY are single words.',
    ],
    [
      { ...paid, SCELL_STRIPE_URL: 'stripe' },
      'SCELL_STRIPE_URL must be an http or https address, not "stripe".',
    ],
  ];
  test.each(wrong)('%j', (env, sentence) => {
    expect(() => readConfig(env)).toThrow(new ConfigError(sentence));
  });

  test('every variable has one, but those that any path can be', () => {
    const without = Object.keys(VARIABLES).filter(
      (name) => !wrong.some(([, said]) => said.startsWith(`${name} `)),
    );
    expect(without).toEqual(['SCELL_DATA_DIR', 'SCELL_LEDGER_KEY_FILE', 'SCELL_ARCHIVE_KEY_FILE']);
  });
});

test('a secret is never in the sentence', () => {
  for (const env of [
    { SCELL_SECRET: 'hidden' },
    { SCELL_SMTP_URL: 'http://u:hidden@x' },
    { SCELL_SMS_URL: 'https://u:hidden@x' },
    { SCELL_SMS_URL: 'https://x', SCELL_SMS_TOKEN: 'hidden hidden' },
    { SCELL_SMS_URL: 'https://x', SCELL_SMS_BODY: '{"key":"hidden"' },
    { DATABASE_URL: 'http://u:hidden@x', SANDBOX_DATABASE_URL: SANDBOX },
    { SCELL_DEMO_KEY: 'sk_test_hidden!' },
    { SCELL_PUBLIC_URL: 'https://u:hidden@x' },
    { SCELL_TSA_URL: 'https://u:hidden@x', SCELL_TSA_ROOTS: 'x' },
    { SCELL_TSA_URL: 'https://x', SCELL_TSA_ROOTS: 'x', SCELL_TSA_LOGIN: 'hidden' },
    { SCELL_ARCHIVE_KEY: 'hidden' },
  ]) {
    expect(() => readConfig(env)).toThrow(ConfigError);
    expect(() => readConfig(env)).not.toThrow(/hidden/);
  }
});

test('docs/configuration.md says what the program reads', () => {
  const page = readFileSync(new URL('../../../docs/configuration.md', import.meta.url), 'utf8');
  const rows = [...page.matchAll(/^\| `([A-Z0-9_]+)` *\| *(?:`(.*?)` *)?\| (.*?) *\|$/gm)].map(
    ([, name, fallback = '', meaning]) => [name, { fallback, meaning }],
  );
  expect(rows).toEqual(Object.entries(VARIABLES));
});

describe('services that date closings', () => {
  test('are chosen by address, or the public ones by a word', () => {
    const { calendars, blocksUrl, timestamps } = readConfig({
      SCELL_OTS_CALENDARS: 'https://one.example, http://127.0.0.1:14788/',
      SCELL_BITCOIN_BLOCKS_URL: 'http://127.0.0.1:3002/',
      SCELL_TSA_URL: 'https://tsa.example/tsr',
      SCELL_TSA_ROOTS: '/etc/scell/roots.pem',
      SCELL_TSA_POLICY: '1.2.250.1.1',
      SCELL_TSA_LOGIN: 'acme:a:secret',
    });
    expect(calendars).toEqual(['https://one.example', 'http://127.0.0.1:14788']);
    expect(blocksUrl).toBe('http://127.0.0.1:3002');
    expect(timestamps).toEqual({
      url: 'https://tsa.example/tsr',
      rootsFile: '/etc/scell/roots.pem',
      policy: '1.2.250.1.1',
      login: 'acme:a:secret',
    });
    expect(readConfig({ SCELL_OTS_CALENDARS: 'public' }).calendars).toHaveLength(3);
  });
});
