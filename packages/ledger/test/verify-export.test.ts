import { expect, test } from 'vitest';
import type { RandomAccess } from '../src/export/zip-reader.ts';
import { type ProofJudge, type VerifyOptions, verifyExport } from '../src/verify/verify-export.ts';
import { someBooks } from './books.ts';
import { nodeCryptography } from './cryptography.ts';

const judgeProof: ProofJudge = (_, proof, hash) => ({
  state: Buffer.from(proof).toString() === `stamp of ${Buffer.from(hash).toString('hex')}` ? 'valid' : 'invalid',
});

const inMemory = (bytes: Uint8Array): RandomAccess => ({
  size: bytes.length,
  read: async (offset, length) => bytes.subarray(offset, offset + length),
});

const verify = (bytes: Uint8Array, options?: VerifyOptions) =>
  verifyExport(inMemory(bytes), { crypto: nodeCryptography, judgeProof }, options);

test('untouched books are whole', async () => {
  const books = someBooks(2000);
  const bytes = await books.export();
  const t = performance.now();
  const verdict = await verify(bytes, { pins: [books.keys[0]?.key_id ?? ''] });
  process.stdout.write(`${performance.now() - t} ms ${bytes.length}\n`);
  expect(verdict.findings.slice(0, 5)).toEqual([]);
  expect(verdict).toMatchObject({ whole: true, pinned: true, faults: 0 });
  process.stdout.write(JSON.stringify(verdict.chains.map((c) => ({ ...c, head: 0 }))) + '\n');
});
