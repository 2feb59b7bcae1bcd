/** What a proof asks of a Bitcoin block. */
export interface BlockHeader {
  /** As explorers write it: 64 hex digits, the last byte of the header's field first. */
  merkleRoot: string;
  /** When its miner says it was mined: seconds since 1970. Other miners refuse a time that is hours off. */
  time: number;
}

const LENGTH = 80;

/**
 * Reads the 80 bytes of a block header, and the hash the block is known by. `null` for anything else.
 */
export function readBlockHeader(
  bytes: Uint8Array,
  sha256: (bytes: Uint8Array) => Uint8Array,
): (BlockHeader & { hash: string }) | null {
  if (bytes.length !== LENGTH) return null;
  return {
    hash: sha256(sha256(bytes)).toReversed().toHex(),
    merkleRoot: bytes.slice(36, 68).toReversed().toHex(),
    time: new DataView(bytes.buffer, bytes.byteOffset, LENGTH).getUint32(68, true),
  };
}
