/** Time of a call, warm. */
import { performance } from 'node:perf_hooks';

/** Milliseconds a call. `samples` counts timed batches; a fast call is timed many to the batch, so p95 is of batches then. */
export interface Timing {
  median: number;
  p95: number;
  samples: number;
  callsPerSample: number;
}

/** At least this long runs unmeasured, then this long measured. */
const warmUpMs = 1500;
const measureMs = 2500;
const minimumSamples = 15;
/** A batch lasts at least this long, so that the clock's own cost does not show. */
const batchMs = 0.5;

/** Times a call after a warm-up that also tells how many calls make a batch. */
export async function measure(call: () => unknown): Promise<Timing> {
  let calls = 0;
  const warmUpStart = performance.now();
  while (performance.now() - warmUpStart < warmUpMs || calls < 5) {
    await call();
    calls++;
  }
  const perCall = (performance.now() - warmUpStart) / calls;
  const callsPerSample = Math.max(1, Math.ceil(batchMs / perCall));

  const isAsync = call() instanceof Promise;
  const times: number[] = [];
  const start = performance.now();
  while (performance.now() - start < measureMs || times.length < minimumSamples) {
    const began = performance.now();
    for (let i = 0; i < callsPerSample; i++) {
      if (isAsync) await call();
      else call();
    }
    times.push((performance.now() - began) / callsPerSample);
  }
  times.sort((a, b) => a - b);
  return { median: quantile(times, 0.5), p95: quantile(times, 0.95), samples: times.length, callsPerSample };
}

function quantile(sorted: number[], q: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN;
}
