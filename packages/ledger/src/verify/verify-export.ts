import type { ChainIdentity, Start, Step } from '../chain-walk.ts';
import { GENESIS, type Preimage } from '../entry.ts';
import { linesOf, readLine } from '../export/lines.ts';
import {
  type ListedChain,
  type ListedProof,
  type Manifest,
  MEMBERS,
  readList,
  readManifest,
  readSignature,
} from '../export/manifest.ts';
import {
  type InflateStream,
  openZip,
  type RandomAccess,
  readMember,
  ZipError,
  type ZipMember,
} from '../export/zip-reader.ts';
import { fromHex, toHex } from '../hex.ts';
import { manifestMessage } from '../seal.ts';
import { ErasureCheck } from './erasures.ts';
import { type Finding, Findings, type Place, type Report, shown } from './finding.ts';
import { KeyRing, type ListedKey } from './key-ring.ts';
import type { Cryptography } from './ports.ts';
import { type ChainSummary, ChainVerifier, type SealedEntry } from './verify-entries.ts';

/** What a proof of date was found to be. `detail` is a fact for people: a block, a moment, why it fails. */
export interface ProofVerdict {
  state: 'valid' | 'pending' | 'invalid' | 'unjudged';
  detail?: string;
}

/** Judges a proof of date over a hash of 32 bytes. */
export type ProofJudge = (
  kind: ListedProof['kind'],
  proof: Uint8Array,
  hash: Uint8Array,
) => ProofVerdict | Promise<ProofVerdict>;

export interface VerifyPorts {
  crypto: Cryptography;
  judgeProof: ProofJudge;
  inflate?: InflateStream;
}

export interface VerifyOptions {
  /** Fingerprints of keys that the auditor knows from elsewhere. */
  pins?: readonly string[];
  /** Published heads (`chain_hash` in hexadecimal) that the export must reach. */
  heads?: readonly string[];
  /** Told how many bytes of how many were read. */
  progress?: (done: number, total: number) => void;
}

/** What an export holds and whether it proves itself. */
export interface ExportVerdict {
  /** Nothing is wrong. */
  whole: boolean;
  /** Whether the keys were judged by a fingerprint from outside: without, the books agree with themselves, no more. */
  pinned: boolean;
  faults: number;
  /** The first of each kind, faults first and by place; `counts` counts them all. */
  findings: Finding[];
  counts: Record<string, number>;
  /** `null` when it cannot be read. */
  manifest: Manifest | null;
  chains: ChainSummary[];
  /** Where each pinned head was found. */
  heads: { head: string; chain: string | null; position: number | null }[];
  keys: string[];
  files: number;
  proofs: { valid: number; pending: number; unjudged: number };
}

/** Members read whole into memory are no larger: indexes and single proofs. */
const MAX_INDEX = 1 << 28;
const CHAIN = /^chains\/([0-9a-f-]{36})\.jsonl$/;
const DOCUMENT = /^documents\/([0-9a-f]{64})\.(?:pdf|xml)$/;

/**
 * Verifies an export: every member against the signed manifest, every chain, every document file against the entry that recorded it, every proof of date.
 * Reads each byte once but for the indexes; memory does not grow with the number of entries.
 * @throws {ZipError} when the archive itself cannot be read.
 */
export async function verifyExport(
  source: RandomAccess,
  ports: VerifyPorts,
  options: VerifyOptions = {},
): Promise<ExportVerdict> {
  const members = await openZip(source);
  return new ExportVerifier(source, members, ports, options).run();
}

/** A stamped hash that is looked for among the entries. */
interface AwaitedProof extends ListedProof {
  found: boolean;
}

class ExportVerifier {
  readonly #source: RandomAccess;
  readonly #members: Map<string, ZipMember>;
  readonly #ports: VerifyPorts;
  readonly #options: VerifyOptions;
  readonly #findings = new Findings();
  readonly #heads: Map<string, { chain: string; position: number } | null>;
  readonly #chains: ChainSummary[] = [];
  /** Members that were erased, as the signed manifest states. */
  #erased: ReadonlySet<string> = new Set();
  readonly #erasures = new ErasureCheck();
  /** Document members that an entry recorded. */
  readonly #recorded = new Set<string>();
  #proofs: AwaitedProof[] = [];
  readonly #stamped = new Map<string, AwaitedProof[]>();
  readonly #proofCounts = { valid: 0, pending: 0, unjudged: 0 };
  #read = 0;

  constructor(
    source: RandomAccess,
    members: readonly ZipMember[],
    ports: VerifyPorts,
    options: VerifyOptions,
  ) {
    this.#source = source;
    this.#members = new Map(members.map((member) => [member.name, member]));
    this.#ports = ports;
    this.#options = options;
    this.#heads = new Map((options.heads ?? []).map((head) => [head, null]));
  }

  async run(): Promise<ExportVerdict> {
    const { report } = this.#findings;
    const keys = await this.#keys();
    const { manifest, signed } = await this.#manifest(keys);
    this.#erased = new Set(signed ? manifest?.erased : []);
    await this.#listProofs();
    const digests = await this.#contents(manifest, signed, keys);
    if (manifest !== null) this.#compare(manifest, signed, digests);
    this.#erasures.judge(report, manifest !== null && manifest.period !== null);
    for (const name of this.#members.keys()) {
      if (DOCUMENT.test(name) && !this.#recorded.has(name))
        report({ code: 'file-unrecorded', place: { file: name } });
    }
    for (const proof of this.#proofs) {
      if (!proof.found) report({ code: 'proof-of-nothing', place: { file: proof.path }, found: proof.hash });
    }
    for (const [head, at] of this.#heads) {
      if (at === null) report({ code: 'head-not-reached', place: {}, expected: head });
    }
    const { faults, counts } = this.#findings;
    return {
      whole: faults === 0,
      pinned: keys.pinned,
      faults,
      findings: this.#findings.sorted(),
      counts,
      manifest,
      chains: this.#chains,
      heads: [...this.#heads].map(([head, at]) => ({
        head,
        chain: at?.chain ?? null,
        position: at?.position ?? null,
      })),
      keys: keys.ids,
      files: digests.size,
      proofs: this.#proofCounts,
    };
  }

  async #keys(): Promise<KeyRing> {
    const { report } = this.#findings;
    const text = await this.#text(MEMBERS.keys);
    const listed = text === null ? null : readList<ListedKey>(text, ['key_id', 'public_key']);
    if (listed === null) report({ code: 'key-altered', place: { file: MEMBERS.keys } });
    const { pins = [] } = this.#options;
    return KeyRing.of(listed ?? [], pins, this.#ports.crypto, report, { file: MEMBERS.keys });
  }

  /** What the export says of itself, and whether a listed key signed it. */
  async #manifest(keys: KeyRing): Promise<{ manifest: Manifest | null; signed: boolean }> {
    const { report } = this.#findings;
    const { crypto } = this.#ports;
    const bytes = await this.#bytes(MEMBERS.manifest);
    const manifest = bytes === null ? null : readManifest(textOf(bytes) ?? '');
    if (manifest === null) report({ code: 'manifest-altered', place: { file: MEMBERS.manifest } });
    const text = await this.#text(MEMBERS.signature);
    const signature = text === null ? null : readSignature(text);
    const place: Place = { file: MEMBERS.signature };
    if (signature === null || bytes === null) {
      report({ code: 'manifest-unsigned', place });
      return { manifest, signed: false };
    }
    const publicKey = keys.find(signature.key_id);
    if (publicKey === undefined) {
      report({ code: 'unknown-key', place: { ...place, member: 'key_id' }, found: signature.key_id });
      return { manifest, signed: false };
    }
    const raw = fromHex(signature.signature, 64);
    const message = manifestMessage(crypto.sha256(bytes));
    const holds = raw !== null && (await crypto.verifyEd25519([{ publicKey, message, signature: raw }]))[0];
    if (holds !== true)
      report({ code: 'manifest-altered', place: { file: MEMBERS.manifest, member: 'signature' } });
    else if (keys.pinned && !keys.trusts(signature.key_id))
      report({
        code: keys.precedesTrusted(signature.key_id) ? 'key-older' : 'key-not-pinned',
        place: { ...place, member: 'key_id' },
        found: signature.key_id,
      });
    return { manifest, signed: holds === true };
  }

  async #listProofs(): Promise<void> {
    if (!this.#members.has(MEMBERS.proofs)) return;
    const text = await this.#text(MEMBERS.proofs);
    const listed = text === null ? null : readList<ListedProof>(text, ['path', 'kind', 'hash']);
    if (listed === null) {
      this.#findings.report({ code: 'proof-invalid', place: { file: MEMBERS.proofs } });
      return;
    }
    this.#proofs = listed.map((proof) => ({ ...proof, found: false }));
    const paths = new Set(listed.map(({ path }) => path));
    for (const path of paths)
      if (!this.#members.has(path))
        this.#findings.report({ code: 'proof-invalid', place: { file: MEMBERS.proofs }, expected: path });
    for (const name of this.#members.keys())
      if (name.startsWith('proofs/') && !paths.has(name))
        this.#findings.report({ code: 'proof-of-nothing', place: { file: name } });
    for (const proof of this.#proofs) {
      const same = this.#stamped.get(proof.hash);
      if (same === undefined) this.#stamped.set(proof.hash, [proof]);
      else same.push(proof);
    }
  }

  /** Reads every member once, in the order of the archive; answers the digest of each. */
  async #contents(manifest: Manifest | null, signed: boolean, keys: KeyRing): Promise<Map<string, string>> {
    const { report } = this.#findings;
    const digests = new Map<string, string>();
    const chains = new Map(manifest?.chains.map((chain) => [chain.chain_id, chain]));
    const files = new Map(manifest?.files.map(({ path, sha256 }) => [path, sha256]));
    const proofs = new Map(this.#proofs.map((proof) => [proof.path, proof]));
    for (const member of this.#members.values()) {
      const { name } = member;
      if (name === MEMBERS.manifest || name === MEMBERS.signature) continue;
      const hash = this.#ports.crypto.startSha256();
      const content = this.#content(member, hash);
      const chain = CHAIN.exec(name)?.[1];
      const proof = proofs.get(name);
      try {
        if (chain !== undefined)
          await this.#chain(
            chain,
            chains.get(chain),
            signed,
            signed ? identityOf(manifest, chains.get(chain)) : {},
            startOf(manifest, signed, chains.get(chain)),
            keys,
            name,
            content,
          );
        else if (proof !== undefined) await this.#proof(proof, await gather(content));
        else for await (const _ of content);
      } catch (error) {
        if (!(error instanceof ZipError)) throw error;
        // What came out of it differs from what the manifest lists, and is reported so.
        if (manifest === null) report({ code: 'member-altered', place: { file: name } });
      }
      const digest = toHex(hash.digest());
      digests.set(name, digest);
      const named = DOCUMENT.exec(name)?.[1];
      if (named !== undefined && named !== digest)
        report({ code: 'file-altered', place: { file: name }, found: digest, expected: named });
      if (manifest === null) continue;
      const listed = files.get(name);
      if (listed === undefined) report({ code: 'member-unlisted', place: { file: name } });
      else if (listed !== digest)
        report({ code: 'member-altered', place: { file: name }, found: digest, expected: listed });
    }
    return digests;
  }

  async *#content(
    member: ZipMember,
    hash: { update(bytes: Uint8Array): void },
  ): AsyncGenerator<Uint8Array, void, undefined> {
    const before = this.#read;
    for await (const chunk of readMember(this.#source, member, this.#ports.inflate)) {
      hash.update(chunk);
      // Of the bytes in the archive: of those that come out of them, the share.
      this.#read =
        before + member.compressed * Math.min(1, (this.#read - before + chunk.length) / member.size);
      this.#options.progress?.(Math.round(this.#read), this.#source.size);
      yield chunk;
    }
    this.#read = before + member.compressed;
  }

  async #chain(
    id: string,
    listed: ListedChain | undefined,
    signed: boolean,
    identity: ChainIdentity,
    start: Start,
    keys: KeyRing,
    file: string,
    content: AsyncIterable<Uint8Array>,
  ): Promise<void> {
    const { report } = this.#findings;
    const { crypto } = this.#ports;
    if (start !== 'anywhere' && start.position > 0) this.#reach(start.head, id, start.position);
    const visit = (entry: SealedEntry, step: Step, place: Place) => this.#visit(entry, step, place);
    // Whether a document that is gone was erased is known when all chains were read.
    const known: Report = (finding) => finding.code !== 'document-erased' && report(finding);
    const verifier = new ChainVerifier({
      chain: id,
      identity,
      crypto,
      keys,
      report: known,
      start,
      file,
      visit,
    });
    try {
      for await (const lines of linesOf(content)) {
        let batch: SealedEntry[] = [];
        for (const line of lines) {
          const entry = line === null ? null : readLine(line);
          if (entry !== null) {
            batch.push(entry);
            continue;
          }
          await verifier.push(batch);
          batch = [];
          verifier.skip((line ?? '').slice(0, 80));
        }
        await verifier.push(batch);
      }
    } finally {
      const summary = await verifier.finish();
      this.#chains.push(summary);
      if (listed !== undefined && signed) this.#compareChain(listed, summary, file);
    }
  }

  /** Where nobody signed the manifest, where it says that chains end means nothing: that it was altered is said. */
  #compareChain(
    listed: ListedChain,
    { chain, lastPosition, head, entries }: ChainSummary,
    file: string,
  ): void {
    const cut =
      entries === 0
        ? listed.last_position > 0
        : lastPosition !== listed.last_position || (head !== null && toHex(head) !== listed.head_hash);
    if (cut)
      this.#findings.report({
        code: 'chain-cut',
        place: { chain, position: lastPosition, file },
        found: head === null ? 'none' : `${lastPosition} ${toHex(head)}`,
        expected: `${listed.last_position} ${listed.head_hash}`,
      });
  }

  #visit(entry: SealedEntry, { preimage, position }: Step, place: Place): void {
    const chain = place.chain ?? '';
    if (this.#heads.size > 0) this.#reach(entry.chainHash, chain, position);
    if (this.#stamped.size > 0) {
      for (const hash of [entry.chainHash, entry.dataHash])
        for (const proof of this.#stamped.get(toHex(hash)) ?? []) proof.found = true;
    }
    if (preimage?.entry_type === 'file_recorded') this.#file(preimage, place);
    if (preimage !== null) this.#erasures.take(preimage, entry.document !== null, place);
  }

  #reach(hash: Uint8Array, chain: string, position: number): void {
    if (this.#heads.size === 0) return;
    const head = toHex(hash);
    if (this.#heads.get(head) === null) this.#heads.set(head, { chain, position });
  }

  /** A file that an entry recorded must be there, with its size; its bytes are compared when they are read. */
  #file(preimage: Preimage, place: Place): void {
    const { sha256, size } = preimage;
    const names = (['pdf', 'xml'] as const).map((extension) => MEMBERS.document(shown(sha256), extension));
    const name = names.find((candidate) => this.#members.has(candidate));
    const member = name === undefined ? undefined : this.#members.get(name);
    if (name === undefined || member === undefined) {
      const gone = { place: { ...place, member: 'preimage.sha256' }, expected: shown(sha256) };
      if (names.some((candidate) => this.#erased.has(candidate)))
        this.#erasures.gone(preimage, { code: 'file-erased', ...gone });
      else this.#findings.report({ code: 'file-missing', ...gone });
      return;
    }
    this.#recorded.add(name);
    if (String(member.size) !== shown(size))
      this.#findings.report({
        code: 'file-altered',
        place: { file: name },
        found: String(member.size),
        expected: shown(size),
      });
  }

  async #proof(proof: AwaitedProof, bytes: Uint8Array): Promise<void> {
    const { report } = this.#findings;
    const hash = fromHex(proof.hash, 32);
    const place: Place = { file: proof.path };
    const verdict: ProofVerdict =
      hash === null ? { state: 'invalid' } : await this.#ports.judgeProof(proof.kind, bytes, hash);
    const found = verdict.detail === undefined ? {} : { found: verdict.detail };
    if (verdict.state === 'invalid') report({ code: 'proof-invalid', place, ...found });
    else {
      this.#proofCounts[verdict.state] += 1;
      if (verdict.state === 'pending') report({ code: 'proof-pending', place, ...found });
      if (verdict.state === 'unjudged') report({ code: 'proof-unjudged', place, ...found });
    }
  }

  /** What the manifest lists must be there. */
  #compare(manifest: Manifest, signed: boolean, digests: ReadonlyMap<string, string>): void {
    const { report } = this.#findings;
    for (const { path } of manifest.files)
      if (!digests.has(path)) report({ code: 'member-missing', place: { file: path } });
    for (const { chain_id: chain, entries, last_position, head_hash } of manifest.chains) {
      const file = MEMBERS.chain(chain);
      if (signed && entries > 0 && !digests.has(file))
        report({
          code: 'chain-cut',
          place: { chain, position: 0, file },
          found: 'none',
          expected: `${last_position} ${head_hash}`,
        });
    }
  }

  async #text(name: string): Promise<string | null> {
    const bytes = await this.#bytes(name);
    return bytes === null ? null : textOf(bytes);
  }

  /** A small member whole; `null` when it is missing, damaged or too large to be one. */
  async #bytes(name: string): Promise<Uint8Array | null> {
    const member = this.#members.get(name);
    if (member === undefined || member.size > MAX_INDEX) return null;
    try {
      return await gather(readMember(this.#source, member, this.#ports.inflate));
    } catch (error) {
      if (error instanceof ZipError) return null;
      throw error;
    }
  }
}

/** Whose chain it is, as the manifest says. */
function identityOf(manifest: Manifest | null, listed: ListedChain | undefined): ChainIdentity {
  if (manifest === null) return {};
  const { environment, tenant } = manifest;
  if (listed === undefined) return { environment, tenant_id: tenant.id };
  const { kind: chain_kind, seller, sub_tenant_id } = listed;
  return { environment, tenant_id: tenant.id, chain_kind, seller, sub_tenant_id };
}

/** What the first entry of a chain must follow: the start of the chain, but in the export of a period. */
function startOf(manifest: Manifest | null, signed: boolean, listed: ListedChain | undefined): Start {
  if (manifest?.period === null) return { position: 0, head: GENESIS };
  const head = listed === undefined ? null : fromHex(listed.preceding_hash, 32);
  if (!signed || listed === undefined || head === null || listed.entries === 0) return 'anywhere';
  return { position: listed.first_position - 1, head };
}

async function gather(content: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of content) {
    length += part.length;
    if (length > MAX_INDEX)
      throw new ZipError({ en: 'A member is too large.', fr: 'Un membre est trop grand.' });
    parts.push(part);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function textOf(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
