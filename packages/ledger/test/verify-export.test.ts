import { describe, expect, test } from 'vitest';
import { isFault } from '../src/verify/finding.ts';
import { verifyExport } from '../src/verify/verify-export.ts';
import { someBooks } from './books.ts';
import { judgeProof } from './campaign.ts';
import { nodeCryptography } from './cryptography.ts';
import { inMemory } from './tampering.ts';

const ports = { crypto: nodeCryptography, judgeProof };

describe('untouched books', () => {
  const books = someBooks(2000);
  const exported = books.export();
  const [first = { key_id: '' }, second = { key_id: '' }] = books.keys;

  test('are whole under a key that the auditor knows, and each head of them is reached', async () => {
    const heads = books.chains.map(({ entries }) =>
      Buffer.from(entries.at(-7)?.chainHash ?? []).toString('hex'),
    );
    const verdict = await verifyExport(inMemory(await exported), ports, { pins: [first.key_id], heads });
    expect(verdict).toMatchObject({ whole: true, pinned: true, faults: 0 });
    // Nothing to know but that the blocks of Bitcoin are to be looked up.
    expect(Object.keys(verdict.counts)).toEqual(['proof-unjudged']);
    expect(verdict.proofs).toMatchObject({ pending: 0, unjudged: verdict.counts['proof-unjudged'] });
    expect(verdict.proofs.valid).toBeGreaterThan(0);
    expect(verdict.heads).toEqual(
      books.chains.map(({ chain_id, entries }, index) => ({
        head: heads[index],
        chain: chain_id,
        position: entries.length - 6,
      })),
    );
    expect(verdict.chains.map(({ entries }) => entries)).toEqual(
      books.chains.map(({ entries }) => entries.length),
    );
  });

  test('are whole under the second key alone: its seals cover what came before', async () => {
    const verdict = await verifyExport(inMemory(await exported), ports, { pins: [second.key_id] });
    expect(verdict).toMatchObject({ whole: true, pinned: true });
  });

  test('agree with themselves where no key is pinned, and no more is said', async () => {
    const verdict = await verifyExport(inMemory(await exported), ports);
    expect(verdict).toMatchObject({ whole: true, pinned: false });
  });

  test.each(['00', 'ab'])('do not pass through a head that is none of theirs (%s…)', async (byte) => {
    const verdict = await verifyExport(inMemory(await exported), ports, { heads: [byte.repeat(32)] });
    expect(verdict).toMatchObject({ whole: false, faults: 1, counts: { 'head-not-reached': 1 } });
  });

  test('are the same bytes each time they are exported', async () => {
    expect(Buffer.compare(await books.export(), await exported)).toBe(0);
  });
});

test.each([1, 2, 3, 4, 5, 6])('books of other numbers raise no false alarm (%i)', async (seed) => {
  const books = someBooks(400, 100 + seed);
  const verdict = await verifyExport(inMemory(await books.export()), ports, {
    pins: books.keys.map(({ key_id }) => key_id),
  });
  expect(verdict.findings.filter(isFault)).toEqual([]);
});
