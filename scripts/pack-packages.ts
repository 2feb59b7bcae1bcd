/**
 * Builds the libraries as they are published, ready for `npm publish` or `npm pack`: JavaScript and declarations, for Node, Deno and browsers.
 *
 *     node scripts/run.js node scripts/pack-packages.ts OUT
 *
 * Leaves one folder a package in OUT and prints their names. Compiled without the types of Node: what a browser does not have is an error.
 */
import { execFile } from 'node:child_process';
import { copyFile, cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const root = resolve(import.meta.dirname, '..');
const run = promisify(execFile);

/** The libraries that stand alone, lowest first. */
export const published = ['core', 'en16931', 'syntax', 'pdf', 'validation', 'facturx'] as const;

interface Manifest {
  name: string;
  version: string;
  description: string;
  license: string;
  engines: unknown;
  dependencies?: Record<string, string>;
}

/** Builds every package into a folder of `out` named like its own, and returns the folders. */
export async function packPackages(out: string): Promise<string[]> {
  const built = join(out, '.built');
  await mkdir(built, { recursive: true });
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  await run(process.execPath, [compiler, '-p', join(root, 'tsconfig.publish.json'), '--outDir', built]);
  const folders = await Promise.all(published.map((name) => assemble(name, built, join(out, name))));
  await rm(built, { recursive: true });
  return folders;
}

async function assemble(name: string, built: string, folder: string): Promise<string> {
  const source = join(root, 'packages', name);
  const manifest: Manifest = JSON.parse(await readFile(join(source, 'package.json'), 'utf8'));
  const { version, description, license, engines, dependencies } = manifest;
  await cp(join(built, name, 'src'), join(folder, 'dist'), { recursive: true });
  await copyFile(join(source, 'README.md'), join(folder, 'README.md'));
  await copyFile(join(root, 'LICENSE'), join(folder, 'LICENSE'));
  const entry = { types: './dist/index.d.ts', default: './dist/index.js' };
  const shipped = {
    name: manifest.name,
    version,
    description,
    license,
    type: 'module',
    sideEffects: false,
    engines,
    exports: { '.': entry },
    files: ['dist'],
    ...(dependencies === undefined ? {} : { dependencies }),
  };
  await writeFile(join(folder, 'package.json'), `${JSON.stringify(shipped, null, 2)}\n`);
  return folder;
}

if (import.meta.main) {
  const [out] = process.argv.slice(2);
  if (out === undefined) throw new Error('say where to: node scripts/pack-packages.ts OUT');
  for (const folder of await packPackages(resolve(out))) process.stdout.write(`${folder}\n`);
}
