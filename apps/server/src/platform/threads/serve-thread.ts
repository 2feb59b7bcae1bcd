import { parentPort } from 'node:worker_threads';

/** What a thread of a pool says: that it is ready for its first job, then what came of each. */
export type ThreadMessage<Answer> = { ready: true } | { result: Answer } | { error: unknown };

/** Makes this thread one of a `threadPool`: takes jobs one after the other and answers each. */
export function serveThread<Job, Answer>(work: (job: Job) => Answer): void {
  const port = parentPort;
  if (port === null) throw new Error('this file runs as a thread');
  port.on('message', (job: Job) => {
    let answer: ThreadMessage<Answer>;
    try {
      answer = { result: work(job) };
    } catch (error) {
      answer = { error };
    }
    port.postMessage(answer);
  });
  const ready: ThreadMessage<Answer> = { ready: true };
  port.postMessage(ready);
}
