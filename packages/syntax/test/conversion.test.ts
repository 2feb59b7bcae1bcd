import { describe, expect, it } from 'vitest';
import { hasCorpus, roundTrips } from './round-trip.ts';

describe.skipIf(!hasCorpus).each([
  ['en16931', 60],
  ['mutants', 1800],
])('the accepted documents of %s (skipped without the corpus)', (folder, least) => {
  it('keep every text through the other syntax, or have it certified lost', () => {
    const trips = roundTrips(folder);
    expect(trips.length).toBeGreaterThanOrEqual(least);
    expect(trips.filter(({ vanished }) => vanished.length > 0)).toEqual([]);
  }, 60_000);
});
