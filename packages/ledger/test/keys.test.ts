import { describe, expect, test } from 'vitest';
import { isFault } from '../src/verify/finding.ts';
import { type VerifyOptions, verifyExport } from '../src/verify/verify-export.ts';
import { Books } from './books.ts';
import { judgeProof } from './campaign.ts';
import { keyOf, nodeCryptography } from './cryptography.ts';
import { inMemory } from './tampering.ts';

const ports = { crypto: nodeCryptography, judgeProof };

async function verify(books: Books, options: VerifyOptions = {}) {
  return verifyExport(inMemory(await books.export()), ports, options);
}

describe('keys that changed in untouched books', () => {
  test('a chain that rested while the key changed twice is whole', async () => {
    const books = new Books();
    const [busy, rests] = [books.open('fiscal'), books.open('reprint')];
    for (const key of ['second key', 'third key', null]) {
      books.payment(busy);
      if (key !== 'third key') books.append(rests, 'reprint', { kind: 'facturx', reason: null, copy: '0' });
      if (key !== null) books.changeKey(key);
    }
    const verdict = await verify(books, { pins: [keyOf('first key').id] });
    expect(verdict.findings).toEqual([]);
    expect(verdict.keys).toHaveLength(3);
  });

  test('a process not yet started again may go on with the old key', async () => {
    const books = new Books();
    const chain = books.open('fiscal');
    books.changeKey('second key');
    books.payment(chain);
    books.changeKey('third key');
    books.payment(chain);
    books.key = keyOf('second key');
    books.payment(chain);
    books.key = keyOf('third key');
    books.payment(chain);
    for (const pins of [[], [keyOf('first key').id], [keyOf('third key').id]])
      expect((await verify(books, { pins })).findings).toEqual([]);
  });

  test('a chain that nothing entered since is whole under the new key alone, and it is said that it ends with an older one', async () => {
    const books = new Books();
    const [busy, rests] = [books.open('fiscal'), books.open('reprint')];
    books.payment(busy);
    books.append(rests, 'reprint', { kind: 'facturx', reason: null, copy: '0' });
    books.changeKey('second key');
    books.payment(busy);
    const verdict = await verify(books, { pins: [keyOf('second key').id] });
    expect(verdict).toMatchObject({ whole: true, pinned: true, counts: { 'key-older': 1 } });
    expect(verdict.findings[0]?.place).toMatchObject({ chain: rests.chain_id, position: 1 });
  });

  test('a key that took the place of a lost one is to be pinned, and the lost one too', async () => {
    const books = new Books();
    const chain = books.open('fiscal');
    books.payment(chain);
    books.changeKey('second key');
    Object.assign(books.keys[1] ?? {}, { endorsed_by: null, endorsement: null });
    books.payment(chain);
    const [first, second] = [keyOf('first key').id, keyOf('second key').id];
    const faults = async (...pins: string[]) =>
      (await verify(books, { pins })).findings.filter(isFault).map(({ code }) => code);
    expect(await faults(first, second)).toEqual([]);
    expect(await faults(second)).toEqual(['key-unendorsed']);
    expect(await faults(first)).toContain('key-unendorsed');
  });
});
