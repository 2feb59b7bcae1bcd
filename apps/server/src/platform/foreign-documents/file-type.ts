/** ISO 32000-1 §7.5.2 and its annex H: readers look for the header within the first kilobyte. */
export function isPdf(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 1024)).includes('%PDF-');
}

/** "<" after a byte order mark and blanks, in UTF-8 or UTF-16. */
export function startsLikeXml(bytes: Uint8Array): boolean {
  for (const byte of bytes.subarray(0, 1024)) {
    if (byte === 0x3c) return true;
    if (!BEFORE_XML.has(byte)) return false;
  }
  return false;
}

const BEFORE_XML: ReadonlySet<number> = new Set([0xef, 0xbb, 0xbf, 0xfe, 0xff, 0x00, 0x20, 0x09, 0x0a, 0x0d]);
