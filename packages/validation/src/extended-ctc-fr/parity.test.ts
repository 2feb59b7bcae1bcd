import { describe, expect, it } from 'vitest';
import { differenceOn, hasCorpus, recordedFor } from '../../test/corpus.ts';
import { extendedCtcFrCii, extendedCtcFrUbl } from './rule-set.ts';

describe.skipIf(!hasCorpus)('EXTENDED-CTC-FR beside the recorded verdicts of FNFE-MPE 1.4.0.03', () => {
  it.each([
    ['CII', extendedCtcFrCii, 1_500],
    ['UBL', extendedCtcFrUbl, 2_800],
  ])('gives the same rule ids, severities and numbers of hits on every %s document', (_, ruleSet, least) => {
    const documents = recordedFor(ruleSet);
    expect(documents.length).toBeGreaterThan(least);
    const differences = documents.flatMap((document) => differenceOn(ruleSet, document) ?? []);
    expect(
      differences.map(({ document, missing, extra }) => ({ document: document.name, missing, extra })),
    ).toEqual([]);
  });
});
