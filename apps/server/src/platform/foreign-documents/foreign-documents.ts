import { ApiError, fieldError, validationError } from '@scell/contract';
import type { InvoiceFonts } from '@scell/facturx';
import { JobGivenUp, PoolBusy, threadPool } from '../threads/thread-pool.ts';
import type { Fault } from './fault.ts';
import { type ForeignAnswer, type ForeignJob, type ForeignWork, work } from './work.ts';

/**
 * Work on documents that strangers sent, away from the thread that answers requests. Throws an error for the caller when
 * nothing can be done with the document.
 */
export interface ForeignDocuments {
  run<K extends keyof ForeignWork>(
    job: ForeignWork[K]['job'] & { kind: K },
  ): Promise<ForeignWork[K]['result']>;
  close(): Promise<void>;
}

/** Does the work in the calling thread. */
export function inlineForeignDocuments(fonts: InvoiceFonts): ForeignDocuments {
  return { run: runner(async (job) => work(job, fonts)), close: async () => {} };
}

/** What one document may cost; the readers have limits of their own that usually stop it before. */
const DEADLINE_MS = 10_000;
const HEAP_MB = 1024;
/** Documents that wait for a thread, of all callers. */
const QUEUE = 200;

/** Does the work in two threads, each document within ten seconds and a gigabyte. */
export function threadedForeignDocuments(deadlineMs = DEADLINE_MS): ForeignDocuments {
  const pool = threadPool<ForeignJob, ForeignAnswer>({
    file: new URL('./thread.ts', import.meta.url),
    size: 2,
    ready: 1,
    deadlineMs,
    heapMb: HEAP_MB,
    queue: QUEUE,
  });
  const run = runner((job) => {
    // A copy of its own, which is handed over: a Buffer may be a window on memory of others.
    const bytes = new Uint8Array(job.bytes);
    return pool.run({ ...job, bytes }, [bytes.buffer]);
  });
  return { run, close: () => pool.close() };
}

function runner(answer: (job: ForeignJob) => Promise<ForeignAnswer>): ForeignDocuments['run'] {
  return async (job) => {
    const answered = await answer(job).catch(refuse);
    if ('fault' in answered) throw faultError(answered.fault);
    // A job is answered with the result of its kind: `work` says so.
    return answered.result as never;
  };
}

function refuse(error: unknown): never {
  if (error instanceof JobGivenUp) throw new ApiError('DOCUMENT_TOO_COMPLEX', { cause: error });
  if (error instanceof PoolBusy)
    throw new ApiError('SERVICE_UNAVAILABLE', { cause: error, headers: { 'Retry-After': '5' } });
  throw error;
}

/** What a caller is told of a document nothing can be done with. */
function faultError({ kind, code, text, line, column }: Fault): ApiError {
  const details = {
    fault: code,
    ...(line === undefined ? {} : { line }),
    ...(column === undefined ? {} : { column }),
  };
  const place = (text: string) => (line === undefined || column === undefined ? '' : text);
  const reason = {
    fr: `${place(`ligne ${line}, colonne ${column} : `)}${text.fr.replace(/\.$/, '')}`,
    en: `${place(`line ${line}, column ${column}: `)}${text.en.replace(/\.$/, '')}`,
  };
  const options = { params: { reason }, details };
  switch (kind) {
    case 'unreadable':
      return new ApiError('DOCUMENT_NOT_READABLE', options);
    case 'no-invoice':
      return new ApiError('NOT_AN_INVOICE', options);
    case 'not-convertible':
      return new ApiError('CONVERSION_IMPOSSIBLE', options);
    case 'no-rules':
      return validationError([fieldError('rules', text)]);
  }
}
