import { randomBytes } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readPemCertificates } from '@scell/ledger';
import { type ArchivePlace, archiveKeys, type Config, ConfigError, ledgerKeyPath } from './config.ts';
import { type Archive, openArchive } from './platform/archive/archive.ts';
import { localStore } from './platform/archive/local-store.ts';
import { s3Store } from './platform/archive/s3-store.ts';
import { archiveKey } from './platform/archive/sealing.ts';
import { openKeyDirectory } from './platform/auth/key-directory.ts';
import { passwordsWith } from './platform/auth/passwords.ts';
import type { Connections } from './platform/db/connections.ts';
import { openDatabase } from './platform/db/doors.ts';
import { threadMaker } from './platform/documents/document-maker.ts';
import { readFonts } from './platform/fonts.ts';
import { threadedForeignDocuments } from './platform/foreign-documents/foreign-documents.ts';
import { openLedgerKey } from './platform/ledger/open-ledger-key.ts';
import { localPublishedHeads } from './platform/ledger/published-heads.ts';
import type { Logger } from './platform/log.ts';
import { folderMailer, smtpMailer } from './platform/mail/mailer.ts';
import { guardedClient } from './platform/outbound/guarded-request.ts';
import { allowedAddresses } from './platform/outbound/public-address.ts';
import { stripePayments } from './platform/payments/stripe.ts';
import { rechercheEntreprises } from './platform/registers/company-register.ts';
import { vies } from './platform/registers/vat-register.ts';
import { readRelease } from './platform/release/read-release.ts';
import { openSandboxClocks } from './platform/sandbox-clocks.ts';
import { readSecret } from './platform/secret.ts';
import type { Anchoring, Services } from './platform/services.ts';
import { localContentStore } from './platform/storage/content-store.ts';
import { sealedStore } from './platform/storage/sealed-store.ts';
import { localTemporaryStore } from './platform/storage/temporary-store.ts';
import { clamavScanner } from './platform/virus-scan/clamav.ts';

/** Makes the services of a process over given connections. */
export async function openServices(
  config: Config,
  connections: Connections,
  logger: Logger,
): Promise<Services> {
  await mkdir(config.dataDir, { recursive: true, mode: 0o700 });
  // What may stop the start comes before connections that would be left open.
  const [anchoring, archive] = await Promise.all([readAnchoring(config), openArchives(config.archive)]);
  const ledger: Pick<Services, 'ledgerKey'> = { ledgerKey: null };
  const open = (url: string) =>
    openDatabase({ url, poolSize: config.poolSize, ledgerKey: () => ledger.ledgerKey, logger });
  const databases = { production: open(connections.live.app), sandbox: open(connections.sandbox.app) };
  ledger.ledgerKey = await openLedgerKey(ledgerKeyPath(config), databases, logger);
  const [fonts, secret, release] = await Promise.all([
    readFonts(),
    readSecret(config.secret, config.dataDir),
    readRelease(),
  ]);
  const sandboxClocks = openSandboxClocks(databases.sandbox, logger);
  // Nothing is dated before the clocks are known: a clock that was moved does not go back with a restart.
  await sandboxClocks.refresh();
  const contentRoot = join(config.dataDir, 'content');
  return {
    databases,
    keys: openKeyDirectory(databases.production, Date.now, logger),
    google: config.google,
    passwords: passwordsWith(),
    ledgerKey: ledger.ledgerKey,
    publishedHeads: localPublishedHeads(join(config.dataDir, 'heads')),
    content: localContentStore(contentRoot),
    temporary: localTemporaryStore(join(contentRoot, 'conversions')),
    confidential: sealedStore(localTemporaryStore(join(contentRoot, 'confidential')), secret),
    virusScanner: config.clamav === null ? null : clamavScanner(config.clamav),
    mailer:
      config.smtpUrl === null
        ? folderMailer(join(config.dataDir, 'mailbox'), config.mailFrom)
        : smtpMailer(config.smtpUrl, config.mailFrom),
    fonts,
    documentMaker: threadMaker(contentRoot),
    foreignDocuments: threadedForeignDocuments(),
    outbound: guardedClient(allowedAddresses(config.outboundAllow)),
    clock: Date.now,
    worldClock: Date.now,
    sandboxClocks,
    random: randomBytes,
    logger,
    autoKillSwitch: config.autoKillSwitch,
    secret,
    publicUrl: config.publicUrl,
    rateLimits: config.rateLimits,
    requestLog: config.requestLog,
    uploadLimit: config.uploadLimit,
    release,
    anchoring,
    registers: {
      companies: config.sireneUrl === null ? null : rechercheEntreprises(config.sireneUrl),
      vat: config.viesUrl === null ? null : vies(config.viesUrl),
    },
    editor: config.editor,
    settings: config.inForce,
    documents: 'at-once',
    archive,
    payments: config.billing.stripe === null ? null : stripePayments(config.billing.stripe),
    billing: { on: config.billing.on, owner: config.billing.owner },
  };
}

/** @throws {ConfigError} when the roots of the authority cannot be read */
async function readAnchoring({ calendars, blocksUrl, timestamps }: Config): Promise<Anchoring> {
  const openTimestamps = calendars.length === 0 ? null : { calendars, blocks: blocksUrl };
  if (timestamps === null) return { openTimestamps, timestamps };
  const { rootsFile, ...authority } = timestamps;
  const pem = await readFile(rootsFile, 'utf8').catch(() => '');
  const roots = readPemCertificates(pem);
  if (roots.length === 0)
    throw new ConfigError(`SCELL_TSA_ROOTS: there is no certificate (PEM) in ${rootsFile}.`);
  return { openTimestamps, timestamps: { ...authority, roots } };
}

async function openArchives(config: Config['archive']): Promise<Services['archive']> {
  const { keys: given, s3, years, marginDays } = config;
  const keys = ('file' in given ? await readKeys(given.file) : given).map(archiveKey);
  const open = (place: ArchivePlace): Archive | null => {
    if (place.kind === 'off') return null;
    if (place.kind === 'folder') return openArchive(localStore(place.path), keys);
    if (s3 === null) throw new TypeError('an s3 place has a server');
    return openArchive(s3Store({ ...s3, bucket: place.bucket, prefix: place.prefix }), keys);
  };
  return { production: open(config.live), sandbox: open(config.sandbox), retention: { years, marginDays } };
}

async function readKeys(file: string): Promise<readonly Buffer[]> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw new ConfigError(`SCELL_ARCHIVE_KEY_FILE cannot be read: ${(error as Error).message}.`);
  }
  const keys = archiveKeys(file, text);
  // Nobody names a file of keys to have things kept in clear.
  if (keys.length === 0) throw new ConfigError(`SCELL_ARCHIVE_KEY_FILE names ${file}, which holds no key.`);
  return keys;
}

export async function closeServices(services: Services): Promise<void> {
  services.mailer.close();
  services.outbound.close();
  await Promise.all([services.documentMaker.close(), services.foreignDocuments.close()]);
  await Promise.all([services.keys.close(), services.sandboxClocks.close()]);
  await Promise.all([services.databases.production.close(), services.databases.sandbox.close()]);
}
