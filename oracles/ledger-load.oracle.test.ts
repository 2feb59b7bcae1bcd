/**
 * The ledger under load at full size: 32 writers on one chain, then on 32, 10,000 invoices and payments in all, with closings, technical events and
 * files beside them. Every chain is judged by the package's verifier.
 */
import { expect, test } from 'vitest';
import { loadLedger } from '../apps/server/test/load/ledger-load.ts';
import { inShort } from './support.ts';

const ENTRIES = inShort ? 1_000 : 5_000;
const WRITERS = 32;

test.each(['one', 'many'] as const)('32 writers, %s chain(s)', { timeout: 1_800_000 }, async (chains) => {
  const figures = await loadLedger({ entries: ENTRIES, writers: WRITERS, chains });
  expect(figures.entries).toBeGreaterThanOrEqual(ENTRIES);
});
