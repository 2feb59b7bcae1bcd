/**
 * What somebody might do to an export, each deed in a random place, and where a verification must say that it was done. The archive is
 * always put together properly again: a torn ZIP file is too easy to see.
 */
import { createHash } from 'node:crypto';
import { lineOf, readLine } from '../src/export/lines.ts';
import type { Manifest } from '../src/export/manifest.ts';
import { openZip, type RandomAccess, readMember } from '../src/export/zip-reader.ts';
import { writeZip } from '../src/export/zip-writer.ts';
import { endorsementMessage, manifestMessage, sealMessage } from '../src/seal.ts';
import type { Finding } from '../src/verify/finding.ts';
import type { Cryptography } from '../src/verify/ports.ts';
import type { SealedEntry } from '../src/verify/verify-entries.ts';
import type { ExportVerdict, VerifyOptions } from '../src/verify/verify-export.ts';
import { nodeCryptography, type TestKey } from './cryptography.ts';

const sha256 = (...parts: (string | Uint8Array)[]): Buffer =>
  parts.reduce((running, part) => running.update(part), createHash('sha256')).digest();
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

export const inMemory = (bytes: Uint8Array): RandomAccess => ({
  size: bytes.length,
  read: async (offset, length) => bytes.subarray(offset, offset + length),
});

/** An export taken apart. */
export interface Archive {
  members: Map<string, Uint8Array>;
  chains: { id: string; name: string; entries: SealedEntry[] }[];
}

export async function takeApart(bytes: Uint8Array): Promise<Archive> {
  const source = inMemory(bytes);
  const members = new Map<string, Uint8Array>();
  const chains: Archive['chains'] = [];
  for (const member of await openZip(source)) {
    const parts: Uint8Array[] = [];
    for await (const part of readMember(source, member)) parts.push(part);
    const content = Buffer.concat(parts);
    members.set(member.name, content);
    const id = /^chains\/(.*)\.jsonl$/.exec(member.name)?.[1];
    if (id === undefined) continue;
    const lines = content.toString('utf8').split('\n').slice(0, -1);
    chains.push({ id, name: member.name, entries: lines.map((line) => readLine(line) as SealedEntry) });
  }
  return { members, chains };
}

async function putTogether(members: ReadonlyMap<string, Uint8Array>): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  const parts = [...members].map(([name, bytes]) => ({ name, bytes }));
  for await (const piece of writeZip(parts)) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** Signatures are judged once each: the thousands that a deed left alone stay judged. */
export function rememberingCryptography(): Cryptography {
  const known = new Map<string, boolean>();
  return {
    ...nodeCryptography,
    verifyEd25519: (messages) =>
      messages.map((message) => {
        const name = `${hex(message.publicKey)}${hex(message.signature)}${hex(sha256(message.message))}`;
        const verdict =
          known.get(name) ?? (nodeCryptography.verifyEd25519([message]) as boolean[])[0] ?? false;
        known.set(name, verdict);
        return verdict;
      }),
  };
}

/** A deed done: the export, what the auditor knows, and where he must be sent. */
export interface Done {
  bytes: Uint8Array;
  options: VerifyOptions;
  /** Whether the first fault names the place. */
  named(first: Finding, verdict: ExportVerdict): boolean;
  /** For the message when it is not. */
  what: string;
}

export interface Scene {
  archive: Archive;
  random: () => number;
  /** The first key of the books, and one of nobody's. */
  rightKey: string;
  currentKey: TestKey;
  attacker: TestKey;
}

export type Deed = (scene: Scene) => Promise<Done>;

class Hand {
  readonly members: Map<string, Uint8Array>;
  readonly scene: Scene;

  constructor(scene: Scene) {
    this.scene = scene;
    this.members = new Map(scene.archive.members);
  }

  below(limit: number): number {
    return Math.floor(this.scene.random() * limit);
  }

  /** A chain with at least so many entries. */
  chain(least = 1): Archive['chains'][number] {
    const chains = this.scene.archive.chains.filter(({ entries }) => entries.length >= least);
    return chains[this.below(chains.length)] as Archive['chains'][number];
  }

  /** An entry of a type, or any. */
  entry(wanted: (entry: SealedEntry) => boolean = () => true): {
    chain: Archive['chains'][number];
    index: number;
    entry: SealedEntry;
  } {
    const found = this.scene.archive.chains.flatMap((chain) =>
      chain.entries.flatMap((entry, index) => (wanted(entry) ? [{ chain, index, entry }] : [])),
    );
    return found[this.below(found.length)] as (typeof found)[number];
  }

  write(name: string, entries: readonly SealedEntry[]): void {
    this.members.set(name, Buffer.from(entries.map(lineOf).join('')));
  }

  /** Another byte at a random place in a range of a member. */
  damage(name: string, from = 0, to = this.members.get(name)?.length ?? 0): void {
    const bytes = Buffer.from(this.members.get(name) ?? []);
    const at = from + this.below(to - from);
    bytes[at] = ((bytes[at] ?? 0) + 1 + this.below(255)) % 256;
    this.members.set(name, bytes);
  }

  /** The manifest made to fit what the archive now holds, and signed by `key`, or by nobody. */
  relist(key?: TestKey, keyId = key?.id, change: (manifest: Manifest) => unknown = () => {}): void {
    const manifest = JSON.parse(Buffer.from(this.members.get('manifest.json') ?? []).toString()) as Manifest;
    const files = [...this.members].filter(([name]) => !name.startsWith('manifest.'));
    manifest.files = files.map(([path, bytes]) => ({ path, sha256: hex(sha256(bytes)), size: bytes.length }));
    manifest.chains = manifest.chains.flatMap((chain) => {
      const text = Buffer.from(this.members.get(`chains/${chain.chain_id}.jsonl`) ?? []).toString();
      const entries = text
        .split('\n')
        .slice(0, -1)
        .map((line) => readLine(line));
      if (entries.length === 0) return [];
      const last = entries.at(-1);
      return [
        {
          ...chain,
          first_position: entries[0]?.position ?? 1,
          last_position: last?.position ?? chain.last_position,
          head_hash: last ? hex(last.chainHash) : chain.head_hash,
          entries: entries.length,
        },
      ];
    });
    change(manifest);
    const bytes = Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`);
    this.members.set('manifest.json', bytes);
    if (key === undefined) return;
    const signature = hex(key.sign(manifestMessage(sha256(bytes))));
    this.members.set('manifest.sig.json', Buffer.from(`${JSON.stringify({ key_id: keyId, signature })}\n`));
  }

  /** Who did it may have thought of the manifest, though he cannot sign it. */
  maybeRelist(): void {
    if (this.scene.random() < 0.5) this.relist();
  }

  async done(what: string, named: Done['named'], options?: VerifyOptions): Promise<Done> {
    const pinned = this.scene.random() < 0.5 ? { pins: [this.scene.rightKey] } : {};
    return { bytes: await putTogether(this.members), options: options ?? pinned, named, what };
  }
}

const at =
  (chain: string, ...positions: number[]): Done['named'] =>
  ({ place }) =>
    place.chain === chain && positions.includes(place.position ?? 0);
const inFile =
  (...files: string[]): Done['named'] =>
  ({ place }) =>
    files.includes(place.file ?? '');

type Member = 'position' | 'preimage' | 'data_hash' | 'previous_hash' | 'chain_hash';

/** What a preimage must have to be one at all, and what is made anew with its hashes. */
const LEFT_ALONE = new Set([
  'schema_version',
  'position',
  'chain_id',
  'recorded_at',
  'head_position',
  'head_hash',
  'previous_closing',
]);

/** One byte of a member of an entry's line: `[from, to)` of the line. */
function rangeOf(line: string, member: string): [from: number, to: number] {
  const start = line.indexOf(`"${member}":`) + member.length + 3;
  const text = line[start] === '"';
  const from = text ? start + 1 : start;
  let to = from;
  while (text ? line[to] !== '"' : /\d/.test(line[to] ?? '')) to += line[to] === '\\' ? 2 : 1;
  return [Buffer.byteLength(line.slice(0, from)), Buffer.byteLength(line.slice(0, to))];
}

const oneByteOf =
  (member: string, wanted: (entry: SealedEntry) => boolean = () => true): Deed =>
  async (scene) => {
    const hand = new Hand(scene);
    const { chain, index, entry } = hand.entry(wanted);
    const before = Buffer.byteLength(chain.entries.slice(0, index).map(lineOf).join(''));
    const [from, to] = rangeOf(lineOf(entry), member);
    hand.damage(chain.name, before + from, before + to);
    hand.maybeRelist();
    return hand.done(`${member} of ${chain.id} ${index + 1}`, at(chain.id, index + 1));
  };

const oneByteOfFile =
  (pattern: RegExp, ...others: string[]): Deed =>
  async (scene) => {
    const hand = new Hand(scene);
    const names = [...hand.members.keys()].filter((name) => pattern.test(name));
    const name = names[hand.below(names.length)] ?? '';
    hand.damage(name);
    const relisted = !name.startsWith('manifest') && scene.random() < 0.5;
    if (relisted) hand.relist();
    const manifest = relisted ? ['manifest.json'] : [];
    return hand.done(
      `a byte of ${name}`,
      ({ place }) =>
        [name, ...manifest].includes(place.file ?? '') ||
        others.some((other) => place.file?.startsWith(other)),
    );
  };

const typeOf = ({ preimage }: SealedEntry): string =>
  (JSON.parse(preimage) as { entry_type: string }).entry_type;
const isClosing = (entry: SealedEntry) => typeOf(entry) === 'closing';
const hasText = ({ document }: SealedEntry) => document != null;

/** Entries from an index on made to follow each other, `change` applied to the first; each sealed by `seal`. */
function rewritten(
  chain: Archive['chains'][number],
  index: number,
  change: (facts: Record<string, unknown>) => void,
  seal: (entry: SealedEntry, position: number) => SealedEntry['seal'],
): SealedEntry[] {
  const entries = chain.entries.slice(0, index);
  const closings = new Map<unknown, string>();
  for (const entry of entries) {
    if (isClosing(entry))
      closings.set((JSON.parse(entry.preimage) as Record<string, unknown>).closing_type, hex(entry.dataHash));
  }
  for (const [offset, original] of chain.entries.slice(index).entries()) {
    const facts = JSON.parse(original.preimage) as Record<string, unknown>;
    if (offset === 0) change(facts);
    const previousHash = entries.at(-1)?.chainHash ?? new Uint8Array(32);
    const closing = facts.entry_type === 'closing';
    if (closing) {
      facts.head_hash = hex(entries[Number(facts.head_position) - 1]?.chainHash ?? new Uint8Array(32));
      facts.previous_closing = closings.get(facts.closing_type) ?? null;
    }
    const preimage = JSON.stringify(facts);
    const dataHash = sha256(preimage);
    if (closing) closings.set(facts.closing_type, hex(dataHash));
    const chainHash = sha256(previousHash, dataHash);
    const entry = { ...original, preimage, dataHash, previousHash, chainHash };
    entries.push({ ...entry, seal: seal(entry, entries.length + 1) });
  }
  return entries;
}

const sealedBy =
  (key: TestKey, chainId: string) =>
  (entry: SealedEntry, position: number): SealedEntry['seal'] => ({
    keyId: key.id,
    signature: key.sign(sealMessage(chainId, position, entry.chainHash)),
  });

/** Something of an entry that hashes would show, had they not been made anew. */
const changed = (facts: Record<string, unknown>): void => {
  facts.subject_id = `${String(facts.subject_id).slice(0, -4)}beef`;
};

function listed(keys: readonly { id: string; publicKey: Uint8Array; by?: TestKey }[]): Uint8Array {
  return Buffer.from(
    JSON.stringify(
      keys.map(({ id, publicKey, by }) => ({
        key_id: id,
        public_key: hex(publicKey),
        introduced_at: '2025-12-20T00:00:00.000000Z',
        endorsed_by: by?.id ?? null,
        endorsement: by === undefined ? null : hex(by.sign(endorsementMessage(id, publicKey))),
      })),
    ),
  );
}

/** Every entry of every chain made anew, as if the ledger had always had another key; the first key of each chain announced so. */
function remadeWith(hand: Hand, key: TestKey): void {
  for (const chain of hand.scene.archive.chains) {
    const mine = chain.entries.map((entry) => {
      if (typeOf(entry) !== 'seal_key') return entry;
      const facts = JSON.parse(entry.preimage) as Record<string, unknown>;
      Object.assign(facts, {
        key_id: key.id,
        public_key: hex(key.publicKey),
        previous_key_id: facts.position === '1' ? null : key.id,
        endorsement: null,
      });
      return { ...entry, preimage: JSON.stringify(facts) };
    });
    hand.write(
      chain.name,
      rewritten({ ...chain, entries: mine }, 0, () => {}, sealedBy(key, chain.id)),
    );
  }
  hand.members.set('keys.json', listed([key]));
}

/** A chain with entries behind its end: their facts, and the key of each. */
function lengthened(
  { id, entries }: Archive['chains'][number],
  added: readonly { key: TestKey; facts: Record<string, unknown> }[],
): SealedEntry[] {
  const all = [...entries];
  for (const { key, facts } of added) {
    const last = all.at(-1) as SealedEntry;
    const position = last.position + 1;
    const { environment, tenant_id, sub_tenant_id, chain_kind, seller, recorded_at, subject_id } = JSON.parse(
      last.preimage,
    ) as Record<string, unknown>;
    const common = { environment, tenant_id, sub_tenant_id, chain_kind, seller, recorded_at, subject_id };
    const preimage = JSON.stringify({
      schema_version: '2',
      chain_id: id,
      position: String(position),
      ...common,
      number: null,
      ...facts,
    });
    const dataHash = sha256(preimage);
    const chainHash = sha256(last.chainHash, dataHash);
    const entry = { position, preimage, dataHash, previousHash: last.chainHash, chainHash, document: null };
    all.push({ ...entry, seal: sealedBy(key, id)({ ...entry, seal: null }, position) });
  }
  return all;
}

/** Entries of one who owns the database and has no key: under a key of his own, and the program goes on behind them. */
const slippedIn =
  (keysWith: (hand: Hand) => Uint8Array, named: (chain: string, position: number) => Done['named']): Deed =>
  async (scene) => {
    const hand = new Hand(scene);
    const { attacker, currentKey } = scene;
    const ending = scene.archive.chains.filter(
      ({ entries }) => entries.at(-1)?.seal?.keyId === currentKey.id,
    );
    const chain = ending[hand.below(ending.length)] as Archive['chains'][number];
    hand.members.set('keys.json', keysWith(hand));
    const keys = JSON.parse(Buffer.from(hand.members.get('keys.json') ?? []).toString()) as {
      key_id: string;
      endorsement: string | null;
    }[];
    const announce = (key: TestKey, before: TestKey) => ({
      key,
      facts: {
        entry_type: 'seal_key',
        key_id: key.id,
        public_key: hex(key.publicKey),
        previous_key_id: before.id,
        endorsement: keys.find(({ key_id }) => key_id === key.id)?.endorsement ?? null,
      },
    });
    const payment = (key: TestKey) => ({
      key,
      facts: { entry_type: 'payment', invoice_id: chain.id, amount: '1.00', currency: 'EUR' },
    });
    hand.write(
      chain.name,
      lengthened(chain, [
        announce(attacker, currentKey),
        payment(attacker),
        announce(currentKey, attacker),
        payment(currentKey),
      ]),
    );
    hand.relist(currentKey);
    return hand.done(
      `entries under a key of nobody's behind ${chain.id} ${chain.entries.length}`,
      named(chain.id, chain.entries.length + 1),
      { pins: [scene.rightKey] },
    );
  };

/** Every kind of deed, by name. */
export const DEEDS: Readonly<Record<string, Deed>> = {
  ...Object.fromEntries(
    (['position', 'preimage', 'data_hash', 'previous_hash', 'chain_hash'] satisfies Member[]).map(
      (member) => [`a byte of a ${member}`, oneByteOf(member)],
    ),
  ),
  'a byte of a closing': oneByteOf('preimage', isClosing),
  'a byte of a seal': oneByteOf('signature'),
  'a byte of the key a seal names': oneByteOf('key_id', ({ preimage }) => !preimage.includes('key_id')),
  'a byte of a document': oneByteOf('text', hasText),
  'a byte of a salt': oneByteOf('salt', hasText),
  'a byte of a document file': oneByteOfFile(/^documents\//),
  'a byte of a proof': oneByteOfFile(/^proofs\//),
  'a byte of the list of proofs': oneByteOfFile(/^proofs\.json$/, 'proofs/'),
  'a byte of the list of keys': oneByteOfFile(/^keys\.json$/),
  'a byte of the manifest': oneByteOfFile(/^manifest\.json$/),
  'a byte of its signature': oneByteOfFile(/^manifest\.sig\.json$/, 'manifest.json'),
  'a byte of another file': oneByteOfFile(/^LISEZMOI/),

  'an entry and its hashes made anew': async (scene) => {
    const hand = new Hand(scene);
    const { chain, index } = hand.entry();
    const [forged] = rewritten(
      { ...chain, entries: chain.entries.slice(0, index + 1) },
      index,
      changed,
      ({ seal }) => seal,
    ).slice(index);
    hand.write(chain.name, chain.entries.with(index, forged as SealedEntry));
    hand.maybeRelist();
    return hand.done(`${chain.id} ${index + 1} forged`, at(chain.id, index + 1));
  },

  'a row removed': async (scene) => {
    const hand = new Hand(scene);
    const chain = hand.chain(3);
    // The last one: see the tail.
    const index = hand.below(chain.entries.length - 1);
    hand.write(chain.name, chain.entries.toSpliced(index, 1));
    hand.maybeRelist();
    return hand.done(`${chain.id} ${index + 1} removed`, at(chain.id, index + 1));
  },

  'a row added': async (scene) => {
    const hand = new Hand(scene);
    const { chain, index, entry } = hand.entry();
    const ways = [
      // The same again; the same with other words and hashes of its own; one of another chain.
      entry,
      rewritten({ ...chain, entries: chain.entries.slice(0, index + 1) }, index, changed, ({ seal }) => seal)[
        index
      ],
      hand.entry((other) => !other.preimage.includes(chain.id) && other.position <= index + 1).entry,
    ];
    const way = hand.below(ways.length);
    const added = ways[way] as SealedEntry;
    hand.write(chain.name, chain.entries.toSpliced(index + 1, 0, added));
    hand.maybeRelist();
    const positions = way === 2 ? [added.position] : [index + 1];
    return hand.done(`a row added behind ${chain.id} ${index + 1} (${way})`, at(chain.id, ...positions));
  },

  'two rows swapped': async (scene) => {
    const hand = new Hand(scene);
    const chain = hand.chain(2);
    const one = hand.below(chain.entries.length - 1);
    const other = one + 1 + hand.below(chain.entries.length - one - 1);
    const [a, b] = [chain.entries[one] as SealedEntry, chain.entries[other] as SealedEntry];
    const swapped = chain.entries.with(one, b).with(other, a);
    // With their numbers, or each with the number of its new place.
    const renumbered = scene.random() < 0.5;
    hand.write(
      chain.name,
      renumbered ? swapped.map((entry, index) => ({ ...entry, position: index + 1 })) : swapped,
    );
    hand.maybeRelist();
    return hand.done(`${chain.id} ${one + 1} and ${other + 1} swapped`, at(chain.id, one + 1, other + 1));
  },

  'the tail cut, the manifest left': async (scene) => {
    const hand = new Hand(scene);
    const chain = hand.chain(2);
    const left = 1 + hand.below(chain.entries.length - 1);
    hand.write(chain.name, chain.entries.slice(0, left));
    return hand.done(
      `${chain.id} cut behind ${left}`,
      ({ code, place }) => code === 'chain-cut' && place.chain === chain.id && place.position === left,
    );
  },

  'the tail cut, the manifest made anew': async (scene) => {
    const hand = new Hand(scene);
    const chain = hand.chain(2);
    const left = 1 + hand.below(chain.entries.length - 1);
    const head = hex((chain.entries.at(-1) as SealedEntry).chainHash);
    hand.write(chain.name, chain.entries.slice(0, left));
    // Signed by nobody, by a key of nobody's, or by the right one, which an insider may have.
    const way = hand.below(3);
    hand.relist([undefined, scene.attacker, scene.currentKey][way]);
    const options = { heads: [head], ...(scene.random() < 0.5 ? { pins: [scene.rightKey] } : {}) };
    return hand.done(
      `${chain.id} cut behind ${left} (${way})`,
      ({ code, expected, place }) =>
        (code === 'head-not-reached' && expected === head) ||
        (way === 1 && code === 'unknown-key' && place.file === 'manifest.sig.json'),
      options,
    );
  },

  'a suffix made anew without the key': async (scene) => {
    const hand = new Hand(scene);
    const { chain, index } = hand.entry();
    const left = scene.random() < 0.5;
    hand.write(
      chain.name,
      rewritten(chain, index, changed, ({ seal }) => (left ? seal : null)),
    );
    hand.maybeRelist();
    return hand.done(`${chain.id} made anew from ${index + 1} on`, at(chain.id, index + 1));
  },

  'a suffix sealed by another key': async (scene) => {
    const hand = new Hand(scene);
    const { chain, index } = hand.entry();
    hand.write(chain.name, rewritten(chain, index, changed, sealedBy(scene.attacker, chain.id)));
    const keys = JSON.parse(Buffer.from(hand.members.get('keys.json') ?? []).toString()) as unknown[];
    const mine = JSON.parse(Buffer.from(listed([scene.attacker])).toString()) as unknown[];
    hand.members.set('keys.json', Buffer.from(JSON.stringify([...keys, ...mine])));
    hand.relist(scene.attacker);
    return hand.done(`${chain.id} sealed anew from ${index + 1} on`, at(chain.id, index + 1));
  },

  'everything sealed by another key': async (scene) => {
    const hand = new Hand(scene);
    remadeWith(hand, scene.attacker);
    hand.relist(scene.attacker);
    const [first] = scene.archive.chains;
    return hand.done(
      'another key',
      ({ code, place }) => code === 'key-not-pinned' && place.chain === first?.id && place.position === 1,
      { pins: [scene.rightKey] },
    );
  },

  'everything sealed by another key, against a head': async (scene) => {
    const hand = new Hand(scene);
    remadeWith(hand, scene.attacker);
    hand.relist(scene.attacker);
    const head = hex(hand.entry().entry.chainHash);
    return hand.done(
      'another key',
      ({ code, expected }) => code === 'head-not-reached' && expected === head,
      { heads: [head] },
    );
  },

  'entries under a key that nobody endorsed, and the right key behind them': slippedIn((hand) => {
    const keys = JSON.parse(Buffer.from(hand.members.get('keys.json') ?? []).toString()) as unknown[];
    const mine = JSON.parse(Buffer.from(listed([hand.scene.attacker])).toString()) as unknown[];
    return Buffer.from(JSON.stringify([...mine, ...keys]));
  }, at),

  'entries under a key that claims to have endorsed the first one': slippedIn(
    ({ members, scene: { attacker, rightKey } }) => {
      const keys = JSON.parse(Buffer.from(members.get('keys.json') ?? []).toString()) as {
        key_id: string;
        public_key: string;
      }[];
      const mine = JSON.parse(Buffer.from(listed([attacker])).toString()) as unknown[];
      return Buffer.from(
        JSON.stringify([
          ...mine,
          ...keys.map((key) =>
            key.key_id === rightKey
              ? {
                  ...key,
                  endorsed_by: attacker.id,
                  endorsement: hex(
                    attacker.sign(endorsementMessage(key.key_id, Buffer.from(key.public_key, 'hex'))),
                  ),
                }
              : key,
          ),
        ]),
      );
    },
    // What the first key sealed of itself says otherwise than the list.
    () => (first) => first.code === 'bad-endorsement' && first.place.position === 1 && first.found === 'null',
  ),

  'a closing that does not add up, sealed by the right key': async (scene) => {
    const hand = new Hand(scene);
    const { chain, index } = hand.entry(
      (entry) => isClosing(entry) && entry.seal?.keyId === scene.currentKey.id,
    );
    const members = [
      'entries_count',
      'counts',
      'totals',
      'fiscal_year_total',
      'perpetual_total',
      'last_position',
    ];
    let member = '';
    const spoil = (facts: Record<string, unknown>): void => {
      const filled = members.filter(
        (name) => facts[name] !== null && (facts[name] as unknown[]).length !== 0,
      );
      member = filled[hand.below(filled.length)] ?? '';
      // One digit of one figure.
      const text = JSON.stringify(facts[member]);
      const digits = [...text.matchAll(/(?<=:"|^")-?(\d)/g)];
      const digit = digits[hand.below(digits.length)];
      const place = (digit?.index ?? 0) + (digit?.[0].length ?? 1) - 1;
      facts[member] = JSON.parse(
        text.slice(0, place) + String((Number(text[place]) + 1) % 10 || 1) + text.slice(place + 1),
      );
    };
    hand.write(chain.name, rewritten(chain, index, spoil, sealedBy(scene.currentKey, chain.id)));
    hand.relist(scene.currentKey);
    return hand.done(
      `${member} of ${chain.id} ${index + 1}`,
      (first) =>
        first.code === 'closing-differs' &&
        first.place.chain === chain.id &&
        first.place.position === index + 1 &&
        first.place.member?.startsWith(member) === true,
    );
  },

  'nonsense in a fact, its hashes made anew': async (scene) => {
    const hand = new Hand(scene);
    const { chain, index } = hand.entry();
    const nonsense: unknown[] = [
      null,
      7,
      'x',
      [],
      [null],
      [7],
      {},
      { toString: 1, toJSON: 'x' },
      [{ lines: null, vat: [null] }],
    ];
    let name = '';
    const spoil = (facts: Record<string, unknown>): void => {
      const names = Object.keys(facts).filter((member) => !LEFT_ALONE.has(member));
      name = names[hand.below(names.length)] ?? '';
      let value = nonsense[hand.below(nonsense.length)];
      if (JSON.stringify(value) === JSON.stringify(facts[name])) value = 8;
      facts[name] = value;
    };
    const [forged] = rewritten(
      { ...chain, entries: chain.entries.slice(0, index + 1) },
      index,
      spoil,
      ({ seal }) => seal,
    ).slice(index);
    hand.write(chain.name, chain.entries.with(index, forged as SealedEntry));
    return hand.done(`${name} of ${chain.id} ${index + 1}`, at(chain.id, index + 1));
  },

  'an entry backdated, sealed by the right key': async (scene) => {
    const hand = new Hand(scene);
    const { chain, index } = hand.entry(
      (entry) => !isClosing(entry) && entry.position > 2 && entry.seal?.keyId === scene.currentKey.id,
    );
    const backdate = (facts: Record<string, unknown>): void => {
      facts.recorded_at = '2025-12-20T00:00:00.000000Z';
    };
    hand.write(chain.name, rewritten(chain, index, backdate, sealedBy(scene.currentKey, chain.id)));
    hand.relist(scene.currentKey);
    return hand.done(
      `${chain.id} ${index + 1} backdated`,
      (first) => first.code === 'back-in-time' && at(chain.id, index + 1)(first, {} as ExportVerdict),
    );
  },

  'a document replaced': async (scene) => {
    const hand = new Hand(scene);
    const { chain, index, entry } = hand.entry(hasText);
    const other = hand.entry((one) => hasText(one) && one !== entry).entry;
    hand.write(chain.name, chain.entries.with(index, { ...entry, document: other.document ?? null }));
    hand.maybeRelist();
    return hand.done(`document of ${chain.id} ${index + 1}`, at(chain.id, index + 1));
  },

  'a document taken away, as if erased, in an export that the right key signed': async (scene) => {
    const hand = new Hand(scene);
    const { chain, index, entry } = hand.entry(hasText);
    hand.write(chain.name, chain.entries.with(index, { ...entry, document: null }));
    hand.relist(scene.currentKey);
    return hand.done(
      `document of ${chain.id} ${index + 1} taken away`,
      (first) => first.code === 'document-missing' && at(chain.id, index + 1)(first, {} as ExportVerdict),
    );
  },

  'a file taken away, as if erased, in an export that the right key signed': async (scene) => {
    const hand = new Hand(scene);
    const files = [...hand.members.keys()].filter((name) => name.startsWith('documents/'));
    const name = files[hand.below(files.length)] ?? '';
    hand.members.delete(name);
    hand.relist(scene.currentKey, undefined, (manifest) => manifest.erased.push(name));
    return hand.done(
      `${name} taken away`,
      ({ code, expected }) => code === 'file-missing' && name.includes(expected ?? '-'),
    );
  },

  'a chain passed off as another, in an export that the right key signed': async (scene) => {
    const hand = new Hand(scene);
    const { chain } = hand.entry();
    const ways: ((manifest: Manifest, listed: Manifest['chains'][number]) => void)[] = [
      (_, listed) => (listed.seller = 'siren:404833048'),
      (_, listed) => (listed.sub_tenant_id = listed.sub_tenant_id === null ? chain.id : null),
      (_, listed) => (listed.kind = listed.kind === 'fiscal' ? 'archive' : 'fiscal'),
      (manifest) => (manifest.tenant.id = chain.id),
      (manifest) => (manifest.environment = manifest.environment === 'sandbox' ? 'production' : 'sandbox'),
    ];
    const way = hand.below(ways.length);
    hand.relist(scene.currentKey, undefined, (manifest) => {
      for (const listed of manifest.chains) if (listed.chain_id === chain.id) ways[way]?.(manifest, listed);
    });
    return hand.done(
      `${chain.id} passed off as another (${way})`,
      ({ code, place }) =>
        code === 'of-another-chain' && place.position === 1 && (way > 2 || place.chain === chain.id),
    );
  },

  'a file removed': async (scene) => {
    const hand = new Hand(scene);
    const files = [...hand.members.keys()].filter((name) => name.startsWith('documents/'));
    const name = files[hand.below(files.length)] ?? '';
    hand.members.delete(name);
    hand.maybeRelist();
    return hand.done(
      `${name} removed`,
      ({ code, expected }) => code === 'file-missing' && name.includes(expected ?? '-'),
    );
  },

  'a file added': async (scene) => {
    const hand = new Hand(scene);
    const bytes = Buffer.from(`forged ${scene.random()}`);
    const name = `documents/${hex(sha256(bytes))}.pdf`;
    hand.members.set(name, bytes);
    hand.maybeRelist();
    return hand.done(`${name} added`, inFile(name));
  },

  'a chain removed': async (scene) => {
    const hand = new Hand(scene);
    const chain = hand.chain();
    hand.members.delete(chain.name);
    return hand.done(
      `${chain.id} removed`,
      ({ code, place }) => code === 'chain-cut' && place.chain === chain.id,
    );
  },
};
