/** The recorded verdicts of the official artefacts, when their folder lies beside the repository, and how a rule set compares. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readXml } from '@scell/syntax';
import type { RuleSet } from '../src/engine/rule-set.ts';

/** "BR-05[fatal]" → number of hits. */
export type Hits = Readonly<Record<string, number>>;

/** A document and what an official engine said of it. */
export interface Recorded {
  /** Absolute path. */
  path: string;
  /** For people: "mutants/cii/0042.xml". */
  name: string;
  /** What was changed in which base. */
  source: string;
  hits: Hits;
}

export interface Difference {
  document: Recorded;
  /** Official hits we lack, and hits of ours the official engine lacks, one entry an id and hit. */
  missing: string[];
  extra: string[];
}

interface Entry {
  file: string;
  syntax: string;
  source: string;
  verdicts: Record<string, Record<string, number> | { aborted: true }>;
}

const corpus = resolve(import.meta.dirname, '../../../../shared/corpus');

export const hasCorpus = existsSync(corpus);

/** The documents of a syntax that an official engine judged without aborting and on which the engines agree. */
export function recordedFor(ruleSet: Pick<RuleSet, 'id' | 'syntax'>): Recorded[] {
  return ['en16931', 'mutants'].flatMap((folder) => {
    const verdicts = json<Entry[]>(join(corpus, folder, 'verdicts.json')) ?? [];
    const disputed = new Set(
      (json<{ file: string; ruleset: string }[]>(join(corpus, folder, 'engine-differences.json')) ?? [])
        .filter(({ ruleset }) => ruleset === ruleSet.id)
        .map(({ file }) => file),
    );
    return verdicts.flatMap(({ file, syntax, source, verdicts }) => {
      const hits = verdicts[ruleSet.id];
      if (syntax !== ruleSet.syntax || hits === undefined || 'aborted' in hits || disputed.has(file))
        return [];
      return [
        { path: join(corpus, folder, file), name: `${folder}/${file}`, source, hits: withSeverity(hits) },
      ];
    });
  });
}

/** An assertion that the artefact gives no flag is an error, as Schematron takes it. */
function withSeverity(hits: Hits): Hits {
  return Object.fromEntries(
    Object.entries(hits).map(([key, count]) => [key.replace(/\[\]$/, '[fatal]'), count]),
  );
}

/** What the rule set reports, counted as the recorded verdicts are. */
function hitsOf(ruleSet: RuleSet, bytes: Uint8Array): Hits {
  const hits: Record<string, number> = {};
  ruleSet.run(readXml(bytes), (rule, severity) => {
    const key = `${rule}[${severity}]`;
    hits[key] = (hits[key] ?? 0) + 1;
  });
  return hits;
}

/** The difference on one document, or undefined when both say the same. */
export function differenceOn(ruleSet: RuleSet, document: Recorded): Difference | undefined {
  const ours = hitsOf(ruleSet, readFileSync(document.path));
  const missing = surplus(document.hits, ours);
  const extra = surplus(ours, document.hits);
  return missing.length + extra.length === 0 ? undefined : { document, missing, extra };
}

function surplus(of: Hits, over: Hits): string[] {
  return Object.entries(of).flatMap(([key, count]) => {
    const more = count - (over[key] ?? 0);
    return more > 0 ? Array<string>(more).fill(key) : [];
  });
}

function json<T>(path: string): T | undefined {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
}

/** The paths of all documents of a folder of the corpus: "mutants". */
export function allRecorded(folder: 'en16931' | 'mutants'): string[] {
  const entries = json<Entry[]>(join(corpus, folder, 'verdicts.json')) ?? [];
  return entries.map(({ file }) => join(corpus, folder, file));
}
