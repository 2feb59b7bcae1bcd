/** The few structures of a ZIP file that an export uses (PKWARE APPNOTE 6.3.10, §4.3). */

export const LOCAL = 0x04034b50;
export const DESCRIPTOR = 0x08074b50;
export const CENTRAL = 0x02014b50;
export const END64 = 0x06064b50;
export const LOCATOR64 = 0x07064b50;
export const END = 0x06054b50;

export const LOCAL_SIZE = 30;
export const CENTRAL_SIZE = 46;
export const END64_SIZE = 56;
export const LOCATOR64_SIZE = 20;
export const END_SIZE = 22;

export const STORED = 0;
export const DEFLATED = 8;

/** Bit 3: sizes and CRC follow the data. */
export const FLAG_DESCRIPTOR = 0x0008;
/** Bit 11: the name is UTF-8. */
export const FLAG_UTF8 = 0x0800;

/** The extra field of sizes that do not fit 32 bits (§4.5.3). */
export const EXTRA64 = 0x0001;
/** Extra fields that say when a file was written and whose it was, as other programs add them: they change nothing of what is read. */
export const HARMLESS_EXTRAS: readonly number[] = [0x000a, 0x5455, 0x5855, 0x7855, 0x7875];
export const MAX32 = 0xffffffff;
export const MAX16 = 0xffff;

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

/** CRC-32 of bytes, going on from that of the bytes before. */
export function crc32(bytes: Uint8Array, before = 0): number {
  let value = ~before;
  for (let index = 0; index < bytes.length; index += 1)
    value = (TABLE[(value ^ (bytes[index] as number)) & 0xff] as number) ^ (value >>> 8);
  return ~value >>> 0;
}
