import { crc32, inflateRawSync } from 'node:zlib';

/** The members of a ZIP archive by name, in the order of its directory; each is held against its sums. */
export function unzip(zip: Buffer): Map<string, Buffer> {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0) throw new Error('no end of a ZIP archive');
  const zip64 = zip.readUInt16LE(end + 8) === 0xffff;
  const end64 = zip64 ? Number(zip.readBigUInt64LE(end - 12)) : 0;
  const count = zip64 ? Number(zip.readBigUInt64LE(end64 + 32)) : zip.readUInt16LE(end + 10);
  let at = zip64 ? Number(zip.readBigUInt64LE(end64 + 48)) : zip.readUInt32LE(end + 16);
  const members = new Map<string, Buffer>();
  for (let i = 0; i < count; i++) {
    const [nameLength, extraLength] = [zip.readUInt16LE(at + 28), zip.readUInt16LE(at + 30)];
    const name = zip.subarray(at + 46, at + 46 + nameLength).toString();
    const local = zip.readUInt32LE(at + 42);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const content = inflateRawSync(zip.subarray(start, start + zip.readUInt32LE(at + 20)));
    if (crc32(content) !== zip.readUInt32LE(at + 16) || content.length !== zip.readUInt32LE(at + 24))
      throw new Error(`${name} is not what the archive says`);
    members.set(name, content);
    at += 46 + nameLength + extraLength + zip.readUInt16LE(at + 32);
  }
  return members;
}
