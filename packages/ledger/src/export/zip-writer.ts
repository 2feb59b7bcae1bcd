import { Deflate } from 'fflate';
import { joinBytes } from '../bytes.ts';
import { utf8 } from '../hex.ts';
import {
  CENTRAL,
  crc32,
  DEFLATED,
  DESCRIPTOR,
  END,
  END64,
  EXTRA64,
  FLAG_DESCRIPTOR,
  FLAG_UTF8,
  LOCAL,
  LOCATOR64,
  MAX16,
  MAX32,
  STORED,
} from './zip-format.ts';

/** A member in memory, written as it is: what is compressed already. */
interface WholeMember {
  name: string;
  bytes: Uint8Array;
}

/** A member of any length, compressed as it comes. */
interface StreamedMember {
  name: string;
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
  /** Whether it may reach 4 GiB: sizes take 64 bits then. */
  large?: boolean;
}

export type ZipInput = WholeMember | StreamedMember;

interface Written {
  name: Uint8Array;
  flags: number;
  method: number;
  crc: number;
  compressed: number;
  size: number;
  offset: number;
}

/** The compressor is given blocks of this size, so that the bytes do not depend on how the input was cut. */
const BLOCK = 1 << 16;

/** 1 January 1980, midnight: the first moment the format knows. The same input gives the same bytes. */
const DATE = 0x0021;

/**
 * The bytes of a ZIP file with these members in this order, in flat memory but for a small record a member. Compressed by fflate, so that the bytes depend on
 * the release alone. @throws {RangeError} when a member that is not `large` reaches 4 GiB.
 */
export async function* writeZip(
  members: AsyncIterable<ZipInput> | Iterable<ZipInput>,
): AsyncGenerator<Uint8Array, void, undefined> {
  const written: Written[] = [];
  let offset = 0;
  for await (const member of members) {
    const name = utf8(member.name);
    if ('bytes' in member) {
      const { length } = member.bytes;
      const record: Written = {
        name,
        flags: FLAG_UTF8,
        method: STORED,
        crc: crc32(member.bytes),
        compressed: length,
        size: length,
        offset,
      };
      const header = localHeader(record, false);
      yield header;
      yield member.bytes;
      written.push(record);
      offset += header.length + length;
      continue;
    }
    const large = member.large === true;
    const flags = FLAG_UTF8 | FLAG_DESCRIPTOR;
    const record: Written = { name, flags, method: DEFLATED, crc: 0, compressed: 0, size: 0, offset };
    const header = localHeader(record, large);
    yield header;
    for await (const piece of deflated(member.chunks, record)) yield piece;
    if (!large && (record.size >= MAX32 || record.compressed >= MAX32))
      throw new RangeError(`${member.name} reaches 4 GiB and was not announced as large`);
    const tail = descriptor(record, large);
    yield tail;
    written.push(record);
    offset += header.length + record.compressed + tail.length;
  }
  yield* directory(written, offset);
}

/** Compresses, and counts into `record`. */
async function* deflated(chunks: StreamedMember['chunks'], record: Written): AsyncGenerator<Uint8Array> {
  const pieces: Uint8Array[] = [];
  const deflate = new Deflate({ level: 6 }, (piece) => pieces.push(piece));
  const drain = function* () {
    for (const piece of pieces.splice(0)) {
      record.compressed += piece.length;
      yield piece;
    }
  };
  for await (const block of blocks(chunks)) {
    record.crc = crc32(block, record.crc);
    record.size += block.length;
    deflate.push(block);
    yield* drain();
  }
  deflate.push(new Uint8Array(0), true);
  yield* drain();
}

/** The same bytes in blocks of one size. */
async function* blocks(chunks: StreamedMember['chunks']): AsyncGenerator<Uint8Array> {
  let block = new Uint8Array(BLOCK);
  let filled = 0;
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; ) {
      const part = chunk.subarray(at, at + BLOCK - filled);
      block.set(part, filled);
      filled += part.length;
      at += part.length;
      if (filled < BLOCK) continue;
      yield block;
      // The compressor keeps what it was given.
      block = new Uint8Array(BLOCK);
      filled = 0;
    }
  }
  if (filled > 0) yield block.subarray(0, filled);
}

function localHeader({ name, flags, method, crc, compressed, size }: Written, large: boolean): Uint8Array {
  const streamed = (flags & FLAG_DESCRIPTOR) !== 0;
  const extra = large ? fields([2, EXTRA64], [2, 16], [8, 0], [8, 0]) : new Uint8Array(0);
  const sizes = large ? MAX32 : 0;
  return joinBytes(
    fields(
      [4, LOCAL],
      [2, large ? 45 : 20],
      [2, flags],
      [2, method],
      [2, 0],
      [2, DATE],
      [4, streamed ? 0 : crc],
      [4, streamed ? sizes : compressed],
      [4, streamed ? sizes : size],
      [2, name.length],
      [2, extra.length],
    ),
    name,
    extra,
  );
}

function descriptor({ crc, compressed, size }: Written, large: boolean): Uint8Array {
  const width = large ? 8 : 4;
  return fields([4, DESCRIPTOR], [4, crc], [width, compressed], [width, size]);
}

function* directory(written: readonly Written[], start: number): Generator<Uint8Array> {
  let length = 0;
  for (const record of written) {
    const bytes = centralHeader(record);
    length += bytes.length;
    yield bytes;
  }
  const end = start + length;
  const large = written.length >= MAX16 || start >= MAX32 || length >= MAX32;
  if (large) {
    yield fields(
      [4, END64],
      [8, 44],
      [2, 45],
      [2, 45],
      [4, 0],
      [4, 0],
      [8, written.length],
      [8, written.length],
      [8, length],
      [8, start],
    );
    yield fields([4, LOCATOR64], [4, 0], [8, end], [4, 1]);
  }
  yield fields(
    [4, END],
    [2, 0],
    [2, 0],
    [2, large ? MAX16 : written.length],
    [2, large ? MAX16 : written.length],
    [4, large ? MAX32 : length],
    [4, large ? MAX32 : start],
    [2, 0],
  );
}

function centralHeader({ name, flags, method, crc, compressed, size, offset }: Written): Uint8Array {
  const wide = [size, compressed, offset].filter((value) => value >= MAX32);
  const extra =
    wide.length === 0
      ? new Uint8Array(0)
      : fields([2, EXTRA64], [2, 8 * wide.length], ...wide.map((value): [number, number] => [8, value]));
  const version = wide.length === 0 ? 20 : 45;
  return joinBytes(
    fields(
      [4, CENTRAL],
      [2, version],
      [2, version],
      [2, flags],
      [2, method],
      [2, 0],
      [2, DATE],
      [4, crc],
      [4, Math.min(compressed, MAX32)],
      [4, Math.min(size, MAX32)],
      [2, name.length],
      [2, extra.length],
      [2, 0],
      [2, 0],
      [2, 0],
      [4, 0],
      [4, Math.min(offset, MAX32)],
    ),
    name,
    extra,
  );
}

/** Numbers of so many bytes each, little-endian. */
function fields(...parts: readonly (readonly [bytes: number, value: number])[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((length, [width]) => length + width, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const [width, value] of parts) {
    if (width === 2) view.setUint16(at, value, true);
    else if (width === 4) view.setUint32(at, value, true);
    else view.setBigUint64(at, BigInt(value), true);
    at += width;
  }
  return bytes;
}
