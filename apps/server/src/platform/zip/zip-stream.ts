import { pipeline } from 'node:stream/promises';
import { crc32, createDeflateRaw, deflateRawSync } from 'node:zlib';

/** A member of an archive: its whole content, or its parts as they come. */
export interface ZipMember {
  /** Slashes between folders, no leading one; UTF-8. */
  path: string;
  content: Uint8Array | AsyncIterable<Uint8Array>;
  modifiedAt: Date;
}

const LOCAL_HEADER = 0x04034b50;
const DATA_DESCRIPTOR = 0x08074b50;
const CENTRAL_HEADER = 0x02014b50;
const END = 0x06054b50;
const ZIP64_END = 0x06064b50;
const ZIP64_LOCATOR = 0x07064b50;

const DEFLATED = 8;
const UTF8_NAMES = 0x0800;
const SIZES_FOLLOW = 0x0008;
const VERSION = 20;
const VERSION_ZIP64 = 45;
const MOST_16 = 0xffff;
const MOST_32 = 0xffffffff;

/**
 * A ZIP archive (APPNOTE 6.3.10) of members as they come, in parts to be sent on: nothing is held but the content of one member
 * and a hundred bytes of each one before it. Past 65,535 members or 4 GiB it is a ZIP64. One member stays below 4 GiB.
 */
export async function* zipStream(members: AsyncIterable<ZipMember>): AsyncGenerator<Uint8Array> {
  const directory: Buffer[] = [];
  let offset = 0;
  for await (const member of members) {
    const name = Buffer.from(member.path);
    const { date, time } = dosTime(member.modifiedAt);
    const start = offset;
    const isWhole = member.content instanceof Uint8Array;
    const flags = UTF8_NAMES | (isWhole ? 0 : SIZES_FOLLOW);
    const sums: Sums = { crc: 0, packed: 0, size: 0 };
    const local = (): Buffer => {
      const header = Buffer.alloc(30);
      header.writeUInt32LE(LOCAL_HEADER, 0);
      header.writeUInt16LE(VERSION, 4);
      header.writeUInt16LE(flags, 6);
      header.writeUInt16LE(DEFLATED, 8);
      header.writeUInt16LE(time, 10);
      header.writeUInt16LE(date, 12);
      writeSums(header, 14, sums);
      header.writeUInt16LE(name.length, 26);
      return Buffer.concat([header, name]);
    };
    if (member.content instanceof Uint8Array) {
      const packed = deflateRawSync(member.content);
      Object.assign(sums, { crc: crc32(member.content), packed: packed.length, size: member.content.length });
      const bytes = Buffer.concat([local(), packed]);
      offset += bytes.length;
      yield bytes;
    } else {
      const header = local();
      offset += header.length;
      yield header;
      for await (const part of deflated(member.content, sums)) {
        offset += part.length;
        yield part;
      }
      const descriptor = Buffer.alloc(16);
      descriptor.writeUInt32LE(DATA_DESCRIPTOR, 0);
      writeSums(descriptor, 4, sums);
      offset += descriptor.length;
      yield descriptor;
    }
    if (sums.size > MOST_32 || sums.packed > MOST_32)
      throw new RangeError(`${member.path} is larger than 4 GiB`);
    directory.push(centralHeader(name, { flags, date, time, offset: start, ...sums }));
  }
  const start = offset;
  const count = directory.length;
  for (const header of directory) {
    offset += header.length;
    yield header;
  }
  yield end(count, start, offset - start);
}

interface Sums {
  crc: number;
  packed: number;
  size: number;
}

/** The parts of a content compressed, while its sums are made. Whoever stops reading stops the content. */
async function* deflated(content: AsyncIterable<Uint8Array>, sums: Sums): AsyncGenerator<Uint8Array> {
  const deflate = createDeflateRaw();
  const counted = async function* () {
    for await (const part of content) {
      sums.crc = crc32(part, sums.crc);
      sums.size += part.length;
      yield part;
    }
  };
  const fed = pipeline(counted, deflate);
  // Its failure comes out of the stream below as well.
  fed.catch(() => {});
  for await (const part of deflate as AsyncIterable<Buffer>) {
    sums.packed += part.length;
    yield part;
  }
  await fed;
}

function writeSums(header: Buffer, at: number, { crc, packed, size }: Sums): void {
  header.writeUInt32LE(crc, at);
  header.writeUInt32LE(Math.min(packed, MOST_32), at + 4);
  header.writeUInt32LE(Math.min(size, MOST_32), at + 8);
}

interface Entry extends Sums {
  flags: number;
  date: number;
  time: number;
  offset: number;
}

function centralHeader(name: Buffer, { flags, date, time, offset, ...sums }: Entry): Buffer {
  const far = offset >= MOST_32;
  const extra = Buffer.alloc(far ? 12 : 0);
  if (far) {
    extra.writeUInt16LE(1, 0);
    extra.writeUInt16LE(8, 2);
    extra.writeBigUInt64LE(BigInt(offset), 4);
  }
  const header = Buffer.alloc(46);
  header.writeUInt32LE(CENTRAL_HEADER, 0);
  header.writeUInt16LE(VERSION_ZIP64, 4);
  header.writeUInt16LE(far ? VERSION_ZIP64 : VERSION, 6);
  header.writeUInt16LE(flags, 8);
  header.writeUInt16LE(DEFLATED, 10);
  header.writeUInt16LE(time, 12);
  header.writeUInt16LE(date, 14);
  writeSums(header, 16, sums);
  header.writeUInt16LE(name.length, 28);
  header.writeUInt16LE(extra.length, 30);
  header.writeUInt32LE(far ? MOST_32 : offset, 42);
  return Buffer.concat([header, name, extra]);
}

function end(count: number, offset: number, size: number): Buffer {
  const parts: Buffer[] = [];
  if (count >= MOST_16 || offset >= MOST_32 || size >= MOST_32) {
    const record = Buffer.alloc(56);
    record.writeUInt32LE(ZIP64_END, 0);
    record.writeBigUInt64LE(44n, 4);
    record.writeUInt16LE(VERSION_ZIP64, 12);
    record.writeUInt16LE(VERSION_ZIP64, 14);
    record.writeBigUInt64LE(BigInt(count), 24);
    record.writeBigUInt64LE(BigInt(count), 32);
    record.writeBigUInt64LE(BigInt(size), 40);
    record.writeBigUInt64LE(BigInt(offset), 48);
    const locator = Buffer.alloc(20);
    locator.writeUInt32LE(ZIP64_LOCATOR, 0);
    locator.writeBigUInt64LE(BigInt(offset + size), 8);
    locator.writeUInt32LE(1, 16);
    parts.push(record, locator);
  }
  const record = Buffer.alloc(22);
  record.writeUInt32LE(END, 0);
  record.writeUInt16LE(Math.min(count, MOST_16), 8);
  record.writeUInt16LE(Math.min(count, MOST_16), 10);
  record.writeUInt32LE(Math.min(size, MOST_32), 12);
  record.writeUInt32LE(Math.min(offset, MOST_32), 16);
  parts.push(record);
  return Buffer.concat(parts);
}

/** A moment as MS-DOS wrote it, in UTC, to two seconds: what ZIP has. */
function dosTime(moment: Date): { date: number; time: number } {
  const year = Math.max(0, moment.getUTCFullYear() - 1980);
  return {
    date: (year << 9) | ((moment.getUTCMonth() + 1) << 5) | moment.getUTCDate(),
    time: (moment.getUTCHours() << 11) | (moment.getUTCMinutes() << 5) | (moment.getUTCSeconds() >> 1),
  };
}
