/**
 * `kill -9` of the program and of PostgreSQL, fifty times (eight with SCELL_ORACLES_SHORT) in mid load, also during closings and rotations of the key: the file of what was answered and
 * the ledger are the same.
 */
import { expect, test } from 'vitest';
import { killLedger } from '../apps/server/test/faults/ledger-kills.ts';
import { inShort } from './support.ts';

const KILLS = inShort ? 8 : 50;

test(`${KILLS} kills`, { timeout: 3_600_000 }, async () => {
  const { kills } = await killLedger(KILLS);
  expect(kills.program + kills.database).toBe(KILLS);
});
