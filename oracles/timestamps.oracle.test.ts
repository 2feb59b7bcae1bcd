/** Time stamps beside openssl: its stamps before our checks, our requests before it, and the verdicts of both on stamps that are wrong. */
import { createHash, randomBytes, webcrypto } from 'node:crypto';
import { type TimestampVerdict, timestampRequest, verifyTimestampToken } from '@scell/ledger';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stampByAuthority } from '../apps/server/src/features/fiscal/anchors/stamp-by-authority.ts';
import {
  grant,
  makeAuthority,
  makeParty,
  makeRoot,
  makeToken,
  type PartyWish,
  reject,
  type StampWish,
  TIME_STAMPING,
} from '../packages/ledger/test/tsa.ts';
import { randomFrom } from './random.ts';
import {
  type AuthorityWish,
  hasOpenssl,
  type OpensslAuthority,
  opensslVerdict,
  startOpensslAuthority,
} from './tsa.ts';

const openssl = await hasOpenssl();

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();
const crypto = webcrypto.subtle;
const imprint = sha256(Buffer.from('a closing'));

/** Both verdicts as one word each, and ours in full. */
async function judge(
  reply: Uint8Array,
  root: Uint8Array,
  {
    at,
    query,
    nonce,
    about = imprint,
  }: { at: number; query?: Uint8Array; nonce?: Uint8Array; about?: Uint8Array },
) {
  const theirs = await opensslVerdict({
    reply,
    root,
    at,
    asked: query === undefined ? { imprint: about } : { query },
  });
  const ours: TimestampVerdict = await verifyTimestampToken(reply, {
    imprint: about,
    roots: [root],
    crypto,
    ...(nonce === undefined ? {} : { nonce }),
  });
  return { theirs: theirs.ok ? 'trusted' : 'refused', ours, said: theirs.said };
}

describe.skipIf(!openssl)('stamps that openssl makes', () => {
  it.each<[string, AuthorityWish]>([
    ['RSA', { key: 'rsa' }],
    ['RSA, SHA-512', { key: 'rsa', digest: 'sha512', named: 'sha512' }],
    ['P-256', { key: 'p256' }],
    ['P-384, SHA-384', { key: 'p384', digest: 'sha384' }],
    ['P-521, SHA-512', { key: 'p521', digest: 'sha512' }],
    ['a certificate between', { key: 'p256', between: true }],
    ['certificates by RSA-PSS', { key: 'rsa', pss: true, between: true }],
    ['the older name of the certificate', { key: 'p256', named: 'sha1' }],
  ])('%s: asked by us over HTTP, kept by us, verified by openssl', async (_, wish) => {
    const authority = await startOpensslAuthority(wish);
    try {
      const timestamps = { url: authority.url, roots: [authority.root], policy: null, login: null };
      const before = Date.now();
      const step = await stampByAuthority(timestamps, imprint, randomBytes);
      expect(step).toMatchObject({ status: 'confirmed', provider: 'CN=tsa, O=Oracle' });
      expect(step.reference).toMatch(/^RFC3161:[0-9a-f]+$/);
      expect(Math.abs((step.anchoredAt?.getTime() ?? 0) - before)).toBeLessThan(60_000);
      const reply = step.proof ?? new Uint8Array();
      expect(await judge(reply, authority.root, { at: Date.now() })).toMatchObject({
        said: expect.stringContaining('Verification: OK'),
        theirs: 'trusted',
        ours: { outcome: 'trusted', policy: '1.2.3.4.1', accuracy: 1.5 },
      });
      const about = sha256(Buffer.from('another closing'));
      expect(await judge(reply, authority.root, { at: Date.now(), about })).toMatchObject({
        theirs: 'refused',
        ours: { fault: 'wrong-imprint' },
      });
      const stranger = makeRoot();
      expect(await judge(reply, stranger.certificate, { at: Date.now() })).toMatchObject({
        theirs: 'refused',
        ours: { outcome: 'untrusted' },
      });
    } finally {
      await authority.close();
    }
  });

  it('a signature by SHA-1, which openssl still takes, is not taken here', async () => {
    const authority = await startOpensslAuthority({ key: 'rsa', digest: 'sha1' });
    try {
      const nonce = randomBytes(8);
      const reply = await authority.reply(timestampRequest({ imprint, nonce, policy: null }));
      expect(await judge(reply, authority.root, { at: Date.now() })).toMatchObject({
        ours: { outcome: 'unsupported' },
      });
    } finally {
      await authority.close();
    }
  });
});

describe.skipIf(!openssl)('one authority', () => {
  let authority: OpensslAuthority;
  const nonce = Buffer.from('00c1020304050607', 'hex');
  let query: Uint8Array;
  let reply: Buffer;
  beforeAll(async () => {
    authority = await startOpensslAuthority({ key: 'p256', between: true });
    query = timestampRequest({ imprint, nonce, policy: '1.2.3.4.5' });
    reply = await authority.reply(query);
  });
  afterAll(() => authority.close());

  it('reads our request as we mean it', async () => {
    const text = await authority.describe(query);
    expect(text).toContain('Hash Algorithm: sha256');
    expect(text).toContain('Nonce: 0xC1020304050607');
    expect(text).toContain('Policy OID: 1.2.3.4.5');
    expect(text).toContain('Certificate required: yes');
    expect(text.replaceAll(/[^0-9a-f]/g, '')).toContain(imprint.toString('hex').slice(0, 16));
  });

  it('answers it, and both find that the answer is to it and to no other', async () => {
    const at = Date.now();
    expect(await judge(reply, authority.root, { at, query, nonce })).toMatchObject({
      theirs: 'trusted',
      ours: { outcome: 'trusted', policy: '1.2.3.4.5' },
    });
    const otherNonce = Buffer.from('0901', 'hex');
    const other = timestampRequest({ imprint, nonce: otherNonce, policy: '1.2.3.4.5' });
    expect(await judge(reply, authority.root, { at, query: other, nonce: otherNonce })).toMatchObject({
      theirs: 'refused',
      ours: { fault: 'wrong-nonce' },
    });
  });

  it('refuses a policy it does not have, and both read that refusal', async () => {
    const wrong = timestampRequest({ imprint, nonce, policy: '1.2.3.9' });
    const refusal = await authority.reply(wrong);
    expect(await judge(refusal, authority.root, { at: Date.now(), query: wrong, nonce })).toMatchObject({
      theirs: 'refused',
      ours: { outcome: 'rejected', status: 2, failures: ['unacceptedPolicy'] },
    });
    const timestamps = { url: authority.url, roots: [authority.root], policy: '1.2.3.9', login: null };
    expect(await stampByAuthority(timestamps, imprint, randomBytes)).toMatchObject({
      status: 'submitted',
      problem: { code: 'refused', detail: expect.stringContaining('unacceptedPolicy') },
    });
  });

  it('what is changed at random is trusted by us only where openssl trusts it', async () => {
    const random = randomFrom(0x3161);
    const at = Date.now();
    const sound = (await judge(reply, authority.root, { at, query, nonce })).ours;
    const differ: unknown[] = [];
    let trusted = 0;
    for (let n = 0; n < 300; n++) {
      const where = random(reply.length);
      const changed = Buffer.from(reply.with(where, (reply[where] ?? 0) ^ (1 + random(255))));
      const { theirs, ours, said } = await judge(changed, authority.root, { at, query, nonce });
      if (ours.outcome !== 'trusted') continue;
      trusted += 1;
      expect(ours).toEqual(sound);
      if (theirs !== 'trusted') differ.push({ where, byte: changed[where], said });
    }
    expect(differ).toEqual([]);
    expect(trusted).toBeLessThan(40);
  });
});

describe.skipIf(!openssl)('stamps made wrong', () => {
  const at = Date.parse('2026-05-06T00:06:12Z');
  const root = makeRoot();
  const signer = makeAuthority(root);
  const reply = (changes: Partial<StampWish> = {}, by = signer) =>
    grant(makeToken(by, { imprint, at, ...changes }));
  const by = (wish: Partial<PartyWish>) => () => reply({}, makeAuthority(root, wish));
  const between = makeParty({
    name: 'Between',
    issuer: root,
    authority: true,
    pathLength: 0,
    keyUsage: 0x04,
  });
  const deeper = makeParty({ name: 'Deeper', issuer: between, authority: true, keyUsage: 0x04 });
  const plain = makeAuthority(root, { name: 'Plain' });

  it.each<[string, string, () => Buffer]>([
    ['nothing wrong', 'trusted', () => reply()],
    ['nothing wrong, by RSA', 'trusted', () => reply({}, makeAuthority(root, { kind: 'rsa' }))],
    ['the older name of the certificate', 'trusted', () => reply({ namedBySha1: true })],
    ['a path over another certificate', 'trusted', () => chained(between)],
    ['another hash', 'wrong-imprint', () => reply({ imprint: sha256(imprint) })],
    ['a statement changed after it was signed', 'altered', () => reply({ alter: (bytes) => bump(bytes) })],
    ['a broken signature', 'bad-signature', () => reply({ breakSignature: true })],
    ['no certificate', 'bad-signature', () => reply({ certificates: [root] })],
    ['the name of another certificate', 'wrong-certificate', () => reply({ named: root })],
    ['no name of a certificate', 'malformed', () => reply({ unnamed: true })],
    ['a certificate for code', 'wrong-purpose', by({ purposes: ['1.3.6.1.5.5.7.3.3'] })],
    [
      'a certificate for time stamps and more',
      'wrong-purpose',
      by({ purposes: [TIME_STAMPING, '1.3.6.1.5.5.7.3.3'] }),
    ],
    ['a purpose that is not critical', 'wrong-purpose', by({ purposesCritical: false })],
    ['a key that issues certificates', 'wrong-purpose', by({ keyUsage: 0x84 })],
    ['a certificate that had expired', 'not-valid-then', by({ notAfter: at - 1_000 })],
    ['a certificate that was not valid yet', 'not-valid-then', by({ notBefore: at + 2_000 })],
    ['a critical extension', 'unsupported', by({ criticalExtension: '1.2.3.4.5' })],
    ['an issuer that may not issue', 'not-an-authority', () => chained(plain)],
    ['an issuer too deep', 'not-an-authority', () => chained(deeper, between)],
    ['a rejection', 'rejected', () => reject(2, 'no')],
  ])('%s: %s, and openssl says the same', async (_, expected, make) => {
    const { theirs, ours, said } = await judge(make(), root.certificate, { at });
    expect(ours.outcome === 'refused' ? ours.fault : ours.outcome).toBe(expected);
    expect([theirs, said]).toEqual([expected === 'trusted' ? 'trusted' : 'refused', said]);
  });

  function chained(...issuers: [typeof between, ...(typeof between)[]]): Buffer {
    const tsa = makeAuthority(issuers[0]);
    return reply({ certificates: [tsa, ...issuers] }, tsa);
  }
});

function bump(bytes: Buffer): Buffer {
  const changed = Buffer.from(bytes);
  changed[changed.length - 12] = ((changed.at(-12) ?? 0) + 1) & 0xff;
  return changed;
}
