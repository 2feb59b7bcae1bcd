import { readTables, type SfntTables, table } from '../sfnt.ts';
import { type FontProgram, FontProgramError } from './font-program.ts';

/** A character map of a TrueType program: `(platform, encoding)` and the glyphs by code. */
export interface CharacterMap {
  platform: number;
  encoding: number;
  glyphOf(code: number): number;
}

/** A TrueType program (ISO/IEC 14496-22) as it stands in FontFile2: some tables that systems need may be missing. */
export class TrueTypeProgram implements FontProgram {
  readonly characterMaps: readonly CharacterMap[];
  readonly #glyphs: number;
  readonly #unitsPerEm: number;
  readonly #metrics: DataView;
  readonly #metricCount: number;
  readonly #tables: SfntTables;
  #names: Map<string, number> | undefined;

  /** Throws `PdfError` or `RangeError` for a broken program. */
  constructor(bytes: Uint8Array) {
    const tables = readTables(bytes);
    this.#tables = tables;
    this.#unitsPerEm = table(tables, 'head').getUint16(18) || 1000;
    this.#glyphs = table(tables, 'maxp').getUint16(4);
    this.#metricCount = table(tables, 'hhea').getUint16(34);
    this.#metrics = table(tables, 'hmtx');
    const cmap = tables.get('cmap');
    this.characterMaps = cmap === undefined ? [] : readCharacterMaps(cmap);
  }

  widthOf(glyph: number): number | undefined {
    if (glyph >= this.#glyphs || this.#metricCount === 0) return undefined;
    const at = 4 * Math.min(glyph, this.#metricCount - 1);
    if (at + 2 > this.#metrics.byteLength) return undefined;
    return (this.#metrics.getUint16(at) * 1000) / this.#unitsPerEm;
  }

  map(platform: number, encoding: number): CharacterMap | undefined {
    return this.characterMaps.find((found) => found.platform === platform && found.encoding === encoding);
  }

  glyphNamed(name: string): number | undefined {
    this.#names ??= readPostNames(this.#tables.get('post'));
    return this.#names.get(name);
  }

  encodedName(): undefined {
    return undefined;
  }

  glyphOfCid(cid: number): number {
    return cid;
  }
}

function readCharacterMaps(cmap: DataView): CharacterMap[] {
  const maps: CharacterMap[] = [];
  const count = Math.min(cmap.getUint16(2), 64);
  for (let i = 0; i < count; i++) {
    const platform = cmap.getUint16(4 + 8 * i);
    const encoding = cmap.getUint16(6 + 8 * i);
    const offset = cmap.getUint32(8 + 8 * i);
    if (offset + 2 > cmap.byteLength) continue;
    maps.push({ platform, encoding, glyphOf: (code) => glyphOf(cmap, offset, code) });
  }
  return maps;
}

/** Formats 0, 4, 6 and 12 of the table cmap; glyph 0 for all else. */
function glyphOf(cmap: DataView, at: number, code: number): number {
  const format = cmap.getUint16(at);
  if (format === 0) return code < 256 ? cmap.getUint8(at + 6 + code) : 0;
  if (format === 6) {
    const index = code - cmap.getUint16(at + 6);
    return index >= 0 && index < cmap.getUint16(at + 8) ? cmap.getUint16(at + 10 + 2 * index) : 0;
  }
  if (format === 12) {
    let low = 0;
    for (let high = cmap.getUint32(at + 12) - 1; low <= high; ) {
      const middle = (low + high) >>> 1;
      const group = at + 16 + 12 * middle;
      if (code < cmap.getUint32(group)) high = middle - 1;
      else if (code > cmap.getUint32(group + 4)) low = middle + 1;
      else return cmap.getUint32(group + 8) + code - cmap.getUint32(group);
    }
    return 0;
  }
  if (format !== 4) return 0;
  const doubled = cmap.getUint16(at + 6);
  const starts = at + 16 + doubled;
  for (let i = 0; i < doubled; i += 2) {
    if (code > cmap.getUint16(at + 14 + i)) continue;
    const first = cmap.getUint16(starts + i);
    if (code < first) return 0;
    const delta = cmap.getUint16(starts + doubled + i);
    const place = starts + 2 * doubled + i;
    const range = cmap.getUint16(place);
    if (range === 0) return (code + delta) & 0xffff;
    const raw = cmap.getUint16(place + range + 2 * (code - first));
    return raw === 0 ? 0 : (raw + delta) & 0xffff;
  }
  return 0;
}

/** Names of format 2 of the table post, those of the standard Macintosh order left out. */
function readPostNames(post: DataView | undefined): Map<string, number> {
  const names = new Map<string, number>();
  if (post === undefined || post.byteLength < 34 || post.getUint32(0) !== 0x00020000) return names;
  const count = post.getUint16(32);
  const texts: string[] = [];
  for (let at = 34 + 2 * count; at < post.byteLength; ) {
    const length = post.getUint8(at);
    if (at + 1 + length > post.byteLength) break;
    texts.push(String.fromCharCode(...new Uint8Array(post.buffer, post.byteOffset + at + 1, length)));
    at += 1 + length;
  }
  for (let glyph = 0; glyph < count; glyph++) {
    const text = texts[post.getUint16(34 + 2 * glyph) - 258];
    if (text !== undefined && !names.has(text)) names.set(text, glyph);
  }
  return names;
}

/** The CFF table of an OpenType program. */
export function compactTableOf(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let i = 0; i < view.getUint16(4); i++) {
    const entry = 12 + 16 * i;
    if (view.getUint32(entry) === 0x43464620)
      return bytes.subarray(
        view.getUint32(entry + 8),
        view.getUint32(entry + 8) + view.getUint32(entry + 12),
      );
  }
  throw new FontProgramError('no table CFF');
}
