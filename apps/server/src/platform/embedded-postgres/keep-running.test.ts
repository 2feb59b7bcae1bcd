import { expect, test } from 'vitest';
import { createLogger } from '../log.ts';
import { diskFull } from './error.ts';
import { keepRunning } from './keep-running.ts';
import type { Postmaster } from './postmaster.ts';

const logger = createLogger('silent');

/** A server that ends when told, and notes that it was stopped. */
function server(pid: number) {
  const { promise: ended, resolve } = Promise.withResolvers<{ lackedSpace: boolean }>();
  const said = { stopped: false };
  const postmaster: Postmaster = {
    pid,
    ended,
    async stop() {
      said.stopped = true;
    },
  };
  return { postmaster, said, end: (lackedSpace: boolean) => resolve({ lackedSpace }) };
}

const stillRunning = (ended: Promise<void>) =>
  Promise.race([ended.then(() => false), new Promise((resolve) => setTimeout(resolve, 20, true))]);

test('a server that ends for want of space is started again, as often as it takes, and once more the next time', async () => {
  const [first, second, third] = [server(1), server(2), server(3)];
  const starts = [diskFull('/a'), diskFull('/a'), second.postmaster, diskFull('/a'), third.postmaster];
  const kept = keepRunning(
    first.postmaster,
    logger,
    async () => {
      const next = starts.shift();
      if (next === undefined || next instanceof Error) throw next;
      return next;
    },
    1,
  );
  first.end(true);
  await expect.poll(() => kept.pid).toBe(2);
  second.end(true);
  await expect.poll(() => kept.pid).toBe(3);
  expect(await stillRunning(kept.ended)).toBe(true);
  await kept.stop();
  expect(third.said.stopped).toBe(true);
});

test.each([
  ['for another reason', false, diskFull('/a')],
  ['and then cannot start for another reason', true, new Error('corrupted')],
])('a server that ends %s has ended', async (_how, lackedSpace, failure) => {
  const first = server(1);
  let starts = 0;
  const start = async () => {
    starts += 1;
    throw failure;
  };
  const kept = keepRunning(first.postmaster, logger, start, 1);
  first.end(lackedSpace);
  await kept.ended;
  expect(starts).toBe(lackedSpace ? 1 : 0);
});

test('who stops it in the middle of a start waits for that, and leaves nothing running', async () => {
  const [first, second] = [server(1), server(2)];
  const { promise: started, resolve: start } = Promise.withResolvers<Postmaster>();
  let starting = false;
  const kept = keepRunning(
    first.postmaster,
    logger,
    () => {
      starting = true;
      return started;
    },
    1,
  );
  first.end(true);
  await expect.poll(() => starting).toBe(true);
  const stopped = kept.stop();
  start(second.postmaster);
  await stopped;
  expect(second.said.stopped).toBe(true);
});
