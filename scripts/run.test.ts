import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const script = fileURLToPath(new URL('run.js', import.meta.url));

/** A program that counts SIGINT and ends a moment after the first, with the count as exit code. */
const COUNTS = `
  let count = 0;
  process.on('SIGINT', () => { count += 1; if (count === 1) setTimeout(() => process.exit(count), WAIT); });
  setInterval(() => {}, 1000);
  console.log('ready');`;

async function startCounting(wait: number): Promise<ChildProcess> {
  const child = spawn(process.execPath, [script, 'node', '-e', COUNTS.replace('WAIT', String(wait))], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(createInterface({ input: child.stdout }), 'line');
  return child;
}

function run(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' });
}

test('the command runs on the pinned runtime, and so does what it starts', () => {
  const { stdout } = run(
    'node',
    '-p',
    "process.version + require('child_process').execSync('node --version')",
  );
  const [first, second] =
    stdout
      .trim()
      .split('\n')
      .join('')
      .match(/v\d+\.\d+\.\d+/g) ?? [];
  expect(first).toMatch(/^v26\./);
  expect(second).toBe(first);
});

test('its exit code is kept, and a death by signal is 128 and the signal', () => {
  expect(run('node', '-e', 'process.exit(7)').status).toBe(7);
  expect(run('node', '-e', "process.kill(process.pid, 'SIGKILL')").status).toBe(137);
  expect(run('no-such-command').status).toBe(127);
  expect(run().status).toBe(64);
});

test('one key press reaches the command once, however often it is signalled', async () => {
  const child = await startCounting(600);
  for (let times = 0; times < 3; times += 1) {
    child.kill('SIGINT');
    await sleep(50);
  }
  expect(await once(child, 'exit')).toEqual([1, null]);
});

test('a later key press reaches it too', async () => {
  const child = await startCounting(2_000);
  child.kill('SIGINT');
  await sleep(1_200);
  child.kill('SIGINT');
  expect(await once(child, 'exit')).toEqual([2, null]);
});
