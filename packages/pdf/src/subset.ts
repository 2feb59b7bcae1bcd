import { invalidFont, type SfntTables, table } from './sfnt.ts';

const ARGS_ARE_WORDS = 0x0001;
const HAS_SCALE = 0x0008;
const MORE_COMPONENTS = 0x0020;
const HAS_XY_SCALE = 0x0040;
const HAS_TWO_BY_TWO = 0x0080;
const HAS_INSTRUCTIONS = 0x0100;

/**
 * A TrueType file with glyph 0 (.notdef) and `glyphs`, renumbered 1, 2, 3… in the order given, then the components
 * they are composed of. Hinting programs are left out: a reader's own rasteriser does as well, and they are half the
 * file. Only the tables that an embedded CIDFontType2 needs are kept (ISO 32000-1 §9.9).
 */
export function subsetFont(tables: SfntTables, glyphs: readonly number[]): Uint8Array {
  const order = [0, ...glyphs];
  const newIds = new Map(order.map((glyph, id) => [glyph, id]));
  const outlines: Uint8Array[] = [];
  for (let id = 0; id < order.length; id++) {
    outlines.push(
      outline(tables, order[id] ?? 0, (component) => {
        const known = newIds.get(component);
        if (known !== undefined) return known;
        newIds.set(component, order.length);
        order.push(component);
        return order.length - 1;
      }),
    );
  }

  const loca = new Uint8Array(4 * (outlines.length + 1));
  const locations = new DataView(loca.buffer);
  let length = 0;
  for (const [id, bytes] of outlines.entries()) {
    length += bytes.length;
    locations.setUint32(4 * (id + 1), length);
  }
  const glyf = new Uint8Array(length);
  for (const [id, bytes] of outlines.entries()) glyf.set(bytes, locations.getUint32(4 * id));

  const head = copy(table(tables, 'head'));
  head.setUint32(8, 0);
  head.setInt16(50, 1);
  const hhea = copy(table(tables, 'hhea'));
  hhea.setUint16(34, order.length);
  const maxp = copy(table(tables, 'maxp'));
  maxp.setUint16(4, order.length);
  return assemble([
    ['glyf', glyf],
    ['head', bytesOf(head)],
    ['hhea', bytesOf(hhea)],
    ['hmtx', metrics(tables, order)],
    ['loca', loca],
    ['maxp', bytesOf(maxp)],
  ]);
}

function outline(tables: SfntTables, glyph: number, idOf: (component: number) => number): Uint8Array {
  const [start, end] = location(tables, glyph);
  if (start === end) return new Uint8Array(0);
  const glyf = table(tables, 'glyf');
  const source = new DataView(glyf.buffer, glyf.byteOffset + start, end - start);
  return source.getInt16(0) >= 0 ? simple(source) : composite(source, idOf);
}

function location(tables: SfntTables, glyph: number): [number, number] {
  const loca = table(tables, 'loca');
  const long = table(tables, 'head').getInt16(50) === 1;
  const start = long ? loca.getUint32(4 * glyph) : 2 * loca.getUint16(2 * glyph);
  const end = long ? loca.getUint32(4 * glyph + 4) : 2 * loca.getUint16(2 * glyph + 2);
  if (end < start || end > table(tables, 'glyf').byteLength) throw invalidFont(`outline of glyph ${glyph}`);
  return [start, end];
}

/** A simple outline with its instructions removed (ISO/IEC 14496-22 §5.3.3), padded to four bytes. */
function simple(source: DataView): Uint8Array {
  const instructions = 10 + 2 * source.getInt16(0);
  const points = instructions + 2 + source.getUint16(instructions);
  const result = new Uint8Array((instructions + 2 + source.byteLength - points + 3) & ~3);
  const bytes = bytesOf(source);
  result.set(bytes.subarray(0, instructions));
  result.set(bytes.subarray(points), instructions + 2);
  return result;
}

/** A composite outline with components renumbered and instructions removed. */
function composite(source: DataView, idOf: (component: number) => number): Uint8Array {
  let at = 10;
  const result = copy(source);
  for (;;) {
    const flags = source.getUint16(at);
    result.setUint16(at, flags & ~HAS_INSTRUCTIONS);
    result.setUint16(at + 2, idOf(source.getUint16(at + 2)));
    at += flags & ARGS_ARE_WORDS ? 8 : 6;
    if (flags & HAS_SCALE) at += 2;
    else if (flags & HAS_XY_SCALE) at += 4;
    else if (flags & HAS_TWO_BY_TWO) at += 8;
    if (!(flags & MORE_COMPONENTS)) break;
  }
  const padded = new Uint8Array((at + 3) & ~3);
  padded.set(bytesOf(result).subarray(0, at));
  return padded;
}

function metrics(tables: SfntTables, order: readonly number[]): Uint8Array {
  const hmtx = table(tables, 'hmtx');
  const full = table(tables, 'hhea').getUint16(34);
  const result = new DataView(new ArrayBuffer(4 * order.length));
  for (const [id, glyph] of order.entries()) {
    result.setUint16(4 * id, hmtx.getUint16(4 * Math.min(glyph, full - 1)));
    const bearing = glyph < full ? 4 * glyph + 2 : 4 * full + 2 * (glyph - full);
    result.setInt16(4 * id + 2, hmtx.getInt16(bearing));
  }
  return bytesOf(result);
}

/** The file: directory sorted by tag, tables on four-byte bounds, checksums (ISO/IEC 14496-22 §4.5). */
function assemble(parts: [string, Uint8Array][]): Uint8Array {
  const count = parts.length;
  const power = 2 ** Math.floor(Math.log2(count));
  const size = parts.reduce((sum, [, bytes]) => sum + ((bytes.length + 3) & ~3), 12 + 16 * count);
  const file = new Uint8Array(size);
  const view = new DataView(file.buffer);
  view.setUint32(0, 0x00010000);
  view.setUint16(4, count);
  view.setUint16(6, 16 * power);
  view.setUint16(8, Math.log2(power));
  view.setUint16(10, 16 * (count - power));
  let offset = 12 + 16 * count;
  let head = 0;
  for (const [i, [tag, bytes]] of parts.entries()) {
    const entry = 12 + 16 * i;
    for (let n = 0; n < 4; n++) file[entry + n] = tag.charCodeAt(n);
    file.set(bytes, offset);
    view.setUint32(entry + 4, checksum(view, offset, bytes.length));
    view.setUint32(entry + 8, offset);
    view.setUint32(entry + 12, bytes.length);
    if (tag === 'head') head = offset;
    offset += (bytes.length + 3) & ~3;
  }
  view.setUint32(head + 8, (0xb1b0afba - checksum(view, 0, size)) >>> 0);
  return file;
}

function checksum(view: DataView, offset: number, length: number): number {
  let sum = 0;
  for (let at = offset; at < offset + length; at += 4) sum = (sum + view.getUint32(at)) >>> 0;
  return sum;
}

function bytesOf(view: DataView): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}

function copy(view: DataView): DataView {
  return new DataView(bytesOf(view).slice().buffer);
}
