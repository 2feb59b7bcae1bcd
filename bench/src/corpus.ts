/** The documents of the validation bench: the corpus beside the repository, and invoices of any length. */
import { readFileSync } from 'node:fs';
import { writeCii, writeUbl } from '@scell/syntax';
import { randomFrom } from '../../oracles/random.ts';
import { recordedFor } from '../../packages/validation/test/corpus.ts';
import { benchInvoice } from './invoice.ts';
import type { BenchDocument } from './validators/validator.ts';

/** Every document of a syntax on which the official style sheets give a verdict; none where there is no corpus. */
export function corpusDocuments(syntax: 'cii' | 'ubl'): BenchDocument[] {
  const judged = new Set(recordedFor({ id: 'br-fr', syntax }).map(({ path }) => path));
  return recordedFor({ id: 'en16931', syntax })
    .filter(({ path }) => judged.has(path))
    .map(({ name, path }) => ({ name, syntax, bytes: readFileSync(path) }));
}

/** So many of the documents, the same each time. */
export function sampleOf(documents: readonly BenchDocument[], size: number): BenchDocument[] {
  const random = randomFrom(1);
  const left = [...documents];
  const sample: BenchDocument[] = [];
  while (sample.length < size && left.length > 0) sample.push(...left.splice(random(left.length), 1));
  return sample;
}

/** The invoice of the benches with so many lines. */
export function documentOfLines(lines: number, syntax: 'cii' | 'ubl'): BenchDocument {
  const write = syntax === 'cii' ? writeCii : writeUbl;
  const bytes = new TextEncoder().encode(write(benchInvoice(lines)));
  return { name: `${lines} ${lines === 1 ? 'line' : 'lines'}`, syntax, bytes };
}
