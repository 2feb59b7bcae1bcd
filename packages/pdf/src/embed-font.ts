import { strToU8, zlibSync } from 'fflate';
import type { Font, FontSubset } from './font.ts';
import type { ObjectFile } from './objects.ts';

/** The parts of an embedded subset that depend on the subset alone. */
interface Prepared {
  widths: string;
  toUnicode: Uint8Array;
}

const prepared = new WeakMap<FontSubset, Prepared>();

/** Adds a composite font with Identity-H encoding (ISO 32000-1 §9.7) and returns the number of its dictionary. */
export function embedFont(file: ObjectFile, font: Font, subset: FontSubset): number {
  let parts = prepared.get(subset);
  if (parts === undefined) {
    parts = {
      widths: `[1 [${subset.glyphs.map(({ advance }) => advance).join(' ')}]]`,
      toUnicode: zlibSync(strToU8(toUnicodeMap(subset), true), { level: 9 }),
    };
    prepared.set(subset, parts);
  }
  const baseFont = `/${subset.tag}+${font.postScriptName}`;
  const { ascent, descent, capHeight, italicAngle, stemV, bbox } = font.metrics;
  const program = file.addStream(`/Filter /FlateDecode /Length1 ${subset.fileLength}`, subset.file);
  const descriptor = file.add(
    `<</Type /FontDescriptor /FontName ${baseFont} /Flags 4 /FontBBox [${bbox.join(' ')}] /ItalicAngle ${italicAngle} ` +
      `/Ascent ${ascent} /Descent ${descent} /CapHeight ${capHeight} /StemV ${stemV} /FontFile2 ${program} 0 R>>`,
  );
  const descendant = file.add(
    `<</Type /Font /Subtype /CIDFontType2 /BaseFont ${baseFont} /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) ` +
      `/Supplement 0>> /FontDescriptor ${descriptor} 0 R /CIDToGIDMap /Identity /DW 0 /W ${parts.widths}>>`,
  );
  const toUnicode = file.addStream('/Filter /FlateDecode', parts.toUnicode);
  return file.add(
    `<</Type /Font /Subtype /Type0 /BaseFont ${baseFont} /Encoding /Identity-H /DescendantFonts [${descendant} 0 R] ` +
      `/ToUnicode ${toUnicode} 0 R>>`,
  );
}

/** The CMap that gives texts back to who copies or searches them (ISO 32000-1 §9.10.3). */
function toUnicodeMap({ glyphs }: FontSubset): string {
  const entries = glyphs.map(({ codePoint }, i) => `<${hex4(i + 1)}> <${utf16(codePoint)}>`);
  let blocks = '';
  // A block holds a hundred entries at most.
  for (let at = 0; at < entries.length; at += 100) {
    const block = entries.slice(at, at + 100);
    blocks += `${block.length} beginbfchar\n${block.join('\n')}\nendbfchar\n`;
  }
  return (
    '/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n' +
    '/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n' +
    '/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n' +
    `1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n${blocks}` +
    'endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend'
  );
}

function utf16(codePoint: number): string {
  const text = String.fromCodePoint(codePoint);
  let digits = '';
  for (let i = 0; i < text.length; i++) digits += hex4(text.charCodeAt(i));
  return digits;
}

function hex4(value: number): string {
  return value.toString(16).padStart(4, '0');
}
