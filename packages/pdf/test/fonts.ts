import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { INTER } from '../src/inter.ts';

const require = createRequire(import.meta.url);

/** The TrueType file of an Inter weight, from the package that carries the family. */
export function interFile(weight: keyof typeof INTER): Uint8Array {
  return readFileSync(require.resolve(INTER[weight]));
}
