/** "<" after a byte order mark and blanks, in UTF-8 or UTF-16. */
export function startsLikeXml(bytes: Uint8Array): boolean {
  for (const byte of bytes.subarray(0, 1024)) {
    if (byte === 0x3c) return true;
    if (!BEFORE_XML.has(byte)) return false;
  }
  return false;
}

const BEFORE_XML: ReadonlySet<number> = new Set([0xef, 0xbb, 0xbf, 0xfe, 0xff, 0x00, 0x20, 0x09, 0x0a, 0x0d]);
