import { randomBytes, webcrypto } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  grant,
  type KeyKind,
  makeAuthority,
  makeParty,
  makeRoot,
  makeToken,
  type PartyWish,
  POLICY,
  reject,
  type StampWish,
  sha256,
  TIME_STAMPING,
} from '../../test/tsa.ts';
import { MalformedAsn1, readDer } from './der.ts';
import { readPemCertificates } from './pem.ts';
import { timestampRequest } from './request.ts';
import { type TimestampCheck, verifyTimestampToken } from './verify.ts';

const crypto = webcrypto.subtle;
const imprint = sha256(Buffer.from('a closing'));
const at = Date.parse('2026-05-06T00:06:12Z');
const root = makeRoot();
const tsa = makeAuthority(root);
const roots = [root.certificate];

const ask = (bytes: Uint8Array, changes: Partial<TimestampCheck> = {}) =>
  verifyTimestampToken(bytes, { imprint, roots, crypto, ...changes });
const stamp = (changes: Partial<StampWish> = {}) => grant(makeToken(tsa, { imprint, at, ...changes }));

describe('a reply that is as it must be', () => {
  test('tells the time, who vouches for it, and by which certificates', async () => {
    expect(await ask(stamp())).toEqual({
      outcome: 'trusted',
      time: at,
      accuracy: 1.5,
      serial: '1e2',
      policy: POLICY,
      authority: 'CN=Test TSA, O=Test SA',
      certificate: sha256(tsa.certificate).toString('hex'),
      path: ['CN=Test TSA, O=Test SA', 'CN=Test root, O=Test SA'],
    });
  });

  test('is worth the same without its envelope', async () => {
    expect(await ask(makeToken(tsa, { imprint, at }))).toMatchObject({ outcome: 'trusted', time: at });
  });

  test.each<KeyKind>(['rsa', 'ec', 'ed25519'])('may be signed by %s', async (kind) => {
    const other = makeRoot({ kind });
    const signer = makeAuthority(other, { kind });
    const reply = grant(makeToken(signer, { imprint, at }));
    expect(await ask(reply, { roots: [other.certificate] })).toMatchObject({ outcome: 'trusted' });
  });

  test('may name its certificate by the older attribute', async () => {
    expect(await ask(stamp({ namedBySha1: true }))).toMatchObject({ outcome: 'trusted' });
  });

  test('repeats the nonce and the policy of the request, whatever zeros the nonce starts with', async () => {
    const nonce = Buffer.from('00008f3344556677', 'hex');
    const reply = stamp({ nonce });
    expect(await ask(reply, { nonce, policy: POLICY })).toMatchObject({ outcome: 'trusted' });
    expect(await ask(reply, { nonce: randomBytes(8) })).toMatchObject({ fault: 'wrong-nonce' });
    expect(await ask(stamp(), { nonce })).toMatchObject({ fault: 'wrong-nonce' });
    expect(await ask(reply, { nonce, policy: '1.2.3' })).toMatchObject({ fault: 'wrong-policy' });
  });
});

describe('a reply that is refused', () => {
  test.each<[string, string, Partial<StampWish>]>([
    ['of another hash', 'wrong-imprint', { imprint: sha256(Buffer.from('another closing')) }],
    ['by another hash function', 'wrong-imprint', { hashAlgorithm: '2.16.840.1.101.3.4.2.2' }],
    ['changed after it was signed', 'altered', { alter: (bytes) => bump(bytes, bytes.length - 12) }],
    ['with a broken signature', 'bad-signature', { breakSignature: true }],
    ['without the certificate of its signer', 'bad-signature', { certificates: [root] }],
    ['that names another certificate', 'wrong-certificate', { named: root }],
  ])('%s: %s', async (_, fault, wish) => {
    expect(await ask(stamp(wish))).toMatchObject({ outcome: 'refused', fault });
  });

  test.each<[string, string, Partial<PartyWish>]>([
    ['for nothing in particular', 'wrong-purpose', { purposes: undefined as never }],
    ['for code', 'wrong-purpose', { purposes: ['1.3.6.1.5.5.7.3.3'] }],
    ['for time stamps and code', 'wrong-purpose', { purposes: [TIME_STAMPING, '1.3.6.1.5.5.7.3.3'] }],
    ['for time stamps, in passing', 'wrong-purpose', { purposesCritical: false }],
    ['that issues certificates', 'wrong-purpose', { keyUsage: 0x84 }],
    ['that had expired', 'not-valid-then', { notAfter: at - 1_000 }],
    ['that was not valid yet', 'not-valid-then', { notBefore: at + 1_000 }],
  ])('by a certificate %s: %s', async (_, fault, wish) => {
    const signer = makeAuthority(root, wish);
    expect(await ask(grant(makeToken(signer, { imprint, at })))).toMatchObject({ outcome: 'refused', fault });
  });

  test('when nobody names the certificate, or a statement is of another form', async () => {
    expect(await ask(stamp({ unnamed: true }))).toMatchObject({ outcome: 'malformed' });
    expect(await ask(stamp({ alter: () => Buffer.from('3000', 'hex') }))).toMatchObject({
      outcome: 'malformed',
    });
  });

  test('when it asks for what is not understood here', async () => {
    expect(await ask(stamp({ criticalExtension: '1.2.3.4.5' }))).toMatchObject({ outcome: 'unsupported' });
    const signer = makeAuthority(root, { criticalExtension: '1.2.3.4.5' });
    expect(await ask(grant(makeToken(signer, { imprint, at })))).toMatchObject({ outcome: 'unsupported' });
  });

  test('by the authority itself: with its reasons', async () => {
    expect(await ask(reject(2, 'come back later'))).toEqual({
      outcome: 'rejected',
      status: 2,
      failures: ['systemFailure'],
      texts: ['come back later'],
    });
    expect(await ask(Buffer.from('30053003020100', 'hex'))).toMatchObject({ outcome: 'malformed' });
  });
});

describe('the path to a root', () => {
  const between = makeParty({
    name: 'Between',
    issuer: root,
    authority: true,
    pathLength: 0,
    keyUsage: 0x04,
  });
  const signer = makeAuthority(between);
  const reply = (certificates = [signer, between]) => grant(makeToken(signer, { imprint, at, certificates }));

  test('may lead over certificates that came along', async () => {
    expect(await ask(reply())).toMatchObject({
      outcome: 'trusted',
      path: ['CN=Test TSA, O=Test SA', 'CN=Between, O=Test SA', 'CN=Test root, O=Test SA'],
    });
  });

  test('without a root there is a signature, and nobody who vouches for it', async () => {
    expect(await ask(reply(), { roots: [] })).toMatchObject({ outcome: 'untrusted', time: at });
    expect(await ask(reply([signer]))).toMatchObject({ outcome: 'untrusted' });
    // Of the same name, with another key.
    expect(await ask(reply(), { roots: [makeRoot().certificate] })).toMatchObject({ outcome: 'untrusted' });
  });

  test('ends where a certificate may not issue, or not so deep', async () => {
    const plain = makeAuthority(root, { name: 'Plain', keyUsage: 0x80 });
    const under = makeAuthority(plain);
    expect(await ask(grant(makeToken(under, { imprint, at, certificates: [under, plain] })))).toMatchObject({
      fault: 'not-an-authority',
    });
    const deeper = makeParty({ name: 'Deeper', issuer: between, authority: true, keyUsage: 0x04 });
    const deep = makeAuthority(deeper);
    expect(
      await ask(grant(makeToken(deep, { imprint, at, certificates: [deep, deeper, between] }))),
    ).toMatchObject({ fault: 'not-an-authority' });
  });

  test('counts as of the moment of the stamp: what expired later does no harm', async () => {
    const brief = makeAuthority(root, { notAfter: at + 1_000 });
    expect(await ask(grant(makeToken(brief, { imprint, at })))).toMatchObject({ outcome: 'trusted' });
    const old = makeRoot({ notAfter: at - 1_000 });
    const young = makeAuthority(old);
    expect(await ask(grant(makeToken(young, { imprint, at })), { roots: [old.certificate] })).toMatchObject({
      fault: 'not-valid-then',
    });
  });

  test('is looked for with an end, among however many certificates of one name', async () => {
    const crowd = Array.from({ length: 40 }, () => makeRoot());
    expect(
      await ask(grant(makeToken(tsa, { imprint, at, certificates: [tsa, ...crowd] })), { roots: [] }),
    ).toMatchObject({ outcome: 'untrusted' });
  });
});

describe('bytes of strangers', () => {
  const reply = stamp({ nonce: Buffer.from('0102030405060708', 'hex') });

  test('any byte changed, it says the same or is not trusted; what is signed cannot be changed', async () => {
    const sound = await ask(reply);
    const covered = coveredParts(reply);
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: reply.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        async (where, flip) => {
          const verdict = await ask(Buffer.from(reply.with(where, (reply[where] ?? 0) ^ flip)));
          if (covered.some(({ start, end }) => where >= start && where < end))
            expect(verdict.outcome).not.toBe('trusted');
          else if (verdict.outcome === 'trusted') expect(verdict).toEqual(sound);
        },
      ),
      { numRuns: 1_500 },
    );
  });

  test('cut off, they are malformed', async () => {
    for (let length = 0; length < reply.length; length += 7)
      expect(await ask(reply.subarray(0, length))).toMatchObject({ outcome: 'malformed' });
  });

  test.each(['3003040501', '300304010102', '30800405010000', '0405ff', '1f8101', ''])(
    'lengths that contradict each other are malformed: %s',
    (hex) => {
      expect(() => readDer(Buffer.from(hex, 'hex'))).toThrow(MalformedAsn1);
    },
  );

  test('at random they are refused with a verdict', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        expect((await ask(bytes)).outcome).not.toBe('trusted');
        const nested = Buffer.concat([Buffer.from([0x30, 0x82, 0, bytes.length]), bytes]);
        expect((await ask(nested)).outcome).not.toBe('trusted');
      }),
    );
  });

  test('nested, wide or huge, they end soon', async () => {
    let deep = Buffer.alloc(0);
    for (let level = 0; level < 5_000; level++) deep = Buffer.concat([Buffer.from([0x30, 0x80]), deep]);
    expect(await ask(deep)).toMatchObject({ outcome: 'malformed' });
    const wide = Buffer.concat([
      Buffer.from([0x30, 0x83, 0x02, 0xee, 0x00]),
      Buffer.alloc(0x2ee00, 5).map((_, i) => (i % 2 ? 0 : 5)),
    ]);
    expect(await ask(wide)).toMatchObject({ outcome: 'malformed' });
    expect(await ask(Buffer.alloc(300_000, 0x30))).toMatchObject({ outcome: 'malformed' });
  });
});

/** The statement, the certificate and the signature of a reply. */
function coveredParts(reply: Buffer): { start: number; end: number }[] {
  const statement = reply.indexOf(Buffer.from('02010106042a030401', 'hex'));
  const certificate = reply.indexOf(tsa.certificate);
  const within = certificate + tsa.certificate.length;
  const attributes = reply.indexOf(Buffer.from('06092a864886f70d010903', 'hex'), within);
  return [
    { start: statement, end: reply.indexOf(tsa.certificate) - 8 },
    { start: certificate, end: within },
    { start: attributes, end: reply.lastIndexOf(Buffer.from('300a06082a8648ce3d040302', 'hex')) },
    { start: reply.length - 60, end: reply.length },
  ];
}

test('a request says hash, nonce and policy, and asks for the certificate', () => {
  const nonce = Buffer.from('ff02030405060708', 'hex');
  const request = readDer(timestampRequest({ imprint, nonce, policy: '1.2.3.4.1' }));
  expect(request.parts.map(({ raw }) => Buffer.from(raw).toString('hex'))).toEqual([
    '020101',
    `3031300d060960864801650304020105000420${imprint.toString('hex')}`,
    '06042a030401',
    '020900ff02030405060708',
    '0101ff',
  ]);
  const plain = readDer(timestampRequest({ imprint, nonce, policy: null }));
  expect(plain.parts.map(({ tag }) => tag)).toEqual([0x02, 0x10, 0x02, 0x01]);
});

test('roots are read from PEM, as many as there are', () => {
  const pem = [root, tsa]
    .map(({ certificate }) => {
      const lines = certificate.toString('base64').replaceAll(/.{64}/g, '$&\n');
      return `subject=/CN=x\n-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
    })
    .join('\n');
  expect(readPemCertificates(pem).map((bytes) => Buffer.from(bytes))).toEqual([
    root.certificate,
    tsa.certificate,
  ]);
  expect(readPemCertificates('nothing here')).toEqual([]);
});

function bump(bytes: Buffer, at: number): Buffer {
  const changed = Buffer.from(bytes);
  changed[at] = ((changed[at] ?? 0) + 1) & 0xff;
  return changed;
}
