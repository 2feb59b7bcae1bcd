import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { verifyChain } from './chain.ts';
import { type ChainedEntry, GENESIS, readEntry } from './entry.ts';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();

function chain(length: number, chainId = 'chain-a'): ChainedEntry[] {
  let previousHash: Uint8Array = GENESIS;
  return Array.from({ length }, (_, index) => {
    const preimage = JSON.stringify({
      schema_version: '1',
      chain_id: chainId,
      position: String(index + 1),
      recorded_at: `2026-05-06T08:00:${String(index).padStart(2, '0')}.000000Z`,
      number: `ACME-202605-${String(index + 1).padStart(5, '0')}`,
    });
    const dataHash = sha256(Buffer.from(preimage));
    const entry = {
      preimage,
      dataHash,
      previousHash,
      chainHash: sha256(Buffer.concat([previousHash, dataHash])),
    };
    previousHash = entry.chainHash;
    return entry;
  });
}

test('a chain as it was written has no finding', () => {
  expect(verifyChain(chain(20), sha256)).toEqual([]);
  expect(verifyChain([], sha256)).toEqual([]);
});

test('any changed character of a preimage shows at its position', () => {
  const good = chain(5);
  fc.assert(
    fc.property(fc.nat(4), fc.nat(), fc.constantFrom('0', '9', 'x', ' '), (at, where, character) => {
      const entry = good[at];
      if (entry === undefined) return;
      const index = where % entry.preimage.length;
      if (entry.preimage[index] === character) return;
      const preimage = entry.preimage.slice(0, index) + character + entry.preimage.slice(index + 1);
      expect(verifyChain(good.with(at, { ...entry, preimage }), sha256)).toContainEqual({
        position: at + 1,
        problem: 'altered',
      });
    }),
  );
});

test('a removed, a repeated and two swapped entries show', () => {
  const good = chain(6);
  expect(verifyChain(good.toSpliced(2, 1), sha256)).toEqual([{ position: 3, problem: 'gap' }]);
  expect(verifyChain(good.toSpliced(2, 0, good[2] as ChainedEntry), sha256)).toEqual([
    { position: 3, problem: 'repeated' },
  ]);
  const exchange = (a: number, b: number) =>
    verifyChain(good.with(a, good[b] as ChainedEntry).with(b, good[a] as ChainedEntry), sha256);
  expect(exchange(1, 2)).toEqual([{ position: 3, problem: 'out-of-order' }]);
  expect(exchange(1, 4)).toEqual([
    { position: 5, problem: 'out-of-order' },
    { position: 2, problem: 'out-of-order' },
  ]);
});

test('entries removed from the middle, the start and in several places are named one by one', () => {
  const good = chain(9);
  const without = (...gone: number[]) =>
    verifyChain(
      good.filter((_, index) => !gone.includes(index + 1)),
      sha256,
    );
  expect(without(1)).toEqual([{ position: 1, problem: 'gap' }]);
  expect(without(3, 4, 7)).toEqual([
    { position: 3, problem: 'gap' },
    { position: 7, problem: 'gap' },
  ]);
  expect(without(8)).toEqual([{ position: 8, problem: 'gap' }]);
  expect(without(2, 4, 6)).toEqual([
    { position: 2, problem: 'gap' },
    { position: 4, problem: 'gap' },
    { position: 6, problem: 'gap' },
  ]);
});

test('an entry moved away shows where it stands and where it is missing', () => {
  const good = chain(8);
  const moved = [...good.slice(0, 2), good[6], ...good.slice(2, 6), ...good.slice(7)] as ChainedEntry[];
  expect(verifyChain(moved, sha256)).toEqual([{ position: 7, problem: 'out-of-order' }]);
});

test('an entry rewritten with hashes of its own no longer links to the next', () => {
  const good = chain(4);
  const target = good[1] as ChainedEntry;
  const preimage = target.preimage.replace('00002', '00009');
  const dataHash = sha256(Buffer.from(preimage));
  const forged = {
    ...target,
    preimage,
    dataHash,
    chainHash: sha256(Buffer.concat([target.previousHash, dataHash])),
  };
  expect(readEntry(forged, sha256)).not.toBeNull();
  expect(verifyChain(good.with(1, forged), sha256)).toEqual([{ position: 3, problem: 'unlinked' }]);
});

test('the entries of another chain do not pass for this one', () => {
  const good = chain(2);
  const [, stranger] = chain(2, 'chain-b');
  expect(verifyChain(good.with(1, stranger as ChainedEntry), sha256).map(({ problem }) => problem)).toContain(
    'of-another-chain',
  );
});

test('a preimage of an unknown version is not vouched for', () => {
  const preimage = '{"schema_version":"3","position":"1","chain_id":"a","recorded_at":"2026"}';
  const dataHash = sha256(Buffer.from(preimage));
  const chainHash = sha256(Buffer.concat([GENESIS, dataHash]));
  const entry = { preimage, dataHash, previousHash: GENESIS, chainHash };
  expect(readEntry(entry, sha256)).toBeNull();
  expect(verifyChain([entry], sha256)).toEqual([{ position: 1, problem: 'unknown-version' }]);
});
