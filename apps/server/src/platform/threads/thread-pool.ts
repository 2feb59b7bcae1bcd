import { Worker } from 'node:worker_threads';
import type { ThreadMessage } from './serve-thread.ts';

/** Threads that all do the same kind of work, one job at a time each. */
export interface ThreadPool<Job, Answer> {
  /** Runs a job when a thread is free. `transfer` is handed over instead of being copied. */
  run(job: Job, transfer?: readonly ArrayBuffer[]): Promise<Answer>;
  close(): Promise<void>;
}

export interface ThreadPoolOptions {
  /** A file that calls `serveThread`. */
  file: URL;
  workerData?: unknown;
  /** Threads at most; they are started when there is work for them. */
  size: number;
  /** Threads that are started at once, before the first job. */
  ready?: number;
  /** A job that runs longer is given up, and its thread with it. What a thread takes to start does not count. */
  deadlineMs?: number;
  /** Heap of a thread in megabytes: a job that needs more is given up, and its thread with it. */
  heapMb?: number;
  /** Jobs that may wait; one more is refused. */
  queue?: number;
}

/** A job that asked for more time or memory than a job is given. */
export class JobGivenUp extends Error {
  override readonly name = 'JobGivenUp';
}

/** More jobs wait than the pool takes. */
export class PoolBusy extends Error {
  override readonly name = 'PoolBusy';
}

interface Waiting<Job, Answer> {
  job: Job;
  transfer: readonly ArrayBuffer[];
  resolve: (answer: Answer) => void;
  reject: (error: unknown) => void;
}

interface Thread<Job, Answer> {
  worker: Worker;
  ready: boolean;
  current: Waiting<Job, Answer> | undefined;
  deadline: NodeJS.Timeout | undefined;
}

/**
 * A pool over threads of one file. A thread that dies takes its job with it as an error and is replaced at the next job;
 * jobs that wait are not touched by that.
 */
export function threadPool<Job, Answer>(options: ThreadPoolOptions): ThreadPool<Job, Answer> {
  const { file, workerData, size, ready = 0, deadlineMs, heapMb, queue = Number.POSITIVE_INFINITY } = options;
  const threads = new Set<Thread<Job, Answer>>();
  const waiting: Waiting<Job, Answer>[] = [];
  let closed = false;

  const spawn = (): Thread<Job, Answer> => {
    const worker = new Worker(file, {
      workerData,
      ...(heapMb === undefined ? {} : { resourceLimits: { maxOldGenerationSizeMb: heapMb } }),
    });
    const thread: Thread<Job, Answer> = { worker, ready: false, current: undefined, deadline: undefined };
    threads.add(thread);
    worker.unref();
    worker.on('message', (answer: ThreadMessage<Answer>) => {
      if ('ready' in answer) {
        thread.ready = true;
        if (thread.current !== undefined) limit(thread);
        return;
      }
      const job = release(thread);
      if ('error' in answer) job?.reject(answer.error);
      else job?.resolve(answer.result);
      next();
    });
    const lose = (cause: unknown) => {
      if (!threads.delete(thread)) return;
      const outOfMemory = (cause as NodeJS.ErrnoException | null)?.code === 'ERR_WORKER_OUT_OF_MEMORY';
      release(thread)?.reject(
        outOfMemory
          ? new JobGivenUp('a job needs too much memory', { cause })
          : new Error('a thread ended', { cause }),
      );
      next();
    };
    worker.on('error', lose);
    worker.on('exit', lose);
    return thread;
  };

  const release = (thread: Thread<Job, Answer>): Waiting<Job, Answer> | undefined => {
    const { current } = thread;
    clearTimeout(thread.deadline);
    thread.current = undefined;
    thread.worker.unref();
    return current;
  };

  const next = (): void => {
    if (closed || waiting.length === 0) return;
    const free = [...threads].find(({ current }) => current === undefined);
    const thread = free ?? (threads.size < size ? spawn() : undefined);
    const job = thread && waiting.shift();
    if (thread === undefined || job === undefined) return;
    thread.current = job;
    thread.worker.ref();
    if (thread.ready) limit(thread);
    try {
      thread.worker.postMessage(job.job, [...job.transfer]);
    } catch (error) {
      release(thread)?.reject(error);
    }
    next();
  };

  const limit = (thread: Thread<Job, Answer>): void => {
    if (deadlineMs !== undefined) thread.deadline = setTimeout(giveUp, deadlineMs, thread);
  };

  const giveUp = (thread: Thread<Job, Answer>): void => {
    threads.delete(thread);
    release(thread)?.reject(new JobGivenUp(`a job took longer than ${deadlineMs} ms`));
    void thread.worker.terminate();
    next();
  };

  for (let started = 0; started < ready; started += 1) spawn();

  return {
    run(job, transfer = []) {
      return new Promise((resolve, reject) => {
        if (waiting.length >= queue) return reject(new PoolBusy(`${queue} jobs are waiting`));
        waiting.push({ job, transfer, resolve, reject });
        next();
      });
    },
    async close() {
      closed = true;
      const error = new Error('the threads are closed');
      for (const { reject } of waiting.splice(0)) reject(error);
      await Promise.all([...threads].map(({ worker }) => worker.terminate()));
    },
  };
}
