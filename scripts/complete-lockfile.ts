/**
 * Completes package-lock.json for the platforms the registry in use does not carry.
 *
 * `npm ci` of npm 11 and 12 refuses a lock file in which an optional dependency has no entry, even one for another
 * operating system. A mirror that lacks such a package makes `npm install` leave the entry out, so that the next
 * `npm ci` fails. This script adds the missing entries with what is known: exact version, operating system, processor
 * and C library (from the package's name). They carry no integrity hash; npm writes it when the lock file is next
 * made on that platform or against a complete registry.
 *
 * Run it after any `npm install` that changed dependencies: `node scripts/complete-lockfile.ts`. With `--check` it changes
 * nothing and fails when an entry is missing.
 */
import { readFileSync, writeFileSync } from 'node:fs';

type LockEntry = {
  version?: string;
  integrity?: string;
  cpu?: string[] | string;
  dev?: boolean;
  license?: string;
  optional?: boolean;
  os?: string[] | string;
  libc?: string[] | string;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
};
type Lock = { packages: Record<string, LockEntry> };

const SYSTEMS = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
];
const PROCESSORS = [
  'arm64',
  'arm',
  'ia32',
  'loong64',
  'mips64el',
  'ppc64',
  'riscv64',
  's390x',
  'wasm32',
  'x64',
];

/** The entry of a package for another platform, or undefined when its name does not name a platform. */
function foreignEntry(name: string, range: string, dev: boolean): LockEntry | undefined {
  const words = name.replace(/^.*\//, '').split(/[-_.]/);
  const os =
    SYSTEMS.find((system) => words.includes(system)) ?? (words.includes('win') ? 'win32' : undefined);
  const cpu = PROCESSORS.find((processor) => words.includes(processor));
  const version = /^[\^~]?(\d+\.\d+\.\d+\S*)$/.exec(range)?.[1];
  if (cpu === undefined || version === undefined) return undefined;
  const libc = words.includes('musl')
    ? 'musl'
    : os === 'linux' && words.includes('gnu')
      ? 'glibc'
      : undefined;
  return {
    version,
    cpu: [cpu],
    ...(dev ? { dev: true } : {}),
    ...(libc === undefined ? {} : { libc: [libc] }),
    optional: true,
    ...(os === undefined ? {} : { os: [os] }),
  };
}

/** Whether `name`, asked for by the package at `from`, has an entry that Node's resolution would find. */
function isLocked(lock: Lock, from: string, name: string): boolean {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/')))) {
    if (lock.packages[`${folder === '' ? '' : `${folder}/`}node_modules/${name}`] !== undefined) return true;
    if (folder === '') return false;
  }
}

const path = new URL('../package-lock.json', import.meta.url);
const lock: Lock = JSON.parse(readFileSync(path, 'utf8'));
const added: string[] = [];
const unknown: string[] = [];
for (const [from, entry] of Object.entries(lock.packages)) {
  for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
    if (isLocked(lock, from, name)) continue;
    const made = foreignEntry(name, range, entry.dev === true);
    if (made === undefined) unknown.push(`${name}@${range} (asked for by ${from})`);
    else {
      lock.packages[`node_modules/${name}`] = made;
      added.push(`${name}@${made.version}`);
    }
  }
}
const check = process.argv.includes('--check');
if (added.length > 0 && !check) {
  lock.packages = Object.fromEntries(
    Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en')),
  );
  writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
}
process.stdout.write(`${added.length} entries ${check ? 'missing in' : 'added to'} package-lock.json\n`);
for (const one of unknown) process.stderr.write(`Not added, its name does not say its platform: ${one}\n`);
process.exitCode = unknown.length > 0 || (check && added.length > 0) ? 1 : 0;
