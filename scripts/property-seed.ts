/**
 * Property tests draw from a fixed seed, so that a run can be told from the last by its change alone.
 * `SCELL_TEST_SEED=random` (or a number) draws anew: for hours of searching, and whatever it finds becomes a test.
 */
import fc from 'fast-check';

const FIXED = 20_261_120;
const wanted = process.env.SCELL_TEST_SEED;
if (wanted !== 'random') fc.configureGlobal({ seed: wanted === undefined ? FIXED : Number(wanted) });
