import { describe, expect, it } from 'vitest';
import { differenceOn, hasCorpus, recordedFor } from '../../test/corpus.ts';
import { brFrCii, brFrUbl } from './rule-set.ts';

describe.skipIf(!hasCorpus)('the recorded official verdicts (skipped without ../shared/corpus)', () => {
  it.each([brFrCii, brFrUbl])('$id $syntax', (ruleSet) => {
    const documents = recordedFor(ruleSet);
    expect(documents.length).toBeGreaterThan(1000);
    expect(documents.flatMap((document) => differenceOn(ruleSet, document) ?? [])).toEqual([]);
  });
});
