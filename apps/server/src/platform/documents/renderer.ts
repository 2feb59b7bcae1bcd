import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { InvoiceFonts } from '@scell/facturx';
import { type RenderedFile, type RenderJob, renderFiles } from './render-files.ts';

/** Makes the files of issued invoices. */
export interface Renderer {
  render(job: RenderJob): Promise<RenderedFile[]>;
  close(): Promise<void>;
}

/** Renders in the calling thread. */
export function inlineRenderer(fonts: InvoiceFonts): Renderer {
  return { render: async (job) => renderFiles(fonts, job), close: async () => {} };
}

export type ThreadAnswer = { id: number; files: RenderedFile[] } | { id: number; error: unknown };

interface Thread {
  worker: Worker;
  waiting: Map<number, { resolve: (files: RenderedFile[]) => void; reject: (error: unknown) => void }>;
}

/**
 * Renders in threads, one core left to the API: a document of many pages does not hold up the requests of others. A
 * thread that dies takes its jobs with it as errors and is replaced at the next job.
 */
export function threadRenderer(size = Math.max(1, Math.min(4, availableParallelism() - 1))): Renderer {
  const threads: Thread[] = [];
  let jobs = 0;

  const spawn = (): Thread => {
    const worker = new Worker(new URL('./thread.ts', import.meta.url));
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
        reject(new Error('the rendering thread ended', { cause }));
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
    render(job) {
      const idlest = threads.reduce<Thread | undefined>(
        (best, thread) => (best === undefined || thread.waiting.size < best.waiting.size ? thread : best),
        undefined,
      );
      const thread =
        idlest === undefined || (idlest.waiting.size > 0 && threads.length < size) ? spawn() : idlest;
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
