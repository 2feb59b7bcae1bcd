import { expect, test } from 'vitest';
import { loadLedger } from './ledger-load.ts';

// The full size is an oracle: `npm run oracles -- ledger-load`.
const ENTRIES = 750;
const WRITERS = 32;

test.each(['one', 'many'] as const)(
  '32 writers, %s chain(s): no gap, no fork, no deadlock, all that was answered and nothing else',
  async (chains) => {
    const figures = await loadLedger({ entries: ENTRIES, writers: WRITERS, chains });
    expect(figures.entries).toBeGreaterThanOrEqual(ENTRIES);
  },
  120_000,
);
