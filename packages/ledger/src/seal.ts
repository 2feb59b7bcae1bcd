/**
 * The texts that keys of the ledger sign, by Ed25519 over their UTF-8. A key is named by its fingerprint, the SHA-256 of its 32
 * raw bytes.
 */

import type { Sha256 } from './entry.ts';
import { toHex, utf8 } from './hex.ts';

/** What a seal is over: the place of an entry and, by its hash, everything up to it. */
export function sealMessage(chainId: string, position: number | bigint, chainHash: Uint8Array): Uint8Array {
  return utf8(`scell seal 1\n${chainId}\n${position}\n${toHex(chainHash)}\n`);
}

/** What a key signs to endorse the one that comes after it. */
export function endorsementMessage(keyId: string, publicKey: Uint8Array): Uint8Array {
  return utf8(`scell key 1\n${keyId}\n${toHex(publicKey)}\n`);
}

/** What the signature of an export is over. */
export function manifestMessage(manifestHash: Uint8Array): Uint8Array {
  return utf8(`scell export 1\n${toHex(manifestHash)}\n`);
}

/** The name of a key. */
export function fingerprint(publicKey: Uint8Array, sha256: Sha256): string {
  return toHex(sha256(publicKey));
}
