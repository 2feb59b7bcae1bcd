import type { Clock, RandomBytes } from '@scell/core';
import type { InvoiceFonts } from '@scell/facturx';
import type { KeyDirectory } from './auth/key-directory.ts';
import type { DocumentMaker } from './documents/document-maker.ts';
import type { Databases } from './environments.ts';
import type { ForeignDocuments } from './foreign-documents/foreign-documents.ts';
import type { LedgerKey } from './ledger/ledger-key.ts';
import type { Logger } from './log.ts';
import type { Mailer } from './mail/mailer.ts';
import type { ContentStore } from './storage/content-store.ts';
import type { TemporaryStore } from './storage/temporary-store.ts';

/** What commands reach the world through: made once by `main.ts`, or by a test. */
export interface Services {
  databases: Databases;
  keys: KeyDirectory;
  /** What seals the ledger; `null` where it could not be had, and then nothing fiscal is written. */
  ledgerKey: LedgerKey | null;
  content: ContentStore;
  temporary: TemporaryStore;
  mailer: Mailer;
  fonts: InvoiceFonts;
  documentMaker: DocumentMaker;
  foreignDocuments: ForeignDocuments;
  clock: Clock;
  random: RandomBytes;
  logger: Logger;
  /** Signs download links. */
  secret: string;
  /** Address of the API for links in answers, without a trailing slash. */
  publicUrl: string;
  rateLimits: boolean;
  /** Largest body with a file, in bytes. */
  uploadLimit: number;
  release: Release;
  /** `at-once`: the submission that issues an invoice also makes its files; `later`: the worker does. */
  documents: 'at-once' | 'later';
}

export interface Release {
  version: string;
  commit: string | null;
  committedAt: string | null;
}
