import { afterAll, expect, test } from 'vitest';
import { JobGivenUp, PoolBusy, threadPool } from './thread-pool.ts';

/** What a thread of these tests does, in a file of its own. */
type Job = { answer: number } | { spin: true } | { fill: true } | { fail: string } | { leave: true };

const file = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort } from 'node:worker_threads';
    import { serveThread } from '${new URL('./serve-thread.ts', import.meta.url)}';
    serveThread((job) => {
      if ('fail' in job) throw new RangeError(job.fail);
      if ('leave' in job) process.exit(3);
      if ('spin' in job) for (;;);
      if ('fill' in job) for (const all = []; ; ) all.push({ text: 'x' + all.length });
      return job.answer;
    });`)}`,
);

const pools: { close(): Promise<void> }[] = [];
afterAll(() => Promise.all(pools.map((pool) => pool.close())));

function pool(options: { size: number; deadlineMs?: number; heapMb?: number; queue?: number }) {
  const made = threadPool<Job, number>({ file, ...options });
  pools.push(made);
  return made;
}

test('every job is answered with its own answer, however many at once', async () => {
  const { run } = pool({ size: 2 });
  const numbers = Array.from({ length: 50 }, (_, n) => n);
  expect(await Promise.all(numbers.map((answer) => run({ answer })))).toEqual(numbers);
});

test('a job that throws is an error of its own', async () => {
  const { run } = pool({ size: 1 });
  const [failed, done] = await Promise.allSettled([run({ fail: 'no' }), run({ answer: 1 })]);
  expect(failed).toMatchObject({ status: 'rejected', reason: { name: 'RangeError', message: 'no' } });
  expect(done).toEqual({ status: 'fulfilled', value: 1 });
});

test.each<[string, Job, { deadlineMs?: number; heapMb?: number }]>([
  ['longer than its deadline', { spin: true }, { deadlineMs: 2_000 }],
  ['more memory than its heap', { fill: true }, { heapMb: 32 }],
])('a job that takes %s is given up, and those that wait are done', async (_, job, limits) => {
  const { run } = pool({ size: 1, ...limits });
  const [given, done] = await Promise.allSettled([run(job), run({ answer: 2 })]);
  expect(given.status === 'rejected' && given.reason).toBeInstanceOf(JobGivenUp);
  expect(done).toEqual({ status: 'fulfilled', value: 2 });
});

test('a thread that ends takes its job with it and no other', async () => {
  const { run } = pool({ size: 1 });
  const [lost, done] = await Promise.allSettled([run({ leave: true }), run({ answer: 3 })]);
  expect(lost).toMatchObject({ status: 'rejected', reason: { message: 'a thread ended' } });
  expect(done).toEqual({ status: 'fulfilled', value: 3 });
});

test('more than the queue takes is refused at once', async () => {
  const { run } = pool({ size: 1, queue: 1 });
  const [first, second, third] = await Promise.allSettled([1, 2, 3].map((answer) => run({ answer })));
  expect([first?.status, second?.status]).toEqual(['fulfilled', 'fulfilled']);
  expect(third?.status === 'rejected' && third.reason).toBeInstanceOf(PoolBusy);
});

test('what is handed over is not copied', async () => {
  const { run } = pool({ size: 1 });
  const bytes = new Uint8Array(10);
  await run({ answer: 1, bytes } as Job, [bytes.buffer]);
  expect(bytes.length).toBe(0);
});
