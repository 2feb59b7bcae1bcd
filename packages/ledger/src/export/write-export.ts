import { GENESIS } from '../entry.ts';
import { fromHex, toHex, utf8 } from '../hex.ts';
import { manifestMessage } from '../seal.ts';
import type { Cryptography } from '../verify/ports.ts';
import type { SealedEntry } from '../verify/verify-entries.ts';
import { lineOf } from './lines.ts';
import {
  FORMAT,
  type ListedChain,
  type ListedFile,
  type Manifest,
  MEMBERS,
  signatureText,
  VERSION,
} from './manifest.ts';
import { writeZip, type ZipInput } from './zip-writer.ts';

/** A chain, or the part of it that an export holds. */
export interface ExportedChain {
  chain: Pick<ListedChain, 'chain_id' | 'kind' | 'seller' | 'sub_tenant_id'>;
  /** `previous_hash` of the first entry, in hexadecimal; what the chain last said when there is none. */
  precedingHash?: string;
  /** Its head, by what else knows it; that of the last entry otherwise. */
  head?: { position: number; hash: string };
  entries: AsyncIterable<readonly SealedEntry[]> | Iterable<readonly SealedEntry[]>;
  /** Whether its lines may reach 4 GiB. */
  large?: boolean;
}

/** A member that was erased because the law asked for it. */
export interface ErasedMember {
  erased: string;
}

/** A part of an export, in the order in which it is to stand there. */
export type ExportPart = ExportedChain | ErasedMember | ZipInput;

/** What the manifest says of the export as a whole. */
export type About = Pick<Manifest, 'release' | 'environment' | 'tenant' | 'exported_at' | 'period'>;

/** Signs as the ledger's key does. */
export interface Signer {
  keyId: string;
  sign(message: Uint8Array): Uint8Array;
}

/**
 * The bytes of an export: its parts as they come, then the manifest of their hashes and its signature. Flat memory but for a record a file. The same parts
 * give the same bytes.
 */
export function writeExport(
  about: About,
  parts: AsyncIterable<ExportPart> | Iterable<ExportPart>,
  crypto: Pick<Cryptography, 'sha256' | 'startSha256'>,
  signer: Signer,
): AsyncGenerator<Uint8Array, void, undefined> {
  return writeZip(membersOf(about, parts, crypto, signer));
}

async function* membersOf(
  about: About,
  parts: AsyncIterable<ExportPart> | Iterable<ExportPart>,
  crypto: Pick<Cryptography, 'sha256' | 'startSha256'>,
  signer: Signer,
): AsyncGenerator<ZipInput, void, undefined> {
  const chains: ListedChain[] = [];
  const files: ListedFile[] = [];
  const erased: string[] = [];
  for await (const part of parts) {
    if ('erased' in part) {
      erased.push(part.erased);
      continue;
    }
    const member = 'chain' in part ? chainMember(part, chains) : part;
    if ('bytes' in member) {
      const { name, bytes } = member;
      files.push({ path: name, sha256: toHex(crypto.sha256(bytes)), size: bytes.length });
      yield member;
    } else yield { ...member, chunks: hashed(member.name, member.chunks, crypto, files) };
  }
  const { release, environment, tenant, exported_at, period } = about;
  const manifest: Manifest = {
    format: FORMAT,
    version: VERSION,
    release,
    environment,
    tenant,
    exported_at,
    period,
    chains,
    files,
    erased,
  };
  const bytes = utf8(`${JSON.stringify(manifest, null, 1)}\n`);
  yield { name: MEMBERS.manifest, chunks: [bytes] };
  const signature = toHex(signer.sign(manifestMessage(crypto.sha256(bytes))));
  yield {
    name: MEMBERS.signature,
    bytes: utf8(signatureText({ key_id: signer.keyId, signature })),
  };
}

/** The member of a chain; its line of the manifest is known when it was read to its end. */
function chainMember(part: ExportedChain, chains: ListedChain[]): Extract<ZipInput, { chunks: unknown }> {
  const { chain, entries, precedingHash = toHex(GENESIS), head: known, large = false } = part;
  const chunks = async function* () {
    let first = 0;
    let last = 0;
    let count = 0;
    let preceding = precedingHash;
    let head = fromHex(precedingHash, 32) ?? GENESIS;
    for await (const batch of entries) {
      if (batch.length === 0) continue;
      if (count === 0 && batch[0] !== undefined) {
        first = batch[0].position;
        preceding = toHex(batch[0].previousHash);
      }
      const end = batch.at(-1);
      last = end?.position ?? last;
      head = end?.chainHash ?? head;
      count += batch.length;
      yield utf8(batch.map(lineOf).join(''));
    }
    chains.push({
      ...chain,
      first_position: first,
      last_position: known?.position ?? last,
      preceding_hash: preceding,
      head_hash: known?.hash ?? toHex(head),
      entries: count,
    });
  };
  return { name: MEMBERS.chain(chain.chain_id), chunks: chunks(), large };
}

async function* hashed(
  path: string,
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  crypto: Pick<Cryptography, 'startSha256'>,
  files: ListedFile[],
): AsyncGenerator<Uint8Array> {
  const hash = crypto.startSha256();
  let size = 0;
  for await (const chunk of chunks) {
    hash.update(chunk);
    size += chunk.length;
    yield chunk;
  }
  files.push({ path, sha256: toHex(hash.digest()), size });
}
