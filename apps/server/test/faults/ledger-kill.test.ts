import { expect, test } from 'vitest';
import { killLedger } from './ledger-kills.ts';

// Fifty of them are an oracle: `npm run oracles -- ledger-kill`.
const KILLS = 6;

test('program and PostgreSQL are killed in turns: the ledger is what was answered, and whole', async () => {
  const { kills, acknowledged } = await killLedger(KILLS);
  expect(kills.program + kills.database).toBe(KILLS);
  expect(acknowledged).toBeGreaterThan(KILLS * 4);
}, 180_000);
