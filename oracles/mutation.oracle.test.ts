/**
 * Our rules and the official ones on invoices changed at random: the same ids, severities and numbers of hits: the same
 * 4000 mutants each time, or those from SCELL_FUZZ_SEED for SCELL_FUZZ_SECONDS; a disagreement is named by seed and number, and becomes a test of
 * the rule it is about.
 */
import { readXml } from '@scell/syntax';
import { type Finding, validate } from '@scell/validation';
import { expect, it } from 'vitest';
import { aborted, differences, said } from './differences.ts';
import type { Verdict } from './judge.ts';
import { type Mutant, mutants } from './mutate.ts';
import { sharedJudge } from './support.ts';

const judge = await sharedJudge();
const seconds = Number(process.env.SCELL_FUZZ_SECONDS ?? 0);
const FIXED = 4_000;
const seed = Number(process.env.SCELL_FUZZ_SEED ?? 2);
const rules = ['en16931', 'br-fr', 'extended-ctc-fr'] as const;

/**
 * Without Java there is nothing to compare with; the French rules 1.3.0 are others than ours, and so is the newest published EXTENDED-CTC-FR on CII
 * (the recorded verdicts of `npm run parity` are those of 1.4.0.03).
 */
const comparedFor = (kind: Mutant['kind']) =>
  rules.filter((id) => {
    if (id === 'extended-ctc-fr' && kind === 'cii') return false;
    return id === 'en16931' || judge?.newestBrFr === true;
  });

it.skipIf(judge === undefined)(
  'the verdicts on mutants are the official ones',
  async () => {
    const different: string[] = [];
    let documents = 0;
    let stopped = 0;
    const until = Date.now() + seconds * 1000;
    const over = () => (seconds > 0 ? Date.now() > until : documents >= FIXED);
    for (const mutant of mutants(seed)) {
      if (over()) break;
      const { kind, content, name } = mutant;
      const compared = comparedFor(kind);
      const verdicts = (await judge?.judge({ kind, content, rules: compared })) ?? [];
      const findings = validate(readXml(content), compared);
      documents++;
      for (const verdict of verdicts) {
        const ours = findings.filter(({ ruleSet }) => ruleSet === verdict.rules);
        if (aborted(verdict)) {
          stopped++;
          if (ours.every(({ severity }) => severity !== 'fatal'))
            different.push(`${name}: ${verdict.rules} accepts`);
        } else different.push(...differing(mutant, verdict, ours));
      }
    }
    process.stdout.write(
      `oracles: ${documents} mutants from seed ${seed} compared, the official engine stopped on ${stopped} verdicts\n`,
    );
    expect(documents).toBeGreaterThan(0);
    expect(different).toEqual([]);
  },
  Math.max(480, seconds + 60) * 1000,
);

function differing({ name }: Mutant, verdict: Verdict, ours: Finding[]): string[] {
  const counts = differences(verdict, ours);
  if (verdict.rules === 'br-fr' && counts.has('SCELL-REPEATED[fatal]')) {
    // Rules newer than 1.4.0.03 compare several due dates, where 1.4.0.03 stops.
    counts.delete('SCELL-REPEATED[fatal]');
    counts.delete('BR-FR-CO-07_BT-9[fatal]');
  }
  return said(name, verdict.rules, counts);
}
