/**
 * `npm run parity`: our verdicts beside the recorded verdicts of the official artefacts, document by document.
 *
 *     npm run parity -- [--rules en16931,br-fr] [--syntax cii|ubl] [--only BR-CO-10] [--file mutants/cii/0042.xml] [--show 10]
 *
 * Prints, for each set of rules, documents, identical and differing ones, the rule ids concerned and the first differences; then, unless some
 * rules or documents were asked for, what conversion to the other syntax and back does to the valid documents. Exit code 1 when something
 * differs, or is lost without a certificate.
 */
import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { roundTrips } from '../packages/syntax/test/round-trip.ts';
import type { RuleSet } from '../packages/validation/src/engine/rule-set.ts';
import { type Difference, differenceOn, hasCorpus, recordedFor } from '../packages/validation/test/corpus.ts';

const sources = resolve(import.meta.dirname, '../packages/validation/src');

/** Every rule set that a folder of packages/validation/src exports from its rule-set.ts. */
async function ruleSets(): Promise<RuleSet[]> {
  const found: RuleSet[] = [];
  for (const path of (await readdir(sources, { recursive: true })).sort()) {
    if (!/^[^/]+\/rule-set\.ts$/.test(path) || path.startsWith('engine/')) continue;
    const exported: Record<string, unknown> = await import(join(sources, path));
    found.push(...Object.values(exported).filter(isRuleSet));
  }
  return found;
}

function isRuleSet(value: unknown): value is RuleSet {
  return typeof value === 'object' && value !== null && 'run' in value && 'syntax' in value;
}

const { values } = parseArgs({
  options: {
    rules: { type: 'string' },
    syntax: { type: 'string' },
    only: { type: 'string' },
    file: { type: 'string' },
    show: { type: 'string', default: '10' },
  },
});
const out = (line: string) => process.stdout.write(`${line}\n`);

/** With --only: nothing but what concerns the ids that begin so. */
function focused(difference: Difference | undefined): Difference | undefined {
  if (difference === undefined || values.only === undefined) return difference;
  const only = values.only;
  const missing = difference.missing.filter((key) => key.startsWith(only));
  const extra = difference.extra.filter((key) => key.startsWith(only));
  return missing.length + extra.length === 0 ? undefined : { document: difference.document, missing, extra };
}

function printRules(differences: Difference[]): void {
  const byRule = new Map<string, { missing: number; extra: number; example: string }>();
  for (const { document, missing, extra } of differences) {
    const count = (key: string, side: 'missing' | 'extra') => {
      const entry = byRule.get(key) ?? { missing: 0, extra: 0, example: document.name };
      entry[side]++;
      byRule.set(key, entry);
    };
    for (const key of missing) count(key, 'missing');
    for (const key of extra) count(key, 'extra');
  }
  const rows = [...byRule].sort(([, a], [, b]) => b.missing + b.extra - a.missing - a.extra);
  for (const [key, { missing, extra, example }] of rows.slice(0, 4 * Number(values.show))) {
    out(
      `  ${key.padEnd(30)} missing ${String(missing).padStart(5)}  extra ${String(extra).padStart(5)}  ${example}`,
    );
  }
  if (rows.length > 4 * Number(values.show)) out(`  … ${rows.length} ids in all`);
}

if (!hasCorpus) out('parity: no corpus in ../shared/corpus: nothing to compare');
for (const ruleSet of hasCorpus ? await ruleSets() : []) {
  if (values.rules !== undefined && !values.rules.split(',').includes(ruleSet.id)) continue;
  if (values.syntax !== undefined && values.syntax !== ruleSet.syntax) continue;
  const documents = recordedFor(ruleSet).filter(
    ({ name }) => values.file === undefined || name.includes(values.file),
  );
  // No official engine has judged by our own stricter rules, nor by those that have no recorded verdicts.
  if (documents.length === 0) continue;
  const began = performance.now();
  const differences: Difference[] = [];
  for (const document of documents) {
    const difference = focused(differenceOn(ruleSet, document));
    if (difference !== undefined) differences.push(difference);
  }
  const spent = (performance.now() - began) / 1000;
  out(
    `${ruleSet.id} ${ruleSet.version} ${ruleSet.syntax}: ${documents.length} documents, ` +
      `${documents.length - differences.length} identical, ${differences.length} differing (${spent.toFixed(1)} s)`,
  );
  printRules(differences);
  for (const { document, missing, extra } of differences.slice(0, Number(values.show))) {
    out(`  ${document.name} (${document.source})`);
    if (missing.length > 0) out(`    missing ${missing.join(' ')}`);
    if (extra.length > 0) out(`    extra   ${extra.join(' ')}`);
  }
  if (differences.length > 0) process.exitCode = 1;
}

const everything = values.rules === undefined && values.syntax === undefined && values.file === undefined;
const trips = hasCorpus && everything ? ['en16931', 'mutants'].flatMap(roundTrips) : [];
for (const [syntax, way] of [
  ['cii', 'CII → UBL → CII'],
  ['ubl', 'UBL → CII → UBL'],
] as const) {
  const documents = trips.filter((trip) => trip.syntax === syntax);
  if (documents.length === 0) continue;
  const broken = documents.filter(({ vanished }) => vanished.length > 0);
  const whole = documents.filter(({ certified, vanished }) => certified + vanished.length === 0);
  out(
    `${way}: ${documents.length} valid documents, ${whole.length} whole, ` +
      `${documents.length - whole.length - broken.length} with certified losses, ${broken.length} with losses no certificate names`,
  );
  for (const { name, vanished } of broken.slice(0, Number(values.show)))
    out(`  ${name}: ${vanished.join(', ')}`);
  if (broken.length > 0) process.exitCode = 1;
}
