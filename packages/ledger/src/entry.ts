/**
 * One entry of a chain of the ledger, as an outsider checks it: with the stored text and three hashes, and nothing of ours.
 *
 *   data_hash  = SHA-256(preimage as UTF-8)
 *   chain_hash = SHA-256(previous_hash || data_hash), 32 raw bytes each; the first previous_hash is 32 zero bytes
 */
import { joinBytes } from './bytes.ts';
import { equal, utf8 } from './hex.ts';

/** The stored form of an entry. Hashes are 32 raw bytes. */
export interface ChainedEntry {
  preimage: string;
  dataHash: Uint8Array;
  previousHash: Uint8Array;
  chainHash: Uint8Array;
}

/** SHA-256, handed in: packages bring no cryptography of their own. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array;

/** A fiscal chain, or one of those beside it; version 1 of the preimage knew fiscal ones only. */
export type ChainKind = 'fiscal' | 'archive' | 'reprint' | 'technical';

/** What every preimage says of itself; the facts of its kind stand beside it. Numbers are texts. */
export interface Preimage {
  schema_version: '1' | '2';
  entry_type: string;
  environment: 'production' | 'sandbox';
  tenant_id: string;
  sub_tenant_id: string | null;
  /** From version 2 on. */
  chain_kind?: ChainKind;
  /** The seller legal entity whose chain it is: `siren:123456789`; empty in a technical chain. */
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
  const dataHash = sha256(utf8(entry.preimage));
  if (!equal(dataHash, entry.dataHash)) return null;
  if (!equal(sha256(joinBytes(entry.previousHash, dataHash)), entry.chainHash)) return null;
  return parsePreimage(entry.preimage);
}

/** What a preimage says; `null` when it is no JSON object of a version we know. */
export function parsePreimage(text: string): Preimage | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const { schema_version: version, position, chain_id, recorded_at } = value as Record<string, unknown>;
  const known =
    (version === '1' || version === '2') &&
    [position, chain_id, recorded_at].every((member) => typeof member === 'string');
  return known ? (value as Preimage) : null;
}
