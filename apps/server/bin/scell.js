#!/usr/bin/env node
// The operator's command line. Starts ../src/cli.ts on the pinned runtime, from whatever Node.js it was called with.
import { fileURLToPath } from 'node:url';
import { findRuntime, isRuntime, missingRuntimeMessage, runOn } from './pinned-runtime.js';

const cli = new URL('../src/cli.ts', import.meta.url);
const runtime = findRuntime();
if (runtime === undefined) {
  process.stderr.write(missingRuntimeMessage());
  process.exitCode = 1;
} else if (isRuntime(runtime)) {
  import(cli.href);
} else {
  runOn(runtime, runtime, [fileURLToPath(cli), ...process.argv.slice(2)]);
}
