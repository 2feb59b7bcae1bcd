/**
 * The readers of XML and PDF on hostile files: bombs first, then sound documents damaged at random (fuzz/). Whatever comes of a file is an answer or
 * a typed refusal, no call takes a second, and the process stays below a bound of memory. The same files each time, or those from SCELL_FUZZ_SEED
 * for SCELL_FUZZ_SECONDS. A file that does harm is kept in .cache/fuzz by seed and number, and becomes a test of the reader it is about.
 */
import { expect, it } from 'vitest';
import { faultFolder, fuzz } from './fuzz/fuzz.ts';

const seconds = Number(process.env.SCELL_FUZZ_SECONDS ?? 0);
const seed = Number(process.env.SCELL_FUZZ_SEED ?? 2);
const FIXED = 6_000;
const MOST_MEMORY = 1024 ** 3;

it(
  'hostile files end in an answer or a refusal, soon and within bounds',
  async () => {
    const began = Date.now();
    const limits = seconds > 0 ? { files: Number.MAX_SAFE_INTEGER, seconds } : { files: FIXED, seconds: 600 };
    const { files, faults, slowest, peakMemory } = await fuzz({ seed, ...limits });
    process.stdout.write(
      `damage: ${files} files from seed ${seed} in ${Math.round((Date.now() - began) / 1000)} s, ${faults.length} faults` +
        `${faults.length === 0 ? '' : ` (files in ${faultFolder})`}, at most ${Math.round(peakMemory / 2 ** 20)} MiB; slowest call ` +
        `${Math.round(slowest.milliseconds)} ms: ${slowest.name}, file ${slowest.number} (${slowest.file})\n`,
    );
    expect(faults).toEqual([]);
    expect(files).toBeGreaterThan(seconds > 0 ? 0 : FIXED - 1);
    expect(peakMemory).toBeLessThan(MOST_MEMORY);
  },
  Math.max(900, seconds + 300) * 1000,
);
