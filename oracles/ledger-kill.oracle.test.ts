/**
 * `kill -9` of the program and of PostgreSQL, fifty times in mid load, also during closings and rotations of the key: the file of what was answered and
 * the ledger are the same.
 */
import { expect, test } from 'vitest';
import { killLedger } from '../apps/server/test/faults/ledger-kills.ts';

const KILLS = 50;

test('fifty kills', { timeout: 3_600_000 }, async () => {
  const { kills } = await killLedger(KILLS);
  expect(kills.program + kills.database).toBe(KILLS);
});
