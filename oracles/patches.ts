/**
 * `npm run patches`: for how many rules and findings of the mutants in ../shared/corpus there is a patch, by family of rules.
 *
 *     npm run patches -- [--without]    also lists the rules that have none
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readXml } from '../packages/syntax/src/index.ts';
import { patchesFor } from '../packages/validation/src/patches/patches-for.ts';
import { validate } from '../packages/validation/src/validate.ts';
import { allRecorded, hasCorpus } from '../packages/validation/test/corpus.ts';

interface Count {
  findings: number;
  patched: number;
  losing: number;
}

const { values } = parseArgs({ options: { without: { type: 'boolean', default: false } } });
const out = (line: string) => process.stdout.write(`${line}\n`);
const byRule = new Map<string, Count>();
const began = performance.now();

if (!hasCorpus) out('patches: no corpus in ../shared/corpus');
for (const path of allRecorded('mutants')) {
  const document = readXml(readFileSync(path));
  const profile = document.source.includes('extended-ctc-fr') ? 'extended-ctc-fr' : 'en16931';
  const rulesets = [profile, 'br-fr'];
  const findings = validate(document, rulesets);
  const patches = patchesFor(document, findings, rulesets);
  for (const finding of findings) {
    const rule = `${document.root.tag.startsWith('rsm:') ? 'cii' : 'ubl'} ${finding.rule}`;
    const count = byRule.get(rule) ?? { findings: 0, patched: 0, losing: 0 };
    const patch = patches.get(finding);
    count.findings++;
    if (patch !== undefined) count.patched++;
    if (patch?.loses) count.losing++;
    byRule.set(rule, count);
  }
}

/** "ubl BR-FR-DEC" of "ubl BR-FR-DEC-01_BT-131", "cii BR-{VAT}" of "cii BR-AE-08". */
function familyOf(rule: string): string {
  return rule
    .replace(/-?\d.*$/, '')
    .replace(/(_|-$|-(LEGALID|GLOBALID|ID|Value)).*$/, '')
    .replace(/ BR-(?:S|Z|E|AE|IC|G|O|AF|AG|B)$/, ' BR-{VAT}');
}

const row = (name: string, counts: readonly Count[]) => {
  const sum = (key: keyof Count) => counts.reduce((total, count) => total + count[key], 0);
  const rules = counts.filter(({ patched }) => patched > 0).length;
  const cells = [rules, counts.length, sum('patched'), sum('findings'), sum('losing')];
  out(`${name.padEnd(20)}${cells.map((cell) => String(cell).padStart(10)).join('')}`);
};

if (byRule.size > 0) {
  out(`${'family'.padEnd(20)}   patched  of rules   patched  findings    losing`);
  const families = Map.groupBy([...byRule], ([rule]) => familyOf(rule));
  for (const [family, rules] of [...families].sort(([a], [b]) => (a < b ? -1 : 1)))
    row(
      family,
      rules.map(([, count]) => count),
    );
  row('all', [...byRule.values()]);
  out(`${((performance.now() - began) / 1000).toFixed(1)} s`);
}
if (values.without)
  for (const [rule, { findings, patched }] of byRule) if (patched === 0) out(`${rule} ${findings}`);
