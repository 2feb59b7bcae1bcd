// `node scripts/run.js <command> …`: runs a command of the repository (vitest, knip, node file.ts) on the pinned runtime.
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findRuntime, missingRuntimeMessage, runOn } from '../apps/server/bin/pinned-runtime.js';

const [command, ...args] = process.argv.slice(2);
const runtime = findRuntime();
if (command === undefined) {
  process.stderr.write('Usage: node scripts/run.js <command> [arguments]\n');
  process.exitCode = 64;
} else if (runtime === undefined) {
  process.stderr.write(missingRuntimeMessage());
  process.exitCode = 1;
} else {
  const commands = join(fileURLToPath(new URL('..', import.meta.url)), 'node_modules', '.bin');
  process.env.PATH = `${commands}${delimiter}${process.env.PATH || ''}`;
  runOn(runtime, command === 'node' ? runtime : command, args);
}
