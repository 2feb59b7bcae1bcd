#!/usr/bin/env node
// The operator's command line. Starts ../src/cli.ts on the pinned runtime, from whatever Node.js it was called with.
import { statSync } from 'node:fs';
import nodeModule from 'node:module';
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
  keepCompiledCode();
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

/**
 * Keeps compiled code beside the installed packages: later starts save about 0.3 s. Only in an installation of our own: what
 * others can write there we would run, and what root writes there its owner could not delete. Never in /tmp for the first reason.
 */
function keepCompiledCode() {
  const packages = fileURLToPath(new URL('../../../node_modules', import.meta.url));
  const { uid, mode } = statSync(packages, { throwIfNoEntry: false }) || {};
  if (mode === undefined || process.getuid === undefined || uid !== process.getuid() || (mode & 0o022) !== 0)
    return;
  nodeModule.enableCompileCache(`${packages}/.cache/scell`);
}
