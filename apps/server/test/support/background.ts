import { startScheduler } from '../../src/platform/jobs/scheduler.ts';
import { startWorker } from '../../src/platform/jobs/worker.ts';
import { tasksOf, timerHandlersOf } from '../../src/tasks.ts';
import { until } from '../data/until.ts';
import type { TestPlatform } from './platform.ts';

/** Runs the timers and the jobs of the sandbox, as the worker does, until a condition holds. */
export async function workingUntil(
  { services, databases }: TestPlatform,
  condition: () => boolean | Promise<boolean>,
): Promise<void> {
  const worker = startWorker(databases.sandbox.appUrl, tasksOf(services, 'sandbox'), services.logger);
  const scheduler = startScheduler(services, 'sandbox', timerHandlersOf(services));
  try {
    await until(condition);
  } finally {
    await scheduler.stop();
    await worker.stop();
  }
}
