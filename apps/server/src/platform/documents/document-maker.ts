import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { InvoiceFonts } from '@scell/facturx';
import { writeContent } from '../storage/write-content.ts';
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

export type ThreadAnswer = { id: number; files: StoredFile[] } | { id: number; error: unknown };

interface Thread {
  worker: Worker;
  waiting: Map<number, { resolve: (files: StoredFile[]) => void; reject: (error: unknown) => void }>;
}

/**
 * Makes documents in threads: a document of many pages, or a slow disk, does not hold up the requests of others. Two at
 * least, so that one draws while the other waits for the disk. A thread that dies takes its jobs with it as errors and is
 * replaced at the next job.
 */
export function threadMaker(
  contentRoot: string,
  size = Math.max(2, Math.min(4, availableParallelism())),
): DocumentMaker {
  const threads: Thread[] = [];
  let jobs = 0;

  const spawn = (): Thread => {
    const worker = new Worker(new URL('./thread.ts', import.meta.url), { workerData: contentRoot });
    const thread: Thread = { worker, waiting: new Map() };
    worker.unref();
    worker.on('message', (answer: ThreadAnswer) => {
      const job = thread.waiting.get(answer.id);
      thread.waiting.delete(answer.id);
      if (thread.waiting.size === 0) worker.unref();
      if ('error' in answer) job?.reject(answer.error);
      else job?.resolve(answer.files);
    });
    const lose = (cause: unknown) => {
      const index = threads.indexOf(thread);
      if (index >= 0) threads.splice(index, 1);
      for (const { reject } of thread.waiting.values())
        reject(new Error('the thread of documents ended', { cause }));
      thread.waiting.clear();
    };
    worker.on('error', lose);
    worker.on('exit', lose);
    threads.push(thread);
    return thread;
  };
  // Ready before the first invoice: fonts are parsed while the program starts.
  spawn();

  return {
    make(job) {
      const thread = leastBusy(threads, size) ?? spawn();
      jobs += 1;
      const id = jobs;
      return new Promise((resolve, reject) => {
        thread.waiting.set(id, { resolve, reject });
        thread.worker.ref();
        thread.worker.postMessage({ id, job });
      });
    },
    async close() {
      await Promise.all(threads.splice(0).map(({ worker }) => worker.terminate()));
    },
  };
}

/** The thread that has least to do; none when all are busy and one more may be started. */
function leastBusy(threads: readonly Thread[], most: number): Thread | undefined {
  const [first, ...others] = threads;
  if (first === undefined) return undefined;
  const idlest = others.reduce(
    (best, thread) => (thread.waiting.size < best.waiting.size ? thread : best),
    first,
  );
  return idlest.waiting.size > 0 && threads.length < most ? undefined : idlest;
}
