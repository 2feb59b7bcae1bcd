import type { Clock, RandomBytes } from '@scell/core';
import type { InvoiceFonts } from '@scell/facturx';
import type { BillingConfig, EditorSettings, SettingInForce } from '../config.ts';
import type { Archive } from './archive/archive.ts';
import type { RetentionRule } from './archive/retention.ts';
import type { KeyDirectory } from './auth/key-directory.ts';
import type { Passwords } from './auth/passwords.ts';
import type { DocumentMaker } from './documents/document-maker.ts';
import type { Databases, Environment } from './environments.ts';
import type { ForeignDocuments } from './foreign-documents/foreign-documents.ts';
import type { LedgerKey } from './ledger/ledger-key.ts';
import type { PublishedHeads } from './ledger/published-heads.ts';
import type { Logger } from './log.ts';
import type { Mailer } from './mail/mailer.ts';
import type { GuardedClient } from './outbound/guarded-request.ts';
import type { Payments } from './payments/payments.ts';
import type { CompanyRegister } from './registers/company-register.ts';
import type { VatRegister } from './registers/vat-register.ts';
import type { SandboxClocks } from './sandbox-clocks.ts';
import type { ContentStore } from './storage/content-store.ts';
import type { TemporaryStore } from './storage/temporary-store.ts';
import type { VirusScanner } from './virus-scan/virus-scanner.ts';

/** What commands reach the world through: made once by `main.ts`, or by a test. */
export interface Services {
  databases: Databases;
  keys: KeyDirectory;
  /** Who signs people in beside us; `null` where nobody does. */
  google: GoogleSettings | null;
  /** Hashes passwords, a few at a time. */
  passwords: Passwords;
  /** Heads of chains, noted outside the database. */
  publishedHeads: PublishedHeads;
  /** What seals the ledger; `null` where it could not be had, and then nothing fiscal is written. */
  ledgerKey: LedgerKey | null;
  content: ContentStore;
  temporary: TemporaryStore;
  /** Files that few may see: encrypted where they lie. */
  confidential: TemporaryStore;
  /** `null`: this installation has none, and files are marked so. */
  virusScanner: VirusScanner | null;
  mailer: Mailer;
  fonts: InvoiceFonts;
  documentMaker: DocumentMaker;
  foreignDocuments: ForeignDocuments;
  /** Sends to addresses that tenants chose. */
  outbound: GuardedClient;
  /** What commands go by: an account of the sandbox may have moved it forward. */
  clock: Clock;
  /** What time it is in the world. */
  worldClock: Clock;
  sandboxClocks: SandboxClocks;
  random: RandomBytes;
  logger: Logger;
  /** Whether a check of the ledger that fails activates the kill switch by itself. */
  autoKillSwitch: boolean;
  /** Signs download links. */
  secret: string;
  /** Address of the API for links in answers, without a trailing slash. */
  publicUrl: string;
  rateLimits: boolean;
  /** Whether requests are noted for tenants to read. */
  requestLog: boolean;
  /** Largest body with a file, in bytes. */
  uploadLimit: number;
  release: Release;
  /** Who dates what the ledger closes; nobody unless the operator says so. */
  anchoring: Anchoring;
  /** Registers of companies that are asked; `null` where the operator asks none. */
  registers: { companies: CompanyRegister | null; vat: VatRegister | null };
  /** Who answers for this software: attestations name it. */
  editor: EditorSettings;
  /** The settings of this process without its secrets. */
  settings: readonly SettingInForce[];
  /** `at-once`: the submission that issues an invoice also makes its files; `later`: the worker does. */
  documents: 'at-once' | 'later';
  /** The legal archive of each environment; `null` where it is off. */
  archive: Record<Environment, Archive | null> & { retention: RetentionRule };
  /** Who takes payments; `null`: nobody does. */
  payments: Payments | null;
  /** Whether issuing is charged, and who sells the credits. */
  billing: Pick<BillingConfig, 'on' | 'owner'>;
}

/** This platform as a client of Google, or of another OpenID provider. */
export interface GoogleSettings {
  clientId: string;
  clientSecret: string;
  issuer: string;
}

export interface Release {
  version: string;
  commit: string | null;
  committedAt: string | null;
  proof: ReleaseProof;
}

/** The services that date hashes, as the operator chose them; `null` is switched off. */
export interface Anchoring {
  openTimestamps: {
    /** Calendars that are asked, all of them each time. */
    calendars: readonly string[];
    /** Where block headers are asked for (an address of the Esplora API); `null`: they are not, and no proof is checked here. */
    blocks: string | null;
  } | null;
  timestamps: {
    url: string;
    /** Certificates (DER) trusted to vouch for the authority. */
    roots: readonly Uint8Array[];
    /** The policy asked for, with dots. */
    policy: string | null;
    /** `login:password`, where the authority asks for one. */
    login: string | null;
  } | null;
}
/** Whether the running files are those of a published release: `digest` is that of its list of files. */
export type ReleaseProof =
  | { unmodified: true; digest: string }
  | { unmodified: false; reason: 'no-list' | 'other-version' }
  | { unmodified: false; reason: 'other-files'; files: string[] };
