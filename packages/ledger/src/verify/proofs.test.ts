import { webcrypto } from 'node:crypto';
import { expect, test } from 'vitest';
import { nodeCryptography } from '../../test/cryptography.ts';
import { grant, makeAuthority, makeRoot, makeToken, reject, sha256 } from '../../test/tsa.ts';
import { serializeProof } from '../opentimestamps/serialize.ts';
import { proofJudge } from './proofs.ts';

const hash = sha256(Buffer.from('a closing'));
const root = makeRoot();
const at = Date.parse('2026-05-06T00:06:12Z');
const reply = grant(makeToken(makeAuthority(root), { imprint: hash, at }));
const ports = { hashes: nodeCryptography, signatures: webcrypto.subtle };
const judge = proofJudge({ ...ports, roots: [root.certificate] });

const ots = (...attestations: Parameters<typeof serializeProof>[0]['timestamp']['attestations']) =>
  serializeProof({ hash: 'sha256', digest: hash, timestamp: { attestations, branches: [] } });

test('a time stamp is valid under a root that is trusted, and well-formed without', async () => {
  expect(await judge('rfc3161', reply, hash)).toMatchObject({
    state: 'valid',
    detail: expect.stringMatching(/^2026-05-06T00:06:12\.000Z, /),
  });
  expect(await proofJudge(ports)('rfc3161', reply, hash)).toMatchObject({ state: 'unjudged' });
});

test('a time stamp of another hash, an altered one and a refusal are no proof', async () => {
  expect(await judge('rfc3161', reply, sha256(Buffer.from('another')))).toMatchObject({
    state: 'invalid',
    detail: expect.stringContaining('wrong-imprint'),
  });
  const altered = Buffer.from(reply);
  altered[altered.length - 10] = (altered.at(-10) ?? 0) ^ 1;
  expect(await judge('rfc3161', altered, hash)).toMatchObject({ state: 'invalid' });
  expect(await judge('rfc3161', reject(2, 'no'), hash)).toMatchObject({ state: 'invalid' });
});

test('what a calendar promised is pending, and a block is to be looked up', async () => {
  const uri = 'https://a.calendar.example';
  expect(await judge('opentimestamps', ots({ kind: 'pending', uri }), hash)).toEqual({
    state: 'pending',
    detail: uri,
  });
  const root = Buffer.from(hash).reverse().toString('hex');
  expect(await judge('opentimestamps', ots({ kind: 'bitcoin', height: 358391 }), hash)).toEqual({
    state: 'unjudged',
    detail: `Bitcoin 358391, Merkle root ${root}`,
  });
});

test('a stamp of another hash, and what is none, are no proof', async () => {
  const stamp = ots({ kind: 'bitcoin', height: 358391 });
  expect(await judge('opentimestamps', stamp, sha256(Buffer.from('another')))).toMatchObject({
    state: 'invalid',
  });
  expect(await judge('opentimestamps', Buffer.from('stamp'), hash)).toMatchObject({ state: 'invalid' });
});
