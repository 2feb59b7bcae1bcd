import { setTimeout as pause } from 'node:timers/promises';

/** Waits for a condition; throws when it does not come true within half a minute. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 30_000;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`it never came true: ${condition}`);
    await pause(10);
  }
}
