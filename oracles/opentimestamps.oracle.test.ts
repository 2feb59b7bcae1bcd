/** Our OpenTimestamps proofs beside the public client's: what it reads in ours and we in its, byte for byte, and both verdicts. */
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Attestation,
  commitmentOf,
  type DetachedProof,
  mergeTimestamps,
  parseProof,
  parseTimestamp,
  pendingMessages,
  serializeProof,
  stampOf,
  type Timestamp,
  upgradeProof,
  verifyOpenTimestamps,
} from '@scell/ledger';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Calendar, startCalendar } from '../apps/server/test/support/anchor-services.ts';
import { exampleProofs, type PublicReading, publicClient, startNode } from './ots.ts';
import { pick, type Random, randomFrom } from './random.ts';

const found = await publicClient();
const client = 'unavailable' in found ? undefined : found;
const examples = await exampleProofs();

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();
const hashes = {
  sha256,
  sha1: (bytes: Uint8Array) => createHash('sha1').update(bytes).digest(),
  ripemd160: (bytes: Uint8Array) => createHash('ripemd160').update(bytes).digest(),
};
const example = (name: string): Buffer => {
  const bytes = examples?.get(name);
  if (bytes === undefined) throw new Error(`there is no example ${name}`);
  return bytes;
};

/** The block of the oldest example, which is on the chain since 28 May 2015. */
const BLOCK = {
  height: 358_391,
  merkleRoot: '8a1b66ecb7cbd07d8139a7e7d7f2c41aab1f5009b8364aaf61d03ad245e47e00',
  time: 1_432_827_678,
};
const headers = (height: number) => (height === BLOCK.height ? BLOCK : undefined);

describe.skipIf(examples === undefined)('the examples of the public clients', () => {
  const check = (name: string) => {
    const digest = sha256(example(name));
    return verifyOpenTimestamps(example(`${name}.ots`), { digest, hashes, blockHeader: headers });
  };

  it('hello-world is confirmed by its block', () => {
    expect(sha256(example('hello-world.txt')).toString('hex')).toMatch(/^03ba204e.*b340$/);
    expect(check('hello-world.txt')).toMatchObject({
      outcome: 'confirmed',
      height: BLOCK.height,
      time: BLOCK.time,
    });
  });

  it('bad-stamp is refuted: it arrives at another root', () => {
    const verdict = check('bad-stamp.txt');
    expect(verdict).toMatchObject({
      outcome: 'refuted',
      attestations: [{ status: 'refuted', merkleRoot: expect.stringMatching(/^1bb49db8/) }],
    });
  });

  it('two-calendars and incomplete are pending', () => {
    const two = check('two-calendars.txt');
    expect(two.outcome === 'pending' && two.calendars.length).toBe(2);
    expect(check('incomplete.txt')).toMatchObject({ outcome: 'pending' });
  });

  it('what unknown notaries say is kept and proves nothing', () => {
    expect(check('unknown-notary.txt')).toMatchObject({ outcome: 'undecided' });
    const { attestations } = check('known-and-unknown-notary.txt') as { attestations: { status: string }[] };
    expect(attestations.map(({ status }) => status)).toContain('unknown');
  });

  it('osdsp names one block and four promises', () => {
    const verdict = check('osdsp.txt');
    expect(verdict).toMatchObject({ outcome: 'attested', heights: [523_364] });
    const statuses = (verdict as { attestations: { status: string }[] }).attestations.map(
      ({ status }) => status,
    );
    expect(statuses.filter((status) => status === 'pending')).toHaveLength(4);
  });
});

describe.skipIf(client === undefined)('the public client', () => {
  let folder: string;
  const calendars: Calendar[] = [];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'scell-ots-'));
    calendars.push(await startCalendar(), await startCalendar());
  });
  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
    for (const calendar of calendars) await calendar.close();
  });
  const readPublic = async (files: readonly Uint8Array[]): Promise<PublicReading[]> =>
    (await client?.read(files)) ?? [];

  it.skipIf(examples === undefined)(
    'reads in every example what we read, and writes the same bytes',
    async () => {
      const names = [...(examples ?? [])].flatMap(([name]) => (name.endsWith('.ots') ? [name] : []));
      const readings = await readPublic(names.map(example));
      expect(names.length).toBeGreaterThan(10);
      for (const [index, name] of names.entries())
        expect([name, readings[index]]).toEqual([name, ours(example(name))]);
    },
  );

  it('reads in random proofs of ours what we put there', async () => {
    const random = randomFrom(0x0715);
    const files = Array.from({ length: 400 }, () => serializeProof(randomProof(random)));
    const readings = await readPublic(files);
    for (const [index, file] of files.entries()) {
      expect(readings[index]).toEqual(ours(file));
      expect(readings[index]).toMatchObject({ again: Buffer.from(file).toString('hex') });
    }
  });

  it('refuses what we refuse, of proofs changed at random', async () => {
    const random = randomFrom(0x07150);
    const files = Array.from({ length: 1_500 }, () => {
      const file = Buffer.from(serializeProof(randomProof(random)));
      const changed = Buffer.from(file);
      for (let n = random(3); n >= 0; n--) changed[random(changed.length)] = random(256);
      return random(5) === 0 ? changed.subarray(0, random(changed.length)) : changed;
    });
    const readings = await readPublic(files);
    const differ = files.flatMap((file, index) => {
      const [theirs, mine] = [readings[index], ours(file)];
      const refused = [theirs, mine].map((reading) => reading === undefined || 'refused' in reading);
      // Refusing is enough: what each calls it is its own affair.
      if (refused[0] && refused[1]) return [];
      return JSON.stringify(theirs) === JSON.stringify(mine)
        ? []
        : [{ file: file.toString('hex'), theirs, mine }];
    });
    expect(differ).toEqual([]);
    expect(readings.filter((reading) => 'refused' in reading).length).toBeGreaterThan(200);
  });

  it('confirms our proof by its block, and refuses it by another one', async () => {
    const { digest, file, root } = await dated(912_345);
    const path = join(folder, 'ours.ots');
    await writeFile(path, file);
    const verify = async (merkleRoot: string) => {
      const node = await startNode(new Map([[912_345, { merkleRoot, time: BLOCK.time }]]));
      const ended = await client?.ots(
        '--bitcoin-node',
        node.url,
        'verify',
        '-d',
        digest.toString('hex'),
        path,
      );
      await node.stop();
      return ended;
    };
    const confirmed = await verify(root);
    expect(confirmed?.said).toContain('Success! Bitcoin block 912345 attests existence as of 2015-05-28');
    expect(confirmed?.code).toBe(0);
    const refused = await verify(sha256(Buffer.from('another')).toString('hex'));
    expect(refused?.said).toContain('Digest does not match merkleroot');
    expect(refused?.code).toBe(1);
    const header = (merkleRoot: string) => () => ({ merkleRoot, time: BLOCK.time });
    const mine = (merkleRoot: string) =>
      verifyOpenTimestamps(file, { digest, hashes, blockHeader: header(merkleRoot) }).outcome;
    expect([mine(root), mine('00'.repeat(32))]).toEqual(['confirmed', 'refuted']);
  });

  it.skipIf(examples === undefined)('agrees with us on the oldest proof and on the bad one', async () => {
    const node = await startNode(new Map([[BLOCK.height, BLOCK]]));
    for (const [name, code] of [
      ['hello-world.txt', 0],
      ['bad-stamp.txt', 1],
    ] as const) {
      const path = join(folder, `${name}.ots`);
      await writeFile(path, example(`${name}.ots`));
      const digest = sha256(example(name)).toString('hex');
      const ended = await client?.ots('--bitcoin-node', node.url, 'verify', '-d', digest, path);
      expect([name, ended?.code]).toEqual([name, code]);
    }
    await node.stop();
  });

  it('upgrades a stamp of ours to the very proof we make of it', async () => {
    const { stamped, file } = await dated(912_346);
    const path = join(folder, 'pending.ots');
    await writeFile(path, stamped);
    const lists = calendars.flatMap(({ url }) => ['-l', url]);
    const ended = await client?.ots(...lists, 'upgrade', path);
    expect(ended?.said).toContain('Success');
    expect((await readFile(path)).toString('hex')).toBe(Buffer.from(file).toString('hex'));
  });

  it('makes stamps at our test calendars that we read and upgrade', async () => {
    const path = join(folder, 'closing.txt');
    await writeFile(path, 'a closing');
    const [first, second] = calendars;
    if (first === undefined || second === undefined) throw new Error('there are two calendars');
    await client?.ots('stamp', '-m', '2', '-c', first.url, '-c', second.url, path);
    const digest = sha256(Buffer.from('a closing'));
    const file = await readFile(`${path}.ots`);
    const verdict = verifyOpenTimestamps(file, { digest, hashes });
    expect(verdict.outcome === 'pending' && verdict.calendars.toSorted()).toEqual(
      [first.url, second.url].toSorted(),
    );
    second.mine(912_347);
    const grown = await upgraded(parseProof(file));
    expect(verifyOpenTimestamps(serializeProof(grown), { digest, hashes })).toMatchObject({
      heights: [912_347],
    });
  });

  /** A proof of ours at the test calendars: the stamp, and what becomes of it when the last of them mines. */
  async function dated(height: number) {
    const digest = Buffer.from(randomBytes(32));
    const nonce = Uint8Array.from(randomBytes(16));
    const commitment = commitmentOf(digest, nonce, sha256);
    const answers: Timestamp[] = [];
    for (const { url } of calendars) {
      const response = await fetch(`${url}/digest`, { method: 'POST', body: Uint8Array.from(commitment) });
      answers.push(parseTimestamp(new Uint8Array(await response.arrayBuffer()), 32));
    }
    const stamp = stampOf(Uint8Array.from(digest), nonce, answers);
    const root = Buffer.from(calendars.at(-1)?.mine(height).merkleRoot ?? [])
      .reverse()
      .toString('hex');
    const file = serializeProof(await upgraded(stamp));
    return { digest, stamped: serializeProof(stamp), file, root };
  }

  async function upgraded(stamp: DetachedProof): Promise<DetachedProof> {
    let proof = stamp;
    for (const { uri, message } of pendingMessages(stamp, hashes)) {
      const response = await fetch(`${uri}/timestamp/${Buffer.from(message).toString('hex')}`);
      if (!response.ok) continue;
      const answer = parseTimestamp(new Uint8Array(await response.arrayBuffer()), message.length);
      proof = upgradeProof(proof, message, answer, hashes);
    }
    return proof;
  }
});

/** What we read in a proof, told as the public library's reader tells it. */
function ours(file: Uint8Array): PublicReading {
  let proof: DetachedProof;
  try {
    proof = parseProof(file);
  } catch (error) {
    return { refused: (error as Error).name };
  }
  const told: [string, string | number, string][] = [];
  const walk = (timestamp: Timestamp, message: Buffer) => {
    for (const attestation of timestamp.attestations)
      told.push([attestation.kind, saying(attestation), message.toString('hex')]);
    for (const { operation, timestamp: below } of timestamp.branches)
      walk(below, applied(operation, message));
  };
  walk(proof.timestamp, Buffer.from(proof.digest));
  return {
    digest: Buffer.from(proof.digest).toString('hex'),
    attestations: told.toSorted((a, b) => compare(a, b)),
    again: Buffer.from(serializeProof(proof)).toString('hex'),
  };
}

function saying(attestation: Attestation): string | number {
  if (attestation.kind === 'pending') return attestation.uri;
  return attestation.kind === 'unknown' ? attestation.tag : attestation.height;
}

/** Python's order of lists: member by member. */
function compare(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  for (const [index, one] of a.entries()) {
    const other = b[index] ?? '';
    if (one !== other) return one < other ? -1 : 1;
  }
  return 0;
}

function applied(operation: Timestamp['branches'][number]['operation'], message: Buffer): Buffer {
  switch (operation.kind) {
    case 'append':
      return Buffer.concat([message, operation.bytes]);
    case 'prepend':
      return Buffer.concat([operation.bytes, message]);
    case 'reverse':
      return Buffer.from(message).reverse();
    case 'hexlify':
      return Buffer.from(message.toString('hex'));
    default:
      return createHash(operation.kind === 'keccak256' ? 'keccak-256' : operation.kind)
        .update(message)
        .digest();
  }
}

function randomProof(random: Random): DetachedProof {
  return { hash: 'sha256', digest: bytesOf(random, 32), timestamp: randomTimestamp(random, 5) };
}

/** Through the writer's own door: sorted and without repeats, as everything we write. */
function randomTimestamp(random: Random, depth: number): Timestamp {
  const attestations = Array.from({ length: random(3) }, () => randomAttestation(random));
  const branches = Array.from({ length: depth === 0 ? 0 : random(3) }, () => ({
    operation: randomOperation(random),
    timestamp: randomTimestamp(random, depth - 1),
  }));
  if (attestations.length + branches.length === 0) attestations.push(randomAttestation(random));
  return mergeTimestamps([{ attestations, branches }]);
}

function randomAttestation(random: Random): Attestation {
  switch (random(4)) {
    case 0:
      return {
        kind: 'pending',
        uri: pick(['https://a.example', 'http://127.0.0.1:14788', 'x/y-z_.'], random),
      };
    case 1:
      return { kind: 'litecoin', height: random(3_000_000) };
    case 2:
      return {
        kind: 'unknown',
        tag: `aa${Buffer.from(bytesOf(random, 7)).toString('hex')}`,
        payload: bytesOf(random, random(40)),
      };
    default:
      return { kind: 'bitcoin', height: random(900_000) };
  }
}

function randomOperation(random: Random): Timestamp['branches'][number]['operation'] {
  const kind = pick(
    ['append', 'prepend', 'sha256', 'sha1', 'ripemd160', 'keccak256', 'reverse', 'hexlify'] as const,
    random,
  );
  return kind === 'append' || kind === 'prepend'
    ? { kind, bytes: bytesOf(random, 1 + random(40)) }
    : { kind };
}

function bytesOf(random: Random, length: number): Uint8Array {
  return Uint8Array.from({ length }, () => random(256));
}
