import { describe, expect, it } from 'vitest';
import { differenceOn, hasCorpus, recordedFor } from '../../test/corpus.ts';
import { en16931Cii } from './rule-set.ts';

describe.skipIf(!hasCorpus)('EN 16931 on CII, beside the recorded verdicts of the CEN rules 1.3.16', () => {
  const documents = hasCorpus ? recordedFor(en16931Cii) : [];

  it('covers the corpus', () => expect(documents.length).toBeGreaterThan(1_500));

  it('gives the same rule ids, severities and numbers of hits on every document', () => {
    const differences = documents.flatMap((document) => differenceOn(en16931Cii, document) ?? []);
    expect(
      differences.map(({ document, missing, extra }) => ({ document: document.name, missing, extra })),
    ).toEqual([]);
  });
});
