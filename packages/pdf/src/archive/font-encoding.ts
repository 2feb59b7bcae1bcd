import { encodingNamed } from '../fonts/encodings.ts';
import type { ForeignFont } from '../fonts/foreign-font.ts';
import { textOfGlyph } from '../fonts/glyph-names.ts';
import type { TrueTypeProgram } from '../fonts/truetype-program.ts';
import { nameOf } from '../read/values.ts';
import type { Inspection } from './inspection.ts';

const ALLOWED = ['MacRomanEncoding', 'WinAnsiEncoding'];

/** Encodings of TrueType fonts against ISO 19005-3 §6.2.11.6, so that every reader picks the same glyphs. */
export function examineTrueTypeEncoding(
  inspection: Inspection,
  font: ForeignFont,
  program: TrueTypeProgram,
  object: number | null,
): void {
  const { file } = inspection;
  const refuse = (en: string, fr: string) =>
    inspection.refuse('font_encoding', { en: `${font.name}, ${en}`, fr: `${font.name}, ${fr}` }, object);
  const encoding = file.resolve(font.dictionary.get('Encoding'));
  const maps = program.characterMaps.length;
  const symbolMap = program.map(3, 0) !== undefined;
  if (font.symbolic) {
    if (encoding !== null)
      refuse('it is symbolic and has an Encoding', 'elle est symbolique et a un Encoding');
    if (maps !== 1 && !symbolMap)
      refuse(
        `it is symbolic and has ${maps} character maps`,
        `elle est symbolique et a ${maps} tables de caractères`,
      );
    return;
  }
  if (symbolMap ? maps <= 1 : maps === 0)
    refuse('it has no character map for letters', 'elle n’a pas de table de caractères pour les lettres');
  const base =
    encoding instanceof Map ? nameOf(file.resolve(encoding.get('BaseEncoding'))) : nameOf(encoding);
  if (base === undefined || !ALLOWED.includes(base))
    refuse(`its encoding is ${base ?? 'not given'}`, `son codage est ${base ?? 'absent'}`);
  if (!(encoding instanceof Map) || !encoding.has('Differences')) return;
  const names = file.array(encoding.get('Differences')).flatMap((item) => {
    file.budget.step();
    return nameOf(file.resolve(item)) ?? [];
  });
  const unknown = names.find((name) => name !== '.notdef' && textOfGlyph(name) === undefined);
  if (unknown !== undefined || program.map(3, 1) === undefined)
    refuse(
      `Differences ${unknown ?? 'without a Unicode map'}`,
      `Differences ${unknown ?? 'sans table Unicode'}`,
    );
}

/** The glyph of a code in a simple TrueType font (ISO 32000-1 §9.6.6.4); null where it cannot be told. */
export function trueTypeGlyph(
  code: number,
  font: ForeignFont,
  program: TrueTypeProgram,
): number | undefined | null {
  if (font.symbolic) {
    const symbols = program.map(3, 0);
    if (symbols !== undefined)
      for (const page of [0xf000, 0, 0xf100, 0xf200]) {
        const glyph = symbols.glyphOf(page + code);
        if (glyph !== 0) return glyph;
      }
    const [only] = program.characterMaps;
    return program.map(1, 0)?.glyphOf(code) ?? (symbols === undefined ? (only?.glyphOf(code) ?? 0) : 0);
  }
  const name = font.glyphNameOf(code);
  if (name === undefined || name === '.notdef') return 0;
  const text = textOfGlyph(name);
  const unicode = program.map(3, 1);
  const point = text?.length === 1 ? text.charCodeAt(0) : undefined;
  if (unicode !== undefined && point !== undefined) {
    const glyph = unicode.glyphOf(point);
    if (glyph !== 0) return glyph;
  }
  const roman = encodingNamed('MacRomanEncoding')?.indexOf(name) ?? -1;
  const glyph = roman < 0 ? 0 : (program.map(1, 0)?.glyphOf(roman) ?? 0);
  if (glyph !== 0) return glyph;
  // Names of the Macintosh order, which post may leave out, are not known here.
  return program.glyphNamed(name) ?? (unicode === undefined ? null : 0);
}
