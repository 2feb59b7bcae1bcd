import { PdfError } from './errors.ts';

/** The tables of one TrueType file, each a view on the file's bytes. */
export type SfntTables = Map<string, DataView>;

/** Throws the error that stands for every way a font file can be broken. */
export function invalidFont(detail: string): PdfError {
  return new PdfError('font_invalid', `invalid font: ${detail}`, `police invalide : ${detail}`);
}

/**
 * The table directory of a TrueType font (ISO/IEC 14496-22 §4.5). Throws `PdfError`: `font_unsupported` for outlines
 * other than `glyf` (CFF, collections, WOFF), `font_invalid` for a broken directory.
 */
export function readTables(bytes: Uint8Array): SfntTables {
  const file = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12) throw invalidFont('truncated');
  const version = file.getUint32(0);
  if (version !== 0x00010000 && version !== 0x74727565)
    throw new PdfError(
      'font_unsupported',
      'only TrueType outlines (glyf) are supported',
      'seuls les contours TrueType (glyf) sont pris en charge',
    );
  const tables: SfntTables = new Map();
  const count = file.getUint16(4);
  if (12 + 16 * count > bytes.length) throw invalidFont('truncated table directory');
  for (let i = 0; i < count; i++) {
    const entry = 12 + 16 * i;
    const tag = String.fromCharCode(...bytes.subarray(entry, entry + 4));
    const offset = file.getUint32(entry + 8);
    const length = file.getUint32(entry + 12);
    if (offset + length > bytes.length) throw invalidFont(`table ${tag} reaches past the end`);
    tables.set(tag, new DataView(bytes.buffer, bytes.byteOffset + offset, length));
  }
  return tables;
}

/** The table named `tag`, or `font_invalid`. */
export function table(tables: SfntTables, tag: string): DataView {
  const found = tables.get(tag);
  if (found === undefined) throw invalidFont(`table ${tag} is missing`);
  return found;
}

/** Unicode code point → glyph index, from the widest Unicode subtable: format 12, else format 4. */
export function readCharacterMap(cmap: DataView): Map<number, number> {
  let best: { offset: number; format: number } | undefined;
  for (let i = 0; i < cmap.getUint16(2); i++) {
    const platform = cmap.getUint16(4 + 8 * i);
    const encoding = cmap.getUint16(6 + 8 * i);
    const offset = cmap.getUint32(8 + 8 * i);
    const format = cmap.getUint16(offset);
    const unicode = platform === 0 || (platform === 3 && (encoding === 1 || encoding === 10));
    if (unicode && (format === 4 || format === 12) && (best === undefined || format > best.format))
      best = { offset, format };
  }
  if (best === undefined) throw invalidFont('no Unicode character map');
  return best.format === 12 ? readFormat12(cmap, best.offset) : readFormat4(cmap, best.offset);
}

function readFormat12(cmap: DataView, offset: number): Map<number, number> {
  const map = new Map<number, number>();
  const groups = cmap.getUint32(offset + 12);
  for (let i = 0; i < groups; i++) {
    const at = offset + 16 + 12 * i;
    const first = cmap.getUint32(at);
    const last = Math.min(cmap.getUint32(at + 4), 0x10ffff);
    const glyph = cmap.getUint32(at + 8);
    for (let code = first; code <= last; code++) map.set(code, glyph + code - first);
  }
  return map;
}

function readFormat4(cmap: DataView, offset: number): Map<number, number> {
  const map = new Map<number, number>();
  const doubled = cmap.getUint16(offset + 6);
  const ends = offset + 14;
  const starts = ends + doubled + 2;
  const deltas = starts + doubled;
  const ranges = deltas + doubled;
  for (let i = 0; i < doubled; i += 2) {
    const last = cmap.getUint16(ends + i);
    const first = cmap.getUint16(starts + i);
    const delta = cmap.getUint16(deltas + i);
    const range = cmap.getUint16(ranges + i);
    for (let code = first; code <= last && code < 0xffff; code++) {
      const raw = range === 0 ? code : cmap.getUint16(ranges + i + range + 2 * (code - first));
      const glyph = raw === 0 && range !== 0 ? 0 : (raw + delta) & 0xffff;
      if (glyph !== 0) map.set(code, glyph);
    }
  }
  return map;
}

/** PostScript name (name id 6), Windows or Macintosh record. */
export function readPostScriptName(name: DataView): string {
  const strings = name.getUint16(4);
  for (let i = 0; i < name.getUint16(2); i++) {
    const record = 6 + 12 * i;
    if (name.getUint16(record + 6) !== 6) continue;
    const length = name.getUint16(record + 8);
    const start = strings + name.getUint16(record + 10);
    let text = '';
    // Windows strings are UTF-16BE; a PostScript name is ASCII, so the zero bytes are all that tells them apart.
    for (let at = start; at < start + length; at++) {
      const byte = name.getUint8(at);
      if (byte !== 0) text += String.fromCharCode(byte);
    }
    return text.replace(/[^A-Za-z0-9+-]/g, '');
  }
  throw invalidFont('no PostScript name');
}

/** The glyphs that the OpenType feature `feature` replaces one by one (GSUB lookup types 1 and 7). */
export function readSingleSubstitutions(gsub: DataView | undefined, feature: string): Map<number, number> {
  const replaced = new Map<number, number>();
  if (gsub === undefined) return replaced;
  const features = gsub.getUint16(6);
  const lookups = gsub.getUint16(8);
  const wanted = new Set<number>();
  for (let i = 0; i < gsub.getUint16(features); i++) {
    const record = features + 2 + 6 * i;
    const tag = String.fromCharCode(...[0, 1, 2, 3].map((n) => gsub.getUint8(record + n)));
    if (tag !== feature) continue;
    const at = features + gsub.getUint16(record + 4);
    for (let n = 0; n < gsub.getUint16(at + 2); n++) wanted.add(gsub.getUint16(at + 4 + 2 * n));
  }
  for (const index of wanted) {
    const lookup = lookups + gsub.getUint16(lookups + 2 + 2 * index);
    const type = gsub.getUint16(lookup);
    for (let n = 0; n < gsub.getUint16(lookup + 4); n++) {
      let at = lookup + gsub.getUint16(lookup + 6 + 2 * n);
      let actual = type;
      if (type === 7) {
        actual = gsub.getUint16(at + 2);
        at += gsub.getUint32(at + 4);
      }
      if (actual === 1) readSingleSubstitution(gsub, at, replaced);
    }
  }
  return replaced;
}

function readSingleSubstitution(gsub: DataView, at: number, replaced: Map<number, number>): void {
  const covered = readCoverage(gsub, at + gsub.getUint16(at + 2));
  const delta = gsub.getUint16(at) === 1;
  for (const [i, glyph] of covered.entries()) {
    const target = delta ? (glyph + gsub.getUint16(at + 4)) & 0xffff : gsub.getUint16(at + 6 + 2 * i);
    if (!replaced.has(glyph)) replaced.set(glyph, target);
  }
}

function readCoverage(view: DataView, at: number): number[] {
  const glyphs: number[] = [];
  const count = view.getUint16(at + 2);
  if (view.getUint16(at) === 1) {
    for (let i = 0; i < count; i++) glyphs.push(view.getUint16(at + 4 + 2 * i));
    return glyphs;
  }
  for (let i = 0; i < count; i++) {
    const last = view.getUint16(at + 6 + 6 * i);
    for (let glyph = view.getUint16(at + 4 + 6 * i); glyph <= last; glyph++) glyphs.push(glyph);
  }
  return glyphs;
}
