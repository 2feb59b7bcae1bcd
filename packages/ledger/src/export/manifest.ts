import type { ChainKind } from '../entry.ts';

/** A chain, or the part of it, that an export holds. Hashes in hexadecimal. */
export interface ListedChain {
  chain_id: string;
  kind: ChainKind;
  seller: string;
  sub_tenant_id: string | null;
  first_position: number;
  last_position: number;
  /** `chain_hash` before the first entry: zeros at the start of the chain. */
  preceding_hash: string;
  /** `chain_hash` of the last entry. */
  head_hash: string;
  entries: number;
}

export interface ListedFile {
  path: string;
  sha256: string;
  size: number;
}

/** What an export says it holds: `manifest.json`, which is signed. */
export interface Manifest {
  format: typeof FORMAT;
  version: typeof VERSION;
  release: string;
  environment: 'production' | 'sandbox';
  tenant: { id: string; name: string };
  exported_at: string;
  /** Days, both included; `null` for everything. */
  period: { start_date: string | null; end_date: string | null } | null;
  chains: ListedChain[];
  /** Every member but the manifest and its signature. */
  files: ListedFile[];
  /** Members that would be there had the law not asked for their erasure: entries that recorded them stay. */
  erased: string[];
}

export interface ManifestSignature {
  key_id: string;
  signature: string;
}

/** What a proof of date stamps: the hash of an entry. */
export interface ListedProof {
  path: string;
  kind: 'opentimestamps' | 'rfc3161';
  /** The stamped hash: a `chain_hash` or a `data_hash` of the export. */
  hash: string;
}

export const FORMAT = 'scell-ledger-export';
export const VERSION = '1';

/** Members by their use. */
export const MEMBERS = {
  manifest: 'manifest.json',
  signature: 'manifest.sig.json',
  keys: 'keys.json',
  proofs: 'proofs.json',
  chain: (id: string) => `chains/${id}.jsonl`,
  document: (sha256: string, extension: 'pdf' | 'xml') => `documents/${sha256}.${extension}`,
} as const;

/** The manifest that a text is; `null` for anything else. */
export function readManifest(text: string): Manifest | null {
  const value = parse(text);
  if (!isRecord(value) || value.format !== FORMAT || value.version !== VERSION) return null;
  const { tenant, chains, files, period, erased } = value;
  const sound =
    isRecord(tenant) &&
    areTexts(tenant, ['id', 'name']) &&
    (period === null || isRecord(period)) &&
    Array.isArray(chains) &&
    chains.every(isChain) &&
    Array.isArray(erased) &&
    erased.every((path) => typeof path === 'string') &&
    Array.isArray(files) &&
    files.every((file) => isRecord(file) && areTexts(file, ['path', 'sha256']) && isCount(file.size));
  return sound ? (value as unknown as Manifest) : null;
}

/** The text of `manifest.sig.json`. */
export function signatureText({ key_id, signature }: ManifestSignature): string {
  return `${JSON.stringify({ key_id, signature })}\n`;
}

/** The signature of a manifest that a text is; `null` for anything not written as `signatureText` writes it: nothing else vouches for this file. */
export function readSignature(text: string): ManifestSignature | null {
  const value = parse(text);
  if (!isRecord(value) || !areTexts(value, ['key_id', 'signature'])) return null;
  const signature = value as unknown as ManifestSignature;
  return signatureText(signature) === text ? signature : null;
}

/** A JSON array of objects with these texts; `null` for anything else. */
export function readList<T>(text: string, texts: readonly string[]): T[] | null {
  const value = parse(text);
  return Array.isArray(value) && value.every((item) => isRecord(item) && areTexts(item, texts))
    ? (value as T[])
    : null;
}

function isChain(chain: unknown): boolean {
  return (
    isRecord(chain) &&
    areTexts(chain, ['chain_id', 'kind', 'seller', 'preceding_hash', 'head_hash']) &&
    [chain.first_position, chain.last_position, chain.entries].every(isCount)
  );
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function areTexts(value: Record<string, unknown>, names: readonly string[]): boolean {
  return names.every((name) => typeof value[name] === 'string');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
