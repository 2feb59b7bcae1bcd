/** What an engine of the validation bench does: the rules of EN 16931 and of BR-FR on one document. */

export type Syntax = 'cii' | 'ubl';

/** A document to be judged. */
export interface BenchDocument {
  /** "mutants/cii/0042.xml", "100 lines". */
  name: string;
  syntax: Syntax;
  bytes: Uint8Array;
}

/** Milliseconds that judging took, reading included. */
export interface Took {
  clock: number;
  /** Of the thread that works: what the clock shows where nothing else runs. */
  processor: number;
}

/** What an engine said of a document, and how fast. */
export interface Judged {
  /** The rules that fired, one entry a hit. Undefined when an official style sheet gave up and there is no verdict. */
  fired: string[] | undefined;
  took: Took;
}

/** One engine, its rules loaded. */
export interface Validator {
  name: string;
  judge(document: BenchDocument): Promise<Judged>;
  stop(): Promise<void>;
}

/** Times what the present thread does. */
export async function timed<T>(work: () => T | Promise<T>): Promise<{ result: T; took: Took }> {
  const processor = process.threadCpuUsage();
  const began = performance.now();
  const result = await work();
  const clock = performance.now() - began;
  const { user, system } = process.threadCpuUsage(processor);
  return { result, took: { clock, processor: (user + system) / 1000 } };
}
