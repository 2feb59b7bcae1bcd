/** How often an engine judges a document before its time is believed. */
import type { BenchDocument, Judged, Took, Validator } from './validator.ts';

/** A document that takes the processor longer than this is judged once. */
const LONG_MS = 2000;
const WARM_UP_MS = 2000;
const MEASURE_MS = 3000;
const MINIMUM_SAMPLES = 9;
/** So long rounds over many documents are begun; an engine that needs longer for one round makes one. */
const ROUNDS_MS = 10_000;

/** Of each document what it took in several rounds over all of them. */
export async function judgedInRounds(
  engine: Validator,
  documents: BenchDocument[],
): Promise<Map<BenchDocument, Took>> {
  const all = new Map<BenchDocument, Took[]>(documents.map((document) => [document, []]));
  await warmUp(engine, documents);
  const until = performance.now() + ROUNDS_MS;
  do {
    for (const [document, took] of all) took.push((await engine.judge(document)).took);
  } while (performance.now() < until);
  return new Map([...all].map(([document, took]) => [document, typical(took)]));
}

/** What one document took, judged over and over unless the first time took too long. */
export async function judgedAgain(engine: Validator, document: BenchDocument, first: Judged): Promise<Took> {
  if (first.took.processor > LONG_MS) return first.took;
  await warmUp(engine, [document]);
  const took: Took[] = [];
  const until = performance.now() + MEASURE_MS;
  while (performance.now() < until || took.length < MINIMUM_SAMPLES)
    took.push((await engine.judge(document)).took);
  return typical(took);
}

async function warmUp(engine: Validator, documents: BenchDocument[]): Promise<void> {
  const until = performance.now() + WARM_UP_MS;
  for (let next = 0; performance.now() < until; next++) {
    const document = documents[next % documents.length];
    if (document !== undefined) await engine.judge(document);
  }
}

/** The median on the clock; the mean of the processor, which some systems count in ticks longer than a call. */
function typical(took: Took[]): Took {
  const clock = took.map((one) => one.clock).sort((a, b) => a - b)[took.length >> 1] ?? Number.NaN;
  const processor = took.reduce((sum, one) => sum + one.processor, 0) / took.length;
  return { clock, processor };
}
