import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { joinBytes } from '../bytes.ts';
import { readBlockHeader } from './block-header.ts';
import { mergeTimestamps, NOTHING, timestampOf } from './merge.ts';
import { attestedMessages } from './messages.ts';
import { parseProof, parseTimestamp } from './parse.ts';
import {
  type Attestation,
  type Branch,
  type DetachedProof,
  MAGIC,
  type Operation,
  ProofError,
  type Timestamp,
} from './proof.ts';
import { serializeProof, serializeTimestamp } from './serialize.ts';
import { commitmentOf, pendingMessages, stampOf, upgradeProof } from './stamp.ts';
import { verifyOpenTimestamps } from './verify.ts';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();
const hashes = { sha256, sha1: (bytes: Uint8Array) => createHash('sha1').update(bytes).digest() };
const digest = new Uint8Array(sha256(Buffer.from('a closing')));
const nonce = new Uint8Array(16).fill(7);
const ALICE = 'https://alice.calendar.opentimestamps.org';
const BOB = 'https://bob.calendar.opentimestamps.org';

const plain = (attestation: Attestation): Timestamp => ({ attestations: [attestation], branches: [] });
const after = (operation: Operation, timestamp: Timestamp): Timestamp => ({
  attestations: [],
  branches: [{ operation, timestamp }],
});
const pending = (uri: string) => plain({ kind: 'pending', uri });
/** Plain arrays, so that a Buffer and a Uint8Array compare equal. */
const shape = (value: unknown) =>
  JSON.parse(JSON.stringify(value, (_, v) => (v instanceof Uint8Array ? Array.from(v) : v)));

/** What a calendar's aggregation adds: a little tree above the commitment, and its promise. */
const answerOf = (uri: string, salt: number) =>
  after({ kind: 'append', bytes: new Uint8Array(8).fill(salt) }, after({ kind: 'sha256' }, pending(uri)));

/** Where a proof's first path of that attestation ends. */
function messageAt(proof: DetachedProof, kind: Attestation['kind']): Uint8Array {
  for (const { attestation, message } of attestedMessages(proof.timestamp, proof.digest, hashes))
    if (attestation.kind === kind && message !== null) return message;
  throw new Error(`no ${kind} attestation`);
}

const blockOf = (message: Uint8Array, time = 1_432_827_678) => ({
  merkleRoot: Buffer.from(message).reverse().toString('hex'),
  time,
});

describe('a stamp', () => {
  const proof = stampOf(digest, nonce, [answerOf(ALICE, 1), answerOf(BOB, 2)]);

  test('is pending, and says where the rest will be', () => {
    expect(verifyOpenTimestamps(serializeProof(proof), { digest, hashes })).toMatchObject({
      outcome: 'pending',
      calendars: expect.arrayContaining([ALICE, BOB]),
    });
  });

  test('shows calendars the hash of digest and nonce only', () => {
    const commitment = commitmentOf(digest, nonce, sha256);
    expect(commitment).toEqual(sha256(Buffer.concat([digest, nonce])));
    const expected = sha256(Buffer.concat([commitment, Buffer.alloc(8, 1)]));
    const [first] = pendingMessages(proof, hashes).filter(({ uri }) => uri === ALICE);
    expect(Buffer.from(first?.message ?? [])).toEqual(expected);
  });

  test('of another digest says which one it is about', () => {
    const other = sha256(Buffer.from('another closing'));
    expect(verifyOpenTimestamps(serializeProof(proof), { digest: other, hashes })).toEqual({
      outcome: 'other-digest',
      hash: 'sha256',
      digest,
    });
  });
});

describe('an upgraded proof', () => {
  const stamp = stampOf(digest, nonce, [answerOf(ALICE, 1), answerOf(BOB, 2)]);
  const [owed] = pendingMessages(stamp, hashes).filter(({ uri }) => uri === ALICE);
  if (owed === undefined) throw new Error('alice owes');
  const toBlock = after(
    { kind: 'prepend', bytes: Uint8Array.of(1, 2, 3) },
    after({ kind: 'sha256' }, after({ kind: 'sha256' }, plain({ kind: 'bitcoin', height: 358_391 }))),
  );
  const proof = upgradeProof(stamp, owed.message, toBlock, hashes);
  const file = serializeProof(proof);
  const root = messageAt(proof, 'bitcoin');

  test('keeps what was in it, and adds the path to the block', () => {
    expect(pendingMessages(proof, hashes)).toHaveLength(2);
    const merkleRoot = Buffer.from(root).reverse().toString('hex');
    expect(verifyOpenTimestamps(file, { digest, hashes })).toEqual({
      outcome: 'attested',
      heights: [358_391],
      attestations: expect.arrayContaining([{ status: 'unchecked', height: 358_391, merkleRoot }]),
    });
  });

  test('is confirmed by the header of the block, and by no other', () => {
    const ask = (header: { merkleRoot: string; time: number }) =>
      verifyOpenTimestamps(file, {
        digest,
        hashes,
        blockHeader: (height) => (height === 358_391 ? header : undefined),
      });
    expect(ask(blockOf(root))).toMatchObject({ outcome: 'confirmed', height: 358_391, time: 1_432_827_678 });
    expect(ask(blockOf(sha256(root)))).toMatchObject({ outcome: 'refuted' });
  });

  test('is confirmed by its earliest block when there are several', () => {
    const more = after({ kind: 'reverse' }, plain({ kind: 'bitcoin', height: 400_000 }));
    const both = upgradeProof(proof, owed.message, more, hashes);
    const message = owed.message.toReversed();
    const verdict = verifyOpenTimestamps(serializeProof(both), {
      digest,
      hashes,
      blockHeader: (height) => (height === 400_000 ? blockOf(message, 1_400_000_000) : blockOf(root)),
    });
    expect(verdict).toMatchObject({ outcome: 'confirmed', height: 400_000, time: 1_400_000_000 });
  });

  test('is refuted where a root is no hash, whatever the block says', () => {
    const short = upgradeProof(
      stamp,
      owed.message,
      after({ kind: 'append', bytes: Uint8Array.of(1) }, plain({ kind: 'bitcoin', height: 7 })),
      hashes,
    );
    const message = messageAt(short, 'bitcoin');
    expect(
      verifyOpenTimestamps(serializeProof(short), { digest, hashes, blockHeader: () => blockOf(message) }),
    ).toMatchObject({ outcome: 'refuted' });
  });

  test('with any byte changed no longer confirms: it is malformed, of another digest, refuted or without the block', () => {
    const blockHeader = (height: number) => (height === 358_391 ? blockOf(root) : undefined);
    const start = MAGIC.length;
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: file.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        (at, flip) => {
          const changed = file.with(at, (file[at] ?? 0) ^ flip);
          const verdict = verifyOpenTimestamps(changed, { digest, hashes, blockHeader });
          if (verdict.outcome !== 'confirmed') return;
          // What still confirms says the same of the same digest: the change touched a promise, which proves nothing.
          expect(at).toBeGreaterThan(start + 33);
          expect(pendingMessages(parseProof(changed), hashes)).not.toEqual(pendingMessages(proof, hashes));
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

describe('attestations that are not known', () => {
  const unknown: Attestation = { kind: 'unknown', tag: '0102030405060708', payload: Uint8Array.of(9, 9) };

  test('are kept and do not stand in the way of others', () => {
    const timestamp = timestampOf([unknown, { kind: 'pending', uri: ALICE }], []);
    const file = serializeProof({ hash: 'sha256', digest, timestamp });
    expect(shape(parseProof(file).timestamp)).toEqual(shape(timestamp));
    expect(verifyOpenTimestamps(file, { digest, hashes })).toMatchObject({ outcome: 'pending' });
  });

  test('alone leave it open what the proof shows', () => {
    const file = serializeProof({ hash: 'sha256', digest, timestamp: plain(unknown) });
    expect(verifyOpenTimestamps(file, { digest, hashes })).toEqual({
      outcome: 'undecided',
      attestations: [{ status: 'unknown', kind: '0102030405060708' }],
    });
  });

  test('nor does a path by a hash function that is not given show anything', () => {
    const timestamp = after({ kind: 'keccak256' }, plain({ kind: 'bitcoin', height: 1 }));
    const file = serializeProof({ hash: 'sha256', digest, timestamp });
    expect(verifyOpenTimestamps(file, { digest, hashes })).toMatchObject({ outcome: 'undecided' });
  });
});

describe('what is known of one message', () => {
  const byte = fc.uint8Array({ minLength: 1, maxLength: 6 });
  const attestation: fc.Arbitrary<Attestation> = fc.oneof(
    fc.record({ kind: fc.constant('pending' as const), uri: fc.constantFrom(ALICE, BOB, '') }),
    fc.record({
      kind: fc.constantFrom('bitcoin' as const, 'litecoin' as const),
      height: fc.oneof(fc.nat(2_000_000), fc.maxSafeNat()),
    }),
    fc.record({
      kind: fc.constant('unknown' as const),
      tag: fc.uint8Array({ minLength: 8, maxLength: 8 }).map((tag) => tag.toHex()),
      payload: fc.uint8Array({ maxLength: 200 }),
    }),
  );
  const operation: fc.Arbitrary<Operation> = fc.oneof(
    fc.record({
      kind: fc.constantFrom('sha1', 'ripemd160', 'sha256', 'keccak256', 'reverse', 'hexlify'),
    }) as fc.Arbitrary<Operation>,
    fc.record({ kind: fc.constantFrom('append' as const, 'prepend' as const), bytes: byte }),
  );
  const timestamp: fc.Arbitrary<Timestamp> = fc.letrec<{ timestamp: Timestamp; branch: Branch }>((tie) => ({
    branch: fc.record({ operation, timestamp: tie('timestamp') }),
    timestamp: fc
      .record({
        attestations: fc.array(attestation, { maxLength: 3 }),
        branches: fc.oneof(
          { maxDepth: 6, depthIdentifier: 'tree' },
          fc.constant([]),
          fc.array(tie('branch'), { maxLength: 2 }),
        ),
      })
      .map(({ attestations, branches }) =>
        attestations.length + branches.length === 0 ? pending(ALICE) : timestampOf(attestations, branches),
      ),
  })).timestamp;

  test('comes back from its bytes as it went in, and from the same bytes', () => {
    fc.assert(
      fc.property(timestamp, (tree) => {
        const file = serializeProof({ hash: 'sha256', digest, timestamp: tree });
        const read = parseProof(file);
        expect(shape(read.timestamp)).toEqual(shape(tree));
        expect(serializeProof(read)).toEqual(file);
      }),
    );
  });

  test('is the same in whatever order it was learnt, however often', () => {
    fc.assert(
      fc.property(timestamp, timestamp, (a, b) => {
        const merged = mergeTimestamps([a, b]);
        expect(shape(mergeTimestamps([b, a, b]))).toEqual(shape(merged));
        expect(shape(mergeTimestamps([merged, NOTHING]))).toEqual(shape(merged));
      }),
    );
  });
});

describe('bytes of strangers', () => {
  const head = joinBytes(MAGIC, Uint8Array.of(1, 8), digest);
  const fault = (bytes: Uint8Array) => {
    const verdict = verifyOpenTimestamps(bytes, { digest, hashes });
    return verdict.outcome === 'malformed' ? verdict.fault : verdict.outcome;
  };
  const promise = serializeTimestamp(pending(ALICE));

  test.each([
    ['nothing at all', 'not-a-proof', new Uint8Array()],
    ['a text', 'not-a-proof', Buffer.from('not a proof, but long enough to look like one')],
    ['another version', 'unknown-version', joinBytes(MAGIC, Uint8Array.of(2, 8), digest, promise)],
    ['a file hashed otherwise', 'unknown-operation', joinBytes(MAGIC, Uint8Array.of(1, 9), digest, promise)],
    [
      'a digest that is reversed',
      'unknown-operation',
      joinBytes(MAGIC, Uint8Array.of(1, 0xf2), digest, promise),
    ],
    ['no timestamp', 'truncated', head],
    ['an operation nobody knows', 'unknown-operation', joinBytes(head, Uint8Array.of(0x42), promise)],
    ['an empty argument', 'bad-value', joinBytes(head, Uint8Array.of(0xf0, 0), promise)],
    [
      'an argument longer than the file',
      'truncated',
      joinBytes(head, Uint8Array.of(0xf0, 0xff, 0x1f), promise),
    ],
    ['an argument that is too long', 'bad-value', joinBytes(head, Uint8Array.of(0xf0, 0x81, 0x20), promise)],
    ['bytes after the end', 'trailing-bytes', joinBytes(head, promise, Uint8Array.of(0))],
    [
      'a number that never ends',
      'bad-value',
      joinBytes(head, Uint8Array.of(0xf0), new Uint8Array(40).fill(0xff)),
    ],
    ['messages that double', 'bad-value', joinBytes(head, new Uint8Array(9).fill(0xf3), promise)],
    ['a chain without end', 'too-deep', joinBytes(head, new Uint8Array(300).fill(0x08), promise)],
    ['a chain as long as it may be', 'pending', joinBytes(head, new Uint8Array(255).fill(0x08), promise)],
    ['more than any proof needs', 'too-large', joinBytes(head, new Uint8Array(70_000).fill(0xff))],
    [
      'an address with a login',
      'bad-value',
      joinBytes(head, Uint8Array.fromHex('0083dfe30d2ef90c8e0706'), Buffer.from('me@you')),
    ],
    [
      'bytes after a height',
      'trailing-bytes',
      joinBytes(head, Uint8Array.fromHex('000588960d73d71901020101')),
    ],
  ] as const)('%s: %s', (_, expected, bytes) => {
    expect(fault(bytes)).toBe(expected);
  });

  test('at random are refused with a typed error, or read: nothing else happens', () => {
    const tags = fc.constantFrom(0x00, 0xff, 0x02, 0x03, 0x08, 0x67, 0xf0, 0xf1, 0xf2, 0xf3, 0x01, 0x83);
    const bytes = fc.array(fc.oneof(tags, fc.integer({ min: 0, max: 255 })), { maxLength: 400 });
    fc.assert(
      fc.property(bytes, (tail) => {
        const answer = Uint8Array.from(tail);
        verifyOpenTimestamps(joinBytes(head, answer), { digest, hashes });
        try {
          parseTimestamp(answer, 32);
        } catch (error) {
          expect(error).toBeInstanceOf(ProofError);
        }
      }),
      { numRuns: 3_000 },
    );
  });

  test('that branch as wide as a file allows are answered', () => {
    const wide = joinBytes(
      head,
      Uint8Array.from({ length: 60_000 }, (_, i) => (i % 2 === 0 ? 0xff : 0xf2)),
    );
    expect(fault(wide)).toBe('too-deep');
    const flat = joinBytes(
      ...Array.from({ length: 4_000 }, (_, n) =>
        joinBytes(Uint8Array.of(0xff, 0xf0, 2, n >> 8, n & 255), promise.slice(0, 12)),
      ),
    );
    expect(['truncated', 'bad-value', 'trailing-bytes']).toContain(
      fault(joinBytes(head, flat.subarray(0, 60_000))),
    );
  });
});

test('a block header tells its hash, its root and its time', () => {
  // Block 0 of Bitcoin: known to everybody, and here from its parts.
  const root = '4a5e1e4baab89f3a32518a88c31bc87f618f76673e2cc77ab2127b7afdeda33b';
  const header = Buffer.concat([
    Buffer.from('01000000', 'hex'),
    Buffer.alloc(32),
    Buffer.from(root, 'hex').reverse(),
    Buffer.from('29ab5f49ffff001d1dac2b7c', 'hex'),
  ]);
  expect(readBlockHeader(header, sha256)).toEqual({
    hash: '000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f',
    merkleRoot: root,
    time: 1_231_006_505,
  });
  expect(readBlockHeader(header.subarray(1), sha256)).toBeNull();
});
