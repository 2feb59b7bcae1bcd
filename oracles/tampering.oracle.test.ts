/**
 * Everything that somebody might do to an export of the ledger, each deed in 200 random places (10 with SCELL_ORACLES_SHORT): the verification finds all of it, and names the place. The
 * same places each time, or those of SCELL_FUZZ_SEED.
 */
import { afterAll, describe, expect, test } from 'vitest';
import { campaign, KINDS } from '../packages/ledger/test/campaign.ts';
import { inShort } from './support.ts';

const PLACES = inShort ? 10 : 200;
const ENTRIES = 2000;
const seed = Number(process.env.SCELL_FUZZ_SEED ?? 1);

describe('tampering with an export', () => {
  const tampering = campaign(ENTRIES, seed);
  const found = new Map<string, number>();

  test.each(KINDS)('%s', { timeout: 1_800_000 }, async (kind) => {
    const { attempts, missed } = await (await tampering).attempt(kind, PLACES);
    found.set(kind, attempts - missed.length);
    expect(missed).toEqual([]);
  });

  afterAll(async () => {
    const { count } = await tampering;
    const lines = [...found].map(([kind, places]) => `  ${places} of ${PLACES}  ${kind}`);
    process.stdout.write(`tampering: ${count} entries, found and named:\n${lines.join('\n')}\n`);
  });
});
