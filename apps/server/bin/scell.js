#!/usr/bin/env node
// The operator's command line. Starts ../src/cli.ts on the pinned runtime, from whatever Node.js it was called with.
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';
import { findRuntime, isRuntime, missingRuntimeMessage, runOn, SAME_KEY_PRESS_MS } from './pinned-runtime.js';

const cli = new URL('../src/cli.ts', import.meta.url);
const runtime = findRuntime();
if (runtime === undefined) {
  process.stderr.write(missingRuntimeMessage());
  process.exitCode = 1;
} else if (isRuntime(runtime)) {
  takeOneKeyPressOnce();
  import(cli.href);
} else {
  runOn(runtime, runtime, [fileURLToPath(cli), ...process.argv.slice(2)]);
}

/**
 * Under `npm start` one Ctrl-C arrives twice: from the terminal, and passed on by npm. The second must not interrupt the
 * clean stop the first began. A later one ends the program at once, as it does where a command handles no signal.
 */
function takeOneKeyPressOnce() {
  for (const signal of ['SIGINT', 'SIGTERM']) {
    let handledAt = Number.NEGATIVE_INFINITY;
    process.on(signal, () => {
      const handlers = process.listenerCount(signal) - 1;
      if (handlers > 0) handledAt = Date.now();
      else if (Date.now() - handledAt > SAME_KEY_PRESS_MS) process.exit(128 + constants.signals[signal]);
    });
  }
}
