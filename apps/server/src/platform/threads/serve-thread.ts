import { parentPort } from 'node:worker_threads';

/** What a thread of a pool says of a job. */
export type ThreadAnswer<Answer> = { result: Answer } | { error: unknown };

/** Makes this thread one of a `threadPool`: takes jobs one after the other and answers each. */
export function serveThread<Job, Answer>(work: (job: Job) => Answer): void {
  const port = parentPort;
  if (port === null) throw new Error('this file runs as a thread');
  port.on('message', (job: Job) => {
    let answer: ThreadAnswer<Answer>;
    try {
      answer = { result: work(job) };
    } catch (error) {
      answer = { error };
    }
    port.postMessage(answer);
  });
}
