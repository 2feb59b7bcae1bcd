/**
 * One entry of the fiscal chain, as an outsider checks it: with the stored text and three hashes, and nothing of ours.
 *
 *   data_hash  = SHA-256(preimage as UTF-8)
 *   chain_hash = SHA-256(previous_hash || data_hash), 32 raw bytes each; the first previous_hash is 32 zero bytes
 */

/** The stored form of an entry. Hashes are 32 raw bytes. */
export interface ChainedEntry {
  preimage: string;
  dataHash: Uint8Array;
  previousHash: Uint8Array;
  chainHash: Uint8Array;
}

/** SHA-256, handed in: packages bring no cryptography of their own. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array;

/**
 * What every preimage says of itself; the facts of its kind stand beside it. Numbers are texts. Version 1 bore the
 * documents of fiscal chains only.
 */
export interface Preimage {
  schema_version: '1' | '2';
  entry_type: string;
  environment: 'production' | 'sandbox';
  tenant_id: string;
  sub_tenant_id: string | null;
  /** Since version 2. */
  chain_kind?: 'fiscal' | 'archive' | 'reprint' | 'technical';
  /** The seller legal entity whose chain it is: `siren:123456789`. */
  seller: string;
  chain_id: string;
  position: string;
  /** UTC, microseconds. */
  recorded_at: string;
  subject_id: string;
  number: string | null;
  [fact: string]: unknown;
}

/** Thirty-two zero bytes: what the first entry of a chain follows. */
export const GENESIS = new Uint8Array(32);

/** The preimage of an entry whose own hashes hold, `null` when the entry was altered or is of no version we know. */
export function readEntry(entry: ChainedEntry, sha256: Sha256): Preimage | null {
  const dataHash = sha256(new TextEncoder().encode(entry.preimage));
  if (!equal(dataHash, entry.dataHash)) return null;
  if (!equal(sha256(concatenate(entry.previousHash, dataHash)), entry.chainHash)) return null;
  return parsePreimage(entry.preimage);
}

function parsePreimage(text: string): Preimage | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const known =
    typeof value === 'object' &&
    value !== null &&
    'schema_version' in value &&
    (value.schema_version === '1' || value.schema_version === '2');
  return known ? (value as Preimage) : null;
}

/** Whether two byte strings are the same. Hashes are public: no need for constant time. */
export function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

function concatenate(a: Uint8Array, b: Uint8Array): Uint8Array {
  const joined = new Uint8Array(a.length + b.length);
  joined.set(a);
  joined.set(b, a.length);
  return joined;
}
