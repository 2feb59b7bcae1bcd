import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** The TrueType file of an Inter weight, from the package that carries the family. */
export function interFile(weight: '400Regular' | '600SemiBold'): Uint8Array {
  return readFileSync(require.resolve(`@expo-google-fonts/inter/${weight}/Inter_${weight}.ttf`));
}
