/**
 * The profiles of Factur-X and the official rules of 1.09.2 (ZUGFeRD 2.5.2), by Saxon-HE 12: the same ids, severities and numbers of hits on the CII
 * documents of the corpus, where it lies beside the repository, and on documents changed at random: the same 1000 each time, or those from
 * SCELL_FUZZ_SEED for SCELL_FUZZ_SECONDS. A disagreement is named by seed and number, and becomes a test of the rule it is about.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readXml } from '@scell/syntax';
import { PROFILES, validate } from '@scell/validation';
import { expect, it } from 'vitest';
import { aborted, differences, said } from './differences.ts';
import { facturXMutants } from './facturx-mutants.ts';
import type { FacturXRules } from './rule-sets.ts';
import { corpus, sharedJudge } from './support.ts';

const judge = await sharedJudge();
const rules = PROFILES.map((profile): FacturXRules => `facturx-${profile}`);
const seconds = Number(process.env.SCELL_FUZZ_SECONDS ?? 0);
const seed = Number(process.env.SCELL_FUZZ_SEED ?? 2);
const FIXED = 1_000;

/** What differs on one document, and on how many profiles the official engine stopped. */
async function compared(name: string, content: string): Promise<{ different: string[]; stopped: number }> {
  const verdicts = (await judge?.judge({ kind: 'cii', content, rules })) ?? [];
  const findings = validate(readXml(content), rules);
  const different: string[] = [];
  let stopped = 0;
  for (const verdict of verdicts) {
    const ours = findings.filter(({ ruleSet }) => ruleSet === verdict.rules);
    if (!aborted(verdict)) different.push(...said(name, verdict.rules, differences(verdict, ours)));
    else {
      stopped++;
      if (ours.every(({ severity }) => severity !== 'fatal'))
        different.push(`${name}: ${verdict.rules} accepts`);
    }
  }
  return { different, stopped };
}

async function expectAlike(
  documents: Iterable<{ name: string; content: string }>,
  what: string,
): Promise<void> {
  const different: string[] = [];
  let compares = 0;
  let stops = 0;
  for (const { name, content } of documents) {
    const one = await compared(name, content);
    different.push(...one.different);
    stops += one.stopped;
    compares++;
  }
  process.stdout.write(
    `oracles: ${compares} ${what} judged in ${rules.length} profiles, the official engine stopped on ${stops} verdicts\n`,
  );
  expect(compares).toBeGreaterThan(0);
  expect(different).toEqual([]);
}

it.skipIf(judge === undefined || !existsSync(corpus))(
  'the verdicts on the CII documents of the corpus are the official ones',
  () => expectAlike(corpusDocuments(), 'documents of the corpus'),
  1_200_000,
);

it.skipIf(judge === undefined)(
  'the verdicts on mutants are the official ones',
  () => expectAlike(mutants(), `mutants from seed ${seed}`),
  Math.max(1_200, seconds + 60) * 1000,
);

function* mutants(): Generator<{ name: string; content: string }> {
  const until = Date.now() + seconds * 1000;
  let count = 0;
  for (const mutant of facturXMutants(seed)) {
    if (seconds > 0 ? Date.now() > until : count >= FIXED) return;
    count++;
    yield mutant;
  }
}

interface Entry {
  file: string;
  syntax: string;
}

function* corpusDocuments(): Generator<{ name: string; content: string }> {
  // Comparisons with NaN and negative zero, on which the official engines disagree among themselves.
  const disputed = new Set(entries('mutants', 'engine-differences.json').map(({ file }) => file));
  for (const folder of ['en16931', 'mutants'])
    for (const { file, syntax } of entries(folder, 'verdicts.json')) {
      if (syntax !== 'cii' || (folder === 'mutants' && disputed.has(file))) continue;
      yield { name: `${folder}/${file}`, content: readFileSync(join(corpus, folder, file), 'utf8') };
    }
}

function entries(folder: string, name: string): Entry[] {
  return JSON.parse(readFileSync(join(corpus, folder, name), 'utf8'));
}
