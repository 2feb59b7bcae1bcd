import { Unzlib } from 'fflate';
import { invalidImage, type Raster, tooLarge, unsupportedImage } from './image.ts';

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Channels by colour type, and the bit depths it admits (ISO/IEC 15948 table 11.1). */
const TYPES = new Map([
  [0, { channels: 1, depths: [1, 2, 4, 8, 16] }],
  [2, { channels: 3, depths: [8, 16] }],
  [3, { channels: 1, depths: [1, 2, 4, 8] }],
  [4, { channels: 2, depths: [8, 16] }],
  [6, { channels: 4, depths: [8, 16] }],
]);
/** Adam7: first column, first row, column step, row step of each pass. */
const ADAM7: [number, number, number, number][] = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
];

interface Header {
  width: number;
  height: number;
  depth: number;
  type: number;
  channels: number;
  interlaced: boolean;
}

interface Chunks {
  header: Header;
  palette: Uint8Array | undefined;
  transparency: Uint8Array | undefined;
  data: Uint8Array[];
}

/** Decodes a PNG (ISO/IEC 15948) to eight bits a component; sixteen-bit samples keep their high byte. */
export function readPng(bytes: Uint8Array, maxPixels: number): Raster {
  const chunks = readChunks(bytes, maxPixels);
  const { header } = chunks;
  const passes = header.interlaced
    ? ADAM7.map((pass) => passOf(header, pass))
    : [passOf(header, [0, 0, 1, 1])];
  const size = passes.reduce((sum, { rows, stride }) => sum + rows * (stride + 1), 0);
  const filtered = inflate(chunks.data, size);

  const samples = new Uint8Array(
    header.width * header.height * header.channels * (header.depth === 16 ? 2 : 1),
  );
  let offset = 0;
  for (const pass of passes) {
    unfilter(filtered.subarray(offset, offset + pass.rows * (pass.stride + 1)), pass, header);
    spread(filtered.subarray(offset), pass, header, samples);
    offset += pass.rows * (pass.stride + 1);
  }
  return toRaster(samples, chunks);
}

function readChunks(bytes: Uint8Array, maxPixels: number): Chunks {
  if (SIGNATURE.some((byte, i) => bytes[i] !== byte)) throw invalidImage('PNG signature');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let header: Header | undefined;
  let palette: Uint8Array | undefined;
  let transparency: Uint8Array | undefined;
  const data: Uint8Array[] = [];
  for (let at = 8; ; ) {
    const length = view.getUint32(at);
    const body = bytes.subarray(at + 8, at + 8 + length);
    if (body.length !== length) throw invalidImage('PNG chunk length');
    if (crc32(bytes.subarray(at + 4, at + 8 + length)) !== view.getUint32(at + 8 + length))
      throw invalidImage('PNG checksum');
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (header === undefined) {
      if (type !== 'IHDR' || length !== 13) throw invalidImage('PNG header');
      header = readHeader(new DataView(body.buffer, body.byteOffset, length), maxPixels);
    } else if (type === 'PLTE') palette = body;
    else if (type === 'tRNS') transparency = body;
    else if (type === 'IDAT') data.push(body);
    else if (type === 'IEND') break;
    else if (/^[A-Z]/.test(type)) throw unsupportedImage(`PNG chunk ${type}`);
    at += 12 + length;
  }
  if (header.type === 3 && (palette === undefined || palette.length === 0 || palette.length % 3 !== 0))
    throw invalidImage('PNG palette');
  return { header, palette, transparency, data };
}

function readHeader(view: DataView, maxPixels: number): Header {
  const [width, height, depth, type] = [
    view.getUint32(0),
    view.getUint32(4),
    view.getUint8(8),
    view.getUint8(9),
  ];
  const known = TYPES.get(type);
  if (known === undefined || !known.depths.includes(depth)) throw invalidImage('PNG colour type');
  if (width === 0 || height === 0) throw invalidImage('PNG of no size');
  if (width * height > maxPixels) throw tooLarge(`${width} × ${height} > ${maxPixels} pixels`);
  if (view.getUint8(10) !== 0 || view.getUint8(11) !== 0 || view.getUint8(12) > 1)
    throw invalidImage('PNG method');
  return { width, height, depth, type, channels: known.channels, interlaced: view.getUint8(12) === 1 };
}

/** Inflates to exactly `size` bytes; stops as soon as a bomb gives more. */
function inflate(parts: Uint8Array[], size: number): Uint8Array {
  const result = new Uint8Array(size);
  let filled = 0;
  const stream = new Unzlib((chunk) => {
    if (filled + chunk.length > size) throw invalidImage('PNG holds more data than its size');
    result.set(chunk, filled);
    filled += chunk.length;
  });
  try {
    for (const part of parts)
      for (let at = 0; at < part.length; at += 4096) stream.push(part.subarray(at, at + 4096));
    stream.push(new Uint8Array(0), true);
  } catch (error) {
    if (error instanceof Error && 'messageFr' in error) throw error;
    throw invalidImage('PNG compressed data');
  }
  if (filled !== size) throw invalidImage('PNG data cut short');
  return result;
}

interface Pass {
  columns: number;
  rows: number;
  /** Bytes of a row without its filter byte. */
  stride: number;
  place: [number, number, number, number];
}

function passOf(header: Header, place: [number, number, number, number]): Pass {
  const [x, y, dx, dy] = place;
  const columns = Math.ceil((header.width - x) / dx);
  const rows = columns > 0 ? Math.max(0, Math.ceil((header.height - y) / dy)) : 0;
  return { columns, rows, stride: Math.ceil((columns * header.channels * header.depth) / 8), place };
}

/** Undoes the row filters in place (ISO/IEC 15948 §9). */
function unfilter(data: Uint8Array, { rows, stride }: Pass, header: Header): void {
  const step = Math.max(1, (header.channels * header.depth) >> 3);
  for (let row = 0; row < rows; row++) {
    const start = row * (stride + 1) + 1;
    const filter = data[start - 1] ?? 0;
    if (filter > 4) throw invalidImage('PNG filter');
    const above = start - stride - 1;
    // The three filters that most encoders choose most of the time have loops of their own.
    if (filter === 0 || (filter === 2 && row === 0)) continue;
    if (filter === 1) {
      for (let i = step; i < stride; i++)
        data[start + i] = (data[start + i] ?? 0) + (data[start + i - step] ?? 0);
    } else if (filter === 2) {
      for (let i = 0; i < stride; i++) data[start + i] = (data[start + i] ?? 0) + (data[above + i] ?? 0);
    } else {
      for (let i = 0; i < stride; i++) {
        const left = i >= step ? (data[start + i - step] ?? 0) : 0;
        const up = row > 0 ? (data[above + i] ?? 0) : 0;
        const corner = i >= step && row > 0 ? (data[above + i - step] ?? 0) : 0;
        const estimate = filter === 3 ? (left + up) >> 1 : paeth(left, up, corner);
        data[start + i] = (data[start + i] ?? 0) + estimate;
      }
    }
  }
}

/** ISO/IEC 15948 §9.4. */
function paeth(left: number, up: number, corner: number): number {
  const estimate = left + up - corner;
  const [toLeft, toUp, toCorner] = [
    Math.abs(estimate - left),
    Math.abs(estimate - up),
    Math.abs(estimate - corner),
  ];
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}

/** Copies a pass into its place among `samples`: one byte a sample (two when the depth is 16), packed ones unpacked. */
function spread(data: Uint8Array, pass: Pass, header: Header, samples: Uint8Array): void {
  const { channels, depth, width } = header;
  const [x0, y0, dx, dy] = pass.place;
  const bytes = depth === 16 ? 2 * channels : channels;
  const mask = (1 << depth) - 1;
  for (let row = 0; row < pass.rows; row++) {
    const start = row * (pass.stride + 1) + 1;
    for (let column = 0; column < pass.columns; column++) {
      const target = ((y0 + row * dy) * width + x0 + column * dx) * bytes;
      if (depth >= 8) {
        for (let i = 0; i < bytes; i++) samples[target + i] = data[start + column * bytes + i] ?? 0;
      } else {
        const bit = column * depth;
        samples[target] = ((data[start + (bit >> 3)] ?? 0) >> (8 - depth - (bit & 7))) & mask;
      }
    }
  }
}

/** Colour and opacity apart, eight bits each. */
function toRaster(raw: Uint8Array, { header, palette, transparency }: Chunks): Raster {
  const { width, height, depth, type, channels } = header;
  const pixels = width * height;
  const colors = type === 3 || type === 2 || type === 6 ? 3 : 1;
  // Plain grey and RGB are what the file holds already.
  if (depth === 8 && (type === 0 || type === 2) && transparency === undefined)
    return { width, height, samples: raw };
  const samples = new Uint8Array(pixels * colors);
  const alpha = new Uint8Array(pixels).fill(255);
  const word = depth === 16 ? 2 : 1;
  const scale = depth < 8 ? 255 / ((1 << depth) - 1) : 1;
  const key = transparency !== undefined && type !== 3 ? colorKey(transparency, colors, depth) : undefined;
  for (let pixel = 0; pixel < pixels; pixel++) {
    const from = pixel * channels * word;
    if (type === 3) {
      const index = raw[from] ?? 0;
      if (palette === undefined || 3 * index >= palette.length) throw invalidImage('PNG palette index');
      for (let i = 0; i < 3; i++) samples[3 * pixel + i] = palette[3 * index + i] ?? 0;
      alpha[pixel] = transparency?.[index] ?? 255;
      continue;
    }
    for (let i = 0; i < colors; i++) samples[colors * pixel + i] = (raw[from + i * word] ?? 0) * scale;
    if (type >= 4) alpha[pixel] = raw[from + colors * word] ?? 0;
    else if (key?.every((byte, i) => raw[from + i] === byte)) alpha[pixel] = 0;
  }
  const opaque = alpha.every((value) => value === 255);
  return opaque ? { width, height, samples } : { width, height, samples, alpha };
}

/** The raw bytes of the colour that tRNS makes transparent in grey and RGB images. */
function colorKey(transparency: Uint8Array, colors: number, depth: number): number[] {
  if (transparency.length < 2 * colors) throw invalidImage('PNG transparency');
  const bytes: number[] = [];
  for (let i = 0; i < colors; i++) {
    if (depth === 16) bytes.push(transparency[2 * i] ?? 0);
    bytes.push(transparency[2 * i + 1] ?? 0);
  }
  return bytes;
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let value = n;
  for (let i = 0; i < 8; i++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (CRC_TABLE[(crc ^ byte) & 255] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}
