import { describe, expect, test } from 'vitest';
import { campaign, KINDS } from './campaign.ts';

/** A taste of it; `npm run oracles -- tampering` does each deed in 200 places. */
const PLACES = 2;

describe('whatever is done to an export is found, and where', () => {
  const report = campaign(600, 7);
  test.each(KINDS)('%s', { timeout: 120_000 }, async (kind) => {
    const { attempts, missed } = await (await report).attempt(kind, PLACES);
    expect(missed).toEqual([]);
    expect(attempts).toBe(PLACES);
  });
});
