import { availableParallelism } from 'node:os';
import type { InvoiceFonts } from '@scell/facturx';
import { writeContent } from '../storage/write-content.ts';
import { threadPool } from '../threads/thread-pool.ts';
import { type DocumentKind, type RenderJob, renderFiles } from './render-files.ts';

/** A file that was rendered and is on the disk, in the content store. */
export interface StoredFile {
  kind: DocumentKind;
  sha256: Uint8Array;
  size: number;
}

/** Renders the files of issued invoices and stores them, synced, before it answers. */
export interface DocumentMaker {
  make(job: RenderJob): Promise<StoredFile[]>;
  close(): Promise<void>;
}

/** Makes documents in the calling thread. */
export function inlineMaker(fonts: InvoiceFonts, contentRoot: string): DocumentMaker {
  return { make: async (job) => renderAndStore(fonts, contentRoot, job), close: async () => {} };
}

/** What both makers do, in whichever thread. */
export function renderAndStore(fonts: InvoiceFonts, contentRoot: string, job: RenderJob): StoredFile[] {
  return renderFiles(fonts, job).map(({ kind, bytes }) => ({
    kind,
    sha256: writeContent(contentRoot, bytes),
    size: bytes.length,
  }));
}

/**
 * Makes documents in threads: a document of many pages, or a slow disk, does not hold up the requests of others. Two at
 * least, so that one draws while the other waits for the disk.
 */
export function threadMaker(
  contentRoot: string,
  size = Math.max(2, Math.min(4, availableParallelism())),
): DocumentMaker {
  const pool = threadPool<RenderJob, StoredFile[]>({
    file: new URL('./thread.ts', import.meta.url),
    workerData: contentRoot,
    size,
    // Before the first invoice: fonts are parsed while the program starts.
    ready: 1,
  });
  return { make: (job) => pool.run(job), close: () => pool.close() };
}
